"""Ctrl-Z: whether a shell can bring the program back, and stopping until it does.

Without Textual: the plain session uses it too.
"""

import os
import signal
import sys
from collections.abc import Callable
from typing import Final

NO_SHELL: Final = "No shell here could bring it back after ctrl+z, so it goes on."


def can_come_back() -> bool:
    """Whether a shell with job control started this process and can continue it.

    Such a shell is in the same session, gives each job a process group of its own and the terminal
    to one of them. ``ssh -t home tsubo``, mosh, ``script -c`` and the first process of a container
    have no such shell: the app would stay stopped for good.
    """
    shell, own = os.getppid(), os.getpgrp()
    try:
        return (
            shell > 0
            and os.getsid(shell) == os.getsid(0)
            and os.getpgid(shell) != own
            and sys.__stdin__ is not None
            and os.tcgetpgrp(sys.__stdin__.fileno()) == own
        )
    except OSError:  # the parent has just ended, or standard input has no terminal
        return False


class RunningTime:
    """Seconds of a clock, without the time that this process was stopped.

    ``suspend`` and ``come_back`` are for the handlers of SIGTSTP and SIGCONT. After a stop that
    ``suspend`` did not begin (``kill -STOP``), nothing since the latest ``now`` counts.
    """

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._read_at = clock()
        """The latest reading of the clock."""
        self._stopped = 0.0
        """Total seconds that it was stopped."""

    def now(self) -> float:
        """Seconds of the clock, without the time that the process was stopped."""
        while True:  # a stop can come between any two instructions
            stopped, self._read_at = self._stopped, self._clock()
            if stopped == self._stopped:
                return self._read_at - stopped

    def suspend(self) -> bool:
        """Stop until a shell continues this process. Returns `False` at once if none can."""
        if not can_come_back():
            return False
        self._read_at = self._clock()
        os.kill(os.getpid(), signal.SIGSTOP)
        return True

    def come_back(self) -> None:
        """Leave out the time since it was stopped."""
        self._stopped += max(0.0, self._clock() - self._read_at)
