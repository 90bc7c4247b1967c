"""The sections on minutes by week and on hours of the day by weekday."""

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.color import Color
from rich.style import Style
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from tracker.core.calendar.grid import Grid
from tracker.core.days.done_words import in_all
from tracker.core.facts.sessions import Kind
from tracker.core.insights.periods import LEAST, WeekTotal
from tracker.core.insights.words import part_words, week_summary
from tracker.core.text.durations import duration_words
from tracker.level_colours import ASCII
from tracker.practice.past.insights import NAMES, hours_of_day, weeks
from tracker.ui.insights.hour_grid import HourGrid
from tracker.ui.insights.section import Section, View
from tracker.ui.insights.week_bars import WeekBars

_WIDE: Final = 110
_BESIDE: Final = 13
"""Columns beside the bars: margins and the label of the highest."""
_SHADE: Final = 3
"""The level of the calendar's colours that bars are drawn in."""


_SCALES: Final = "Each kind has its own scale. A dot is a week without."
_NOTHING: Final = "What you record is drawn here. s starts a session, m logs time on the mat."


def _ever(view: View) -> bool:
    """Whether there are any records."""
    return any(view.tracker.days(kind).first_record for kind in Kind)


class WeeksSection(Section):
    """Minutes by week, points above, mat below, each on its own scale."""

    NAME = "Weeks"
    READS = False

    def compose(self) -> ComposeResult:
        """Two rows of bars, months below the last."""
        for kind in Kind:
            yield Static(id=f"week-sum-{kind}", classes="week-sum", markup=False)
            yield WeekBars(id=f"week-bars-{kind}")
        yield Static(classes="note quiet", markup=False)

    def weeks(self) -> int:
        """Half a year; a year in a wide window, less in a narrow one."""
        width = self.app.size.width
        return 52 if width >= _WIDE else min(26, max(4, (width - _BESIDE) // 2))

    async def draw(self, view: View) -> None:
        """Draw both kinds from their day summaries."""
        count, last = self.weeks(), view.period.last
        both = weeks(view.tracker, last, count)
        found = both.totals
        shown = [kind for kind, totals in found.items() if any(week.seconds for week in totals)]
        for kind, totals in found.items():
            total = in_all(view.tracker.days(kind)) or "nothing yet"
            hidden = view.tracker.settings.hides_streaks
            said = total if hidden else week_summary(totals, view.tracker.today)
            summary = (said, "$quiet")
            words = Content.assemble((f"{NAMES[kind]:<8}", "bold"), summary)
            self.query_one(f"#week-sum-{kind}", Static).update(words)
            bars = self.query_one(f"#week-bars-{kind}", WeekBars)
            bars.display = kind in shown
            self._draw_bars(bars, kind, totals, view, axis=kind is shown[-1] if shown else False)
        self.say("note", _SCALES if shown else "" if _ever(view) else _NOTHING)
        self.lines = both.lines

    def _draw_bars(
        self, bars: WeekBars, kind: Kind, weeks: Sequence[WeekTotal], view: View, *, axis: bool
    ) -> None:
        most = max((week.seconds or 0 for week in weeks), default=0)
        shade = (view.look.points if kind is Kind.POINTS else view.look.mat)(_SHADE).background
        grid = Grid.of_weeks(view.period.last, len(weeks), view.week_starts)
        bars.show(
            [week.seconds for week in weeks],
            duration_words(most) if most else "",
            Style() if shade is None else Style(color=Color.from_ansi(shade)),
            months=grid.months(2) if axis else (),
            ascii_only=view.look.glyphs is ASCII,
        )


class HoursSection(Section):
    """When practice begins, by weekday."""

    NAME = "Hours"
    GROUPS = 3
    SHOWN: ClassVar = ((Kind.POINTS,), (Kind.MAT,), (Kind.POINTS, Kind.MAT))

    def compose(self) -> ComposeResult:
        """The heading, the grid, the parts of the day."""
        yield Static(classes="head", markup=False)
        yield HourGrid()
        yield Static(classes="said", markup=False)
        yield Static(classes="note quiet", markup=False)

    async def draw(self, view: View) -> None:
        """Draw the chosen kinds."""
        kinds = self.SHOWN[self.group]
        starts = hours_of_day(view.tracker, view.records, kinds)
        found = starts.found
        named = " and ".join(kind.value for kind in kinds)
        self.head("When sessions begin", named)
        grid = self.query_one(HourGrid)
        grid.display = starts.total >= LEAST
        self.lines = starts.lines
        if starts.total < LEAST:
            self.say("said", self.lines[0])
            self.say("note", "")
            return
        grid.show(found, view.look)
        said = [f"{NAMES[kind]}: {part_words(each) or 'none'}." for kind, each in found]
        self.say("said", "\n".join(said))
        both = " Points are the upper half of a cell, mat the lower." if len(found) == 2 else ""
        self.say("note", f"Shades are fifths, from seldom to often; a dot is none.{both}")
