"""ScrollingLines: a scrolling view whose length changes without laying out the screen."""

from textual.geometry import Size
from textual.scroll_view import ScrollView


class ScrollingLines(ScrollView):
    """A view of lines that the widget draws itself."""

    def set_length(self, lines: int) -> None:
        """Set the length in lines; the screen is laid out only if the scrollbar comes or goes.

        Setting Textual's ``virtual_size`` lays out the whole screen every time.
        """
        self.set_reactive(ScrollingLines.virtual_size, Size(self.size.width, max(1, lines)))
        self._refresh_scrollbars()
        self._scroll_update(self.virtual_size)
