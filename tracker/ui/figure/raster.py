"""Rasterises shapes on two grids of tones that are finer than terminal cells.

``grid`` has 4 x 4 samples for each cell and holds fills; ``ink`` has 2 x 4 dots for each cell, like
Braille, and holds thin lines. Both hold tones, not colours. A cell is twice as high as wide.
"""

from dataclasses import dataclass
from typing import Final

from tracker.ui.figure.path import Line, Point
from tracker.ui.figure.scene import BODY, FILLS, Shape, View
from tracker.ui.figure.skins import TONE

_FLAT: Final = frozenset({"light", "shade", "mound", "hairlt"})
"""Fills without a colour of their own."""

_UNLINED: Final = frozenset({"shade", "mound", "hairlt"})
"""Fills without an outline of their own."""

_COARSE: Final = 0.6
"""Factor on the size of a picture drawn in ASCII, whose lines are coarser."""

_DASHES: Final = {"bone": 3, "guide": 3}

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

    def fill(self, view: View, fit: Fit) -> None:
        """Fill the shapes; what only changes the light on them is left to the relief."""
        for shape in view.shapes:
            if shape.tone in FILLS - _FLAT and fit.size >= shape.least:
                crossings = _crossings(shape.lines, *fit.dots(4), self.height * 4)
                _paint(self.grid, crossings, TONE[shape.tone], on_body=shape.tone not in BODY)

    def outline(self, view: View, fit: Fit, *, coarse: bool = False) -> None:
        """Draw lines only; shapes in front hide those behind. ``grid`` holds the body's area.

        ``coarse`` leaves out more details, for plain characters instead of dots.
        """
        flat = _UNLINED | {"nail"} if coarse else _UNLINED
        size = fit.size * _COARSE if coarse else fit.size
        for shape in view.shapes:
            if size < shape.least or shape.tone in flat:
                continue
            if shape.tone not in FILLS:
                self._line(shape, fit)
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

    def _line(self, shape: Shape, fit: Fit) -> None:
        for line in shape.lines:
            stroke(self.ink, line, *fit.dots(2), TONE[shape.tone], _DASHES.get(shape.tone, 0))


def _on_body(tone: int) -> bytes:
    """Translation table that replaces every tone but the ground's."""
    return bytes((0, *(tone,) * 255))


def _crossings(
    lines: tuple[Line, ...], sx: float, ox: float, sy: float, oy: float, rows: int
) -> Crossings:
    """For each row, where the outline crosses its middle, from left to right."""
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
    grid: list[bytearray], crossings: Crossings, tone: int, *, on_body: bool = False
) -> None:
    """Fill between the crossings, everywhere or only on the body."""
    width, pen = len(grid[0]), bytes((tone,))
    table = _on_body(tone) if on_body else None
    for row, across in zip(grid, crossings, strict=True):
        for k in range(0, len(across) - 1, 2):
            start = max(0, int(across[k] + 0.5))
            end = min(width, int(across[k + 1] + 0.5))
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
