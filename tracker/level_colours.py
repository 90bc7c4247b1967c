"""How a day's level looks: colours and glyphs as plain values, for the app and the commands alike.

Every colour is one of the 256 that terminals agree on (16 to 255), so that a plain SSH line, where
colours of one's own are rounded, shows the same steps. Neighbouring levels stay apart with protan,
deutan and tritan vision and without colour; tests/test_palette.py computes by how much. Where
colour is off or scarce a glyph alone carries the level.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NamedTuple

from tracker.core.calendar.heatmap import Mark
from tracker.core.days.states import State
from tracker.core.facts.goals_and_rests import Kind

_CUBE: Final = (0, 95, 135, 175, 215, 255)
_BLACK: Final = 16
_WHITE: Final = 231


class Sign(StrEnum):
    """What a cell says besides its level."""

    REST = "rest"
    OPEN = "open"
    FIRST = "first"
    AHEAD = "ahead"
    """Still to come, or before the first day: nothing to say."""


_SIGN_OF: Final = MappingProxyType(
    {
        State.PROTECTED: Sign.REST,
        State.OPEN: Sign.OPEN,
        State.AHEAD: Sign.AHEAD,
        State.BEFORE: Sign.AHEAD,
    }
)


@dataclass(frozen=True, slots=True)
class Ramp:
    """Six colours on a dark ground and six on a light one: none, then one to five."""

    dark: tuple[int, int, int, int, int, int]
    light: tuple[int, int, int, int, int, int]


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours for both kinds of practice."""

    name: str
    points: Ramp
    mat: Ramp


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Signs of one cell that need no colour."""

    levels: str
    """For 0 to 5, each with more ink than the last."""
    signs: Mapping[Sign, str]
    halves: str
    """Neither kind, points, mat, both."""


BLOCKS: Final = Glyphs(
    "·:░▒▓█",
    MappingProxyType({Sign.REST: "~", Sign.OPEN: "○", Sign.FIRST: "»", Sign.AHEAD: " "}),
    "·▀▄█",
)
"""Each of them is in code page 437 too, so that a Linux console has them."""

ASCII: Final = Glyphs(
    ".:+*#@",
    MappingProxyType({Sign.REST: "~", Sign.OPEN: "o", Sign.FIRST: ">", Sign.AHEAD: " "}),
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
    """One cell of a terminal. ``None`` is the terminal's own colour."""

    glyph: str
    ink: int | None = None
    ground: int | None = None

    @property
    def escape(self) -> str:
        """What sets its colours; nothing where it has none of its own."""
        ink = [f"38;5;{self.ink}"] if self.ink is not None else []
        ground = [f"48;5;{self.ground}"] if self.ground is not None else []
        return f"\x1b[{';'.join(ink + ground)}m" if ink or ground else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How cells are drawn here: which palette on which ground, in colour, with which glyphs."""

    palette: Palette = PALETTES["moss"]
    dark: bool = True
    colour: bool = True
    """256 colours or more; with 16 the five levels would fall together."""
    glyphs: Glyphs = BLOCKS

    def points(self, level: int, sign: Sign | None = None) -> Cell:
        """A day of points. Raises IndexError for a level that is none of 0 to 5."""
        return self._cell(self.palette.points, level, sign)

    def mat(self, level: int, sign: Sign | None = None) -> Cell:
        """A day of mat time."""
        return self._cell(self.palette.mat, level, sign)

    def both(self, points: int, mat: int, sign: Sign | None = None) -> Cell:
        """A day of both kinds: points above, mat below; the sign shows where neither was."""
        if sign is Sign.AHEAD or (sign and not points and not mat):
            return self._cell(self.palette.points, 0, sign)
        halves = Cell(self.glyphs.halves[(1 if points else 0) + (2 if mat else 0)])
        if not self.colour or self.glyphs is ASCII:
            return halves
        upper, lower = self._steps(self.palette.points), self._steps(self.palette.mat)
        return Cell(BLOCKS.halves[1], upper[points], lower[mat])

    def day(self, marks: tuple[Mark, ...], *, first: bool = False) -> Cell:
        """A day of a heatmap: of one kind its level, of both points above and mat below."""
        sign = _SIGN_OF.get(marks[0].state)
        if first and sign is None:
            sign = Sign.FIRST
        if len(marks) == 1:
            level = marks[0].level
            draw = self.points if marks[0].kind is Kind.POINTS else self.mat
            return draw(level, None if level else sign)
        return self.both(marks[0].level, marks[1].level, sign)

    def _steps(self, ramp: Ramp) -> tuple[int, ...]:
        return ramp.dark if self.dark else ramp.light

    def _cell(self, ramp: Ramp, level: int, sign: Sign | None) -> Cell:
        glyph = self.glyphs.signs[sign] if sign else self.glyphs.levels[level]
        if not self.colour or sign is Sign.AHEAD:
            return Cell(glyph)
        ground = self._steps(ramp)[level]
        if not sign:
            return Cell(" ", None, ground)
        return Cell(glyph, _WHITE if light(ground) < 0.18 else _BLACK, ground)


def line(cells: Iterable[Cell]) -> str:
    """The cells as text with escapes, colours changed only where they change, reset at the end."""
    parts: list[str] = []
    escape = ""
    for cell in cells:
        if cell.escape != escape:
            parts.append(("\x1b[0m" if escape else "") + cell.escape)
            escape = cell.escape
        parts.append(cell.glyph)
    return "".join([*parts, "\x1b[0m" if escape else ""])


def rgb(index: int) -> tuple[int, int, int]:
    """Red, green and blue of one of the colours 16 to 255, as xterm defines them."""
    if index >= 232:
        grey = 8 + 10 * (index - 232)
        return grey, grey, grey
    red, rest = divmod(index - 16, 36)
    return _CUBE[red], _CUBE[rest // 6], _CUBE[rest % 6]


def light(index: int) -> float:
    """Relative luminance, 0 for black to 1 for white.

    Source: WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance.
    """
    red, green, blue = (_linear(part / 255) for part in rgb(index))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(part: float) -> float:
    return part / 12.92 if part <= 0.04045 else float(((part + 0.055) / 1.055) ** 2.4)


def has_colours(environ: Mapping[str, str], *, terminal: bool) -> bool:
    """Whether output may use the 256 colours: a terminal that has them, and no ``NO_COLOR``."""
    term = environ.get("TERM", "")
    if not terminal or environ.get("NO_COLOR") or term in {"", "dumb"}:
        return False
    if environ.get("COLORTERM", "") in {"truecolor", "24bit"}:
        return True
    named = ("256color", "direct", "kitty", "alacritty", "foot", "ghostty", "wezterm")
    return any(name in term for name in named)


def has_blocks(environ: Mapping[str, str], encoding: str | None) -> bool:
    """Whether glyphs beyond ASCII reach the screen: by the locale and by the stream's encoding.

    Python itself sets ``LC_CTYPE`` to C.UTF-8 in a C locale (PEP 538); that says nothing of the
    terminal, so ``LANG`` is asked then.
    """
    try:
        BLOCKS.levels.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    ctype = environ.get("LC_CTYPE", "")
    names = [environ.get("LC_ALL"), None if ctype == "C.UTF-8" else ctype, environ.get("LANG")]
    chosen = next((name for name in names if name), "")
    return chosen.casefold().replace("-", "").partition("@")[0].endswith("utf8")
