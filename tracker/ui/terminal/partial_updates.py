"""Partial updates cut at both ends: over a line, a clock costs its last digit.

Textual crops what it sends of a changed region on the right only, so that every row is sent from
the left edge of its widget on. This crops on the left too; what is painted stays the same.
"""

from collections.abc import Iterator

from rich.console import Console

# There is no public way to a frame's parts.
from textual._compositor import ChopsUpdate, CompositorUpdate
from textual.strip import Strip


class Cropped(CompositorUpdate):
    """The same update, no wider than its spans."""

    def __init__(self, update: ChopsUpdate) -> None:
        self._update = update

    def render_segments(self, console: Console) -> str:
        """What to write: for each span where it begins, and its cells."""
        return "".join(
            f"\x1b[{y + 1};{x + 1}H{cells.render(console)}" for y, x, cells in pieces(self._update)
        )


def pieces(update: ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    """The spans of a partial update, no wider than they are: row, column, cells."""
    for y, first, last in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is None or x >= last or end <= first:
                continue
            left = max(first - x, 0) if _single(strip) else 0
            yield y, x + left, strip.crop(left, min(end, last) - x)


def _single(strip: Strip) -> bool:
    """Whether each of its signs takes one cell: a wide one must not be cut in two."""
    return len(strip.text) == strip.cell_length
