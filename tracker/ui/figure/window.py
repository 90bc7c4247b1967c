"""The part of a view that a picture shows: the whole frame, or the crop around a point.

A crop is the least that is shown: a picture of another shape than a square shows more on two sides.
"""

from collections.abc import Sequence
from typing import Final

from tracker.core.facts.sessions import Side
from tracker.ui.figure.path import Point
from tracker.ui.figure.raster import Fit
from tracker.ui.figure.scene import Crop, View

_LITTLE: Final = 1e-6
_LOW: Final = -7.0
_HIGH: Final = 107.0
"""Limbs that are cut off are drawn so far beyond the frame."""


def crop_of(seen: View, code: str | None, side: Side | None) -> Crop | None:
    """The crop around a point as this side sees it; `None` without one."""
    crop = seen.crops.get(code or "")
    if crop is None or code is None:
        return None
    (x, y), width = crop.middle, crop.width
    if seen.paired and not seen.middle(code) and side not in {Side.LEFT, Side.RIGHT}:
        return Crop((50, y), width + 2 * abs(x - 50), crop.landmarks)
    if seen.paired and side is Side.RIGHT:
        return Crop((100 - x, y), width, crop.landmarks)
    return crop


def _around(seen: View, codes: Sequence[str], side: Side | None) -> Crop | None:
    """The smallest crop that shows all of these points with what is around them."""
    crops = [crop for code in codes if (crop := crop_of(seen, code, side))]
    if len(crops) < 2:
        return crops[0] if crops else None
    (left, right), (top, bottom) = (
        (
            min(crop.middle[way] - crop.width / 2 for crop in crops),
            max(crop.middle[way] + crop.width / 2 for crop in crops),
        )
        for way in (0, 1)
    )
    return Crop(((left + right) / 2, (top + bottom) / 2), max(right - left, bottom - top), ())


def fit_of(
    seen: View,
    code: str | None,
    width: int,
    height: int,
    side: Side | None,
    *,
    near: bool,
    others: Sequence[str] = (),
) -> Fit:
    """The position of the frame in a picture of this size; ``others`` are to be seen too."""
    flip = side is Side.RIGHT and not seen.paired
    crop = _around(seen, (code, *others), side) if near and code else None
    if crop is None:
        middle, extent = (50.0, 50.0), 100.0
    else:
        middle, extent = crop.middle, crop.width
    scale = min(width, 2 * height) / extent
    x, y = _inside(middle, 2 * height / scale, extent)
    if flip:
        x = 100 - x
    # A place on the line between two cells is in the outer one, of either limb.
    left = width / 2 - x * scale + (-_LITTLE if flip else _LITTLE)
    if seen.paired:
        # Put the midline in the middle of a cell, so that both sides look the same.
        line = left + 50 * scale
        left += int(line) + 0.5 - line
    return Fit(scale, left, height / 2 - y * scale / 2, flip)


def _inside(middle: Point, high: float, extent: float) -> Point:
    """The middle, moved so that nothing beyond the drawn body is shown if that can be avoided.

    The crop stays inside.
    """
    x, y = middle
    moved = min(max(y, _LOW + high / 2), _HIGH - high / 2) if high < _HIGH - _LOW else 50.0
    most = max(0.0, (high - extent) / 2)
    return x, min(max(moved, y - most), y + most)
