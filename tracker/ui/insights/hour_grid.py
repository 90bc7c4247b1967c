"""A grid of weekdays and hours that shows in five levels how often practice began."""

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from tracker.core.calendar.heatmap import Scale
from tracker.core.facts.sessions import Kind
from tracker.core.insights.periods import Hours, PartOfDay
from tracker.level_colours import Cell, Look
from tracker.ui.terminal.capabilities import style_of

_LABELS: Final = 9
_NARROW_LABELS: Final = 4
_TALL: Final = 40
_WEEKDAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_SHORT: Final = dict(zip(PartOfDay, ("morn", "aft", "eve", "night"), strict=True))
"""Names of the parts of the day where an hour has one column."""
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
        return 2 if self.size.width >= _NARROW_LABELS + 48 else 1

    @property
    def _labels(self) -> int:
        return _LABELS if self.size.width >= _LABELS + 24 * self.pitch else _NARROW_LABELS

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """The parts of the day, seven weekdays, the hours."""
        return 16 if viewport.height >= _TALL else 9

    def render_line(self, y: int) -> Strip:
        """The parts of the day, one weekday, or the hours."""
        width, plain = self.size.width, self.rich_style
        last = self.size.height - 1
        if not self._kinds or y > last:
            return Strip.blank(width, plain)
        label = self.get_component_rich_style("hour-grid--label")
        first = self._kinds[0][1]
        if y in {0, last}:
            words = self._hours(first.hours) if y else self._parts(first.hours)
            return Strip([Segment(words, label)]).adjust_cell_length(width, plain)
        each = 2 if last > 9 else 1
        row, between = divmod(y - 1, each)
        if between or row > 6:
            return Strip.blank(width, plain)
        pieces = [Segment(_WEEKDAYS[first.weekdays[row]].ljust(self._labels), label)]
        for column in range(24):
            cell = self._cell(row, column)
            pieces.append(Segment(cell.glyph * self.pitch, plain + style_of(cell)))
        return Strip(pieces).simplify().adjust_cell_length(width, plain)

    def _hours(self, hours: Sequence[int]) -> str:
        words = "".join(f"{hour:02}".ljust(_EVERY * self.pitch) for hour in hours[::_EVERY])
        return " " * self._labels + words

    def _parts(self, hours: Sequence[int]) -> str:
        """The names of the parts of the day, each over its first hour; first letters if narrow."""
        line = [" "] * (self._labels + 24 * self.pitch)
        for part in PartOfDay:
            name = part.value if self.pitch > 1 else _SHORT[part]
            at = self._labels + self.pitch * hours.index(part.hours[0])
            line[at : at + len(name)] = name
        return "".join(line)

    def _cell(self, row: int, column: int) -> Cell:
        levels = [
            scale.level(found.counts[row][column])
            for (_, found), scale in zip(self._kinds, self._scales, strict=True)
        ]
        if len(levels) == 2:
            return self._look.both(levels[0], levels[1])
        draw = self._look.points if self._kinds[0][0] is Kind.POINTS else self._look.mat
        return draw(levels[0])
