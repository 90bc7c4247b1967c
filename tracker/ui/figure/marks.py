"""Draws the marker of a point, its ring and waves, and the fingers that measure the way to it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from tracker.core.facts.sessions import Side
from tracker.ui.figure.cells import BRAILLE, Ink, Mode, Role
from tracker.ui.figure.path import Line, Point
from tracker.ui.figure.raster import Fit, Planes, stroke
from tracker.ui.figure.scene import Fingers, View
from tracker.ui.figure.sheet import Sheet
from tracker.ui.figure.skins import DISTINCT, FINGERS, MARKS, TONE, contrast, telling

RINGED: Final = 24
"""Minimum size, in cells across, for a ring."""

WIDE_RING: Final = 40
"""Minimum size, in cells across, for a ring that leaves a cell free on both sides of the marker."""

WAVES: Final = 2
"""Pairs of brackets beside the ring when the lungs are full."""

_MOST_STEPS: Final = 25
"""Widths tried, each an eighth more, for marks that would touch: up to four times as wide."""

_CORNER: Final = 0.3
"""The part of a finger's width that its rounded end takes."""


@dataclass(frozen=True, slots=True)
class Marker:
    """A marked place, in cells; ``chosen`` is false for its pair on the other side."""

    x: int
    y: int
    chosen: bool = True
    ringed: bool = True
    """False for each place of a point that has several: their rings would meet."""


def markers(
    seen: View, code: str | None, fit: Fit, side: Side | None, planes: Planes
) -> list[Marker]:
    """Markers of the point's places and, in a view of both sides, of its pair."""
    if code is None:
        return []
    spot = seen.spots[code]
    each = [spot.at, *spot.more]
    if seen.paired and not seen.middle(code):
        places = [(place, side is not Side.RIGHT) for place in each]
        places += [((100 - x, y), side is not Side.LEFT) for x, y in each]
    else:
        places = [(place, True) for place in each]
    found = []
    cells = [fit.cell(place) for place, _ in places]
    if spot.more and not len(places) > len(each):
        cells = _told_apart(cells)
    for (across, down), (_, chosen) in zip(cells, places, strict=True):
        if 0 <= across < planes.width and 0 <= down < planes.height:
            found.append(Marker(int(across), int(down), chosen, ringed=not spot.more))
    if not any(marker.chosen for marker in found):
        # In one or two columns the shift of the midline can put the place a part of a cell outside.
        across, down = next(at for at, (_, chosen) in zip(cells, places, strict=True) if chosen)
        x = min(max(int(across), 0), planes.width - 1)
        found.append(Marker(x, min(max(int(down), 0), planes.height - 1)))
    return found


def _told_apart(cells: list[Point]) -> list[Point]:
    """The places of one point, moved away from their middle until no two marks touch."""
    middle = [sum(each) / len(cells) for each in zip(*cells, strict=True)]
    for more in range(_MOST_STEPS):
        wider = 1 + more / 8
        found = [
            (middle[0] + (x - middle[0]) * wider, middle[1] + (y - middle[1]) * wider)
            for x, y in cells
        ]
        marks = [(int(x), int(y)) for x, y in found]
        if all(
            max(abs(x - other_x), abs(y - other_y)) > 1
            for (x, y), (other_x, other_y) in combinations(marks, 2)
        ):
            return found
    return cells


def ring_cells(marker: Marker, *, wide: bool) -> list[tuple[int, int, str]]:
    """The cells of the marker's ring, and their characters: three or five wide, three high."""
    reach = 1 + wide
    rows = (
        f"╭{'─' * (2 * reach - 1)}╮",
        f"│{' ' * (2 * reach - 1)}│",
        f"╰{'─' * (2 * reach - 1)}╯",
    )
    return [
        (marker.x + x, marker.y + y, character)
        for y, row in enumerate(rows, -1)
        for x, character in enumerate(row, -reach)
        if character != " "
    ]


def reach_of(marker: Marker, room: int) -> int:
    """Cells from the marker to the side of its ring; 0 without one."""
    return (1 + (room >= WIDE_RING)) * (room >= RINGED and marker.ringed)


