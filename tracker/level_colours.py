"""Colours and glyphs of the five levels, as values for the app and the commands.

Colours are indexes 16 to 255, which all terminals with 256 colours share, so that every connection
shows the same steps. Neighbouring levels differ for protan, deutan and tritan vision and without
colour; tests/library/test_level_colours.py computes by how much. Without enough colours, glyphs
alone show the level.
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from tracker.core.calendar.heatmap import Mark
from tracker.core.days.states import State
from tracker.core.facts.goals_and_rests import Kind

_CUBE: Final = (0, 95, 135, 175, 215, 255)
_BLACK: Final = 16
_WHITE: Final = 231


class Symbol(StrEnum):
    """Symbol that a cell shows besides its level."""

    REST = "rest"
    OPEN = "open"
    FIRST = "first"
    AHEAD = "ahead"
    """Still to come, or before the first day: an empty cell."""


_SYMBOL_OF: Final = MappingProxyType(
    {
        State.PROTECTED: Symbol.REST,
        State.OPEN: Symbol.OPEN,
        State.AHEAD: Symbol.AHEAD,
        State.BEFORE: Symbol.AHEAD,
    }
)


class Ramp(NamedTuple):
    """Colours of the levels 0 to 5, for a dark and for a light background."""

    dark: tuple[int, int, int, int, int, int]
    light: tuple[int, int, int, int, int, int]


class Palette(NamedTuple):
    """Colours for both kinds of practice."""

    name: str
    points: Ramp
    mat: Ramp


class Glyphs(NamedTuple):
    """Characters that show a cell without colour."""

    levels: str
    """The characters for levels 0 to 5, each denser than the one before."""
    symbols: Mapping[Symbol, str]
    halves: str
    """The characters for neither kind, points, mat and both."""


BLOCKS: Final = Glyphs(
    "·:░▒▓█",
    MappingProxyType({Symbol.REST: "~", Symbol.OPEN: "○", Symbol.FIRST: "»", Symbol.AHEAD: " "}),
    "·▀▄█",
)
"""For terminals with modern fonts; Debian's fonts for the Linux console lack half of them."""

ASCII: Final = Glyphs(
    ".:+*#@",
    MappingProxyType({Symbol.REST: "~", Symbol.OPEN: "o", Symbol.FIRST: ">", Symbol.AHEAD: " "}),
    ".^_#",
)

_BLUE: Final = Ramp((237, 24, 31, 74, 117, 231), (254, 111, 69, 26, 18, 16))
_TEAL: Final = Ramp((237, 23, 29, 36, 43, 195), (254, 79, 36, 29, 23, 233))
_GREY: Final = Ramp((237, 240, 243, 246, 250, 255), (254, 249, 245, 241, 237, 233))

PALETTES: Final[Mapping[str, Palette]] = MappingProxyType(
    {
        palette.name: palette
        for palette in (
            Palette("moss", Ramp((237, 22, 28, 71, 114, 194), (254, 114, 71, 28, 22, 233)), _BLUE),
            Palette(
                "ember", Ramp((237, 124, 130, 137, 178, 223), (254, 215, 172, 130, 88, 232)), _BLUE
            ),
            Palette(
                "dusk", Ramp((237, 126, 133, 175, 219, 231), (254, 212, 134, 92, 53, 16)), _TEAL
            ),
            Palette("ink", _GREY, _GREY),
        )
    }
)


class Cell(NamedTuple):
    """One cell of a terminal; ``None`` is the terminal's default colour."""

    glyph: str
    foreground: int | None = None
    background: int | None = None

    @property
    def escape(self) -> str:
        """The escape sequence of its colours; empty with default colours."""
        foreground = [f"38;5;{self.foreground}"] if self.foreground is not None else []
        background = [f"48;5;{self.background}"] if self.background is not None else []
        return f"\x1b[{';'.join(foreground + background)}m" if foreground or background else ""


