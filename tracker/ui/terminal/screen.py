"""TerminalScreen: closes itself and nothing else, and renders only what changed.

Textual's ``dismiss`` closes the screen on top, whichever screen it is called on. A screen that
closes late, such as the palette once a command is found, so closed help for hard moments instead of
itself, and closing again ended the app.

Name it last among the bases of a screen: Textual takes styles from the first.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import on
from textual.await_complete import AwaitComplete
from textual.events import DescendantBlur, DescendantFocus
from textual.screen import Screen

from tracker.ui.terminal.compositor import SparingCompositor

if TYPE_CHECKING:
    from tracker.ui.terminal.app import TerminalApp

Answer = TypeVar("Answer")


class TerminalScreen(Screen[Answer]):
    """Behaviour of every screen on a terminal; its kinds are in ``ui/screens/kinds.py``."""

    CURSOR_AT: ClassVar[Sequence[str]] = (".title",)
    """Selectors of what to read first where nothing is focused; the first visible one counts."""
    _answered: tuple[Any] | None = None
    """The answer to close with, once this screen is on top."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self._compositor = SparingCompositor()

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close with this answer: at once when on top, otherwise as soon as it is; only once."""
        if self.app.screen is self:
            return super().dismiss(result)
        self._answered = (result,)
        return AwaitComplete()

    def on_screen_resume(self) -> None:
        """Close now if that was asked for while another screen was on top."""
        if self._answered is not None:
            self.dismiss(*self._answered)

    @on(DescendantFocus)
    @on(DescendantBlur)
    def move_cursor(self) -> None:
        """Let the terminal's cursor follow the focus, also where that changes no cell."""
        self.call_after_refresh(cast("TerminalApp", self.app).place_cursor)

    async def run_key(self, key: str) -> bool:
        """Run what this screen does on a key, whatever has the focus; whether it did anything."""
        for binding in self._bindings.key_to_bindings.get(key, ()):
            if await self.app.run_action(binding.action, self):
                return True
        return False
