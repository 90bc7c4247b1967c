"""Ctrl-Z: whether a shell can bring the app back, and what to do when it has."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable
from typing import Any


def can_come_back() -> bool:
    """Whether a shell with job control started this process, and waits for it to stop.

    Such a shell is in the same session, gives each job a process group of its own and the terminal
    to one of them. Under ``ssh -t home tsubo``, mosh, ``script -c`` or as the first process of a
    container there is none: the app would stay stopped for good.
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
    except OSError:  # the parent has just ended, or there is no terminal
        return False


def repaint_on_return(repaint: Callable[[float], None]) -> None:
    """Call ``repaint`` whenever the process continues, with the seconds that it was suspended.

    Textual leaves the screen blank after Ctrl-Z. After a stop that it did not see (``kill -STOP``)
    it starts its threads a second time and then may never end (2 of 12 times); how long such a stop
    took is not known, and counts as 0. Call this from ``on_mount``: by then the driver has set its
    own handlers, which this one calls.
    """
    loop = asyncio.get_running_loop()
    stop_before = signal.getsignal(signal.SIGTSTP)
    return_before = signal.getsignal(signal.SIGCONT)
    stopped: list[float] = []
    """When it was suspended."""

    def stop(number: int, frame: Any) -> None:
        if callable(stop_before):
            stopped[:] = [loop.time()]
            stop_before(number, frame)

    def again(number: int, frame: Any) -> None:
        away = 0.0
        if stopped and callable(return_before):
            away = loop.time() - stopped.pop()
            return_before(number, frame)
        loop.call_soon_threadsafe(repaint, away)

    signal.signal(signal.SIGTSTP, stop)
    signal.signal(signal.SIGCONT, again)
