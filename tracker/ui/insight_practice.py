"""Minutes by week, and the hours of the day by weekday."""

from typing import ClassVar, Final

from rich.color import Color
from rich.style import Style
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from tracker.core.durations import duration_words
from tracker.core.grid import Grid
from tracker.core.insight_words import hour_lines, part_words, too_few, week_lines, week_summary
from tracker.core.insights import LEAST, hours, week_sums
from tracker.core.model import Kind
from tracker.palette import ASCII
from tracker.ui.insight_section import Section, View
from tracker.ui.widgets.hour_grid import HourGrid
from tracker.ui.widgets.week_bars import WeekBars

_NAMES: Final = {Kind.POINTS: "Points", Kind.MAT: "Mat"}
_WIDE: Final = 110
_SHADE: Final = 3
"""The level of the calendar's colours that bars are drawn in."""


class WeeksSection(Section):
    """Minutes by week, points above, mat below, each with a scale of its own."""

    NAME = "Weeks"
    READS = False

    def compose(self) -> ComposeResult:
        """Two rows of bars over one axis of months."""
        for kind in Kind:
            yield Static(id=f"week-sum-{kind}", classes="week-sum", markup=False)
            yield WeekBars(id=f"week-bars-{kind}", axis=kind is Kind.MAT)
        yield Static(classes="note quiet", markup=False)

    def weeks(self) -> int:
        """Half a year, or a year where there is room."""
        return 52 if self.app.size.width >= _WIDE else 26

    async def draw(self, view: View) -> None:
        """Draw both kinds from their day summaries."""
        count, last = self.weeks(), view.period.last
        lines: list[str] = []
        for kind in Kind:
            days = view.tracker.days(kind)
            weeks = week_sums(days, last, count)
            words = Content.assemble(
                (f"{_NAMES[kind]:<8}", "bold"), (week_summary(weeks, days.today), "$quiet")
            )
            self.query_one(f"#week-sum-{kind}", Static).update(words)
            most = max((week.seconds or 0 for week in weeks), default=0)
            shade = (view.look.points if kind is Kind.POINTS else view.look.mat)(_SHADE).ground
            self.query_one(f"#week-bars-{kind}", WeekBars).show(
                [week.seconds for week in weeks],
                duration_words(most) if most else "",
                Style() if shade is None else Style(color=Color.from_ansi(shade)),
                months=Grid.of_weeks(last, count, days.week_starts).months(2),
                ascii_only=view.look.glyphs is ASCII,
            )
            lines += [*week_lines(_NAMES[kind], weeks, view.written), ""]
        self.say("note", "Each kind has its own scale. A dot is a week without.")
        self.lines = lines


class HoursSection(Section):
    """When practice begins, by weekday."""

    NAME = "Hours"
    GROUPS = 3
    SHOWN: ClassVar = ((Kind.POINTS,), (Kind.MAT,), (Kind.POINTS, Kind.MAT))

    def compose(self) -> ComposeResult:
        """What is shown, the grid, the parts of the day."""
        yield Static(classes="head", markup=False)
        yield HourGrid()
        yield Static(classes="said", markup=False)
        yield Static(classes="note quiet", markup=False)

    async def draw(self, view: View) -> None:
        """Draw the kinds that were chosen."""
        settings = view.tracker.config.settings
        kinds = self.SHOWN[self.group]
        found = [
            (
                kind,
                hours(
                    (record for record in view.records if record.kind is kind),
                    week_starts=settings.first_weekday,
                    day_starts_at=settings.day_starts_at,
                ),
            )
            for kind in kinds
        ]
        total = sum(each.n for _, each in found)
        named = " and ".join(kind.value for kind in kinds)
        self.head("When sessions begin", named)
        grid = self.query_one(HourGrid)
        grid.display = total >= LEAST
        if total < LEAST:
            self.lines = [too_few(total, "sessions")]
            self.say("said", self.lines[0])
            self.say("note", "")
            return
        grid.show(found, view.look)
        said = [f"{_NAMES[kind]}: {part_words(each) or 'none'}." for kind, each in found]
        self.say("said", "\n".join(said))
        both = " Points are the upper half of a cell, mat the lower." if len(found) == 2 else ""
        self.say("note", f"Colours are fifths, from seldom to often; a dot is none.{both}")
        self.lines = [line for kind, each in found for line in (*hour_lines(_what(kind), each), "")]


def _what(kind: Kind) -> str:
    return "sessions of points" if kind is Kind.POINTS else "mat sessions"
