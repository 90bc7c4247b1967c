"""Waits until a cursor rests before showing what it is on; held keys never queue behind it."""

from collections.abc import Callable
from typing import Final, cast

from textual.timer import Timer

from tracker.ui.screens.kinds import Dialog, SessionScreen, TabScreen
from tracker.ui.terminal.app import TerminalApp

REST: Final = 0.15
"""Seconds without a key after which what is beside a list follows its cursor."""


class Rest:
    """One thing to do once the keys pause, by the tracker's clock."""

    def __init__(
        self, screen: TabScreen | SessionScreen | Dialog[None], do: Callable[[], None]
    ) -> None:
        self._screen = screen
        self._do = do
        self._over_at: float | None = None
        """When the pause is over; `None` while nothing waits."""
        self._timer: Timer | None = None

    @property
    def is_awaited(self) -> bool:
        """Whether it will be done after a pause."""
        return self._over_at is not None

    def wait(self) -> None:
        """Do it after a pause that begins now."""
        self._over_at = self._screen.tracker.monotonic() + REST
        if self._timer is None:
            self._look_in(REST)

    def look(self) -> None:
        """Do it if the pause is over and no key is waiting; otherwise look again later."""
        self._timer = None
        if self._over_at is None:
            return
        left = self._over_at - self._screen.tracker.monotonic()
        if left > 0:
            self._look_in(left)
        elif cast("TerminalApp", self._screen.app).has_waiting_keys:
            self._look_in(REST)
        else:
            self.end()

    def end(self) -> None:
        """Do it now, and not again after the pause."""
        self._over_at = None
        self._do()
        cast("TerminalApp", self._screen.app).mend()

    def _look_in(self, seconds: float) -> None:
        self._timer = self._screen.set_timer(seconds, self.look)
