"""A grid of weekdays and hours that shows in five levels how often practice began."""

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from tracker.core.calendar.heatmap import Scale
from tracker.core.facts.sessions import Kind
from tracker.core.insights.periods import Hours
from tracker.level_colours import Cell, Look
from tracker.ui.terminal.capabilities import style_of

_LABELS: Final = 4
_WEEKDAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_EVERY: Final = 3
"""Hours from one label to the next."""


class HourGrid(Widget):
    """A row for each weekday, a column for each hour; both kinds share a cell, points above.

    Component class: ``hour-grid--label``.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"hour-grid--label"}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._kinds: Sequence[tuple[Kind, Hours]] = ()
        self._scales: Sequence[Scale] = ()
        self._look = Look()

    def show(self, kinds: Sequence[tuple[Kind, Hours]], look: Look) -> None:
        """Draw one kind, or points and mat, each on its own scale."""
        self._kinds, self._look = kinds, look
        self._scales = [
            Scale.of(count for row in found.counts for count in row) for _, found in kinds
        ]
        self.refresh()

    @property
    def pitch(self) -> int:
        """Columns from one hour to the next."""
        return max(1, min(4, (self.size.width - _LABELS) // 24))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """The hours and seven weekdays."""
        return 8

    def render_line(self, y: int) -> Strip:
        """The hours, or one weekday."""
        width, plain = self.size.width, self.rich_style
        if not self._kinds or y > 7:
            return Strip.blank(width, plain)
        label = self.get_component_rich_style("hour-grid--label")
        first = self._kinds[0][1]
        if y == 0:
            return Strip([Segment(self._hours(first.hours, width), label)], width)
        row = y - 1
        cells = max(1, self.pitch - 1)
        pieces = [Segment(f" {_WEEKDAYS[first.weekdays[row]]} ", label)]
        gap = Segment(" " * (self.pitch - cells), plain)
        for column in range(24):
            cell = self._cell(row, column)
            if cell is None:
                none = self._look.glyphs.levels[0]
                pieces += [Segment(none.ljust(cells), label), gap]
            else:
                pieces += [Segment(cell.glyph * cells, plain + style_of(cell)), gap]
        return Strip(pieces).simplify().adjust_cell_length(width, plain)

    def _hours(self, hours: Sequence[int], width: int) -> str:
        words = "".join(f"{hour:02}".ljust(_EVERY * self.pitch) for hour in hours[::_EVERY])
        return (" " * _LABELS + words)[:width].ljust(width)

    def _cell(self, row: int, column: int) -> Cell | None:
        levels = [
            scale.level(found.counts[row][column])
            for (_, found), scale in zip(self._kinds, self._scales, strict=True)
        ]
        if not any(levels):
            return None
        if len(levels) == 2:
            return self._look.both(levels[0], levels[1])
        draw = self._look.points if self._kinds[0][0] is Kind.POINTS else self._look.mat
        return draw(levels[0])
