"""A line of text that redraws only what changed: a ticking clock costs its last digit."""

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget


class Line(Widget):
    """Text in one row, cut to its width; ``right`` is shown at the right end if it fits."""

    def __init__(
        self, text: str = "", *, right: str = "", id: str | None = None, classes: str | None = None
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._text = text
        self._right = right
        self._drawn = ""

    @property
    def text(self) -> str:
        """The text at the left end."""
        return self._text

    @property
    def right(self) -> str:
        """The text at the right end."""
        return self._right

    def say(self, text: str, right: str = "") -> None:
        """Show another text."""
        if (text, right) == (self._text, self._right):
            return
        self._text, self._right = text, right
        old, new = self._drawn, self._fitted(self.size.width)
        if len(old) != len(new) or cell_len(old) != len(old) or cell_len(new) != len(new):
            self.refresh()
            return
        places = [
            place for place, (was, now) in enumerate(zip(old, new, strict=True)) if was != now
        ]
        if places:
            self.refresh(Region(places[0], 0, places[-1] - places[0] + 1, 1))

    def _fitted(self, width: int) -> str:
        text = " ".join(self._text.split("\n"))
        room = width - cell_len(self._right) - 1
        if not self._right or cell_len(text) > room:
            cut = cell_len(text) > width
            return (
                set_cell_size(text, width - 1) + "…"
                if cut and width
                else set_cell_size(text, width)
            )
        return f"{set_cell_size(text, room)} {self._right}"

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """One row."""
        return 1

    def render_line(self, y: int) -> Strip:
        """The row."""
        width = self.size.width
        if y:
            return Strip.blank(width, self.rich_style)
        self._drawn = self._fitted(width)
        return Strip([Segment(self._drawn, self.rich_style)], width)
