"""Makes a key that is held down act only once, unless it moves or types text.

A terminal reports a held key as presses of that key, 25 to 90 ms apart after a longer first gap.
So a second press soon after the first waits a moment. If a third comes in that time, the key is
held, and its presses are ignored until it is let go. Presses on purpose are further apart.

Times are handed in, in seconds of any one clock.
"""

from typing import Any, Final, Generic, TypeVar

from textual.app import App
from textual.binding import Binding
from textual.dom import DOMNode
from textual.events import Key
from textual.screen import Screen

WAIT: Final = 0.12
"""Seconds that a second press waits for a third."""
_SOON: Final = 0.7
"""Seconds after a press within which the same key could be held: the longest first gap."""
_SILENCE: Final = 0.25
"""Seconds without a press after which a held key has been let go."""

_MOVING: Final = frozenset(
    {
        *("up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "shift+tab"),
        *("h", "j", "k", "l", "J", "K", "plus", "minus", "backspace"),
        *("left_square_bracket", "right_square_bracket", "less_than_sign", "greater_than_sign"),
    }
)
"""Keys that move or count by one step. They repeat, and so do the keys they are remapped to."""

Press = TypeVar("Press")


class RepeatGuard(Generic[Press]):
    """Decides whether each press of a guarded key acts.

    Ask ``overdue`` before every key, guarded or not, and then ``acts`` for a guarded one.
    """

    def __init__(self) -> None:
        self._key = ""
        self._last = float("-inf")
        self._held = False
        self._waiting: tuple[Press, float] | None = None
        """The press that waits, and until when."""

    def overdue(self, key: str | None, now: float) -> Press | None:
        """Return the waiting press if it acts before this key, and end its waiting.

        ``key`` is `None` for a key that is not guarded.
        """
        waiting = self._waiting
        if waiting is None or (key == self._key and now < waiting[1]):
            return None
        self._waiting = None
        return waiting[0]

    def acts(self, key: str, now: float, press: Press) -> bool:
        """Whether this press acts now; if not, it waits (``is_waiting``) or is dropped."""
        gap = now - self._last
        again = key == self._key and gap < _SOON
        held = again and self._held and gap < _SILENCE
        third = again and self._waiting is not None
        self._key, self._last = key, now
        self._held = held or third
        self._waiting = (press, now + WAIT) if again and not self._held else None
        return not again

    def is_waiting(self, press: Press) -> bool:
        """Whether this press waits for a third; it acts after ``WAIT`` seconds without one."""
        return self._waiting is not None and self._waiting[0] is press

    def release(self, press: Press) -> bool:
        """End the waiting of this press after ``WAIT`` seconds; returns whether it now acts."""
        if not self.is_waiting(press):
            return False
        self._waiting = None
        return True


def repeats_freely(app: App[Any], event: Key) -> bool:
    """Whether every press of this key acts on the current screen: it moves, or types text."""
    focused = app.focused
    if focused is not None and focused.check_consume_key(event.key, event.character):
        return True
    found = _active_binding(app.screen, event.key)
    if found is None:
        return event.key in _MOVING
    node, binding = found
    if binding.id:
        return any(key in _MOVING for key in _usual_keys(node, binding.id))
    # A text field's own keys, such as Delete, change what is typed; Enter ends it.
    edits = node is focused and node.check_consume_key("a", "a") and event.key != "enter"
    return edits or event.key in _MOVING


def _active_binding(screen: Screen[Any], key: str) -> tuple[DOMNode, Binding] | None:
    found = screen.active_bindings.get(key)
    return None if found is None else (found.node, found.binding)


def _usual_keys(node: DOMNode, id: str) -> list[str]:
    """The keys of a binding before it was remapped."""
    for owner in type(node).__mro__:
        for each in vars(owner).get("BINDINGS", ()):
            if isinstance(each, Binding) and each.id == id:
                return each.key.split(",")
    return []
