"""Input of fixed width: typing repaints its own row and does not lay out the screen."""

from textual.events import Key
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


class Question(SearchLine):
    """The field. While it is empty, the keys for help are no text."""

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """Whether the key types a character."""
        if not self.value and key in {"question_mark", "exclamation_mark", "slash"}:
            return False
        return super().check_consume_key(key, character)

    def on_key(self, event: Key) -> None:
        """Leave the keys for help to the screen."""
        if not self.check_consume_key(event.key, event.character):
            event.prevent_default()
