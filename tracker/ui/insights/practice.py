"""The sections on minutes by week and on hours of the day by weekday."""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from tracker.core.calendar.grid import Grid
from tracker.core.days.done_words import in_all
from tracker.core.facts.sessions import Kind
from tracker.core.insights.periods import LEAST, Hours, Length, hours
from tracker.core.insights.words import most_often, week_summary
from tracker.level_colours import ASCII
from tracker.practice.past.insights import NAMES, hours_of_day, weeks
from tracker.ui.insights.hour_grid import HourGrid
from tracker.ui.insights.section import Section, View
from tracker.ui.insights.week_bars import WeekBars

_BESIDE: Final = 13
"""Columns beside the bars: margins, and the column of labels."""
_EITHER: Final = ((Kind.POINTS, Kind.MAT), (Kind.MAT,), (Kind.POINTS,))
_SCALES: Final = "Each kind has its own height. A gap is a week without; nothing more."
_NOTHING: Final = "What you record is drawn here. s starts a session, m logs time on the mat."


def _ever(view: View) -> bool:
    """Whether there are any records."""
    return any(view.tracker.days(kind).first_record for kind in Kind)


class WeeksSection(Section):
    """Minutes, or sessions, by week, points above, mat below, each with its own height."""

    NAME = "Weeks"
    READS = False
    GROUPS = len(_EITHER)
    GROUP_WORDS = ("both", "mat", "points")
    MEASURES = 2
    MEASURE_WORDS = ("minutes", "times")
    LENGTHS = (Length.HALF, Length.YEAR)

    def compose(self) -> ComposeResult:
        """Two rows of bars, months below the last."""
        yield Static(classes="head", markup=False)
        for kind in Kind:
            yield Static(id=f"week-sum-{kind}", classes="week-sum", markup=False)
            yield WeekBars(id=f"week-bars-{kind}")
        yield Static(classes="note quiet", markup=False)

    async def draw(self, view: View) -> None:
        """Draw the chosen kinds from their day summaries."""
        days = self.length.days or 1
        count = min(days // 7, max(4, self.app.size.width - _BESIDE))
        last, times = view.period.last, bool(self.measure)
        both = weeks(view.tracker, last, count)
        found, self.lines = both.totals, both.lines
        shown = [
            kind
            for kind in Kind
            if kind in _EITHER[self.group] and any(week.seconds for week in found[kind])
        ]
        is_whole = 7 * count == days
        covers = view.covers.removeprefix("last ") if is_whole else f"{count} weeks"
        self.head("Times a week" if times else "Minutes a week", covers)
        hidden = view.tracker.settings.hides_streaks
        grid = Grid.of_weeks(last, count, view.week_starts)
        for kind, totals in found.items():
            total = in_all(view.tracker.days(kind)) or "nothing yet"
            said = total if hidden else week_summary(totals, view.tracker.today)
            words = Content.assemble((f"{NAMES[kind]:<9}", "bold"), (said, "$quiet"))
            line = self.query_one(f"#week-sum-{kind}", Static)
            line.display = kind in _EITHER[self.group]
            line.update(words)
            bars = self.query_one(f"#week-bars-{kind}", WeekBars)
            bars.display = kind in shown
            bars.show(
                [week.count if times else week.seconds for week in totals],
                months=grid.months(2) if shown and kind is shown[-1] else (),
                ascii_only=view.look.glyphs is ASCII,
            )
        self.say("note", _SCALES if shown else "" if _ever(view) else _NOTHING)


class HoursSection(Section):
    """When practice begins, by weekday."""

    NAME = "Hours"
    GROUPS = 3
    GROUP_WORDS = ("points", "mat", "both")
    MEASURES = 2
    MEASURE_WORDS = ("times", "minutes")
    SHOWN: ClassVar = ((Kind.POINTS,), (Kind.MAT,), (Kind.POINTS, Kind.MAT))

    def compose(self) -> ComposeResult:
        """The heading, the grid, the parts of the day."""
        yield Static(classes="head", markup=False)
        yield HourGrid()
        yield Static(classes="said", markup=False)
        yield Static(classes="note quiet", markup=False)

    async def draw(self, view: View) -> None:
        """Draw the chosen kinds."""
        kinds, lasted = self.SHOWN[self.group], bool(self.measure)

        starts = hours_of_day(view.tracker, view.records, kinds)
        found, self.lines = starts.found, starts.lines
        named = " and ".join(kind.value for kind in kinds)
        about = "How long you practise" if lasted else "When you practise"
        self.head(about, f"{named}, {view.covers}")
        grid = self.query_one(HourGrid)
        grid.display = starts.total >= LEAST
        if starts.total < LEAST:
            self.say("said", self.lines[0])
            self.say("note", "")
            return
        grid.show([(kind, _lasted(kind, view)) for kind in kinds] if lasted else found, view.look)
        named_all = {Kind.POINTS: "Points: ", Kind.MAT: "Mat: "} if len(found) > 1 else {}
        said = [
            f"{named_all.get(kind, '')}{most_often(each) or 'nothing.'}" for kind, each in found
        ]
        self.say("said", "\n".join(said))
        both = " Points are the upper half of a cell, mat the lower." if len(found) == 2 else ""
        shade = "Brighter" if self.app.current_theme.dark else "Darker"
        more = "longer" if lasted else "more often"
        self.say("note", f"{shade} is {more}, by your own measure.{both}")


def _lasted(kind: Kind, view: View) -> Hours:
    """The seconds of each hour, in place of the sessions."""
    records = (record for record in view.records if record.kind is kind)
    return hours(records, week_starts=view.week_starts, seconds=True)
