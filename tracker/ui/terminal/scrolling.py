"""Scrolling that costs few bytes: a list whose length changes, and a bar of whole cells."""

from typing import ClassVar

from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBar, ScrollBarRender


class WholeCells(ScrollBarRender):
    """A scrollbar that changes only when its thumb has moved by a whole cell."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "]
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "]


ScrollBar.renderer = WholeCells


class ScrollingLines(ScrollView):
    """A view of lines that the widget draws itself."""

    def set_length(self, lines: int) -> None:
        """Set the length in lines; the screen is laid out only if the scrollbar comes or goes.

        Setting Textual's ``virtual_size`` lays out the whole screen every time.
        """
        self.set_reactive(ScrollingLines.virtual_size, Size(self.size.width, max(1, lines)))
        self._refresh_scrollbars()
        self._scroll_update(self.virtual_size)
