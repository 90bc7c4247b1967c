"""Paints all again after Ctrl-Z and ``fg``, and tells for how long the app was suspended."""

import asyncio
import signal
from collections.abc import Callable
from typing import Any


def repaint_on_return(repaint: Callable[[float | None], None]) -> None:
    """Call ``repaint`` whenever the process continues, with the seconds that it was suspended.

    Textual leaves the screen blank after Ctrl-Z. After a stop that it did not see (``kill -STOP``)
    it starts its threads a second time and then may never end (2 of 12 times); it is not known when
    such a stop began, so `None` is told. Call this from ``on_mount``: by then the driver has set
    its own handlers, which this one calls.
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
        away = None
        if stopped and callable(return_before):
            away = loop.time() - stopped.pop()
            return_before(number, frame)
        loop.call_soon_threadsafe(repaint, away)

    signal.signal(signal.SIGTSTP, stop)
    signal.signal(signal.SIGCONT, again)
