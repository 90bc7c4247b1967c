"""The legend of a heatmap: its levels from less to more, and its symbols."""

from collections.abc import Callable
from typing import Final

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from tracker.core.calendar.heatmap import DONE, LEVELS, Heatmap, Measure
from tracker.core.facts.sessions import Kind
from tracker.level_colours import Cell, Look, Symbol
from tracker.ui.terminal.capabilities import style_of

_SYMBOLS: Final = ((Symbol.REST, "rest"), (Symbol.OPEN, "today"))


class Legend(Widget):
    """The line below the heatmap."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._pieces: list[tuple[str, Cell | None]] = []

    def show(self, year: Heatmap, look: Look, *, compared: bool = True, gap: int = 4) -> None:
        """Show the legend of this heatmap; unless days are `compared` they are done or not."""
        between, cells = " " * gap, min(gap, 2)
        kinds = [mark.kind for mark in year.cells[0].marks]
        pieces: list[tuple[str, Cell | None]] = []
        if len(kinds) == 2:
            for words, levels in (("points ", (3, 0)), ("mat ", (0, 3)), ("both ", (3, 3))):
                pieces += [("", look.both(*levels)), (f" {words} ", None)]
        else:
            draw: Callable[[int], Cell] = look.points if kinds[0] is Kind.POINTS else look.mat
            moods = year.measure is Measure.MOOD
            if compared or moods:
                low, high = ("fell ", " rose") if moods else ("less ", " more")
                pieces.append((low, None))
                pieces += [("", draw(level)) for level in LEVELS[moods:] for _ in range(cells)]
                pieces.append((high, None))
            else:
                pieces += [("", draw(DONE)), ("", draw(DONE)), (" done", None)]
        for symbol, words in _SYMBOLS:
            pieces += [(between, None), ("", look.points(0, symbol)), (f" {words}", None)]
        self._pieces = pieces
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """The one line."""
        width, plain = self.size.width, self.rich_style
        if y:
            return Strip.blank(width, plain)
        segments = [
            Segment(words, plain) if cell is None else Segment(cell.glyph, plain + style_of(cell))
            for words, cell in self._pieces
        ]
        return Strip(segments).adjust_cell_length(width, plain)
