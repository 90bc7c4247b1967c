"""Rasterises shapes on two grids of tones that are finer than terminal cells.

``grid`` has 4 x 4 samples for each cell and holds fills; ``ink`` has 2 x 4 dots for each cell, like
Braille, and holds thin lines. Both hold tones, not colours. A cell is twice as high as wide.
"""

from dataclasses import dataclass
from typing import Final

from tracker.ui.figure.path import Line, Point
from tracker.ui.figure.scene import BODY, FILLS, Shape, View
from tracker.ui.figure.skins import TONE

_SPARE: Final = 12
"""Extra rows above and below the frame, so that shifted copies are complete at its edge."""

_ROUNDING: Final = (
    (TONE["s2"], None, 0.0),
    (TONE["shade"], TONE["s2"], -0.7),
    (TONE["s1"], TONE["shade"], -1.5),
    (TONE["hi"], TONE["s1"], -2.6),
    (TONE["l1"], TONE["hi"], 0.8),
    (TONE["skin"], TONE["l1"], 1.8),
)
"""Steps of the shading: skin is painted again, shifted, in the next tone over the last one."""

_DASHES: Final = {"bone": 3, "guide": 3}
_FLAT: Final = frozenset({"light", "shade", "mound", "hairlt"})
"""Fills without an outline of their own."""

_COARSE: Final = 0.6
"""Factor on the size of a picture drawn in ASCII, whose lines are coarser."""

BROAD: Final = 52.0
"""Minimum size, in cells across, for edges half a cell wide; smaller ones are dots."""

ROUND: Final = 30.0
"""Minimum size, in cells across, for shaded skin."""

Crossings = list[list[float]]


@dataclass(frozen=True, slots=True)
class Fit:
    """Position of the 0 to 100 frame: a unit is ``scale`` cells across and half as many down."""

    scale: float
    left: float
    top: float
    flip: bool = False

    @property
    def size(self) -> float:
        """Cells across the whole frame."""
        return self.scale * 100

    def cell(self, at: Point) -> Point:
        """Convert a place in the frame to cells."""
        x = 100 - at[0] if self.flip else at[0]
        return x * self.scale + self.left, at[1] * self.scale / 2 + self.top

    def dots(self, across: int) -> tuple[float, float, float, float]:
        """Factor and offset, across and down, for a grid of that many samples a cell by four."""
        factor = self.scale * across
        offset = self.left * across
        if self.flip:
            return -factor, offset + 100 * factor, self.scale * 2, self.top * 4
        return factor, offset, self.scale * 2, self.top * 4


class Planes:
    """The two grids of a picture of ``width`` by ``height`` cells."""

    def __init__(self, width: int, height: int) -> None:
        self.width = width
        self.height = height
        self.grid = [bytearray(width * 4) for _ in range(height * 4)]
        self.ink = [bytearray(width * 2) for _ in range(height * 4)]

    def samples(self, x: int, y: int) -> bytes:
        """The sixteen tones of a cell."""
        return b"".join(bytes(row[4 * x : 4 * x + 4]) for row in self.grid[4 * y : 4 * y + 4])

    def dots(self, x: int, y: int) -> bytes:
        """The eight dots of a cell."""
        return b"".join(bytes(row[2 * x : 2 * x + 2]) for row in self.ink[4 * y : 4 * y + 4])

    def draw(self, view: View, fit: Fit) -> None:
        """Draw the shapes: fills with shading, thin and broad lines."""
        for shape in view.shapes:
            if fit.size >= shape.least:
                if shape.tone not in FILLS:
                    self._line(shape, fit, broad=shape.tone == "edge" and fit.size >= BROAD)
                else:
                    self._fill(shape, fit, view.rim)

    def outline(self, view: View, fit: Fit, *, coarse: bool = False) -> None:
        """Draw lines only; shapes in front hide those behind. ``grid`` holds the body's area.

        ``coarse`` leaves out more details, for plain characters instead of dots.
        """
        flat = _FLAT | {"nail"} if coarse else _FLAT
        size = fit.size * _COARSE if coarse else fit.size
        for shape in view.shapes:
            if size < shape.least or shape.tone in flat:
                continue
            if shape.tone not in FILLS:
                self._line(shape, fit, broad=False)
                continue
            inside = _crossings(shape.lines, *fit.dots(2), self.height * 4)
            if shape.tone == "dark":
                _paint(self.ink, inside, TONE["dark"])
                continue
            _paint(self.ink, inside, 0)
            body = shape.tone in BODY
            for line in shape.lines:
                stroke(self.ink, line, *fit.dots(2), TONE["skin" if body else "edge"])
            if body:
                _paint(
                    self.grid, _crossings(shape.lines, *fit.dots(4), self.height * 4), TONE["skin"]
                )

    def _line(self, shape: Shape, fit: Fit, *, broad: bool) -> None:
        tone = TONE[shape.tone]
        for line in shape.lines:
            if broad:
                sx, ox, sy, oy = fit.dots(4)
                _broad(self.grid, line, sx, ox - 1, sy, oy - 1, tone)
            else:
                stroke(self.ink, line, *fit.dots(2), tone, _DASHES.get(shape.tone, 0))

    def _fill(self, shape: Shape, fit: Fit, rim: float) -> None:
        crossings = _crossings(shape.lines, *fit.dots(4), self.height * 4)
        tone = TONE[shape.tone]
        if shape.tone != "skin":
            _paint(self.grid, crossings, tone, None if shape.tone in BODY else _ON_BODY)
        elif fit.size < ROUND:
            _paint(self.grid, crossings, tone)
        else:
            for step, over, shift in _ROUNDING:
                off = shift * rim * fit.scale
                down = max(-_SPARE, min(_SPARE, round(off * 1.4)))
                _paint(self.grid, crossings, step, over, off * 4, down)


