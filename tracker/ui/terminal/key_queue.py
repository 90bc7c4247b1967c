"""Handles keys one after another: each goes to the widget that has the focus when its turn comes.

Textual sends a key to the widget that has the focus when it arrives. Over a slow connection several
keys arrive together, and without this queue all of them go where the first one goes: the letters of
``/PC6`` miss the search field that ``/`` opens, and run as commands. Here the next key waits until
the one before has been handled; a single key does not wait. A key that is held down acts once,
unless it repeats freely: see ``key_repeat``.
"""

from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from functools import partial
from typing import Any, Final, NamedTuple

from textual.app import App
from textual.events import Event, Key, Paste
from textual.message_pump import MessagePump
from textual.widget import Widget

from tracker.ui.terminal.key_repeat import WAIT, RepeatGuard, repeats_freely

_ROUNDS: Final = 2
"""How often the queue waits for all widgets from the focused one up to the app.

The first time they handle the key, the second time the messages it caused.
"""

Handle = Callable[[Event], Awaitable[None]]
"""Textual's own handling of an event."""


class _Turn(NamedTuple):
    event: Key | Paste
    time_is_over: bool = False
    """Whether this key had its turn, could have been a held one, and has waited for a third."""


class KeyQueue:
    """The keys and pastes that wait for their turn."""

    def __init__(
        self,
        app: App[Any],
        handle: Handle,
        *,
        meant: Callable[[Key], Key],
        pressed_at: Callable[[Event], float],
    ) -> None:
        """Make the queue of an app.

        ``meant`` turns a key of another layout into the one that acts for it; ``pressed_at`` gives
        the time of a key, in seconds of any clock.
        """
        self._app = app
        self._handle = handle
        self._meant = meant
        self._pressed_at = pressed_at
        self._key: Key | Paste | None = None
        """The one being handled."""
        self._sent_to: Widget | None = None
        self._rounds = 0
        self._waiting: deque[_Turn] = deque()
        self._guard: RepeatGuard[Key | Paste] = RepeatGuard()

    @property
    def is_busy(self) -> bool:
        """Whether a key is being handled, or waits for its turn."""
        return self._key is not None or bool(self._waiting)

    async def take(self, event: Event) -> None:
        """Handle an event. A key waits its turn; it is sent again if the focus has moved since."""
        if not isinstance(event, Key | Paste):
            await self._handle(event)
        elif not event.is_forwarded:
            await self._queue(_Turn(event))
        elif event is self._key and self._sent_to is not self._target:
            self._resend(event)
        else:
            await self._handle(event)

    @property
    def _target(self) -> Widget | None:
        """The widget that keys go to now; `None` once the app closes."""
        app = self._app
        return (app.focused or app.screen) if app.screen_stack else None

    async def _queue(self, turn: _Turn) -> None:
        self._waiting.append(turn)
        if self._key is None:
            await self._next()

    async def _next(self) -> None:
        """Start the next key in the queue that acts."""
        self._key = self._sent_to = None
        while self._key is None and self._waiting:
            event = self._acting(self._waiting.popleft())
            if event is not None:
                await self._begin(event)

    def _acting(self, turn: _Turn) -> Key | Paste | None:
        """The key that acts in this turn: its own, one that has waited, or `None`."""
        event = turn.event
        if turn.time_is_over:
            return event if self._guard.release(event) else None
        if isinstance(event, Key) and self._target is not None:
            event = self._meant(event)
        key, now = self._guarded(event), self._pressed_at(event)
        before = self._guard.overdue(key, now)
        if before is not None:
            self._waiting.appendleft(turn)
            return before
        if key is None:
            return event
        acts = self._guard.acts(key, now, event)
        if self._guard.is_waiting(event):
            # At the end of the queue: a key that came before the time was over can be the third.
            over = _Turn(event, time_is_over=True)
            self._app.set_timer(WAIT, partial(self._queue, over))
        return event if acts else None

    def _guarded(self, event: Key | Paste) -> str | None:
        """The name of the key if it acts only once when held; `None` if it repeats freely."""
        if isinstance(event, Paste) or self._target is None or repeats_freely(self._app, event):
            return None
        return event.key

    async def _begin(self, event: Key | Paste) -> None:
        self._key = event
        await self._handle(event)
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