class Look(NamedTuple):
    """How cells are drawn: palette, background, colour or not, glyphs."""

    palette: Palette = PALETTES["moss"]
    dark: bool = True
    colour: bool = True
    """Whether there are 256 colours: with 16, levels could not be told apart."""
    glyphs: Glyphs = BLOCKS
    only_done: bool = False
    """Whether days without practice are blank."""

    def points(self, level: int, symbol: Symbol | None = None) -> Cell:
        """A day of points. Raises IndexError for a level above 5."""
        return self._cell(self.palette.points, level, symbol)

    def mat(self, level: int, symbol: Symbol | None = None) -> Cell:
        """A day of mat time."""
        return self._cell(self.palette.mat, level, symbol)

    def both(self, points: int, mat: int, symbol: Symbol | None = None) -> Cell:
        """A day of both kinds, points above and mat below; the symbol only without practice."""
        if symbol is Symbol.AHEAD or (symbol and not points and not mat):
            return self._cell(self.palette.points, 0, symbol)
        halves = Cell(self.glyphs.halves[(1 if points else 0) + (2 if mat else 0)])
        if not self.colour or self.glyphs is ASCII:
            return halves
        upper, lower = self._steps(self.palette.points), self._steps(self.palette.mat)
        return Cell(BLOCKS.halves[1], upper[points], lower[mat])

    def day(self, marks: tuple[Mark, ...], *, first: bool = False) -> Cell:
        """A day of a heatmap, of one kind or of both."""
        if self.only_done and not any(mark.level for mark in marks):
            return Cell(" " * len(self.glyphs.levels[0]))
        symbol = _SYMBOL_OF.get(marks[0].state)
        if first and symbol is None:
            symbol = Symbol.FIRST
        if len(marks) == 1:
            level = marks[0].level
            draw = self.points if marks[0].kind is Kind.POINTS else self.mat
            return draw(level, None if level else symbol)
        return self.both(marks[0].level, marks[1].level, symbol)

    def _steps(self, ramp: Ramp) -> tuple[int, ...]:
        return ramp.dark if self.dark else ramp.light

    def _cell(self, ramp: Ramp, level: int, symbol: Symbol | None) -> Cell:
        glyph = self.glyphs.symbols[symbol] if symbol else self.glyphs.levels[level]
        if not self.colour or symbol is Symbol.AHEAD:
            return Cell(glyph)
        background = self._steps(ramp)[level]
        if not symbol:
            return Cell(" ", None, background)
        return Cell(glyph, text_on(background), background)


def text_on(background: int) -> int:
    """The colour of text on this one: black or white, whichever is easier to read."""
    return _WHITE if light(background) < 0.18 else _BLACK


def line(cells: Iterable[Cell]) -> str:
    """The cells as text with as few escape sequences as possible, reset at the end."""
    parts: list[str] = []
    escape = ""
    for cell in cells:
        if cell.escape != escape:
            parts.append(("\x1b[0m" if escape else "") + cell.escape)
            escape = cell.escape
        parts.append(cell.glyph)
    return "".join([*parts, "\x1b[0m" if escape else ""])


def rgb(index: int) -> tuple[int, int, int]:
    """Red, green and blue of a colour from 16 to 255, as xterm defines them."""
    if index >= 232:
        grey = 8 + 10 * (index - 232)
        return grey, grey, grey
    red, rest = divmod(index - 16, 36)
    return _CUBE[red], _CUBE[rest // 6], _CUBE[rest % 6]


def light(index: int) -> float:
    """Relative luminance, from 0 for black to 1 for white.

    Source: WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance.
    """
    red, green, blue = (_linear(part / 255) for part in rgb(index))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def has_colours(environ: Mapping[str, str], *, terminal: bool) -> bool:
    """Whether output goes to a terminal with 256 colours, and ``NO_COLOR`` is not set."""
    term = environ.get("TERM", "")
    if not terminal or environ.get("NO_COLOR") or term in {"", "dumb"}:
        return False
    if environ.get("COLORTERM", "") in {"truecolor", "24bit"}:
        return True
    named = ("256color", "direct", "kitty", "alacritty", "foot", "ghostty", "wezterm")
    return any(name in term for name in named)
