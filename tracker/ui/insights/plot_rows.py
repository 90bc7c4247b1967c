"""Rows of words and numbers, each with a small drawing on a common scale."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from tracker.ui.terminal.capabilities import speaks_unicode
from tracker.ui.widgets.fitting import fit
from tracker.ui.widgets.rows import Column

_PLAIN_SIGNS: Final = str.maketrans(
    {"─": "-", "│": "|", "■": "*", "●": "*", "○": "o", "▄": "=", "…": "~"}
)
_TALL: Final = 40
"""Rows of a screen with room for a blank line between two rows."""
_NARROW: Final = 60
"""With fewer columns names are cut so that there is a drawing."""
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
    tones: tuple[str, ...] = ()
    """Of the cells: ``mark``, ``quiet`` or empty."""
    last: str = ""
    """Words at the right end."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The scale of the drawings: its ends, and words at some values."""

    low: float
    high: float
    ticks: tuple[tuple[float, str], ...] = ()


class PlotRows(Widget):
    """A heading, then the rows that fit; the others are counted.

    Component classes: ``plot-rows--mark``, ``--line``, ``--quiet``, ``--mat``, ``--sign``.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "plot-rows--mark",
        "plot-rows--line",
        "plot-rows--quiet",
        "plot-rows--mat",
        "plot-rows--sign",
    }

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._columns: Sequence[Column] = ()
        self._heads: Sequence[str] = ()
        self._rows: Sequence[PlotRow] = ()
        self._axis = Axis(0, 1)
        self._most = 0

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
        most: int = 0,
    ) -> None:
        """Draw these rows. Every column has a width; the drawing takes the rest, up to `most`.

        Without heads there is no heading. A row's last cell is right of its drawing if it has one
        more than there are columns.
        """
        self._columns, self._heads, self._rows, self._axis = columns, heads, rows, axis
        self._most = most
        self.refresh(layout=True)

    @property
    def _each(self) -> int:
        """Rows of the screen from one row to the next."""
        return 2 if self.app.size.height >= _TALL else 1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """The heading and every row, as far as there is room."""
        each = 2 if viewport.height >= _TALL else 1
        return bool(self._heads) + max(0, each * len(self._rows) - (each - 1))

    def render_line(self, y: int) -> Strip:
        """The heading, a row, or the number of rows that do not fit."""
        width, plain = self.size.width, self.rich_style
        quiet = self.get_component_rich_style("plot-rows--quiet")
        if not self._rows:
            return Strip.blank(width, plain)
        headed = bool(self._heads)
        if y == 0 and headed:
            line = self._words(self._heads) + self._ticks()
            return Strip([Segment(self._known(line), quiet)]).adjust_cell_length(width, plain)
        at, between = divmod(y - headed, self._each)
        room = -(-(self.size.height - headed) // self._each)
        if between or at >= len(self._rows):
            return Strip.blank(width, plain)
        if len(self._rows) > room and at == room - 1:
            words = f"… {len(self._rows) - room + 1} more: x reads them all"
            return Strip([Segment(self._known(words), quiet)]).adjust_cell_length(width, plain)
        row = self._rows[at]
        pieces = [*self._cells(row), *self._drawing(row.strokes)]
        strip = Strip(pieces).simplify()
        if row.last:
            gap = max(1, width - strip.cell_length - cell_len(row.last))
            strip = Strip([*strip, Segment(" " * gap, plain), Segment(row.last, quiet)])
        return strip.adjust_cell_length(width, plain)

    def _cells(self, row: PlotRow) -> list[Segment]:
        """The words of a row; a column that is quiet, or the mark of the row, in its colour."""
        plain = self.rich_style
        pieces = []
        for (at, column), width in zip(self._shown(), self._widths(), strict=True):
            text = fit(row.cells[at], width, right=column.right) + " " * column.gap
            tone = row.tones[at] if at < len(row.tones) else ""
            style = self.get_component_rich_style(f"plot-rows--{tone}") if tone else plain
            pieces.append(Segment(text, style))
        return pieces

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
            rest = self.size.width - sum(widths[1:]) - self._gaps
            if self.size.width < _NARROW and len(widths) == 2:
                rest -= _LEAST_PLOT
            widths[0] = max(4, min(widths[0], rest))
        return widths

    @property
    def _gaps(self) -> int:
        return sum(column.gap for _, column in self._shown())

    @property
    def _plot(self) -> int:
        """Columns for the drawing; 0 where there is too little room."""
        widths = self._widths()
        last = max((cell_len(row.last) + 2 for row in self._rows if row.last), default=0)
        room = self.size.width - sum(widths) - self._gaps - last
        return min(room, self._most or room) if room >= _LEAST_PLOT else 0

    def _words(self, cells: Sequence[str]) -> str:
        texts = [
            fit(cells[at], width, right=column.right) + " " * column.gap
            for (at, column), width in zip(self._shown(), self._widths(), strict=True)
        ]
        return "".join(texts)

    def _place(self, value: float) -> int:
        axis = self._axis
        span = (axis.high - axis.low) or 1
        at = round((value - axis.low) / span * (self._plot - 1))
        return min(max(at, 0), self._plot - 1)

    def _ticks(self) -> str:
        room = self.size.width - sum(self._widths()) - self._gaps
        line = [" "] * min(self._plot + 1, room)
        for value, words in self._axis.ticks if self._plot else ():
            middle = self._place(value) - (len(words) // 2 if words.isalpha() else 0)
            at = min(max(0, middle), len(line) - len(words))
            if not "".join(line[max(0, at - 1) : at + len(words) + 1]).strip():
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
