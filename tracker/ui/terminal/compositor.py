"""Renders only the widgets that changed, so that a key does not render the whole screen.

For a partial update Textual collects the changed regions and then renders all rows of every visible
widget. Skipping the widgets outside those regions paints the same.
"""

from collections.abc import Iterable
from functools import lru_cache

from textual._compositor import ChopsUpdate, Compositor
from textual._styles_cache import StylesCache
from textual.color import Color
from textual.geometry import Region
from textual.strip import Strip
from textual.style import Style

Render = tuple[Region, Region, list[Strip]]
"""The region of a widget, its clip region, and its rows within both."""


class SparingCompositor(Compositor):
    """Textual's compositor, asking only the widgets in the changed regions for their rows."""

    def __init__(self) -> None:
        super().__init__()
        self._changed: tuple[Region, ...] = ()
        """The regions of the partial update that is being rendered."""

    def render_partial_update(self) -> ChopsUpdate | None:
        """The changes since the last update; `None` if nothing changed."""
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
def _backgrounds(outside: Color, colour: Color) -> tuple[Style, Style]:
    """The background within and around a widget."""
    return Style(background=outside + colour), Style(background=outside)


def forget_closed_screens() -> None:
    """Keep Textual's cache of backgrounds from holding the rows of closed screens.

    Textual's cache has the widget in its key, so it keeps the rows of the last 1024 widgets alive:
    about 30 MB after an hour.
    """
    StylesCache.get_inner_outer = staticmethod(_backgrounds)  # type: ignore[method-assign, assignment]