def draw_markers(sheet: Sheet, found: list[Marker], waves: int | None = None) -> None:
    """Draw a ring round each chosen place if the picture is large enough, then the markers.

    ``waves``: that many pairs of brackets beside each ring, and room for the rest; `None`: no room.
    """
    room = min(sheet.width, 2 * sheet.height)
    each = sorted(found, key=lambda marker: marker.chosen)
    for marker in each:
        if marker.chosen and marker.ringed and room >= RINGED:
            _ring(sheet, ring_cells(marker, wide=room >= WIDE_RING))
    for marker in each if waves is not None else ():
        if marker.chosen and marker.ringed:
            _waves(sheet, marker, reach_of(marker, room), waves or 0)
    for marker in each:
        symbol = "●" if marker.chosen else "○"
        if sheet.mode is Mode.ASCII:
            symbol = "O" if marker.chosen else "o"
        sheet.put(marker.x, marker.y, symbol, sheet.ink(marker.x, marker.y, MARKS, Role.MARK))


def _ring(sheet: Sheet, cells: list[tuple[int, int, str]]) -> None:
    """Draw a ring, in one colour as far as that stands out; in ASCII, a pair of brackets."""
    inside = [cell for cell in cells if sheet.free([cell[:2]])]
    colours = _colours(sheet, [(x, y) for x, y, _ in inside])
    for x, y, character in inside:
        part = character
        if sheet.mode is Mode.ASCII:
            if character != "│":
                continue
            part = "(" if x == min(each[0] for each in cells) else ")"
        sheet.put(x, y, part, sheet.ink(x, y, colours, Role.MARK))


def _colours(sheet: Sheet, cells: Iterable[tuple[int, int]]) -> tuple[str, ...]:
    """The colours of marks, first the one that stands out from most of the free cells of these."""
    free = [cell for cell in cells if sheet.free([cell])]
    grounds = [ground for cell in free if (ground := sheet.ground(*cell))]
    return tuple(
        sorted(MARKS, key=lambda mark: sum(contrast(mark, each) < DISTINCT for each in grounds))
    )


def _waves(sheet: Sheet, marker: Marker, reach: int, count: int) -> None:
    """Draw brackets beside a ring, and keep the cells of those that are still to come free.

    They have one colour as far as that stands out, so that a pair is sent in few bytes.
    """
    places = {
        (marker.x + side * away, marker.y): (away, "(" if side < 0 else ")")
        for away in range(reach + 1, reach + 1 + WAVES)
        for side in (-1, 1)
    }
    colours = _colours(sheet, places)
    for (x, y), (away, bracket) in places.items():
        if away > reach + count or not sheet.free([(x, y)]):
            sheet.take([(x, y)])
        else:
            sheet.put(x, y, bracket, sheet.ink(x, y, colours, Role.MARK))


def draw_fingers(planes: Planes, fingers: Fingers, fit: Fit) -> None:
    """Draw the outlines of fingers in dots, their tips rounded."""
    factors = fit.dots(2)
    for (x0, y0), (x1, y1) in fingers.each():
        stroke(planes.ink, _rounded(x0, y0, x1, y1), *factors, TONE["guide"])


def draw_guides(planes: Planes, seen: View, fit: Fit) -> None:
    """Draw the lines that are not on the body, but lead to the point, in dots."""
    for shape in seen.shapes:
        if shape.tone == "guide" and fit.size >= shape.least:
            for line in shape.lines:
                stroke(planes.ink, line, *fit.dots(2), TONE["guide"], dash=2)


def _rounded(x0: float, y0: float, x1: float, y1: float) -> Line:
    """The outline of a finger with both ends rounded."""
    cut = _CORNER * min(x1 - x0, y1 - y0)
    return [
        (x0 + cut, y0), (x1 - cut, y0), (x1, y0 + cut), (x1, y1 - cut),
        (x1 - cut, y1), (x0 + cut, y1), (x0, y1 - cut), (x0, y0 + cut), (x0 + cut, y0),
    ]  # fmt: skip


def show_fingers(sheet: Sheet, planes: Planes) -> None:
    """Write the dots of fingers over a picture in relief."""
    guide = TONE["guide"]
    for y in range(sheet.height):
        lines = [bytes(row) for row in planes.ink[4 * y : 4 * y + 4]]
        if not any(map(any, lines)):
            continue
        for x in range(sheet.width):
            dots = b"".join(line[2 * x : 2 * x + 2] for line in lines)
            bits = sum(bit for dot, bit in zip(dots, BRAILLE, strict=True) if dot == guide)
            if bits and (ground := sheet.ground(x, y)):
                ink = Ink(Role.QUIET, telling(FINGERS, ground), ground)
                sheet.rows[y][x] = chr(0x2800 + bits), ink
