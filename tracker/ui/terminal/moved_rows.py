"""Finds rows that stand higher or lower now, so that the terminal can be told to move them.

Nothing here knows Textual or Rich.
"""

from collections.abc import Mapping
from operator import ne
from typing import Final, NamedTuple

from tracker.ui.terminal.pen import Cell

_STEPS: Final = (1, -1, 2, -2, 3, -3)
"""How many rows a list or a form scrolls at a key."""
_FEW: Final = 4
"""Rows; if fewer change, moving them costs more than it saves."""
_COST: Final = 24
"""Cells that could be written for what a move costs."""
_ROW: Final = 16
"""Cells that could be written for what a row costs that comes in at the end."""

Rows = Mapping[int, list[Cell]]
"""Rows of the screen by their place from the top."""


class Move(NamedTuple):
    """Rows that move: the first and the last, and by how many they go up; negative is down."""

    first: int
    last: int
    by: int


def moved_rows(old: list[list[Cell]], new: Rows, columns: slice) -> Move | None:
    """The move that saves most cells, as far as these columns show; `None` if none saves any.

    Columns beside them are not looked at.
    """
    changed = [y for y, row in new.items() if row != old[y]]
    if len(changed) < _FEW:
        return None
    first, last = min(changed), max(changed)
    shown = {y: old[y][columns] for y in range(first, last + 1)}
    meant = {y: new[y][columns] if y in new else shown[y] for y in shown}
    sample = changed[len(changed) // 4 : -1 : max(1, len(changed) // 5)]
    found: tuple[int, Move] | None = None
    for by in _STEPS:
        if 2 * sum(_differ(shown.get(y + by), meant[y]) <= _FEW for y in sample) < len(sample):
            continue
        saved = _most_saved(shown, meant, by)
        if saved is not None and (found is None or saved[0] > found[0]):
            found = saved
    return found[1] if found else None


def _differ(one: list[Cell] | None, other: list[Cell]) -> int:
    """The number of cells that differ."""
    return len(other) if one is None else sum(map(ne, one, other))


def _most_saved(shown: Rows, meant: Rows, by: int) -> tuple[int, Move] | None:
    """The block of rows for which moving by this many saves most: the cells, and the move."""
    best, so_far, start = _COST + _ROW * abs(by), 0, min(shown)
    found: Move | None = None
    for y in shown:
        if y + by not in shown:
            so_far = 0
            continue
        if so_far <= 0:
            so_far, start = 0, y
        so_far += _differ(shown[y], meant[y]) - _differ(shown[y + by], meant[y])
        if so_far > best:
            best, found = so_far, Move(min(start, start + by), max(y, y + by), by)
    return None if found is None else (best - _ROW * abs(by), found)
