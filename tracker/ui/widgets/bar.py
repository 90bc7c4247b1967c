"""A progress bar that is drawn only when it grows by a cell: over SSH each redraw costs bytes."""

from typing import ClassVar

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Bar(Widget):
    """The share that is done, in whole cells, on every row of the bar.

    Component classes: ``bar--done``, and ``bar--left`` for the rest.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"bar--done", "bar--left"}

    def __init__(self, *, id: str | None = None, ascii_only: bool = False) -> None:
        super().__init__(id=id)
        self._fraction = 0.0
        self._cells = 0
        self._glyphs = ("#", "-") if ascii_only else ("━", "─")

    @property
    def fraction(self) -> float:
        """The share, from 0 to 1."""
        return self._fraction

    @fraction.setter
    def fraction(self, fraction: float) -> None:
        self._fraction = min(1.0, max(0.0, fraction))
        cells = self._cells_at(self.size.width)
        if cells != self._cells and self.size.width:
            first, last = sorted((cells, self._cells))
            self._cells = cells
            self.refresh(Region(first, 0, last - first, self.size.height))

    def _cells_at(self, width: int) -> int:
        return int(self._fraction * width)

    def render_line(self, y: int) -> Strip:  # noqa: ARG002
        """A row; all rows are the same."""
        width = self.size.width
        self._cells = self._cells_at(width)
        done, left = self._glyphs
        return Strip(
            [
                Segment(done * self._cells, self.get_component_rich_style("bar--done")),
                Segment(left * (width - self._cells), self.get_component_rich_style("bar--left")),
            ],
            width,
        )
