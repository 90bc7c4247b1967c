"""Handles keys one after another: each goes to the widget that has the focus when its turn comes.

Textual sends a key to the widget that has the focus when it arrives. Over a slow connection several
keys arrive at once, and all of them went where the first one went: the letters of ``/PC6`` never
reached the search field that ``/`` opened, and ran as commands. Here the next key waits until the
one before has been handled. No time is measured; a single key does not wait.
"""

from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Any, Final

from textual.app import App
from textual.events import Event, Key, Paste
from textual.message_pump import MessagePump
from textual.widget import Widget

_ROUNDS: Final = 2
"""Trips from the focused widget up to the app: after the key, then after what it caused."""

Handle = Callable[[Event], Awaitable[None]]
"""Textual's own handling of an event."""


class KeyQueue:
    """The keys and pastes that wait for their turn."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._key: Key | Paste | None = None
        """The one being handled."""
        self._sent_to: Widget | None = None
        self._rounds = 0
        self._waiting: deque[tuple[Key | Paste, Handle]] = deque()

    async def take(self, event: Event, handle: Handle) -> None:
        """Handle an event; a key waits its turn, and is sent again if the focus moved meanwhile."""
        if not isinstance(event, Key | Paste):
            await handle(event)
        elif not event.is_forwarded:
            if self._key is None:
                await self._begin(event, handle)
            else:
                self._waiting.append((event, handle))
        elif event is self._key and self._sent_to is not self._target:
            self._resend(event)
        else:
            await handle(event)

    @property
    def _target(self) -> Widget | None:
        """The widget that keys go to now; `None` once the app closes."""
        app = self._app
        return (app.focused or app.screen) if app.screen_stack else None

    async def _begin(self, event: Key | Paste, handle: Handle) -> None:
        self._key = event
        await handle(event)
        self._sent_to = self._target
        self._rounds = _ROUNDS
        self._go_behind()

    def _resend(self, event: Key | Paste) -> None:
        """Send the key to the widget that has the focus now."""
        target = self._target
        if target is None:
            return
        same = Key(event.key, event.character) if isinstance(event, Key) else Paste(event.text)
        same._set_forwarded()  # noqa: SLF001 - as Textual marks a forwarded event
        self._key, self._sent_to = same, target
        self._rounds = _ROUNDS + 1
        target.post_message(same)

    def _go_behind(self) -> None:
        target = self._target
        self._go_up(target.ancestors_with_self if target is not None else [])

    def _go_up(self, path: Sequence[MessagePump]) -> None:
        for step, pump in enumerate(path, 1):
            if pump.call_later(self._go_up, path[step:]):
                return
        self._rounds -= 1
        if self._rounds > 0:
            self._go_behind()
        else:
            self._app.call_later(self._next)

    async def _next(self) -> None:
        self._key = self._sent_to = None
        if self._waiting:
            await self._begin(*self._waiting.popleft())
