"""A line to type in that costs a key what it has to: its own row, no layout of the screen."""

from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Input


class SearchLine(Input):
    """An input of a width that its text does not change."""

    virtual_size = Reactive(Size(0, 0))
    """Textual lays the whole screen out anew for each sign that is typed; here nothing moves."""

    def __init__(self, placeholder: str, *, longest: int, id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, max_length=longest, id=id)
        self.cursor_blink = False
