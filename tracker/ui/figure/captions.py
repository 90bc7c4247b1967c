"""Names parts of the body beside the picture, each with a leader that ends at the part.

Words are written on the ground, or on the body where the ground is far. What does not fit, or would
touch the marker, its ring or other words, is left out.
"""

from typing import Final

from tracker.ui.figure.cells import Ink, Mode, Role
from tracker.ui.figure.path import Point
from tracker.ui.figure.raster import Fit
from tracker.ui.figure.scene import View
from tracker.ui.figure.sheet import Sheet
from tracker.ui.figure.skins import LABEL

CAPTIONED: Final = 26
"""Minimum size, in cells across, for names of parts of the body."""

LABELLED: Final = 36
"""Minimum size, in cells across, for the label of the point."""

LONGEST_LEADER: Final = 12
"""Maximum number of cells from words to what they name."""

_LEADER: Final = {Mode.ASCII: "."}
_WORDS: Final = ("#eeeeee", "#121212", "#ffffff", "#000000")


def caption_parts(sheet: Sheet, seen: View, fit: Fit, near: Point) -> None:
    """Name the parts that the view's notes point at, the nearest to ``near`` first.

    Of notes with the same words, as on both ends of a crease, the first that fits is written.
    """
    named = []
    for note in seen.notes:
        x, y = fit.cell(note.target)
        cell = int(x), int(y)
        if 1 <= cell[0] < sheet.width - 1 and 0 <= cell[1] < sheet.height:
            away = (note.target[0] - near[0]) ** 2 + (note.target[1] - near[1]) ** 2
            named.append((away, note.words, cell))
    written: set[str] = set()
    for _, words, cell in sorted(named):
        if words not in written and _beside(sheet, words, cell):
            written.add(words)


def label(sheet: Sheet, text: str, cell: tuple[int, int], reach: int) -> None:
    """Write the label of a marker whose ring has this reach, with a leader if it stands apart.

    Where the ground has no room for all of it, the first word is written there, or all of it on the
    body.
    """
    ink = Ink(Role.LABEL, *LABEL) if sheet.mode.lit else Ink(Role.LABEL)
    for words, over in ((text, False), (text.split(maxsplit=1)[0], False), (text, True)):
        if _beside(sheet, f" {words} ", cell, reach, ink=ink, over=over):
            return


def _beside(
    sheet: Sheet,
    words: str,
    cell: tuple[int, int],
    reach: int = 0,
    *,
    ink: Ink | None = None,
    over: bool = False,
) -> bool:
    """Write words in the row of a cell and lead to the cell; false if there is no room."""
    x, y = cell
    right = _place(sheet, words, x + reach, y, 1, over=over)
    left = _place(sheet, words, x - reach, y, -1, over=over)
    places = [place for place in (right, left) if place]
    if not places:
        return False
    _, start, path = min(places, key=lambda place: place[0])
    colours = (sheet.palette.note, *_WORDS) if sheet.palette else ()
    for at in path:
        sheet.put(at, y, _LEADER.get(sheet.mode, "┄"), sheet.ink(at, y, colours, Role.QUIET))
    style = ink or sheet.line_ink(
        [(at, y) for at in range(start, start + len(words))], colours, Role.QUIET
    )
    for at, character in enumerate(words, start):
        sheet.put(at, y, character, style)
    return True


def _place(
    sheet: Sheet, words: str, x: int, y: int, way: int, *, over: bool
) -> tuple[tuple[bool, int], int, list[int]] | None:
    """Where words fit on one side of a cell: a rank, their start, the leader."""
    edge = sheet.width if way > 0 else -1
    outside = next((at for at in range(x + way, edge, way) if sheet.empty(at, y)), None)
    on_ground = outside is not None and not over and abs(outside - x) <= LONGEST_LEADER
    near = outside if outside is not None and on_ground else x + 2 * way
    firsts = (near + way, near)
    for first in firsts:
        last = first + way * (len(words) - 1)
        cells = range(first, last + way, way)
        path = [*range(x + way, first, way)]
        margin = first - way if way < 0 else last + way
        if len(path) > LONGEST_LEADER or not sheet.free([(at, y) for at in (*path, *cells)]):
            continue
        if 0 <= margin < sheet.width and not sheet.free([(margin, y)]):
            continue
        if on_ground and not all(sheet.empty(at, y) for at in cells):
            continue
        if not over and not sheet.even([(at, y) for at in cells]):
            continue
        return (not on_ground, len(path)), min(first, last), path
    return None
