"""Waits until a cursor rests before showing what it is on; held keys never queue behind it."""

from collections.abc import Callable
from typing import Final

from textual.dom import DOMNode
from textual.timer import Timer

REST: Final = 0.15
"""Seconds without a key after which what is beside a list follows its cursor."""


class Rest:
    """One thing to do once the keys pause."""

    def __init__(self, owner: DOMNode, do: Callable[[], None]) -> None:
        self._owner = owner
        self._do = do
        self._timer: Timer | None = None

    def wait(self) -> None:
        """Do it after a pause that begins now."""
        self._stop()
        self._timer = self._owner.set_timer(REST, self.end)

    def end(self) -> None:
        """Do it now, and not again after the pause."""
        self._stop()
        self._do()

    def _stop(self) -> None:
        if self._timer is not None:
            self._timer.stop()
            self._timer = None
