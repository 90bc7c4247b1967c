"""Rows of words and numbers, each with a small drawing on a common scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from tracker.ui.terminal.capabilities import speaks_unicode
from tracker.ui.widgets.fitting import fit
from tracker.ui.widgets.rows import Column

_PLAIN_SIGNS: Final = str.maketrans({"─": "-", "│": "|", "■": "*", "○": "o", "▄": "=", "…": "~"})
_LEAST_PLOT: Final = 12
"""With fewer columns the drawing is left out."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A symbol drawn from one value to another; ``tone`` is ``mark``, ``line`` or ``quiet``."""

    low: float
    high: float
    symbol: str
    tone: str


@dataclass(frozen=True, slots=True)
class PlotRow:
    """The cells of a row, and the strokes at its end; later ones are drawn over earlier ones."""

    cells: tuple[str, ...]
    strokes: tuple[Stroke, ...] = ()


@dataclass(frozen=True, slots=True)
class Axis:
    """The scale of the drawings: its ends, and words at some values."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...] = ()


class PlotRows(Widget):
    """A heading, then the rows that fit; the others are counted.

    Component classes: ``plot-rows--mark``, ``plot-rows--line``, ``plot-rows--quiet``.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "plot-rows--mark",
        "plot-rows--line",
        "plot-rows--quiet",
    }

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._columns: Sequence[Column] = ()
        self._heads: Sequence[str] = ()
        self._rows: Sequence[PlotRow] = ()
        self._axis = Axis(0, 1)

    @property
    def rows(self) -> Sequence[PlotRow]:
        """The rows drawn."""
        return self._rows

    def show(
        self,
        columns: Sequence[Column],
        heads: Sequence[str],
        rows: Sequence[PlotRow],
        axis: Axis,
    ) -> None:
        """Draw these rows. Every column has a width; the drawing takes the rest."""
        self._columns, self._heads, self._rows, self._axis = columns, heads, rows, axis
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The heading, a row, or the number of rows that do not fit."""
        width, plain = self.size.width, self.rich_style
        quiet = self.get_component_rich_style("plot-rows--quiet")
        if not self._rows:
            return Strip.blank(width, plain)
        if y == 0:
            line = self._words(self._heads) + self._ticks()
            return Strip([Segment(self._known(line), quiet)]).adjust_cell_length(width, plain)
        room = self.size.height - 1
        cut = len(self._rows) > room
        if cut and y == room:
            words = f" … {len(self._rows) - room + 1} more: x reads them all"
            return Strip([Segment(self._known(words), quiet)]).adjust_cell_length(width, plain)
        if y > len(self._rows):
            return Strip.blank(width, plain)
        row = self._rows[y - 1]
        pieces = [Segment(self._words(row.cells), plain), *self._drawing(row.strokes)]
        return Strip(pieces).simplify().adjust_cell_length(width, plain)

    def _shown(self) -> list[tuple[int, Column]]:
        """The columns shown at this width, with their places."""
        width = self.size.width
        return [
            (at, one) for at, one in enumerate(self._columns) if width >= 60 or not one.only_wide
        ]

    def _widths(self) -> list[int]:
        shown = [column for _, column in self._shown()]
        widths = [column.width or 0 for column in shown]
        if widths:  # the names are cut first
            rest = self.size.width - 1 - sum(widths[1:]) - self._gaps
            widths[0] = max(4, min(widths[0], rest))
        return widths

    @property
    def _gaps(self) -> int:
        return sum(column.gap for _, column in self._shown())

    @property
    def _plot(self) -> int:
        """Columns for the drawing; 0 where there is too little room."""
        widths = self._widths()
        room = self.size.width - sum(widths) - self._gaps - 2
        return room if room >= _LEAST_PLOT else 0

    def _words(self, cells: Sequence[str]) -> str:
        texts = [
            fit(cells[at], width, right=column.right) + " " * column.gap
            for (at, column), width in zip(self._shown(), self._widths(), strict=True)
        ]
        return " " + "".join(texts)

    def _place(self, value: float) -> int:
        axis = self._axis
        span = (axis.high - axis.low) or 1
        at = round((value - axis.low) / span * (self._plot - 1))
        return min(max(at, 0), self._plot - 1)

    def _ticks(self) -> str:
        line = [" "] * self._plot
        for value, words in self._axis.ticks if self._plot else ():
            at = min(max(0, self._place(value) - len(words) // 2), self._plot - len(words))
            line[at : at + len(words)] = words
        return "".join(line)

    def _drawing(self, strokes: Sequence[Stroke]) -> list[Segment]:
        if not self._plot:
            return []
        blank = (" ", self.rich_style)
        cells: list[tuple[str, Style]] = [blank] * self._plot
        for stroke in strokes:
            first, last = self._place(stroke.low), self._place(stroke.high)
            style = self.get_component_rich_style(f"plot-rows--{stroke.tone}")
            symbol = self._known(stroke.symbol)
            cells[first : last + 1] = [(symbol, style)] * (last + 1 - first)
        return [Segment(symbol, style) for symbol, style in cells]

    def _known(self, text: str) -> str:
        return text if speaks_unicode(self.app) else text.translate(_PLAIN_SIGNS)
