"""A time in digits five or three rows high. Only digits that changed are painted again."""

from typing import ClassVar, Final

from rich.segment import Segment
from textual.geometry import Region, Size
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
    ":": "      ██        ██      ",
    "+": "       █   ███   █      ",
    "-": "           ████         ",
    " ": "                        ",
}
_WIDE: Final = 4
_ROWS: Final = 5
_GAP: Final = 2
_PITCH: Final = 2 * _WIDE + _GAP
"""Columns from one character to the next; a dot is two cells wide, which makes it square."""
_HALF_ROWS: Final = 3
_HALF_PITCH: Final = _WIDE + 1
_HALVES: Final = {"  ": " ", "█ ": "▀", " █": "▄", "██": "█"}


class BigDigits(Widget):
    """Digits, colon, plus and minus, five rows high; three rows or plain text with less room."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"big-digits--on"}

    def __init__(self, text: str = "", *, id: str | None = None, ascii_only: bool = False) -> None:
        super().__init__(id=id)
        self._text = text
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
        if len(old) != len(text) or not self.big:
            self.refresh(layout=len(old) != len(text))
            return
        for y in range(_ROWS):
            was, now = self._line(old, y), self._line(text, y)
            changed = [x for x, (a, b) in enumerate(zip(was, now, strict=True)) if a != b]
            if changed:
                width = changed[-1] - changed[0] + 1
                self.refresh(Region(self._indent + changed[0], y, width, 1))

    @property
    def big(self) -> bool:
        """Whether there is room for large characters."""
        return self.size.height >= _ROWS and self.size.width >= self._room

    @property
    def half(self) -> bool:
        """Whether there is room for characters of half the size, in half blocks."""
        return (
            self._halves
            and self.size.height >= _HALF_ROWS
            and self.size.width >= len(self._text) * _HALF_PITCH - 1
        )

    @property
    def _room(self) -> int:
        """Columns of the large characters, without the gap after the last."""
        return max(0, len(self._text) * _PITCH - _GAP)

    @property
    def _indent(self) -> int:
        return max(0, (self.size.width - self._room) // 2)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """As wide as the large characters."""
        return self._room

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Five rows, three or one: what fits into the width."""
        if width >= self._room:
            return _ROWS
        fits = self._halves and width >= len(self._text) * _HALF_PITCH - 1
        return _HALF_ROWS if fits else 1

    def render_line(self, y: int) -> Strip:
        """One row of all characters."""
        width = self.size.width
        style = self.get_component_rich_style("big-digits--on")
        if not self.big and self.half:
            row = self._half_line(y) if y < _HALF_ROWS else ""
            return Strip([Segment(row[:width].ljust(width), style)], width)
        if not self.big:
            words = self._text.center(width)[:width] if y == 0 else " " * width
            return Strip([Segment(words, style)], width)
        if y >= _ROWS:
            return Strip.blank(width)
        row = " " * self._indent + self._line(self._text, y)
        return Strip([Segment(row[:width].ljust(width), style)], width)

    def _line(self, text: str, y: int) -> str:
        return "".join(self._row(character, y) for character in text)

    def _half_line(self, y: int) -> str:
        """Two rows of dots as one of half blocks."""
        each = []
        for character in self._text:
            shape = _SHAPES.get(character, _SHAPES[" "]) + " " * (_WIDE + 1)
            rows = [shape[at * (_WIDE + 1) :][:_WIDE].ljust(_WIDE) for at in (2 * y, 2 * y + 1)]
            each.append("".join(_HALVES[a + b] for a, b in zip(*rows, strict=True)))
        return " ".join(each)

    def _row(self, character: str, y: int) -> str:
        shape = _SHAPES.get(character, _SHAPES[" "])
        dots = shape[y * (_WIDE + 1) : y * (_WIDE + 1) + _WIDE]
        return "".join((self._dot if dot == "█" else " ") * 2 for dot in dots).ljust(_PITCH)
