"""The field of the chooser, in which letters search and the keys for help still help."""

from textual.events import Key

from tracker.ui.widgets.search_line import SearchLine


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
