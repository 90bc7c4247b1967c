"""Draws a view of the body, with a point marked, as rows of characters.

Every picture is computed from vectors at the requested size; only views and palettes are cached.
"""

from itertools import combinations
from typing import Final

from tracker.core.facts.sessions import Side
from tracker.ui.figure.cells import Cell, Ink, Mode, Role, line_rows, painter
from tracker.ui.figure.marks import (
    CAPTIONED,
    LABELLED,
    Marker,
    Words,
    captions,
    label,
    overlay,
    rings,
)
from tracker.ui.figure.path import Point
from tracker.ui.figure.raster import Fit, Planes
from tracker.ui.figure.scene import Shows, View, index, view
from tracker.ui.figure.skins import Palette
from tracker.ui.figure.skins import palette as skin_palette

Run = tuple[str, Ink]
"""Characters of one style."""

Rows = list[list[Run]]

_MOST_STEPS: Final = 25
"""Widths tried, each an eighth more, for marks that would touch: up to four times as wide."""

NEAR: Final = 2.0
"""The zoom factor of the near view."""


def picture(
    what: str,
    width: int,
    height: int,
    *,
    mode: Mode = Mode.COLOUR,
    palette: Palette | None = None,
    side: Side | None = None,
    zoom: float = 1.0,
    within: str | None = None,
    words: bool = True,
) -> Rows:
    """Draw a point on its view, or a view alone: ``height`` rows of runs, ``width`` cells each.

    ``what`` is a point's code or a view's name. A limb is the left one; if ``side`` is right,
    it is mirrored. In a view of both sides ``side`` chooses the main marker. ``zoom`` 2 shows half
    the frame around the point. ``within`` names another view that contains the point. Without
    ``words``, labels and captions are left out. A code without a view gives a blank picture with a
    message.
    """
    if width < 1 or height < 1:
        return [[] for _ in range(max(0, height))]
    code = what if what in index() else None
    name = within or (index()[what] if code else what)
    if name not in _known():
        return _nothing(what, width, height, mode, palette)
    seen = view(name)
    fit = _fit(seen, code, width, height, side, zoom)
    planes = Planes(width, height)
    if mode is Mode.COLOUR:
        planes.draw(seen, fit)
    else:
        planes.outline(seen, fit, coarse=mode is Mode.ASCII)
    markers = _markers(seen, code, fit, side, planes)
    said: list[Words] = []
    rings(planes, markers, mode)
    roomy = min(width, 2 * height)
    if words and roomy >= LABELLED and code and markers:
        chosen = max(markers, key=lambda marker: (marker.chosen, marker.x))
        at = _label_place(seen, code, fit, chosen)
        said.append(label(planes, chosen, label_text(code, seen, side), at))
    if words and roomy >= CAPTIONED and zoom == 1:
        said += captions(planes, seen, fit, said)
    brush = None
    if mode is Mode.COLOUR:
        brush = painter(palette or skin_palette("stone"))
        rows = brush.rows(planes)
    else:
        rows = line_rows(planes, mode)
    overlay(rows, planes, markers, said, mode, brush)
    return [_runs(row) for row in rows]


def label_text(code: str, seen: View, side: Side | None) -> str:
    """The point's code, followed by the side if it is left or right."""
    if side in {Side.LEFT, Side.RIGHT} and not seen.middle(code):
        return f"{code} {side}"
    return code


def caption(what: str, side: Side | None = None) -> str:
    """Title of the view, with the side: ``Right hand and forearm, palm side``."""
    name = index().get(what, what)
    if name not in _known():
        return f"No picture of {what}"
    seen = view(name)
    shown = Side.RIGHT if side is Side.RIGHT else Side.LEFT
    title = seen.title.replace("{side}", shown).replace("{Side}", shown.capitalize())
    if seen.paired and what in seen.spots and side in {Side.LEFT, Side.RIGHT}:
        return title if seen.middle(what) else f"{title}: {side}"
    return title


