"""A key and a sentence about it, as part of the text; a tap on either presses the key."""

from typing import Final

from textual.content import Content
from textual.events import Click
from textual.widgets import Static

BUTTON: Final = (" Enter ", "bold $block-cursor-foreground on $primary")
"""The button of a screen that begins or keeps, with its style."""
CHIP: Final = (" Enter ", "$primary on $surface")
"""The same key, where nothing is asked for."""


class KeySentence(Static):
    """``s  something else``: the key as a chip, or in plain accent."""

    ALLOW_SELECT = False

    def __init__(
        self,
        key: str,
        words: str = "",
        *,
        chip: bool = True,
        filled: bool = False,
        wide: int = 0,
        id: str | None = None,
    ) -> None:
        """`wide` is the number of columns before the words; 0 is just after the key.

        `filled` is for the one button of a screen.
        """
        super().__init__(id=id, markup=False)
        self._key, self._chip, self._filled = key, chip or filled, filled
        self._words = ""
        self.say(words, wide=wide)

    @property
    def words(self) -> str:
        """The sentence."""
        return self._words

    def say(
        self, words: str, *, wide: int = 0, more: str = "", at: int = 0, bold: bool = False
    ) -> None:
        """Change the sentence; without one the line takes no room.

        Quiet words with `more` begin `at` so many columns after the sentence does, or just after.
        """
        self._words = words
        self.display = bool(words)
        key = f" {self._key} " if self._chip else self._key
        gap = " " * max(1, wide - len(key))
        style = BUTTON[1] if self._filled else CHIP[1] if self._chip else "$primary"
        indent = " " * (len(key) + len(gap))
        first, *rows = words.split("\n")
        below = "".join(f"\n{indent}{row}" for row in rows)
        tail = f"{'':{max(2, at - len(first))}}{more}" if more else ""
        self.update(
            Content.assemble(
                (key, style), gap, (first, "bold" if bold else ""), (f"{tail}{below}", "$quiet")
            )
        )

    def on_click(self, event: Click) -> None:
        """Press the key."""
        event.stop()
        self.app.call_later(self.app.simulate_key, self._key)
