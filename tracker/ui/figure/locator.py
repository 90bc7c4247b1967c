"""A small figure in a corner of the picture that shows where on the body the picture is."""

from typing import Final

from tracker.core.facts.sessions import Side
from tracker.ui.figure.cells import Cell, Ink, Mode
from tracker.ui.figure.scene import Shows, View

WIDE: Final = 4
HIGH: Final = 5
LEAST_ROWS: Final = 9
"""Minimum height of a picture with the figure in it."""

INSET: Final = (26, 13)
"""Minimum size of a picture for the figure to stand over the body."""

_BLOCKS: Final = (" ▟▙ ", "▟██▙", "▌██▐", " ▛▜ ", " ▌▐ ")
_LINES: Final = (" () ", "/||\\", "||||", " || ", " || ")
_SPOT: Final = "×"


def cell_of(seen: View, side: Side | None, *, middle: bool) -> tuple[int, int]:
    """The cell of the figure that the picture shows; it faces as the view does."""
    column, row = seen.body
    if middle or (seen.paired and side not in {Side.LEFT, Side.RIGHT}):
        return 2, row
    # Seen from the front the person's left is on the right, from behind on the left.
    left = seen.shows is Shows.BEHIND
    return (WIDE - 1 - column if left is not (side is Side.RIGHT) else column), row


def figure(at: tuple[int, int], mode: Mode, ink: Ink, mark: Ink) -> list[list[Cell]]:
    """The rows of the figure; blank cells show what is behind them."""
    rows: list[list[Cell]] = []
    for y, row in enumerate(_LINES if mode is Mode.ASCII else _BLOCKS):
        cells: list[Cell] = [(character, ink) for character in row]
        if y == at[1]:
            spot = row[at[0]]
            if not mode.lit or spot == " ":
                spot = "x" if mode is Mode.ASCII else _SPOT
            cells[at[0]] = spot, mark
        rows.append(cells)
    return rows
