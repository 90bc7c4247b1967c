"""TerminalScreen: ``dismiss`` closes this screen only, and only changed widgets are rendered.

Textual's ``dismiss`` closes the screen on top, whichever screen it is called on. The palette closes
late, once a command is found: it then closed help for hard moments instead of itself, and closing
again ended the app.

Name it last among the bases of a screen: Textual takes styles from the first.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar, cast

from textual import on
from textual.await_complete import AwaitComplete
from textual.binding import Binding
from textual.events import DescendantBlur, DescendantFocus
from textual.screen import Screen

from tracker.ui.terminal.compositor import SparingCompositor

if TYPE_CHECKING:
    from tracker.ui.terminal.app import TerminalApp

Answer = TypeVar("Answer")


class TerminalScreen(Screen[Answer]):
    """Behaviour of every screen on a terminal; its kinds are in ``ui/screens/kinds.py``."""

    CURSOR_AT: ClassVar[Sequence[str]] = (".title",)
    """Selectors of where the cursor goes if nothing is focused; the first visible widget counts."""
    KEYS: ClassVar[Sequence[str]] = ()
    """Ids of the bindings that the key line shows, in order; empty for all that are shown."""
    _answered: tuple[Any] | None = None
    """The result to close with once this screen is on top, as a tuple; `None` if it stays open."""

    def __init__(self, **named: Any) -> None:
        super().__init__(**named)
        self._compositor = SparingCompositor()

    @property
    def is_unsettled(self) -> bool:
        """Whether what is beside a list can move with its rows, to be sent again soon."""
        return False

    @property
    def key_order(self) -> Sequence[str]:
        """`KEYS`, or those that are of use now."""
        return self.KEYS

    @property
    def key_words(self) -> Mapping[str, str]:
        """Words of keys that now do something else than usual, by the id of the binding."""
        return {}

    def dismiss(self, result: Answer | None = None) -> AwaitComplete:
        """Close with this result: now if this screen is on top, otherwise as soon as it is."""
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
        """Move the terminal's cursor to the focus, also when no cell changes."""
        self.call_after_refresh(cast("TerminalApp", self.app).place_cursor)

    def field_bindings(self) -> Iterable[Binding]:
        """This screen's bindings, also those whose keys the focused field takes itself."""
        return [each for bindings in self._bindings.key_to_bindings.values() for each in bindings]

    async def run_key(self, key: str) -> bool:
        """Run this screen's action for a key, whatever has the focus; returns whether one ran."""
        for binding in self._bindings.key_to_bindings.get(key, ()):
            if await self.app.run_action(binding.action, self):
                return True
        return False
