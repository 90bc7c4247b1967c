"""The light and shade of a view, read from its file and sampled at any size.

``tests/generate/write_reliefs.py`` computes the files from the outlines: the brightness of the
body, inflated and lit from the upper left, on a grid over the frame of 0 to 100. A view of a limb
has a second grid, lit from the upper right; its mirror image is lit from the upper left.
"""

import zlib
from collections.abc import Sequence
from functools import lru_cache
from itertools import accumulate
from typing import Final

from tracker.ui.figure.raster import Fit
from tracker.ui.figure.scene import VIEWS

GRID: Final = 136
"""Samples across the frame, and down."""

_SIZE: Final = GRID * GRID


def packed(grids: Sequence[bytes]) -> bytes:
    """The file with these grids: each row as what differs from the one above, compressed."""
    rows = []
    for grid in grids:
        above = 0
        for at in range(0, _SIZE, GRID):
            row = int.from_bytes(grid[at : at + GRID], "big")
            rows.append((row ^ above).to_bytes(GRID, "big"))
            above = row
    return zlib.compress(b"".join(rows), 9)


@lru_cache(maxsize=6)
def relief(name: str, *, mirrored: bool = False) -> tuple[bytes, ...]:
    """The rows of a view's brightness; ``mirrored``, for a picture that is turned over.

    A turned picture is sampled from right to left, so its grid was lit from the upper right.
    """
    steps = zlib.decompress((VIEWS / f"{name}.relief").read_bytes())
    return _rows(steps[_SIZE:] if mirrored and len(steps) > _SIZE else steps[:_SIZE])


def unpacked(file: bytes) -> tuple[tuple[bytes, ...], ...]:
    """The rows of each grid of a file."""
    steps = zlib.decompress(file)
    return tuple(_rows(steps[at : at + _SIZE]) for at in range(0, len(steps), _SIZE))


def _rows(steps: bytes) -> tuple[bytes, ...]:
    row, rows = 0, []
    for at in range(0, _SIZE, GRID):
        row ^= int.from_bytes(steps[at : at + GRID], "big")
        rows.append(row.to_bytes(GRID, "big"))
    return tuple(rows)


def brightness(name: str, fit: Fit, width: int, height: int, down: int = 2) -> list[list[float]]:
    """The brightness of each part of each cell, two across and ``down`` down, 0 to ``LEVELS`` - 1.

    A part larger than a sample has the mean of its samples. Places beside the frame have the
    brightness of its edge.
    """
    rows = relief(name, mirrored=fit.flip)
    factor, offset = fit.dots(2)[:2]
    tall = fit.scale * down / 2, fit.top * down
    across = [_span((x - offset) / factor, (x + 1 - offset) / factor) for x in range(2 * width)]
    whole = all(last - first < 2 for first, last, _ in across)
    lines: dict[int, list[float]] = {}

    def line(at: int) -> list[float]:
        found = lines.get(at)
        if found is None:
            row = rows[at]
            if whole:
                found = [row[k] + (row[k + 1] - row[k]) * part for k, _, part in across]
            else:
                before = list(accumulate(row, initial=0))
                found = [(before[b] - before[a]) / (b - a) for a, b, _ in across]
            lines[at] = found
        return found

    drawn: list[list[float]] = []
    for y in range(down * height):
        first, last, part = _span((y - tall[1]) / tall[0], (y + 1 - tall[1]) / tall[0])
        if last - first < 2:
            one, other = line(first), line(first + 1)
            drawn.append([a + (b - a) * part for a, b in zip(one, other, strict=True)])
        else:
            several = [line(at) for at in range(first, last)]
            drawn.append([sum(column) / len(several) for column in zip(*several, strict=True)])
    return drawn


def _span(start: float, end: float) -> tuple[int, int, float]:
    """The samples between two places of the frame: the first, the end, the share of the second.

    Where there are fewer than two, the brightness lies between the first and the next.
    """
    low, high = sorted((start, end))
    first, last = round(low * GRID / 100), round(high * GRID / 100)
    if last - first >= 2:
        first = min(max(first, 0), GRID - 2)
        return first, min(max(last, first + 2), GRID), 0.0
    at = min(max((low + high) / 2 * (GRID / 100) - 0.5, 0.0), GRID - 1.001)
    return int(at), int(at) + 1, at % 1
