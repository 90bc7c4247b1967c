"""A side, `LEFT` or `MIDDLE`, in letters five or three rows high."""

from typing import ClassVar, Final

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

_DOTS: Final = {
    "A": " ## /#  #/####/#  #/#  #",
    "B": "### /#  #/### /#  #/### ",
    "D": "### /#  #/#  #/#  #/### ",
    "E": "####/#   /### /#   /####",
    "F": "####/#   /### /#   /#   ",
    "G": " ###/#   /# ##/#  #/ ###",
    "H": "#  #/#  #/####/#  #/#  #",
    "I": "###/ # / # / # /###",
    "L": "#   /#   /#   /#   /####",
    "M": "#   #/## ##/# # #/#   #/#   #",
    "N": "#   #/##  #/# # #/#  ##/#   #",
    "O": " ## /#  #/#  #/#  #/ ## ",
    "P": "### /#  #/### /#   /#   ",
    "R": "### /#  #/### /# # /#  #",
    "S": " ###/#   / ## /   #/### ",
    "T": "#####/  #  /  #  /  #  /  #  ",
    "U": "#  #/#  #/#  #/#  #/ ## ",
    " ": "  /  /  /  /  ",
}
_HALVES: Final = {(False, False): " ", (True, False): "▀", (False, True): "▄", (True, True): "█"}
_ROWS: Final = 3
_LARGE_ROWS: Final = 5


class BigWord(Widget):
    """A word in blocks, or half blocks; spaced capitals where a letter or the room is missing."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"big-word--on"}

    def __init__(self, text: str = "", *, id: str | None = None, ascii_only: bool = False) -> None:
        super().__init__(id=id)
        self._text = text.upper()
        self._ascii_only = ascii_only

    @property
    def text(self) -> str:
        """The word that is shown, in capitals."""
        return self._text

    @text.setter
    def text(self, text: str) -> None:
        if text.upper() != self._text:
            self._text = text.upper()
            self.refresh()

    @property
    def big(self) -> bool:
        """Whether it is painted in large letters."""
        return (
            not self._ascii_only
            and self.size.height >= _ROWS
            and set(self._text) <= _DOTS.keys()
            and self.size.width >= len(self._rows()[0])
        )

    @property
    def large(self) -> bool:
        """Whether there is room for letters of twice that size."""
        width, height = self.size
        return self.big and height >= _LARGE_ROWS and width >= 2 * len(self._rows()[0])

    def render_line(self, y: int) -> Strip:
        """One row of all letters."""
        style = self.get_component_rich_style("big-word--on")
        if not self.big:
            words = " ".join(self._text) if y == 0 else ""
        elif self.large:
            row = self._rows()[y] if y < _LARGE_ROWS else ""
            words = "".join("██" if dot == "#" else "  " for dot in row)
        else:
            rows = [*self._rows(), ""]
            lower = rows[2 * y + 1].ljust(len(rows[2 * y])) if y < _ROWS else ""
            words = "".join(
                _HALVES[top == "#", bottom == "#"]
                for top, bottom in zip(rows[2 * y] if y < _ROWS else "", lower, strict=True)
            )
        return Strip([Segment(words, style)]).adjust_cell_length(self.size.width, self.rich_style)

    def _rows(self) -> list[str]:
        letters = [_DOTS[letter].split("/") for letter in self._text if letter in _DOTS]
        return [" ".join(row) for row in zip(*letters, strict=True)] or [""] * 5