_ON_BODY: Final = -1
_tables: dict[tuple[int, int], bytes] = {}


def _table(tone: int, over: int) -> bytes:
    """Translation table that replaces ``over`` by ``tone`` and keeps other tones."""
    table = _tables.get((tone, over))
    if table is None:
        table = bytes(
            tone if (number and over == _ON_BODY) or number == over else number
            for number in range(256)
        )
        _tables[tone, over] = table
    return table


def _crossings(
    lines: tuple[Line, ...], sx: float, ox: float, sy: float, oy: float, rows: int
) -> Crossings:
    """For each row, where the outline crosses its middle, from left to right."""
    rows += 2 * _SPARE
    oy += _SPARE
    found: Crossings = [[] for _ in range(rows)]
    for line in lines:
        x0, y0 = line[-1][0] * sx + ox, line[-1][1] * sy + oy
        for x, y in line:
            x1, y1 = x * sx + ox, y * sy + oy
            low, high = (y0, y1) if y0 < y1 else (y1, y0)
            first = int(low + 0.5) if low > 0 else 0
            last = int(high + 0.5) if high > 0 else 0
            last = min(last, rows)
            if first < last:
                slope = (x1 - x0) / (y1 - y0)
                across = x0 + (first + 0.5 - y0) * slope
                for row in range(first, last):
                    found[row].append(across)
                    across += slope
            x0, y0 = x1, y1
    for row_crossings in found:
        row_crossings.sort()
    return found


def _paint(
    grid: list[bytearray],
    crossings: Crossings,
    tone: int,
    over: int | None = None,
    right: float = 0.0,
    down: int = 0,
) -> None:
    """Fill between the crossings: everywhere, only on the body, or only on the tone ``over``."""
    width = len(grid[0])
    table = None if over is None else _table(tone, over)
    pen = bytes((tone,))
    right += 0.5
    for row, across in zip(grid, crossings[_SPARE - down :], strict=False):
        for k in range(0, len(across) - 1, 2):
            start = max(0, int(across[k] + right))
            end = min(width, int(across[k + 1] + right))
            if start < end:
                row[start:end] = (
                    pen * (end - start) if table is None else row[start:end].translate(table)
                )


def stroke(
    ink: list[bytearray],
    line: Line,
    sx: float,
    ox: float,
    sy: float,
    oy: float,
    tone: int,
    dash: int = 0,
) -> None:
    """Draw a line one dot wide; with ``dash``, that many dots on and as many off."""
    for count, (x, y) in enumerate(_walk(line, sx, ox, sy, oy)):
        on = not dash or (count + 1) // dash % 2 == 0
        if on and 0 <= y < len(ink) and 0 <= x < len(ink[0]):
            ink[y][x] = tone


def _broad(
    grid: list[bytearray], line: Line, sx: float, ox: float, sy: float, oy: float, tone: int
) -> None:
    """Draw a line half a cell wide, only on the body."""
    width = len(grid[0])
    for x, y in _walk(line, sx, ox, sy, oy):
        if 0 <= y < len(grid) and 0 <= x < width:
            for row in grid[y : y + 2]:
                for across in range(x, min(width, x + 2)):
                    if row[across]:
                        row[across] = tone


def _walk(line: Line, sx: float, ox: float, sy: float, oy: float) -> list[tuple[int, int]]:
    """The samples that a line passes, in order."""
    found: list[tuple[int, int]] = []
    last = None
    x0, y0 = line[0][0] * sx + ox, line[0][1] * sy + oy
    for x, y in line[1:]:
        x1, y1 = x * sx + ox, y * sy + oy
        steps = int(max(abs(x1 - x0), abs(y1 - y0))) + 1
        dx, dy = (x1 - x0) / steps, (y1 - y0) / steps
        for _ in range(steps):
            here = int(x0), int(y0)
            if here != last:
                last = here
                found.append(here)
            x0 += dx
            y0 += dy
        x0, y0 = x1, y1
    return found
