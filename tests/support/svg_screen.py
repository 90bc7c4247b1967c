"""A screen as an SVG that looks alike everywhere and fetches nothing.

Text is laid out word by word in the reader's own monospace font. Blocks, dots and lines are drawn
as shapes, so that no font leaves seams between them.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from io import StringIO
from itertools import groupby
from re import finditer
from typing import Any

from rich.cells import cell_len
from rich.color import Color, ColorSystem
from rich.color_triplet import ColorTriplet
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from rich.terminal_theme import TerminalTheme
from textual.app import App
from textual_inside import repainted

WIDE, HIGH, ROOM = 10, 20, 12
"""A cell, and the space around all of them."""
FONT = "ui-monospace,'DejaVu Sans Mono',Menlo,Consolas,monospace"
SYSTEMS = {
    "standard": ColorSystem.STANDARD,
    "256": ColorSystem.EIGHT_BIT,
    "truecolor": ColorSystem.TRUECOLOR,
}
XTERM = TerminalTheme(
    (0, 0, 0),
    (229, 229, 229),
    [
        (0, 0, 0),
        (205, 0, 0),
        (0, 205, 0),
        (205, 205, 0),
        (0, 0, 238),
        (205, 0, 205),
        (0, 205, 205),
        (229, 229, 229),
    ],
    [
        (127, 127, 127),
        (255, 0, 0),
        (0, 255, 0),
        (255, 255, 0),
        (92, 92, 255),
        (255, 0, 255),
        (0, 255, 255),
        (255, 255, 255),
    ],
)
"""The 16 colours of xterm."""

Box = tuple[float, float, float, float]
"""Left, top, width and height within a cell, each a part of one."""

_QUARTERS = "▘▝▖▗"
_CORNERS: dict[str, str] = {
    **{each: each for each in _QUARTERS},
    "▚": "▘▗",
    "▞": "▝▖",
    "▛": "▘▝▖",
    "▜": "▘▝▗",
    "▙": "▘▖▗",
    "▟": "▝▖▗",
}
_LINES: dict[str, Box] = {
    "─": (0, 0.45, 1, 0.1),
    "━": (0, 0.4, 1, 0.2),
    "│": (0.4, 0, 0.2, 1),
    "┃": (0.3, 0, 0.4, 1),
}
_SHADES = {"░": 0.25, "▒": 0.5, "▓": 0.75}
_DOTS = ((0, 0), (0, 1), (0, 2), (1, 0), (1, 1), (1, 2), (0, 3), (1, 3))
"""Column and row of each bit of a Braille character."""


@dataclass(frozen=True, slots=True)
class _Glyph:
    x: int
    y: int
    character: str
    style: Style


def boxes(character: str) -> list[Box] | None:
    """The parts of its cell that a block or a line fills; none for what is a letter."""
    if character in _LINES:
        return [_LINES[character]]
    if character in _CORNERS:
        at = (_QUARTERS.index(each) for each in _CORNERS[character])
        return [(each % 2 / 2, each // 2 / 2, 0.5, 0.5) for each in at]
    code = ord(character)
    if code == 0x2580:
        return [(0, 0, 1, 0.5)]
    if 0x2581 <= code <= 0x2588:
        part = (code - 0x2580) / 8
        return [(0, 1 - part, 1, part)]
    if 0x2589 <= code <= 0x258F:
        return [(0, 0, (0x2590 - code) / 8, 1)]
    if code == 0x2590:
        return [(0.5, 0, 0.5, 1)]
    if code == 0x2594:
        return [(0, 0, 1, 0.125)]
    return None


def drawn(app: App[Any], title: str, colours: str | None) -> str:
    """The current screen of the app as SVG, on a terminal with these colours."""
    rows = _rows(app)
    return svg(rows, app.size.width, title, SYSTEMS[colours or "truecolor"])


def letters(app: App[Any]) -> Iterator[tuple[int, int, str, ColorTriplet, ColorTriplet]]:
    """Each letter on the screen: column, row, the letter, its colour and that behind it."""
    for y, row in enumerate(_rows(app)):
        for glyph in _glyphs(y, row):
            drawing = boxes(glyph.character) or glyph.character in _SHADES
            if not (
                glyph.character.isspace() or drawing or 0x2800 <= ord(glyph.character) < 0x2900
            ):
                yield glyph.x, y, glyph.character, *_colours(glyph.style, ColorSystem.TRUECOLOR)


def _rows(app: App[Any]) -> list[list[Segment]]:
    console = Console(
        width=app.size.width,
        height=app.size.height,
        file=StringIO(),
        force_terminal=True,
        color_system="truecolor",
        legacy_windows=False,
    )
    seen = repainted(app)
    assert seen is not None
    segments = Segment.filter_control(console.render(seen))
    return [*Segment.split_and_crop_lines(segments, app.size.width, include_new_lines=False)]


def svg(rows: list[list[Segment]], width: int, title: str, system: ColorSystem) -> str:
    """These rows as a picture: grounds, then shapes, then words."""
    glyphs = [glyph for y, row in enumerate(rows) for glyph in _glyphs(y, row)]
    known: dict[Style, tuple[str, str]] = {}
    for glyph in glyphs:
        if glyph.style not in known:
            ink, back = _colours(glyph.style, system)
            known[glyph.style] = ink.hex, back.hex
    behind = Counter(known[glyph.style][1] for glyph in glyphs).most_common(1)[0][0]
    grounds: dict[str, list[str]] = defaultdict(list)
    shapes: dict[tuple[str, float], list[str]] = defaultdict(list)
    dots: dict[str, list[str]] = defaultdict(list)
    for (y, ground), run in groupby(glyphs, lambda each: (each.y, known[each.style][1])):
        cells = [*run]
        if ground != behind:
            wide = cells[-1].x + cell_len(cells[-1].character) - cells[0].x
            grounds[ground].append(_box(cells[0].x, y, (0, 0, wide, 1)))
    words: list[str] = []
    for (y, style), run in groupby(glyphs, lambda each: (each.y, each.style)):
        front = known[style][0]
        letters = []
        for glyph in run:
            if 0x2800 <= ord(glyph.character) < 0x2900:
                dots[front] += _dots(glyph)
            elif glyph.character in _SHADES:
                shapes[front, _SHADES[glyph.character]].append(_box(glyph.x, y, (0, 0, 1, 1)))
            elif parts := boxes(glyph.character):
                shapes[front, 1.0] += [_box(glyph.x, y, part) for part in parts]
            else:
                letters.append(glyph)
                continue
            letters.append(_Glyph(glyph.x, y, " ", style))
        words += _words(letters, y, front, style)
    across, down = width * WIDE + 2 * ROOM, len(rows) * HIGH + 2 * ROOM
    size = f'width="{across}" height="{down}"'
    sharp = 'shape-rendering="crispEdges"'
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" {size} viewBox="0 0 {across} {down}">',
            f"<title>{escape(title)}</title>",
            f'<rect {size} rx="8" fill="{behind}" stroke="#808080" stroke-opacity="0.5"/>',
            f'<g transform="translate({ROOM},{ROOM})">',
            *(f'<path {sharp} fill="{of}" d="{"".join(d)}"/>' for of, d in grounds.items()),
            *(
                f'<path {sharp} fill="{of}"{_thin(part)} d="{"".join(d)}"/>'
                for (of, part), d in shapes.items()
            ),
            *(
                f'<path stroke="{of}" stroke-width="2.5" stroke-linecap="round" d="{"".join(d)}"/>'
                for of, d in dots.items()
            ),
            f'<g font-family="{FONT}" font-size="16.6" xml:space="preserve">',
            *words,
            "</g></g></svg>\n",
        ]
    )


def _thin(part: float) -> str:
    return "" if part == 1 else f' fill-opacity="{part}"'


def _glyphs(y: int, row: Iterable[Segment]) -> Iterator[_Glyph]:
    x = 0
    for segment in row:
        for character in segment.text:
            yield _Glyph(x, y, character, segment.style or Style.null())
            x += cell_len(character)


def _colours(style: Style, system: ColorSystem) -> tuple[ColorTriplet, ColorTriplet]:
    """The colours in front and behind."""

    def plain(colour: Color | None, *, front: bool) -> ColorTriplet:
        asked = colour or Color.default()
        return asked.downgrade(system).get_truecolor(XTERM, foreground=front)

    front, behind = plain(style.color, front=True), plain(style.bgcolor, front=False)
    if style.reverse:
        front, behind = behind, front
    if style.dim:
        front = ColorTriplet(
            *((2 * one + other) // 3 for one, other in zip(front, behind, strict=True))
        )
    return front, behind


def _box(x: int, y: int, part: Box) -> str:
    left, top, wide, high = part
    at = f"M{(x + left) * WIDE:g} {(y + top) * HIGH:g}"
    return f"{at}h{wide * WIDE:g}v{high * HIGH:g}h{-wide * WIDE:g}z"


def _dots(glyph: _Glyph) -> list[str]:
    bits = ord(glyph.character) - 0x2800
    return [
        f"M{glyph.x * WIDE + 2.5 + 5 * across:g} {glyph.y * HIGH + 2.5 + 5 * down:g}h0"
        for bit, (across, down) in enumerate(_DOTS)
        if bits >> bit & 1
    ]


def _words(glyphs: list[_Glyph], y: int, front: str, style: Style) -> Iterator[str]:
    """Each word at its own place: fonts differ in width, columns do not."""
    line = "".join(glyph.character for glyph in glyphs)
    weight = ' font-weight="bold"' if style.bold else ""
    slant = ' font-style="italic"' if style.italic else ""
    under = ' text-decoration="underline"' if style.underline else ""
    for found in finditer(r"\S+", line):
        first, last = glyphs[found.start()], glyphs[found.end() - 1]
        wide = (last.x + cell_len(last.character) - first.x) * WIDE
        word = unicodedata.normalize("NFC", found[0])
        yield (
            f'<text x="{first.x * WIDE}" y="{y * HIGH + 15}" textLength="{wide}" '
            f'fill="{front}"{weight}{slant}{under}>{escape(word, quote=False)}</text>'
        )
