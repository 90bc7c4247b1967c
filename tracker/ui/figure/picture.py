"""Draws a view of the body, with a point marked, as rows of characters.

Every picture is computed at the requested size; only views, reliefs and palettes are cached.
"""

from collections.abc import Sequence
from typing import Final

from tracker.core.facts.sessions import Side
from tracker.ui.figure.captions import CAPTIONED, LABELLED, caption_parts, label
from tracker.ui.figure.cells import Cell, Ink, Mode, Role, line_rows, painter
from tracker.ui.figure.locator import HIGH, INSET, LEAST_ROWS, WIDE, cell_of, figure
from tracker.ui.figure.marks import (
    WAVES,
    draw_fingers,
    draw_guides,
    draw_markers,
    markers,
    reach_of,
    show_fingers,
)
from tracker.ui.figure.path import Point
from tracker.ui.figure.raster import Fit, Planes
from tracker.ui.figure.relief import brightness
from tracker.ui.figure.scene import View, index, view
from tracker.ui.figure.sheet import Sheet
from tracker.ui.figure.skins import MARKS, Palette, telling
from tracker.ui.figure.skins import palette as skin_palette
from tracker.ui.figure.window import fit_of

Run = tuple[str, Ink]
"""Characters of one style."""

Rows = list[list[Run]]

_LOCATOR: Final = ("#8a8a8a", "#585858", "#eeeeee")


def picture(
    what: str,
    width: int,
    height: int,
    *,
    mode: Mode = Mode.RELIEF,
    palette: Palette | None = None,
    side: Side | None = None,
    near: bool = True,
    within: str | None = None,
    words: bool = True,
    fingers: bool = True,
    waves: int | None = None,
    others: Sequence[str] | None = None,
) -> Rows:
    """Draw a point on its view, or a view alone: ``height`` rows of runs, ``width`` cells each.

    ``what`` is a point's code or a view's name. A limb is the left one; if ``side`` is right,
    it is mirrored. In a view of both sides ``side`` chooses the main marker. ``near`` shows the
    part around the point, otherwise the whole view. ``within`` names another view that contains
    the point. Without ``words``, label, captions and the small whole body are left out; without
    ``fingers``, those that measure. ``waves`` pairs of brackets stand beside the ring, so that it
    can breathe; with `None` words can stand there. ``others`` are codes of points that are marked
    too, if this view is theirs; nothing is named then. A code without a view gives a blank picture
    with a message.
    """
    if width < 1 or height < 1:
        return [[] for _ in range(max(0, height))]
    code = what if what in index() else None
    name = within or (index()[what] if code else what)
    if name not in _known():
        return _nothing(what, width, height, mode, palette)
    seen = view(name)
    beside = [each for each in others or () if index().get(each) == name and each != code]
    fit = fit_of(seen, code, width, height, side, near=near, others=beside)
    planes = Planes(width, height)
    roomy = min(width, 2 * height)
    measured = fingers and roomy >= CAPTIONED
    measure = seen.fingers.get(code or "") if measured else None
    if mode.lit:
        shown = palette or skin_palette("stone")
        planes.fill(seen, fit)
        brush = painter(shown, octants=mode is Mode.OCTANTS)
        parts = brush.parts(planes, brightness(name, fit, width, height, brush.down))
        sheet = Sheet(brush.rows(parts), planes, mode, shown, lambda x, y: brush.whole(parts, x, y))
    else:
        planes.outline(seen, fit, coarse=mode is Mode.ASCII)
    if measure:
        draw_fingers(planes, measure, fit)
    if mode.lit:
        if measured:
            draw_guides(planes, seen, fit)
            show_fingers(sheet, planes)
    else:
        sheet = Sheet(line_rows(planes, mode), planes, mode, None, None)
    found = markers(seen, code, fit, side, planes)
    every = found + [mark for each in beside for mark in markers(seen, each, fit, side, planes)]
    draw_markers(sheet, every, waves)
    if words and code and found and others is None:
        chosen = max(found, key=lambda marker: (marker.chosen, marker.x))
        if roomy >= LABELLED:
            reach = reach_of(chosen, roomy) + (0 if waves is None else WAVES)
            if not chosen.ringed:
                between = min(marker.x for marker in found)
                sheet.take((x, chosen.y) for x in range(between, chosen.x))
            label(sheet, label_text(code, seen, side), (chosen.x, chosen.y), reach)
        if roomy >= CAPTIONED:
            caption_parts(sheet, seen, fit, seen.spots[code].at)
    if words and code and found:
        _locate(sheet, seen, fit, code, side)
    return [_runs(row) for row in sheet.rows]