def description(what: str, side: Side | None = None) -> str:
    """Description of the picture in one line, for screen readers."""
    name = index().get(what)
    if name is None:
        return caption(what, side)
    seen = view(name)
    title = caption(what) if seen.paired else caption(what, side)
    if not seen.paired or seen.middle(what):
        return f"{title}; {what} marked"
    where = {Side.LEFT: "on the left", Side.RIGHT: "on the right"}.get(
        side or Side.BOTH, "on both sides"
    )
    return f"{title}; {what} marked {where}"


def mode_for(setting: str, *, colours: str | None, encoding: str, no_color: bool) -> Mode:
    """The drawing mode: as set, or with ``auto`` the best that the terminal can show.

    ``setting`` is a mode's name or ``auto``; ``colours`` is Rich's name of the colour system, or
    `None`. A set mode is used as it is, except that a terminal without colours gets an outline:
    the setting is shared with other terminals.
    """
    rich = colours in {"256", "truecolor"} and not no_color
    if setting == Mode.ASCII or (
        setting != Mode.OUTLINE and not encoding.lower().startswith("utf")
    ):
        return Mode.ASCII
    if setting == Mode.OUTLINE or not rich:
        return Mode.OUTLINE
    return Mode.COLOUR


def _known() -> frozenset[str]:
    return frozenset(index().values())


def _mirrored(seen: View, side: Side | None) -> bool:
    return side is Side.RIGHT and not seen.paired


def _fit(
    seen: View, code: str | None, width: int, height: int, side: Side | None, zoom: float
) -> Fit:
    """Fit the whole frame into the middle, or with zoom the part around the point."""
    flip = _mirrored(seen, side)
    extent = 100 / max(1.0, zoom)
    x = y = 0.0
    if code and zoom > 1:
        at_x, at_y = seen.spots[code].at
        if flip or (seen.paired and (side is Side.RIGHT)):
            at_x = 100 - at_x
        elif seen.paired and side not in {Side.LEFT, Side.RIGHT}:
            at_x = 50 if abs(at_x - 50) < extent * 0.4 else at_x
        x = max(0.0, min(100 - extent, at_x - extent / 2))
        y = max(0.0, min(100 - extent, at_y - extent / 2))
    scale = min(width, 2 * height) / extent
    left = (width - extent * scale) / 2 - x * scale
    if seen.paired:
        # Put the midline in the middle of a cell, so that both sides look the same.
        middle = left + 50 * scale
        left += int(middle) + 0.5 - middle
    return Fit(scale, left, (height - extent * scale / 2) / 2 - y * scale / 2, flip)


def _markers(
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
    if not found:
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


def _label_place(seen: View, code: str, fit: Fit, chosen: Marker) -> tuple[float, float]:
    """Where the label is drawn, in cells: on the same side of the body as the chosen marker."""
    x, y = fit.cell(seen.spots[code].label)
    middle = fit.cell((50, 0))[0]
    if seen.paired and not seen.middle(code) and (x > middle) != (chosen.x > middle):
        x = 2 * middle - x
    return x, y


def _nothing(what: str, width: int, height: int, mode: Mode, palette: Palette | None) -> Rows:
    said = f"no picture of {what}"[:width]
    if mode is Mode.ASCII:
        said = said.encode("ascii", "replace").decode("ascii")
    colour = ground = None
    if mode is Mode.COLOUR:
        shown = palette or skin_palette("stone")
        colour, ground = shown.colour("note"), shown.colour("bg")
    ink = Ink(Role.QUIET, colour, ground)
    blank = " " * width
    rows: Rows = [[(blank, ink)] for _ in range(height)]
    rows[height // 2] = [(said.center(width), ink)]
    return rows


def _runs(row: list[Cell]) -> list[Run]:
    """Join neighbouring cells of one style."""
    found: list[Run] = []
    text, last = row[0]
    for character, ink in row[1:]:
        blank = character == " " and ink.ground is not None and ink.ground == last.ground
        if ink is last or blank or ink == last:
            text += character
        else:
            found.append((text, last))
            text, last = character, ink
    found.append((text, last))
    return found


__all__ = [
    "NEAR",
    "Rows",
    "Run",
    "Shows",
    "caption",
    "description",
    "label_text",
    "mode_for",
    "picture",
]
