"""Saves a program's work when its terminal goes away, and ends the process.

A dropped connection sends SIGHUP and a system that shuts down sends SIGTERM; Textual handles
neither, so the process would die with nothing saved. Handlers of ``signal`` and of the event loop
run in the main thread, which is blocked while a stalled connection takes no output. So a thread
reads ``signal.set_wakeup_fd``, sees every signal and calls ``save``. It also polls the input for a
hang-up, because a process without a controlling terminal gets no SIGHUP and would spin.

Without Textual: the plain session uses it too.
"""

import os
import select
import signal
import termios
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Final, Self

GRACE: Final = 2.0
"""Seconds that a program has to leave by itself after SIGTERM."""

_INPUT, _SCREEN = 0, 2
"""File descriptors: Textual reads from stdin and paints on stderr."""

_RESET: Final = (
    b"\x1b[?2004l"  # no marks around a paste
    b"\x1b[?7h"  # lines wrap
    b"\x1b[<u"  # plain key codes
    b"\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l"  # no mouse
    b"\x1b[?2048l\x1b[?1004l"  # no reports of size and focus
    b"\x1b[?1049l\x1b[?25h\x1b[0m"  # the main screen, the cursor, no style
)

_ENDING: Final = frozenset({signal.SIGHUP, signal.SIGTERM})


class HangupHandler:
    """``with HangupHandler(save, leave):`` around a program that runs in the main thread.

    On SIGHUP ``save`` is called and the process ends, because the screen is gone. On
    SIGTERM ``save`` is called, then ``leave`` with the exit code; after ``grace`` seconds a program
    that is still running is ended and its terminal restored. Both are called once, in another
    thread. ``save`` handles its own errors; the process ends even if it raises.
    """

    def __init__(
        self, save: Callable[[], None], leave: Callable[[int], None], grace: float = GRACE
    ) -> None:
        self._save = save
        self._leave = leave
        self._grace = grace
        self._before: dict[signal.Signals, Any] = {}
        self._terminal: list[Any] | None = None
        self._wake = -1
        self._wake_before = -1
        self._left = threading.Event()
        self._watcher = threading.Thread(name="hangup", daemon=True)

    def __enter__(self) -> Self:
        with suppress(termios.error):
            self._terminal = termios.tcgetattr(_INPUT)
        told, self._wake = os.pipe()
        os.set_blocking(self._wake, False)
        self._watcher = threading.Thread(
            target=self._watch, args=(told,), name="hangup", daemon=True
        )
        self._watcher.start()
        self._wake_before = signal.set_wakeup_fd(self._wake, warn_on_full_buffer=False)
        for number in _ENDING:
            self._before[number] = signal.signal(number, _seen)
        return self

    def __exit__(self, *_: object) -> None:
        self._left.set()
        for number, handler in self._before.items():
            signal.signal(number, handler)
        signal.set_wakeup_fd(self._wake_before)
        os.close(self._wake)
        self._watcher.join()

    def _watch(self, told: int) -> None:
        with os.fdopen(told, "rb", buffering=0) as signals:
            events = select.poll()
            events.register(signals, select.POLLIN)
            if self._terminal is not None:
                events.register(_INPUT, 0)  # only POLLHUP: the other end is gone
            while True:
                # With stdin closed at the start, the pipe can have its number.
                ready = {where for where, _ in events.poll()}
                if self._terminal is not None and _INPUT in ready:
                    self._end(signal.SIGHUP)
                    return
                numbers = signals.read(64)
                ending = sorted(_ENDING.intersection(numbers))
                if ending:
                    self._end(ending[0])
                if ending or not numbers:
                    return

    def _end(self, number: int) -> None:
        code = 128 + number
        try:
            self._save()
        finally:
            if number == signal.SIGHUP:
                os._exit(code)
            threading.Thread(target=self._hurry, args=(code,), daemon=True).start()
        self._leave(code)

    def _hurry(self, code: int) -> None:
        if self._left.wait(self._grace):
            return
        with suppress(OSError):
            os.set_blocking(_SCREEN, False)
            os.write(_SCREEN, _RESET)
        with suppress(OSError):
            os.set_blocking(_SCREEN, True)
        if self._terminal is not None:
            with suppress(termios.error):
                termios.tcsetattr(_INPUT, termios.TCSANOW, self._terminal)
        os._exit(code)


def _seen(_number: int, _frame: object) -> None:
    """Keep the signal from ending the process; the thread acts on it."""
