"""A key in a small box with the words for it; a tap on either presses the key."""

from typing import ClassVar

from textual.content import Content
from textual.widgets import Static


class Chip(Static):
    """One key with its words, in a row of text."""

    ALLOW_SELECT: ClassVar[bool] = False
    DEFAULT_CSS = """
    Chip {
        width: auto;
        height: 1;
    }
    """

    def __init__(self, key: str, words: str = "", *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._key = key
        self.say(words)

    def say(self, words: str) -> None:
        """Show other words for the key."""
        self.update(Content.assemble((f" {self._key} ", "$primary on $surface"), f" {words}"))

    def on_click(self) -> None:
        """Press the key."""
        self.app.call_later(self.app.simulate_key, self._key)
