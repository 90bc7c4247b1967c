"""Partial updates cut at both ends: over a line, a clock costs its last digit.

Textual crops what it sends of a changed region on the right only, so that every row is sent from
the left edge of its widget on. This crops on the left too; what is painted stays the same.
"""

from typing import Any

from rich.console import Console, RenderableType
from textual._compositor import ChopsUpdate, CompositorUpdate  # no public way to a frame's parts
from textual.app import App
from textual.screen import Screen
from textual.strip import Strip

from tracker.ui.compositor import forget_closed
from tracker.ui.sheets import Sheets


class Cropped(CompositorUpdate):
    """The same update, no wider than its spans."""

    def __init__(self, update: ChopsUpdate) -> None:
        self._update = update

    def render_segments(self, console: Console) -> str:
        """What to write: for each span where it begins, and its cells."""
        update = self._update
        written: list[str] = []
        for y, first, last in update.spans:
            for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
                if strip is None or x >= last or end <= first:
                    continue
                left = max(first - x, 0) if _single(strip) else 0
                cells = strip.crop(left, min(end, last) - x)
                written.append(f"\x1b[{y + 1};{x + left + 1}H{cells.render(console)}")
        return "".join(written)


def _single(strip: Strip) -> bool:
    """Whether each of its signs takes one cell: a wide one must not be cut in two."""
    return len(strip.text) == strip.cell_length


class SparingApp(App[None]):
    """An app that writes no more than what changed, reads each sheet once, keeps nothing closed."""

    def __init__(self) -> None:
        super().__init__()
        forget_closed()
        self.stylesheet = Sheets(self.get_css_variables())

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if isinstance(renderable, ChopsUpdate):
            super()._display(screen, Cropped(renderable))  # type: ignore[arg-type]
        else:
            super()._display(screen, renderable)
