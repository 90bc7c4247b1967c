"""Turns grids of tones into characters: blocks of two colours, Braille dots, or plain ASCII.

In relief a cell's four quarters (with octants, its eight parts) become the block character and the
two colours nearest to them. Lines become Braille or ASCII. Every character is one cell wide.
"""

from enum import StrEnum
from functools import cache, lru_cache
from typing import Final, NamedTuple

from tracker.ui.figure.octants import OCTANTS
from tracker.ui.figure.raster import Planes
from tracker.ui.figure.skins import TONE, Palette, Rgb, luma, mean, rgb

BRAILLE: Final = (0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80)
"""The bit of each dot of a Braille character, row by row."""

QUADRANTS: Final = " ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█"
"""The block character of each set of quarters: 1 upper left, 2 upper right, 4 and 8 below."""

_ALIKE: Final = 12.0
"""Parts of a cell are drawn as one colour if they differ less in lightness, 0 to 255."""
_WORTH: Final = 130.0
"""Least gain, in squared lightness a part, for a second colour in a cell."""


_NEAR: Final = 20.5
"""Two colours of a cell can each be off by this much lightness, 0 to 255."""


class Mode(StrEnum):
    """How a picture is drawn, by what the terminal can show."""

    RELIEF = "relief"
    OCTANTS = "octants"
    OUTLINE = "outline"
    ASCII = "ascii"

    @property
    def lit(self) -> bool:
        """Whether it is drawn in light and shade, not in lines."""
        return self in {Mode.RELIEF, Mode.OCTANTS}


class Role(StrEnum):
    """The part of the picture that characters belong to; without colours it decides their style."""

    BODY = "body"
    QUIET = "quiet"
    MARK = "mark"
    LABEL = "label"


class Ink(NamedTuple):
    """Style of characters: ``#rrggbb`` on ``#rrggbb`` in colour, otherwise only a role."""

    role: Role
    colour: str | None = None
    ground: str | None = None


_NO_INK: Final = Ink(Role.BODY)

Cell = tuple[str, Ink]
"""A character and its style."""


class Painter:
    """Draws cells in one palette, with a cache of cells drawn before."""

    def __init__(self, palette: Palette, *, octants: bool = False) -> None:
        self.palette = palette
        self.down = 4 if octants else 2
        """Parts of a cell from top to bottom."""
        self._blocks = OCTANTS if octants else QUADRANTS
        self._other = dict(zip(self._blocks, reversed(self._blocks), strict=True))
        self._nearest = cache(palette.nearest)
        self._alike = cache(_is_alike)
        self._mixed: dict[tuple[int, ...], Rgb] = {}
        self._cells: dict[tuple[Rgb, ...], Cell] = {}

    def rows(self, parts: list[list[Rgb]]) -> list[list[Cell]]:
        """Draw the colours of the parts of cells in block characters.

        From left to right, a cell takes the colours of the one before it where they are as good:
        what stays is not sent again.
        """
        if len(self._cells) > 20_000:
            self._cells.clear()
        known, down = self._cells, self.down
        rows: list[list[Cell]] = []
        for y in range(0, len(parts), down):
            row: list[Cell] = []
            last = _NO_INK
            halves = (half for line in parts[y : y + down] for half in (line[::2], line[1::2]))
            for key in zip(*halves, strict=True):
                cell = known.get(key)
                if cell is None:
                    cell = known[key] = self._fitted(key)
                cell, last = self._continued(cell, last)
                row.append(cell)
            rows.append(row)
        return rows

    def _continued(self, cell: Cell, last: Ink) -> tuple[Cell, Ink]:
        """A cell after one in this ink, and the ink that the next cell finds."""
        character, ink = cell
        _, front, back = ink
        if front == back:
            if back == last.ground:
                return cell, last
            if back == last.colour and back != self.palette.background:
                return ("█", last), last
            return cell, Ink(Role.BODY, last.colour, back)
        near = self._alike
        if near(front, last.colour) and near(back, last.ground):
            return (character, last), last
        if near(front, last.ground) and near(back, last.colour):
            return (self._other[character], last), last
        if back != last.ground and (near(front, last.ground) or near(back, last.colour)):
            character, front, back = self._other[character], back, front
        if near(back, last.ground) and last.ground != front:
            ink = Ink(Role.BODY, front, last.ground)
        elif near(front, last.colour) and last.colour != back:
            ink = Ink(Role.BODY, last.colour, back)
        else:
            ink = Ink(Role.BODY, front, back)
        return (character, ink), ink

    def parts(self, planes: Planes, light: list[list[float]]) -> list[list[Rgb]]:
        """The colour of each part of each cell, two across: its tones under this light."""
        ramps, mixed = self.palette.ramps, self._mixed
        if len(mixed) > 20_000:
            mixed.clear()
        tall = 4 // self.down
        found: list[list[Rgb]] = []
        for y, bright in enumerate(light):
            lines = [bytes(row) for row in planes.grid[y * tall : (y + 1) * tall]]
            quarters = [half for line in lines for half in (line[::2], line[1::2])]
            if not any(map(any, lines)):
                found.append([ramps[0][0]] * len(bright))
                continue
            row: list[Rgb] = []
            for tones, level in zip(zip(*quarters, strict=True), bright, strict=True):
                step = int(level + 0.5)
                first = tones[0]
                if tones.count(first) == len(tones):
                    row.append(ramps[first][step])
                    continue
                key = (*tones, step)
                colour = mixed.get(key)
                if colour is None:
                    colour = mixed[key] = mean([ramps[tone][step] for tone in tones])
                row.append(colour)
            found.append(row)
        return found

    def whole(self, parts: list[list[Rgb]], x: int, y: int) -> str:
        """The colour of a whole cell."""
        down = self.down
        lines = parts[y * down : (y + 1) * down]
        return self._nearest(mean([each for line in lines for each in line[2 * x : 2 * x + 2]]))

    def _fitted(self, key: tuple[Rgb, ...]) -> Cell:
        """Draw a cell in the two colours that keep most of the difference within it."""
        light = [0.3 * red + 0.59 * green + 0.11 * blue for red, green, blue in key]
        ordered = sorted(light)
        count = len(key)
        split = None
        if ordered[-1] - ordered[0] >= _ALIKE:
            total, before, best = sum(light), 0.0, _kept(sum(light), count)
            most = best + _WORTH * count
            for k in range(1, count):
                before += ordered[k - 1]
                kept = _kept(before, k) + _kept(total - before, count - k)
                if ordered[k] > ordered[k - 1] and kept > most:
                    most, split = kept, ordered[k]
        if split is not None:
            over = [each >= split for each in light]
            front = self._nearest(mean([c for c, on in zip(key, over, strict=True) if on]))
            back = self._nearest(mean([c for c, on in zip(key, over, strict=True) if not on]))
            if front != back:
                bits = sum(1 << at for at, on in enumerate(over) if on)
                return self._blocks[bits], Ink(Role.BODY, front, back)
        colour = self._nearest(mean(key))
        return " ", Ink(Role.BODY, colour, colour)


