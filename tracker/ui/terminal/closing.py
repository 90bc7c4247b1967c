"""A screen that is asked to close closes itself, and nothing that lies above it.

Textual takes the uppermost away, whoever asks. What closes late, as the palette once it has found a
command, so took help for hard moments away, and ended the app when it was to close again.

Among the bases of a screen it stands last: Textual takes styles from the first.
"""

from typing import Any, TypeVar

from textual.await_complete import AwaitComplete
from textual.screen import Screen

Answer = TypeVar("Answer")


class LeavingScreen(Screen[Answer]):
    """Closes at once when it is the uppermost, else when it is so again; once, however often."""

    _answered: tuple[Any] | None = None
    """The answer with which it goes as soon as it can."""

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close with this answer."""
        if self.app.screen is self:
            return super().dismiss(result)
        self._answered = (result,)
        return AwaitComplete()

    def on_screen_resume(self) -> None:
        """Nothing lies above it any more."""
        if self._answered is not None:
            self.dismiss(*self._answered)
