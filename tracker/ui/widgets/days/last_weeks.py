"""The last weeks in one line, one cell for each day, to show the rhythm of the practice."""

from typing import Final

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tracker.core.calendar.grid import Grid
from tracker.core.calendar.heatmap import Heatmap, Measure, heatmap
from tracker.core.days.practice_days import Days
from tracker.level_colours import Look
from tracker.ui.terminal.capabilities import style_of

WEEKS: Final = 6


class LastWeeks(Widget):
    """The days of one kind in the last weeks, with a gap between weeks; today is last."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._heatmap: Heatmap | None = None
        self._look = Look()

    def show(self, days: Days, look: Look) -> None:
        """Show these days."""
        grid = Grid.of_weeks(days.today, WEEKS, days.week_starts)
        self._heatmap, self._look = heatmap(grid, Measure.MINUTES, days), look
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The one line."""
        width, plain = self.size.width, self.rich_style
        if self._heatmap is None or y:
            return Strip.blank(width, plain)
        pieces: list[Segment] = []
        for found in self._heatmap.cells:
            if pieces and found.place.row == 0:
                pieces.append(Segment("  ", plain))
            cell = self._look.day(found.marks, first=found.is_first)
            pieces.append(Segment(cell.glyph, plain + style_of(cell)))
        return Strip(pieces).adjust_cell_length(width, plain)