def _is_alike(colour: str, before: str | None) -> bool:
    """Whether the colour of a cell before is as good: less than two tones away."""
    return colour == before or (
        before is not None and abs(luma(rgb(colour)) - luma(rgb(before))) <= _NEAR
    )


def _kept(total: float, count: int) -> float:
    """The square that a group of values takes off the squared error once it has its own mean."""
    return total * total / count


@lru_cache(maxsize=4)
def painter(palette: Palette, *, octants: bool = False) -> Painter:
    """The painter of this palette, kept with its cache."""
    return Painter(palette, octants=octants)


def line_rows(planes: Planes, mode: Mode) -> list[list[Cell]]:
    """Draw the picture in Braille dots, or in the nearest ASCII characters."""
    plain = mode is Mode.ASCII
    found: list[list[Cell]] = []
    for y in range(0, 4 * planes.height, 4):
        i0, i1, i2, i3 = map(bytes, planes.ink[y : y + 4])
        found.append(
            [
                _line(i0[v : v + 2] + i1[v : v + 2] + i2[v : v + 2] + i3[v : v + 2], plain)
                for v in range(0, 2 * planes.width, 2)
            ]
        )
    return found


@lru_cache(maxsize=8192)
def _line(dots: bytes, plain: bool) -> Cell:
    """Draw eight dots as one character."""
    bits = sum(bit for dot, bit in zip(dots, BRAILLE, strict=True) if dot)
    tone = max(dots)
    role = Role.QUIET if tone > TONE["edge"] else Role.BODY
    if tone == TONE["mark"]:
        role = Role.MARK
    if not bits:
        return " ", Ink(role)
    return _ascii(bits) if plain else chr(0x2800 + bits), Ink(role)


@lru_cache(maxsize=256)
def _ascii(bits: int) -> str:
    """The ASCII character whose shape is nearest to these dots."""
    on = [i for i in range(8) if bits & BRAILLE[i]]
    if not on:
        return " "
    rows = [i // 2 for i in on]
    left = [i // 2 for i in on if not i % 2]
    right = [i // 2 for i in on if i % 2]
    if max(rows) - min(rows) <= 1 and len(on) <= 4:
        middle = sum(rows) / len(rows)
        if left and right:
            return '"' if middle < 0.6 else "-" if middle < 2.4 else "_"
        return "'" if middle < 1.2 else "-" if middle < 2 else "."
    if not left or not right:
        return "|"
    lean = sum(left) / len(left) - sum(right) / len(right)
    if abs(lean) > 0.6:
        return "/" if lean > 0 else "\\"
    return "|" if len(on) < 7 else "#"
