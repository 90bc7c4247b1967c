"""Partial updates cut at both ends: over a line, a clock costs its last digit.

Textual crops what it sends of a changed region on the right only, so that every row is sent from
the left edge of its widget on. This crops on the left too; what is painted stays the same.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, cast

from rich.console import Console, RenderableType

# There is no public way to a frame's parts.
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.app import App
from textual.color import Color
from textual.events import Resize
from textual.screen import Screen
from textual.strip import Strip

from tracker.ui.terminal.compositor import forget_closed
from tracker.ui.terminal.stylesheets import Sheets

if TYPE_CHECKING:
    from tracker.ui.terminal.low_bandwidth import Thin


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


class SparingApp(App[None]):
    """An app that writes no more than what changed, reads each sheet once, keeps nothing closed."""

    def __init__(self) -> None:
        super().__init__()
        forget_closed()
        self._thin: Thin | None = None
        self._colourless = self.no_color
        self.stylesheet = Sheets(self.get_css_variables())

    def spare(self, sparing: bool) -> None:
        """Go without colours, and send only the cells that differ; or not any more."""
        if sparing is (self._thin is None):
            from tracker.ui.terminal.low_bandwidth import Thin

            self._thin = Thin() if sparing else None
            self.no_color = sparing or self._colourless
            self.set_class(sparing, "-thin")
            self.paint_anew()

    def paint_anew(self) -> None:
        """Paint everything: somebody else has painted here."""
        if self._thin is not None:
            self._thin.forget()
        self.refresh(layout=True)

    def on_resize(self, event: Resize) -> None:
        """What a terminal makes of its screen at another size is its own affair."""
        if self._thin is not None and not self._thin.stands_at(*event.size):
            self._thin.forget()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        super()._display(screen, self._spared(renderable))

    def _spared(self, update: RenderableType | None) -> RenderableType | None:
        if self._thin is not None and (self._thin.knows or isinstance(update, LayoutUpdate)):
            from tracker.ui.terminal.low_bandwidth import Thinned

            if isinstance(update, LayoutUpdate | ChopsUpdate):
                ground = Color.parse(self.theme_variables["background"])
                return cast("RenderableType", Thinned(self._thin, update, ground))
        if isinstance(update, ChopsUpdate):
            return cast("RenderableType", Cropped(update))
        return update

    def _begin_update(self) -> None:
        if self._thin is None:
            super()._begin_update()

    def _end_update(self) -> None:
        if self._thin is None:
            super()._end_update()
