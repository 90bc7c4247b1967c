"""The legend of a heatmap: its levels from less to more, and its symbols."""

from typing import Final

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tracker.core.calendar.heatmap import LEVELS, Heatmap, Measure
from tracker.core.facts.sessions import Kind
from tracker.level_colours import Cell, Look, Symbol
from tracker.ui.terminal.capabilities import style_of

_SYMBOLS: Final = ((Symbol.REST, "rest"), (Symbol.OPEN, "today open"), (Symbol.FIRST, "first day"))


class Legend(Widget):
    """The line below the heatmap."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._pieces: list[tuple[str, Cell | None]] = []

    def show(self, year: Heatmap, look: Look) -> None:
        """Show the legend of this heatmap."""
        kinds = [mark.kind for mark in year.cells[0].marks]
        pieces: list[tuple[str, Cell | None]] = []
        if len(kinds) == 2:
            for words, levels in (("points ", (3, 0)), ("mat ", (0, 3)), ("both ", (3, 3))):
                pieces += [("", look.both(*levels)), (f" {words} ", None)]
        else:
            draw = look.points if kinds[0] is Kind.POINTS else look.mat
            low, high = ("fell ", " rose") if year.measure is Measure.MOOD else ("less ", " more")
            pieces.append((low, None))
            first = 1 if year.measure is Measure.MOOD else 0
            pieces += [("", draw(level)) for level in LEVELS[first:]]
            pieces.append((f"{high}   ", None))
        for symbol, words in _SYMBOLS:
            pieces += [("", look.points(0, symbol)), (f" {words}  ", None)]
        self._pieces = pieces
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The one line."""
        width, plain = self.size.width, self.rich_style
        if y:
            return Strip.blank(width, plain)
        segments = [Segment("    ", plain)] + [
            Segment(words, plain) if cell is None else Segment(cell.glyph, plain + style_of(cell))
            for words, cell in self._pieces
        ]
        return Strip(segments).adjust_cell_length(width, plain)
