"""Input of fixed width: typing repaints its own row and does not lay out the screen."""

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


class SearchLine(Input):
    """An input whose width does not depend on its text."""

    virtual_size = Reactive(Size(0, 0))
    """Does not trigger a layout; in Textual each typed character lays out the whole screen."""

    def __init__(self, placeholder: str, *, longest: int, id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, max_length=longest, id=id)
        self.cursor_blink = False