def _locate(sheet: Sheet, seen: View, fit: Fit, code: str, side: Side | None) -> None:
    """Draw the small whole body into a corner that shows nothing else, or nothing that is named."""
    if sheet.height < LEAST_ROWS or sheet.width < 3 * WIDE:
        return
    right, bottom = sheet.width - WIDE, sheet.height - HIGH
    corners = [(0, bottom), (right, bottom), (0, 0), (right, 0)]
    around = {(x, y): _cells(x - (x > 0), y - (y > 0), WIDE + 1, HIGH + 1) for x, y in corners}
    named = {_whole(fit.cell(seen.landmarks[each])) for each in seen.landmarks}
    named |= {_whole(fit.cell(note.target)) for note in seen.notes}
    clear = [corner for corner in corners if sheet.free(around[corner])]
    empty = [corner for corner in clear if all(sheet.empty(*cell) for cell in around[corner])]
    over = [corner for corner in clear if named.isdisjoint(around[corner])]
    large = sheet.width >= INSET[0] and sheet.height >= INSET[1]
    if not empty and not (over and large):
        return
    left, top = empty[0] if empty else over[0]
    ink, mark = Ink(Role.QUIET), Ink(Role.MARK)
    if sheet.palette:
        ground = sheet.palette.background
        ink = Ink(Role.QUIET, telling(_LOCATOR, ground), ground)
        mark = Ink(Role.MARK, telling(MARKS, ground), ground)
    if not empty:
        for x, y in around[left, top]:
            sheet.put(x, y, " ", ink)
    shown = figure(cell_of(seen, side, middle=seen.middle(code)), sheet.mode, ink, mark)
    for y, row in enumerate(shown, top):
        for x, (character, style) in enumerate(row, left):
            sheet.put(x, y, character, style)


def _cells(left: int, top: int, wide: int, high: int) -> list[tuple[int, int]]:
    return [(x, y) for y in range(top, top + high) for x in range(left, left + wide)]


def _whole(at: Point) -> tuple[int, int]:
    return int(at[0]), int(at[1])


def label_text(code: str, seen: View, side: Side | None) -> str:
    """The point's code, followed by the side if it is left or right."""
    if side in {Side.LEFT, Side.RIGHT} and not seen.middle(code):
        return f"{code} {side}"
    return code


def caption(what: str, side: Side | None = None, part: str = "") -> str:
    """Title of the view, with the side: ``Right hand and forearm, palm up``.

    ``part`` names a limb's part that is shown alone: ``Right wrist, palm up``.
    """
    name = index().get(what, what)
    if name not in _known():
        return f"No picture of {what}"
    seen = view(name)
    shown = Side.RIGHT if side is Side.RIGHT else Side.LEFT
    title = seen.title.replace("{side}", shown).replace("{Side}", shown.capitalize())
    limb, comma, seen_from = title.partition(", ")
    if part and comma and limb.startswith(shown.capitalize()):
        title = f"{shown.capitalize()} {part}, {seen_from}"
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
    return Mode.OCTANTS if setting == Mode.OCTANTS else Mode.RELIEF


def _known() -> frozenset[str]:
    return frozenset(index().values())


def _nothing(what: str, width: int, height: int, mode: Mode, palette: Palette | None) -> Rows:
    said = f"no picture of {what}"[:width]
    if mode is Mode.ASCII:
        said = said.encode("ascii", "replace").decode("ascii")
    colour = ground = None
    if mode.lit:
        shown = palette or skin_palette("stone")
        colour, ground = shown.note, shown.background
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
