"""What a terminal that can vanish asks of a program in it.

A dropped line sends SIGHUP, a system that stops sends SIGTERM, and Textual handles neither: the
process dies with nothing saved. Handlers of ``signal`` and of the event loop run in the main
thread, and that one is blocked while a frozen line does not take what is written. So a thread of
its own reads ``signal.set_wakeup_fd``, sees every signal, and calls ``save``. It also sees when the
terminal is gone and nobody was told, as where it controls no process: a screen would spin there.

Textual is imported by none of this until an app is there, so that a session without it can use it.
"""

import asyncio
import os
import select
import signal
import termios
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, Final, Self

if TYPE_CHECKING:
    from textual.app import App

GRACE: Final = 2.0
"""Seconds a program has to leave by itself once it was asked to."""

_INPUT, _SCREEN = 0, 2
"""Where Textual reads, and where it paints."""

_RESET: Final = (
    b"\x1b[?2004l"  # paste as it comes
    b"\x1b[?7h"  # lines wrap
    b"\x1b[<u"  # keys as ever
    b"\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[?1015l\x1b[?1016l"  # no mouse
    b"\x1b[?2048l\x1b[?1004l"  # no reports of size and focus
    b"\x1b[?1049l\x1b[?25h\x1b[0m"  # the other screen, the cursor, plain
)

_ENDING: Final = frozenset({signal.SIGHUP, signal.SIGTERM})


class HangupHandler:
    """``with HangupHandler(save, leave):`` around a program that runs in the main thread.

    On SIGHUP ``save`` is called and the process ends: nobody is left to see a screen. On SIGTERM
    ``save`` is called, then ``leave`` with the exit code; who has not left after ``grace``
    seconds is ended, the terminal put back as it was. Both are called in another thread, once.
    ``save`` answers for its own errors; whatever it raises, the process ends.
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
        self._watcher = threading.Thread(name="lifeline", daemon=True)

    def __enter__(self) -> Self:
        with suppress(termios.error):
            self._terminal = termios.tcgetattr(_INPUT)
        told, self._wake = os.pipe()
        os.set_blocking(self._wake, False)
        self._watcher = threading.Thread(
            target=self._watch, args=(told,), name="lifeline", daemon=True
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
                events.register(_INPUT, 0)  # nothing but that its other end is gone
            while True:
                # Where there was no input its number may be the pipe's.
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
    """Keeps the system from ending the process; the thread does what there is to do."""


def leaving(app: "App[Any]") -> Callable[[int], None]:
    """How a Textual app leaves with an exit code, asked from another thread."""

    def leave(code: int) -> None:
        # Not running, or no longer: there is nothing to ask, and the grace runs out.
        with suppress(RuntimeError):
            app.call_from_thread(app.exit, return_code=code)

    return leave


def forgive_input() -> None:
    """A byte on the input that is no UTF-8 shows as a sign, and a paste presses no keys.

    By itself the one would end the app, and the other command it. Textual takes its decoder by
    this name each time an app starts and has no setting for it.
    """
    from functools import partial

    from textual.drivers import linux_driver

    from tracker.ui.terminal.paste_decoder import Typed

    vars(linux_driver)["getincrementaldecoder"] = lambda encoding: partial(Typed, encoding)


def repaint_on_return(paint_anew: Callable[[], None]) -> None:
    """Paint all again when the process goes on after it was stopped.

    Textual leaves the screen blank after Ctrl-Z; and after a stop that it did not see (``kill
    -STOP``) it starts its threads a second time, and then may never end: 2 of 12 times. Call this
    from ``on_mount``: the driver has set its own handlers by then, and they get their turn.
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
        loop.call_soon_threadsafe(paint_anew)

    signal.signal(signal.SIGTSTP, stop)
    signal.signal(signal.SIGCONT, again)
