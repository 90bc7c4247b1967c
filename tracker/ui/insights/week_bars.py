"""Weeks as bars, the latest at the right end, with months below."""

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from tracker.core.calendar.grid import MonthLabel

_GUTTER: Final = 9
"""Columns for the label of the highest bar."""
_WIDEST: Final = 3


class WeekBars(Widget):
    """A bar for each week, in half cells; a week with any practice has at least half a cell.

    Component classes: ``week-bars--label``, ``week-bars--none``.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"week-bars--label", "week-bars--none"}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._values: Sequence[float | None] = ()
        self._months: Sequence[MonthLabel] = ()
        self._top = ""
        self._ink = Style()
        self._symbols = "█▄·"

    def show(
        self,
        values: Sequence[float | None],
        top: str,
        ink: Style,
        *,
        months: Sequence[MonthLabel] = (),
        ascii_only: bool = False,
    ) -> None:
        """Draw these values, ``None`` before the first record. ``top`` labels the highest.

        ``months`` are named in the last row, if there are any.
        """
        self._values, self._top, self._ink, self._months = values, top, ink, months
        self._symbols = "#:." if ascii_only else "█▄·"
        self.refresh()

    @property
    def pitch(self) -> int:
        """Columns from one week to the next."""
        return max(1, min(_WIDEST, (self.size.width - _GUTTER) // max(1, len(self._values))))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Rows for bars that can be told apart, and the axis."""
        return 5 + bool(self._months)

    def render_line(self, y: int) -> Strip:
        """A row of the bars, or the months."""
        width, label = self.size.width, self.get_component_rich_style("week-bars--label")
        rows = self.size.height - bool(self._months)
        if y == rows:
            return Strip([Segment(self._month_line(width), label)], width)
        text = f"{self._top:>{_GUTTER - 2}}  " if y == 0 else " " * _GUTTER
        pieces = [Segment(text, label)]
        none, plain = self.get_component_rich_style("week-bars--none"), self.rich_style
        ink = plain + self._ink
        highest = max((value or 0 for value in self._values), default=0)
        pitch = self.pitch
        bar = max(1, pitch - 1)
        for value in self._values:
            symbol = self._symbol(value, highest, rows, y)
            empty = symbol == self._symbols[2]
            words = (symbol if empty else symbol * bar).ljust(pitch)
            # A gap takes the colour of its bar: a row of bars is then one run of text.
            pieces.append(Segment(words, none if empty else ink))
        return Strip(pieces).simplify().adjust_cell_length(width, plain)

    def _symbol(self, value: float | None, highest: float, rows: int, y: int) -> str:
        if not value:
            return self._symbols[2] if value is not None and y == rows - 1 else " "
        halves = max(1, round(2 * rows * value / highest)) - 2 * (rows - 1 - y)
        return self._symbols[0] if halves >= 2 else self._symbols[1] if halves == 1 else " "

    def _month_line(self, width: int) -> str:
        line = [" "] * (width + 3)
        for month in self._months:
            at = _GUTTER + month.column * self.pitch
            if at < width:
                line[at : at + 3] = f"{month.month:%b}"
        return "".join(line)[:width]
