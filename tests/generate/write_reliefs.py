"""Computes the light and shade of every view of the body again, from its outlines.

    python tests/generate/write_reliefs.py

The outlines are inflated, tendons and bones become ridges, creases and edges grooves. The result is
the brightness of each place under a light from the upper left, and, for views of a limb, under one
from the upper right: a mirrored picture uses that, so its light comes from the upper left too.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np
import numpy.typing as npt

from tracker.ui.figure.relief import GRID, packed
from tracker.ui.figure.scene import VIEWS, Shape, Shows, View, view, view_names
from tracker.ui.figure.skins import LEVELS

Grid: TypeAlias = npt.NDArray[np.float64]
Mask: TypeAlias = npt.NDArray[np.bool_]

FINE: Final = 2 * GRID
"""Samples across the frame while computing; two by two become one."""

LIGHT: Final = (-0.5, -0.57, 0.65)
BODY: Final = frozenset({"skin", "back"})
COVER: Final = frozenset({"hair", "cloth"})
RIDGES: Final = {"tendon": (0.6, 1.05), "bone": (0.55, 1.0)}
"""Height and width, in units of the frame."""
GROOVES: Final = {"crease": (0.5, 0.6, 0.25), "edge": (0.55, 0.65, 0.5)}
"""Depth, width, and the share of light lost in it."""
AROUND: Final = ((1, 0), (-1, 0), (1, 1), (-1, 1))
SWELLING: Final = {"mound": 0.55, "light": 0.55, "nail": 0.3}


def area(shape: Shape) -> Mask:
    """The samples inside the outlines of a shape."""
    inside = np.zeros((FINE, FINE), bool)
    across = np.arange(FINE) + 0.5
    crossings: list[list[float]] = [[] for _ in range(FINE)]
    for line in shape.lines:
        points = [(x * FINE / 100, y * FINE / 100) for x, y in line]
        x0, y0 = points[-1]
        for x, y in points:
            low, high = min(y0, y), max(y0, y)
            for row in range(max(0, int(low + 0.5)), min(FINE, int(high + 0.5))):
                crossings[row].append(x0 + (row + 0.5 - y0) * (x - x0) / (y - y0))
            x0, y0 = x, y
    for row, found in enumerate(crossings):
        found.sort()
        for start, end in zip(found[::2], found[1::2], strict=False):
            inside[row, (across >= start) & (across < end)] = True
    return inside


def away(shape: Shape) -> Grid:
    """The distance of each sample from the lines of a shape."""
    y, x = (np.mgrid[0:FINE, 0:FINE] + 0.5) * 100 / FINE
    least = np.full((FINE, FINE), 1e9)
    for line in shape.lines:
        for (ax, ay), (bx, by) in pairwise(line):
            dx, dy = bx - ax, by - ay
            share = np.clip(((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy or 1e-9), 0, 1)
            least = np.minimum(least, (x - ax - share * dx) ** 2 + (y - ay - share * dy) ** 2)
    distance: Grid = np.sqrt(least)
    return distance


def inflated(mask: Mask) -> Grid:
    """The height of a cushion over the mask, solved from coarse to fine.

    At the edges of the frame the body goes on as it is.
    """
    height: Grid | None = None
    for coarse in (8, 4, 2, 1):
        part = mask[coarse // 2 :: coarse, coarse // 2 :: coarse]
        side = part.shape[0]
        if height is None:
            height = np.zeros((side, side))
        else:
            height = np.repeat(np.repeat(height, 2, 0), 2, 1)
        step = (coarse * 100 / FINE) ** 2
        for _ in range(300 if coarse > 1 else 120):
            wide = np.pad(height, 1, "edge")
            around = wide[:-2, 1:-1] + wide[2:, 1:-1] + wide[1:-1, :-2] + wide[1:-1, 2:]
            height = np.where(part, (around + step) / 4, 0)
    assert height is not None
    cushion: Grid = np.sqrt(2 * np.maximum(height, 0))
    return cushion


def blurred(grid: Grid, reach: int) -> Grid:
    """The grid, each sample mixed with those around it."""
    weights = np.exp(-(np.linspace(-2, 2, 2 * reach + 1) ** 2))
    weights /= weights.sum()
    for axis in (0, 1):
        width = [(reach, reach) if axis == side else (0, 0) for side in (0, 1)]
        wide = np.pad(grid, width, "edge")
        grid = sum(
            weight * np.take(wide, np.arange(at, at + FINE), axis)
            for at, weight in enumerate(weights)
        )
    return grid


def heights(seen: View) -> tuple[Grid, Grid, Mask]:
    """The height of each sample, the share of light that is lost in grooves, and the body."""
    height, lost = np.zeros((FINE, FINE)), np.zeros((FINE, FINE))
    body, skin = np.zeros((FINE, FINE), bool), np.zeros((FINE, FINE), bool)
    for shape in seen.shapes:
        if shape.tone in BODY | COVER:
            mask = area(shape)
            over = inflated(mask)
            if shape.tone == "back":
                height = np.where(mask, np.where(skin, height - 0.9, 0.5 * over), height)
            elif shape.tone == "skin":
                height = np.where(
                    mask, np.where(skin, np.maximum(height, over), over + 0.3), height
                )
                skin |= mask
            else:
                height = np.where(mask, np.maximum(height, over) + 0.6, height)
            if shape.tone != "back":
                lost[mask] = 0
            body |= mask
        elif shape.tone in SWELLING:
            height = height + SWELLING[shape.tone] * inflated(area(shape) & body)
        elif shape.tone == "shade":
            height = height - 1.1 * blurred((area(shape) & body).astype(float), 5)
        elif shape.tone in RIDGES:
            high, wide = RIDGES[shape.tone]
            height = height + high * np.exp(-((away(shape) / wide) ** 2)) * body
        elif shape.tone in GROOVES:
            deep, wide, dark = GROOVES[shape.tone]
            near = np.exp(-((away(shape) / wide) ** 2)) * body
            height = height - deep * near
            lost = np.maximum(lost, dark * near)
    return height, lost, body


def lit(height: Grid, lost: Grid, body: Mask, light: Sequence[float]) -> bytes:
    """The brightness of each place, one byte each, under this light.

    Beside the body it is that of the body's edge, then that of the place above: both compress well.
    """
    height = blurred(height, 3)
    down, right = np.gradient(height, 100 / FINE)
    up = 1 / np.sqrt(1 + right**2 + down**2)
    x, y, z = np.array(light) / np.linalg.norm(light)
    facing = np.clip((-right * x - down * y + z) * up, 0, 1)
    hollow = np.clip((blurred(height, 14) - height) * 0.28, 0, 0.5)
    bright = np.clip(0.14 + 0.86 * facing - 0.8 * hollow, 0, 1) * (1 - lost)
    share = body.reshape(GRID, 2, GRID, 2).sum((1, 3))
    small = (bright * body).reshape(GRID, 2, GRID, 2).sum((1, 3)) / np.maximum(share, 1)
    known = share > 0
    for _ in range(3):
        near = [(np.roll(small * known, *by), np.roll(known, *by)) for by in AROUND]
        count = sum(some.astype(int) for _, some in near)
        mean = sum(part for part, _ in near) / np.maximum(count, 1)
        small = np.where(known, small, mean)
        known = known | (count > 0)
    steps = np.round(small * (LEVELS - 1)).astype(np.uint8)
    for row in range(GRID):
        steps[row] = np.where(known[row], steps[row], steps[row - 1] if row else 0)
    return bytes(steps.tobytes())


def relief_of(seen: View) -> bytes:
    """The file of a view's relief."""
    height, lost, body = heights(seen)
    x, y, z = LIGHT
    lights = [(x, y, z), (-x, y, z)] if seen.shows is Shows.LEFT else [(x, y, z)]
    return packed([lit(height, lost, body, light) for light in lights])


def main(names: Sequence[str]) -> None:
    """Write the reliefs of these views, or of all."""
    for name in names or view_names():
        file = VIEWS / f"{name}.relief"
        file.write_bytes(relief_of(view(name)))
        sys.stdout.write(f"{name}: {file.stat().st_size} bytes\n")


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parents[2]))
    main(sys.argv[1:])
