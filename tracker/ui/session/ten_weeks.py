"""The last ten weeks of a kind, where a summary has room for them."""

from collections.abc import Iterator
from typing import ClassVar, Final

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from tracker.core.calendar.grid import Grid
from tracker.core.calendar.heatmap import Heatmap, Measure, heatmap
from tracker.core.days.practice_days import Days
from tracker.level_colours import Look
from tracker.ui.terminal.capabilities import style_of
from tracker.ui.widgets.this_week import day_names, day_squares, weeks_before

_WEEKS: Final = 10
_PITCH: Final = 8
"""Columns of a week before this one, with a gap."""


class TenWeeks(Widget):
    """A heading, the weeks before by their first days, and this week as named squares.

    Component classes: ``ten-weeks--quiet``, ``-strong`` and ``-symbol``.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "ten-weeks--quiet",
        "ten-weeks--strong",
        "ten-weeks--symbol",
    }

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._days: Days | None = None
        self._weeks: Heatmap | None = None
        self._look = Look()

    def show(self, days: Days, look: Look) -> None:
        """Show the weeks up to the last of these days."""
        self._days, self._look = days, look
        grid = Grid.of_weeks(days.today, _WEEKS + 1, days.week_starts)
        self._weeks = heatmap(grid, Measure.MINUTES, days)
        self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Three rows."""
        return 3

    def render_line(self, y: int) -> Strip:
        """The heading, the names of the days and weeks, or their squares."""
        days, weeks = self._days, self._weeks
        if days is None or weeks is None:
            return Strip.blank(self.size.width, self.rich_style)
        row = (self._heading, self._names, self._squares)[y](days, weeks)
        return Strip(list(row)).adjust_cell_length(self.size.width, self.rich_style)

    def _heading(self, _: Days, __: Heatmap) -> Iterator[Segment]:
        quiet = self.get_component_rich_style("ten-weeks--quiet")
        yield Segment("The last ten weeks", quiet)

    def _names(self, days: Days, weeks: Heatmap) -> Iterator[Segment]:
        quiet = self.get_component_rich_style("ten-weeks--quiet")
        for label, _ in weeks_before(weeks, self._look, _WEEKS):
            yield Segment(label.ljust(_PITCH), quiet)
        strong = self.get_component_rich_style("ten-weeks--strong")
        yield from day_names(days, 2, 1, quiet, strong)

    def _squares(self, days: Days, weeks: Heatmap) -> Iterator[Segment]:
        for _, drawn in weeks_before(weeks, self._look, _WEEKS):
            for cell in drawn:
                yield Segment(cell.glyph, self.rich_style + style_of(cell))
            yield Segment(" ", self.rich_style)
        symbol = self.get_component_rich_style("ten-weeks--symbol")
        yield from day_squares(days, self._look, 2, 1, self.rich_style, symbol)
