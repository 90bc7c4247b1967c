"""A real pseudo-terminal with a person in front of it: keys in, a screen to look at.

Waiting is waiting for something seen, never for time alone; a wait in vain shows the screen.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte
from pyte.screens import Char
from terminal_cells import visible_rows

KEYS = {
    "enter": "\r",
    "escape": "\x1b",
    "tab": "\t",
    "space": " ",
    "up": "\x1b[A",
    "down": "\x1b[B",
    "right": "\x1b[C",
    "left": "\x1b[D",
    "backspace": "\x7f",
    "f1": "\x1bOP",
    "ctrl+r": "\x12",
    "ctrl+p": "\x10",
}
_MODES = re.compile(rb"\x1b\[\?(\d+)([hl])")
_LONGEST_MODE = len(b"\x1b[?2048h")
_USUAL = {7, 25}
"""Modes that are on in a shell: lines wrap, there is a cursor."""
_SIZE = {"COLUMNS", "LINES"}
LOCALE = {"LANG": "C.UTF-8", "LC_ALL": "", "LC_CTYPE": ""}
TSUBO = [sys.executable, "-m", "tracker"]


class Terminal:
    """A program on a terminal of its own; use it in a ``with``."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        env: Mapping[str, str] | None = None,
        size: tuple[int, int] = (80, 24),
        patience: float = 30.0,
        cwd: Path | None = None,
        controls: bool = True,
    ) -> None:
        """``controls``: the program is told when the terminal goes, as a login's is."""
        self.patience = patience
        self.written = 0
        """Bytes the program has written so far."""
        self.raw = bytearray()
        """Those bytes."""
        self._modes: dict[int, bool] = {}
        self._last_key, self._last_pressed = "", 0.0
        self._columns, self._rows = size
        self._screen = pyte.Screen(self._columns, self._rows)
        self._stream = pyte.ByteStream(self._screen)
        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        # With COLUMNS and LINES, as pytest-xdist sets them, a program does not ask for the size.
        ours = {name: value for name, value in os.environ.items() if name not in _SIZE}
        given = {**ours, "TERM": "xterm-256color", "COLORTERM": "", **LOCALE, **(env or {})}
        self.process = subprocess.Popen(
            list(command),
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env=given,
            start_new_session=True,
            preexec_fn=_take_terminal if controls else None,  # noqa: PLW1509 - no threads here
            cwd=cwd or Path(__file__).parents[2],
        )
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.end()

    @property
    def lines(self) -> list[str]:
        """The current lines of the screen."""
        return list(self._screen.display)

    @property
    def text(self) -> str:
        """The current text of the screen."""
        return "\n".join(self.lines)

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the cursor, from 0."""
        return self._screen.cursor.x, self._screen.cursor.y

    @property
    def left_on(self) -> set[int]:
        """The modes that are not as a shell expects them: 1049 another screen, 25 no cursor."""
        return {mode for mode, on in self._modes.items() if on is not (mode in _USUAL)}

    @property
    def echoes(self) -> bool:
        """Whether what is typed is shown by the terminal itself, as in a shell."""
        return bool(termios.tcgetattr(self.master)[3] & termios.ECHO)

    @property
    def looks(self) -> list[list[Char]]:
        """Every cell of the screen with its colours, as far as an eye tells them apart."""
        return visible_rows(self._screen)

    def press(self, *keys: str) -> None:
        """Type these keys, no key twice within 0.3 s; a name of ``KEYS`` or the text itself."""
        for key in keys:
            if key == self._last_key:
                self._read_until(self._last_pressed + 0.3)
            self._write(key)

    def hold(self, key: str, presses: int) -> None:
        """Hold a key down: 30 presses a second after a longer first gap."""
        for each in range(presses):
            self._write(key)
            self._read_until(self._last_pressed + (0.3 if each == 0 else 1 / 30))

    def _write(self, key: str) -> None:
        os.write(self.master, KEYS.get(key, key).encode())
        self._last_key, self._last_pressed = key, time.monotonic()

    def _read_until(self, moment: float) -> None:
        while (left := moment - time.monotonic()) > 0:
            self.read(left)

    def resize(self, columns: int, rows: int) -> None:
        """Make the window another size."""
        self._columns, self._rows = columns, rows
        self._screen.resize(rows, columns)
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))
        os.killpg(os.getpgid(self.process.pid), signal.SIGWINCH)

    def read(self, seconds: float = 0.05) -> bool:
        """Read what is written within this time. Returns whether the line is still open."""
        ready, _, _ = select.select([self.master], [], [], seconds)
        if not ready:
            return True
        try:
            written = os.read(self.master, 65536)
        except OSError:
            return False
        # A sequence can have started in what was read before.
        begun = max(0, len(self.raw) - _LONGEST_MODE)
        self.written += len(written)
        self.raw += written
        for mode, on in _MODES.findall(self.raw, begun):
            self._modes[int(mode)] = on == b"h"
        if b"\x1b[?1049h" in written:
            # pyte knows one screen; what a shell said before is not on the other one.
            self._screen.reset()
        # pyte 0.8 takes a private SGR (CSI > 4 m) for an ordinary one.
        self._stream.feed(written.replace(b"\x1b[>4;2m", b"").replace(b"\x1b[>4m", b""))
        return bool(written)

    def settle(self, quiet: float = 0.3) -> None:
        """Read until nothing has been written for ``quiet`` seconds."""
        written = -1
        while written != self.written:
            written = self.written
            self.read(quiet)

    def wait(self, seen: Callable[[], bool], what: str) -> None:
        """Read until something is seen.

        Raises AssertionError with the screen when it is not seen in time.
        """
        end = time.monotonic() + self.patience
        while not seen():
            if time.monotonic() > end or not (self.read() or seen()):
                raise AssertionError(f"never saw {what}; the screen:\n{self.text}")

    def wait_for(self, words: str) -> None:
        """Read until the screen shows these words."""
        self.wait(lambda: words in self.text, repr(words))

    def wait_seconds(self, seconds: int) -> int:
        """Read until a hold has gone on for this long. Returns the seconds that it shows then.

        On a busy machine a second can pass between two looks at the screen.
        """
        self.wait(lambda: self._done() >= seconds, f"{seconds} s done")
        return self._done()

    def _done(self) -> int:
        found = re.search(r"(\d+):(\d\d) (?:done|lain)", self.text)
        return int(found[1]) * 60 + int(found[2]) if found else -1

    def wait_said(self, words: str) -> None:
        """Read until a toast shows these words, wherever its lines break."""
        whole = re.sub(r"\s", "", words)
        self.wait(lambda: whole in re.sub(r"[\s▌▐]", "", self.text), repr(words))

    def wait_gone(self, words: str) -> None:
        """Read until the screen no longer shows these words."""
        self.wait(lambda: words not in self.text, f"{words!r} go")

    def wait_end(self) -> int:
        """Read until the program has ended. Returns its exit code."""
        end = time.monotonic() + self.patience
        while self.process.poll() is None:
            self.read()
            if time.monotonic() > end:
                raise AssertionError(f"it did not end; the screen:\n{self.text}")
        # The kernel may hand over the last bytes a little after the end; then the line is closed.
        while select.select([self.master], [], [], 0.2)[0] and self.read(0.0):
            pass
        return self.process.returncode

    def hang_up(self) -> None:
        """Drop the line, as a lost connection does."""
        os.close(self.master)
        self.master = -1

    def end(self) -> None:
        """Kill the program if it is still running."""
        if self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
        if self.master >= 0:
            os.close(self.master)
            self.master = -1


def _take_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
