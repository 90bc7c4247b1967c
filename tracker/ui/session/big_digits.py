"""A time in digits ten, five or three rows high. Only digits that changed are painted again."""

from typing import ClassVar, Final

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

_SHAPES: Final = {
    "0": "████ █  █ █  █ █  █ ████",
    "1": "  █   ██    █    █   ███",
    "2": "████    █ ████ █    ████",
    "3": "████    █ ████    █ ████",
    "4": "█  █ █  █ ████    █    █",
    "5": "████ █    ████    █ ████",
    "6": "████ █    ████ █  █ ████",
    "7": "████    █   █   █    █  ",
    "8": "████ █  █ ████ █  █ ████",
    "9": "████ █  █ ████    █ ████",
    "+": "       █   ███   █      ",
    "-": "           ████         ",
    " ": "                        ",
}
_DOTS: Final = 4
"""Dots that a character is wide; a colon is one."""
_ROWS: Final = 5
_HALF_ROWS: Final = 3
_HALVES: Final = {"  ": " ", "█ ": "▀", " █": "▄", "██": "█"}


class BigDigits(Widget):
    """Digits, colon, plus and minus, ten or five rows high; three rows or text with less room."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"big-digits--on", "big-digits--word"}

    def __init__(self, text: str = "", *, id: str | None = None, ascii_only: bool = False) -> None:
        super().__init__(id=id)
        self._text = text
        self._word = ""
        self._dot = "#" if ascii_only else "█"
        self._halves = not ascii_only

    @property
    def text(self) -> str:
        """The text that is shown."""
        return self._text

    @text.setter
    def text(self, text: str) -> None:
        old, self._text = self._text, text
        if old == text:
            return
        if len(old) != len(text):
            self.refresh()
            return
        for y in range(self.size.height):
            was, now = self._row(old, y), self._row(text, y)
            changed = [x for x, (a, b) in enumerate(zip(was, now, strict=False)) if a != b]
            if changed or len(was) != len(now):
                first = changed[0] if changed else 0
                last = max(len(was), len(now)) if len(was) != len(now) else changed[-1] + 1
                self.refresh(Region(first, y, last - first, 1))

    @property
    def word(self) -> str:
        """The word after the digits, in their first row."""
        return self._word

    @word.setter
    def word(self, word: str) -> None:
        if word != self._word:
            self._word = word
            self.refresh()

    @property
    def scale(self) -> int:
        """2 for dots of four cells by two, 1 for two cells by one, 0 if there is no room."""
        width, height = self.size
        for scale in (2, 1) if not self._thin else ():
            if height >= _ROWS * scale and width >= 2 * scale * _width(self._text):
                return scale
        return 0

    @property
    def _thin(self) -> bool:
        """Whether few bytes are to be sent."""
        return self.app.has_class("-thin")

    @property
    def half(self) -> bool:
        """Whether there is room for characters of half the size, in half blocks."""
        width, height = self.size
        if self._thin or not self._halves:
            return False
        return height >= _HALF_ROWS and width >= _width(self._text)

    def render_line(self, y: int) -> Strip:
        """One row of all characters."""
        width = self.size.width
        style = self.get_component_rich_style("big-digits--on")
        row = self._row(self._text, y)
        word = f"  {self._word}" if self._word and y == 0 else ""
        pieces = [
            Segment(row, style),
            Segment(word, self.get_component_rich_style("big-digits--word")),
        ]
        return Strip(pieces).adjust_cell_length(width, self.rich_style)

    def _row(self, text: str, y: int) -> str:
        scale = self.scale
        if scale:
            dots = _dots(text, y // scale)
            return "".join((self._dot if dot == "█" else " ") * 2 * scale for dot in dots)
        if self.half:
            pairs = zip(_dots(text, 2 * y), _dots(text, 2 * y + 1), strict=True)
            return "".join(_HALVES[upper + lower] for upper, lower in pairs)
        return text if y == 0 else ""


def _width(text: str) -> int:
    """Dots of all characters and the gaps between them."""
    return len(_dots(text, 0))


def _dots(text: str, row: int) -> str:
    """A row of dots; below the last one it is empty."""
    return " ".join(_shape(character, row) for character in text)


def _shape(character: str, row: int) -> str:
    if character == ":":
        return "█" if row in {1, 3} else " "
    if row >= _ROWS:
        return " " * _DOTS
    return _SHAPES.get(character, _SHAPES[" "])[row * (_DOTS + 1) :][:_DOTS].ljust(_DOTS)
