"""Returns to the app after Ctrl-Z."""

import asyncio
import signal
import threading
from collections.abc import Callable
from typing import Any


def repaint_on_return(repaint: Callable[[], None]) -> None:
    """Call ``repaint`` whenever the process continues after it was stopped.

    Textual leaves the screen blank after Ctrl-Z. After a stop that it did not see (``kill -STOP``)
    it starts its threads a second time and then may never end (2 of 12 times). Call this from
    ``on_mount``: by then the driver has set its own handlers, which this one calls.
    """
    loop = asyncio.get_running_loop()
    stop_before = signal.getsignal(signal.SIGTSTP)
    return_before = signal.getsignal(signal.SIGCONT)
    seen = threading.Event()

    def stop(number: int, frame: Any) -> None:
        if callable(stop_before):
            seen.set()
            stop_before(number, frame)

    def again(number: int, frame: Any) -> None:
        if seen.is_set() and callable(return_before):
            seen.clear()
            return_before(number, frame)
        loop.call_soon_threadsafe(repaint)

    signal.signal(signal.SIGTSTP, stop)
    signal.signal(signal.SIGCONT, again)
