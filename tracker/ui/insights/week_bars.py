"""Weeks as bars, the latest at the right end, with months below."""

from collections.abc import Sequence
from typing import ClassVar, Final

from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from tracker.core.calendar.grid import MonthLabel

_GUTTER: Final = 9
"""Columns left of the bars, where the kind is named above them."""
_WIDEST: Final = 4
_TALL: Final = 40
"""Rows of a screen with room for higher bars."""
_EIGHTHS: Final = " ▁▂▃▄▅▆▇█"
_ASCII: Final = "  :::####"


class WeekBars(Widget):
    """A bar for each week; a week with any practice has at least an eighth of a cell.

    Component class: ``week-bars--label``.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"week-bars--label"}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._values: Sequence[float | None] = ()
        self._months: Sequence[MonthLabel] = ()
        self._symbols = _EIGHTHS

    def show(
        self,
        values: Sequence[float | None],
        *,
        months: Sequence[MonthLabel] = (),
        ascii_only: bool = False,
    ) -> None:
        """Draw these values, ``None`` before the first record.

        ``months`` are named in the last row, if there are any.
        """
        self._values, self._months = values, months
        self._symbols = _ASCII if ascii_only else _EIGHTHS
        self.refresh(layout=True)

    @property
    def pitch(self) -> int:
        """Columns from one week to the next."""
        return max(1, min(_WIDEST, (self.size.width - _GUTTER + 1) // max(1, len(self._values))))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Rows for bars that can be told apart, and the axis."""
        return (10 if viewport.height >= _TALL else 5) + bool(self._months)

    def render_line(self, y: int) -> Strip:
        """A row of the bars, or the months."""
        width, label = self.size.width, self.get_component_rich_style("week-bars--label")
        rows = self.size.height - bool(self._months)
        if y == rows:
            return Strip([Segment(self._month_line(width), label)], width)
        highest = max((value or 0 for value in self._values), default=0) or 1
        pitch = self.pitch
        line = "".join(
            (self._symbol((value or 0) / highest, rows, y) * max(1, pitch - 1)).ljust(pitch)
            for value in self._values
        )
        return Strip([Segment(" " * _GUTTER + line, self.rich_style)]).adjust_cell_length(
            width, self.rich_style
        )

    def _symbol(self, part: float, rows: int, y: int) -> str:
        if not part:
            return " "
        eighths = max(1, round(8 * rows * part)) - 8 * (rows - 1 - y)
        return self._symbols[min(8, max(0, eighths))]

    def _month_line(self, width: int) -> str:
        line = [" "] * (width + 3)
        for month in self._months:
            at = _GUTTER + month.column * self.pitch
            if at < width:
                line[at : at + 3] = f"{month.month:%b}"
        return "".join(line)[:width]
