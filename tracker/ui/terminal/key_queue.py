"""Keys one after another: each is for whatever has the focus when its turn comes.

Textual hands a key to the widget that has the focus when it arrives. Keys that arrive at once, as
over a line that lags, so all go where the first one went: of ``/PC6`` the letters never saw the
search that the first sign opened, and fired as commands. Here the next key waits until the one
before it has done what it does. No time is measured; a key that comes alone waits for nothing.
"""

from collections import deque
from collections.abc import Sequence
from typing import Final

from textual.events import Event, Key, Paste
from textual.message_pump import MessagePump
from textual.widget import Widget

from tracker.ui.terminal.partial_updates import SparingApp

_ROUNDS: Final = 2
"""From what has the focus up to the app: once behind the key, once behind what it set off."""


class InTurnApp(SparingApp):
    """An app in which no key overtakes another."""

    def __init__(self) -> None:
        super().__init__()
        self._key: Key | Paste | None = None
        """What is being done."""
        self._key_sent_to: Widget | None = None
        """Where it went."""
        self._key_rounds = 0
        self._keys_waiting: deque[Key | Paste] = deque()

    async def on_event(self, event: Event) -> None:
        """Take a key in its turn; one that missed what it was for goes there."""
        if not isinstance(event, Key | Paste):
            await super().on_event(event)
        elif not event.is_forwarded:
            if self._key is None:
                await self._take_key(event)
            else:
                self._keys_waiting.append(event)
        elif event is self._key and self._key_sent_to is not self._key_goes_to:
            self._hand_key_on(event)
        else:
            await super().on_event(event)

    @property
    def _key_goes_to(self) -> Widget | None:
        """What keys are for now; nothing once the app closes."""
        return (self.focused or self.screen) if self.screen_stack else None

    async def _take_key(self, event: Key | Paste) -> None:
        self._key = event
        await super().on_event(event)
        self._key_sent_to = self._key_goes_to
        self._key_rounds = _ROUNDS
        self._go_behind_key()

    def _hand_key_on(self, event: Key | Paste) -> None:
        """The focus changed while it was on its way: send it where the focus is."""
        here = self._key_goes_to
        if here is None:
            return
        same = Key(event.key, event.character) if isinstance(event, Key) else Paste(event.text)
        same._set_forwarded()  # noqa: SLF001 - as Textual marks what it sends to a widget
        self._key, self._key_sent_to = same, here
        self._key_rounds = _ROUNDS + 1
        here.post_message(same)

    def _go_behind_key(self) -> None:
        """Go up from what has the focus, as messages do, behind all that are under way."""
        here = self._key_goes_to
        self._go_up_behind_key(here.ancestors_with_self if here is not None else [])

    def _go_up_behind_key(self, path: Sequence[MessagePump]) -> None:
        for step, pump in enumerate(path, 1):
            if pump.call_later(self._go_up_behind_key, path[step:]):
                return
        self._key_rounds -= 1
        if self._key_rounds > 0:
            self._go_behind_key()
        else:
            self.call_later(self._next_key)

    async def _next_key(self) -> None:
        self._key = self._key_sent_to = None
        if self._keys_waiting:
            await self._take_key(self._keys_waiting.popleft())
