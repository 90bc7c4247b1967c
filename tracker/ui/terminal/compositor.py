"""Partial updates that touch only what changed: a key costs its row, not every widget in sight.

Textual collects the regions that changed, and then asks every visible widget for all of its rows,
whether it lies in one of them or not. What is painted here is the same.
"""

from collections.abc import Iterable
from functools import lru_cache

from textual._compositor import ChopsUpdate, Compositor  # no public way to a frame's parts
from textual._styles_cache import StylesCache
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip
from textual.style import Style

__all__ = ["Compositor", "SparingCompositor"]

Render = tuple[Region, Region, list[Strip]]
"""Where a widget lies, what of the screen it is cut to, and its rows within both."""


class SparingCompositor(Compositor):
    """Textual's compositor, with fewer questions."""

    def __init__(self) -> None:
        super().__init__()
        self._changed: tuple[Region, ...] = ()
        """What a partial update is about, while one is made."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """What changed since the last update; none if nothing did."""
        self._changed = tuple(self._dirty_regions)
        try:
            return super().render_partial_update()
        finally:
            self._changed = ()

    def _get_renders(self, crop: Region | None = None) -> Iterable[Render]:
        if crop is None or not self._changed:
            yield from super()._get_renders(crop)
            return
        rows = Region(0, crop.y, self.size.width, crop.height)
        for widget, (region, clip) in self.visible_widgets.items():
            seen = region.intersection(clip)
            if any(seen.overlaps(each) for each in self._changed):
                cut = seen.intersection(rows)
                within = Region(cut.x - region.x, cut.y - region.y, cut.width, cut.height)
                yield region, clip.intersection(rows), widget.render_lines(within)


@lru_cache(256)
def _grounds(outside: Color, colour: Color) -> tuple[Style, Style]:
    """The grounds within and around a widget."""
    return Style(background=outside + colour), Style(background=outside)


def forget_closed() -> None:
    """Let the rows of a closed screen go.

    Textual keeps these grounds by widget too, and with them the last 1024 widgets' rows: some 30 MB
    after an hour.
    """
    StylesCache.get_inner_outer = staticmethod(_grounds)  # type: ignore[method-assign, assignment]
