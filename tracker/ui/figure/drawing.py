"""The picture of a point as SVG, for a page or a file: the same scene, with text beside it."""

import struct
import zlib
from base64 import b64encode
from collections.abc import Iterable, Iterator
from html import escape
from typing import Final

from tracker.core.facts.sessions import Side
from tracker.ui.figure.cells import painter
from tracker.ui.figure.marks import markers
from tracker.ui.figure.path import Point
from tracker.ui.figure.picture import description
from tracker.ui.figure.raster import Fit, Planes
from tracker.ui.figure.relief import brightness
from tracker.ui.figure.scene import View, index, view
from tracker.ui.figure.skins import Rgb, palette
from tracker.ui.figure.window import fit_of

SIZE: Final = 240
"""Side of the picture, in units and in samples."""
MARGIN: Final = 110
"""Room for words on both sides."""

_CELLS: Final = (SIZE // 2, SIZE // 4)
"""A cell has two samples across and four down."""
_APART: Final = 15
"""Least distance between two lines of words."""
_GROUND: Final = "#ffffff"
_MARK: Final = "#af005f"
_WORDS: Final = "#303030"
_FINGERS: Final = "#005faf"


def drawing(
    code: str, side: Side | None = None, steps: Iterable[str] = (), *, inline: bool = False
) -> str:
    """The part of the body around a point, with the point marked; empty without a picture.

    ``steps``, how to find it, are the text alternative. ``inline`` is for a page of HTML.
    """
    name = index().get(code)
    if name is None:
        return ""
    seen = view(name)
    wide, high = _CELLS
    fit = fit_of(seen, code, wide, high, side, near=True)
    planes = Planes(wide, high)
    planes.fill(seen, fit)
    brush = painter(palette("stone", dark=False, background=_GROUND), octants=True)
    parts = brush.parts(planes, brightness(name, fit, wide, high, brush.down))
    image = b64encode(_png(parts)).decode("ascii")
    across = SIZE + 2 * MARGIN
    about = escape(" ".join(steps))
    space = "" if inline else ' xmlns="http://www.w3.org/2000/svg"'
    body = [
        (
            f'<image x="{MARGIN}" y="0" width="{SIZE}" height="{SIZE}"'
            f' href="data:image/png;base64,{image}"/>'
        ),
        *_guides(seen, fit),
        *_fingers(seen, code, fit),
        *_names(seen, fit),
        *_marks(seen, code, fit, side, planes),
    ]
    return "\n".join(
        [
            (
                f'<svg{space} role="img" viewBox="0 0 {across} {SIZE}"'
                f' width="{across}" height="{SIZE}" font-family="sans-serif" font-size="11">'
            ),
            f"<title>{escape(description(code, side))}</title>",
            f"<desc>{about}</desc>",
            f'<rect width="{across}" height="{SIZE}" fill="{_GROUND}"/>',
            *body,
            "</svg>\n",
        ]
    )


def _png(rows: list[list[Rgb]]) -> bytes:
    """A picture in greys of these colours, which are grey."""
    lines = b"".join(b"\0" + bytes([colour[1] for colour in row]) for row in rows)

    def chunk(kind: bytes, body: bytes) -> bytes:
        checked = kind + body
        return struct.pack(">I", len(body)) + checked + struct.pack(">I", zlib.crc32(checked))

    head = struct.pack(">IIBBBBB", len(rows[0]), len(rows), 8, 0, 0, 0, 0)
    return b"".join(
        [
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", head),
            chunk(b"IDAT", zlib.compress(lines, 9)),
            chunk(b"IEND", b""),
        ]
    )


def _at(fit: Fit, place: Point) -> Point:
    """A place of the frame in units of the drawing."""
    x, y = fit.cell(place)
    return MARGIN + 2 * x, 4 * y


def _marks(seen: View, code: str, fit: Fit, side: Side | None, planes: Planes) -> Iterator[str]:
    spot = seen.spots[code]
    exact = [_at(fit, place) for place in (spot.at, *spot.more)]
    exact += [_at(fit, (100 - x, y)) for x, y in (spot.at, *spot.more)]
    for marker in markers(seen, code, fit, side, planes):
        cell = MARGIN + 2 * marker.x + 1, 4 * marker.y + 2
        x, y = min(exact, key=lambda at: (at[0] - cell[0]) ** 2 + (at[1] - cell[1]) ** 2)
        fill = _MARK if marker.chosen else "none"
        yield (
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4" fill="{fill}" stroke="#ffffff"/>'
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="9" fill="none" stroke="{_MARK}"'
            f' stroke-width="1.5"/>'
        )


def _guides(seen: View, fit: Fit) -> Iterator[str]:
    """The lines that are not on the body, but lead to the point."""
    for line in (line for shape in seen.shapes if shape.tone == "guide" for line in shape.lines):
        along = "L".join(f"{x:.1f} {y:.1f}" for x, y in (_at(fit, place) for place in line))
        yield f'<path d="M{along}" stroke="{_FINGERS}" stroke-dasharray="3" fill="none"/>'


def _fingers(seen: View, code: str, fit: Fit) -> Iterator[str]:
    fingers = seen.fingers.get(code)
    for low, high in fingers.each() if fingers else ():
        (x0, y0), (x1, y1) = _at(fit, low), _at(fit, high)
        left, wide = min(x0, x1), abs(x1 - x0)
        yield (
            f'<rect x="{left:.1f}" y="{y0:.1f}" width="{wide:.1f}" height="{y1 - y0:.1f}"'
            f' rx="6" fill="none" stroke="{_FINGERS}"/>'
        )


def _names(seen: View, fit: Fit) -> Iterator[str]:
    """The names of parts beside the picture, each with a line to the part."""
    sides: dict[bool, list[tuple[float, float, str]]] = {True: [], False: []}
    for note in seen.notes:
        x, y = _at(fit, note.target)
        if MARGIN <= x < MARGIN + SIZE and 0 <= y < SIZE:
            sides[x >= MARGIN + SIZE / 2].append((y, x, note.words))
    for right, named in sides.items():
        below = 0.0
        for y, x, words in sorted(named):
            line = max(y, below + _APART)
            below = line
            if line > SIZE - 4:
                break
            start = MARGIN + SIZE + 6 if right else MARGIN - 6
            anchor = "start" if right else "end"
            yield (
                f'<path d="M{start:.1f} {line - 3:.1f}L{x:.1f} {y:.1f}" stroke="{_WORDS}"'
                f' stroke-width="0.7" fill="none"/>'
                f'<text x="{start + (2 if right else -2)}" y="{line:.1f}"'
                f' text-anchor="{anchor}" fill="{_WORDS}">{escape(words)}</text>'
            )
