"""Turns grids of tones into characters: blocks of two colours, Braille dots, or plain ASCII.

In colour a cell's sixteen samples become the nearest block character in the nearest two colours.
Dots in a cell become a Braille character over the cell's main tone. Every character is one cell
wide.
"""

from enum import StrEnum
from functools import lru_cache
from typing import Final, NamedTuple

from tracker.ui.figure.raster import Planes
from tracker.ui.figure.skins import TONE, Palette, contrast, rgb

BRAILLE: Final = (0x01, 0x08, 0x02, 0x10, 0x04, 0x20, 0x40, 0x80)
"""The bit of each dot of a Braille character, row by row."""


class Mode(StrEnum):
    """How a picture is drawn, by what the terminal can show."""

    COLOUR = "colour"
    OUTLINE = "outline"
    ASCII = "ascii"


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


Cell = tuple[str, Ink]
"""A character and its style."""


def _samples(*rows: str) -> int:
    return sum(
        1 << (4 * y + x) for y, row in enumerate(rows) for x, c in enumerate(row) if c == "#"
    )


def _glyphs() -> list[tuple[int, str]]:
    """Each block character with the samples it covers."""
    quarters = [
        (
            sum(
                1 << (4 * y + x) for y in range(4) for x in range(4) if n >> y // 2 * 2 + x // 2 & 1
            ),
            character,
        )
        for n, character in enumerate(" ▘▝▀▖▌▞▛▗▚▐▜▄▙▟█")
    ]
    return [
        *quarters,
        (_samples("#...", "#...", "#...", "#..."), "▎"),
        (_samples("###.", "###.", "###.", "###."), "▊"),
        (_samples("....", "....", "....", "####"), "▂"),
        (_samples("....", "####", "####", "####"), "▆"),
    ]


_GLYPHS: Final = _glyphs()


@lru_cache(maxsize=4096)
def _block(samples: int) -> tuple[str, bool]:
    """The block nearest to a set of samples, and whether it is inverted."""
    nearest, least = (" ", False), 99
    for covered, character in _GLYPHS:
        wrong = (samples ^ covered).bit_count()
        if wrong < least:
            nearest, least = (character, False), wrong
        if 16 - wrong < least:
            nearest, least = (character, True), 16 - wrong
    return nearest


def main_tone(samples: bytes) -> int:
    """The most frequent tone of a cell; 0, the background, only if it fills 11 samples or more."""
    outside = samples.count(0)
    if outside >= 11:
        return 0
    body = samples.replace(b"\0", b"") if outside else samples
    return max(set(body), key=lambda tone: (body.count(tone), tone))


class Painter:
    """Draws cells in one palette, with a cache of cells drawn before."""

    def __init__(self, palette: Palette) -> None:
        self.colours = palette.colours
        self._rgb = [rgb(colour) for colour in palette.colours]
        self._clearer: dict[tuple[str, int], int] = {}
        self._distances: dict[tuple[int, int], int] = {}
        self._inks: dict[tuple[int, int], Ink] = {}
        self._plain: dict[bytes, Cell] = {}
        self._dotted: dict[tuple[bytes, bytes], Cell] = {}

    def rows(self, planes: Planes) -> list[list[Cell]]:
        """Draw the picture in block characters and Braille."""
        if len(self._plain) + len(self._dotted) > 30_000:
            self._plain.clear()
            self._dotted.clear()
        plain, dotted, blank = self._plain, self._dotted, bytes(8)
        found: list[list[Cell]] = []
        for y in range(0, 4 * planes.height, 4):
            g0, g1, g2, g3 = map(bytes, planes.grid[y : y + 4])
            i0, i1, i2, i3 = map(bytes, planes.ink[y : y + 4])
            inked = any(map(any, (i0, i1, i2, i3)))
            row: list[Cell] = []
            for u in range(0, 4 * planes.width, 4):
                samples = g0[u : u + 4] + g1[u : u + 4] + g2[u : u + 4] + g3[u : u + 4]
                if inked:
                    v = u >> 1
                    dots = i0[v : v + 2] + i1[v : v + 2] + i2[v : v + 2] + i3[v : v + 2]
                    if dots != blank:
                        cell = dotted.get((samples, dots))
                        if cell is None:
                            cell = dotted[samples, dots] = self._dots(samples, dots)
                        row.append(cell)
                        continue
                cell = plain.get(samples)
                if cell is None:
                    cell = plain[samples] = self._blocks(samples)
                row.append(cell)
            found.append(row)
        return found

    def ink(self, tone: int, ground: int, role: Role = Role.BODY) -> Ink:
        """The style of one tone on another."""
        ink = self._inks.get((tone, ground))
        if ink is None or ink.role is not role:
            ink = self._inks[tone, ground] = Ink(role, self.colours[tone], self.colours[ground])
        return ink

    def mark(self, ground: int) -> int:
        """The marker tone with more contrast to `ground`."""
        return self.clearer("mark", "mark2", ground)

    def clearer(self, one: str, other: str, ground: int) -> int:
        """The one of two tones with more contrast to `ground`."""
        found = self._clearer.get((one, ground))
        if found is None:
            below = self.colours[ground]
            found = max((TONE[one], TONE[other]), key=lambda t: contrast(self.colours[t], below))
            self._clearer[one, ground] = found
        return found

    def _blocks(self, samples: bytes) -> Cell:
        """Draw a cell as the nearest block in its two most telling tones."""
        counts = {tone: samples.count(tone) for tone in sorted(set(samples))}
        first = max(counts, key=lambda tone: counts[tone])
        if len(counts) == 1:
            return " ", self.ink(first, first)
        second = max(counts, key=lambda tone: self._apart(first, tone) * counts[tone])
        near = {tone: self._apart(second, tone) < self._apart(first, tone) for tone in counts}
        character, turned = _block(sum(1 << i for i, tone in enumerate(samples) if near[tone]))
        tone, ground = (first, second) if turned else (second, first)
        if character == "█":
            character, ground = " ", tone
        elif character == " ":
            tone = ground
        return character, self.ink(tone, ground)

    def _dots(self, samples: bytes, dots: bytes) -> Cell:
        tone = max(dots)
        if 0 < samples.count(0) < 16:
            return self._blocks(samples)  # no dots across the body's edge
        main = main_tone(samples)
        bits = 0
        for dot, bit in zip(dots, BRAILLE, strict=True):
            if dot == tone or (dot and tone < TONE["note"]):
                bits |= bit
        if tone == TONE["mark"]:
            return chr(0x2800 + bits), self.ink(self.mark(main), main, Role.MARK)
        return chr(0x2800 + bits), self.ink(tone, main)

    def _apart(self, one: int, other: int) -> int:
        """Squared distance of two tones in RGB."""
        found = self._distances.get((one, other))
        if found is None:
            (r0, g0, b0), (r1, g1, b1) = self._rgb[one], self._rgb[other]
            found = (r0 - r1) ** 2 + (g0 - g1) ** 2 + (b0 - b1) ** 2
            self._distances[one, other] = found
        return found


@lru_cache(maxsize=4)
def painter(palette: Palette) -> Painter:
    """The painter of this palette, kept with its cache."""
    return Painter(palette)


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
