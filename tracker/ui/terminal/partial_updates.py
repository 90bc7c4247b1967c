"""Crops partial updates on both sides, so that a ticking clock costs its last digit.

Textual crops a changed region on the right only and sends every row from the left edge of its
widget. Cropping on the left too sends less and paints the same.
"""

from collections.abc import Iterator

from rich.console import Console
from textual._compositor import ChopsUpdate, CompositorUpdate
from textual.strip import Strip


class CroppedUpdate(CompositorUpdate):
    """A partial update of Textual's that sends no more than its spans."""

    def __init__(self, update: ChopsUpdate) -> None:
        self._update = update

    def render_segments(self, console: Console) -> str:
        """The escapes and text to write: for each span a cursor move, then its cells."""
        return "".join(
            f"\x1b[{y + 1};{x + 1}H{cells.render(console)}"
            for y, x, cells in spans_of(self._update)
        )


def spans_of(update: ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    """The spans of a partial update, cropped on both sides: row, column, cells."""
    for y, first, last in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is None or x >= last or end <= first:
                continue
            left = max(first - x, 0) if _single(strip) else 0
            yield y, x + left, strip.crop(left, min(end, last) - x)


def _single(strip: Strip) -> bool:
    """Whether every character takes one cell; a wide one must not be cut in two."""
    return len(strip.text) == strip.cell_length
