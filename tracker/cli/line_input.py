"""Lines from a person while time passes: waits for one no longer than asked."""

import os
import select
import time
from collections import deque
from typing import Final, TextIO

_CHUNK: Final = 4096
_LONGEST: Final = 1 << 16
"""Bytes without a line's end that are kept; the rest is noise."""


class LineInput:
    """What is typed, or comes down a pipe, line by line."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._fd = None if stream is None or stream.closed else stream.fileno()
        self._rest = b""
        self._lines: deque[str] = deque()

    @property
    def interactive(self) -> bool:
        """Whether someone can be asked."""
        return self._fd is not None and os.isatty(self._fd)

    @property
    def closed(self) -> bool:
        """Whether nothing more will come."""
        return self._fd is None and not self._lines

    def read_line(self, seconds: float | None) -> str | None:
        """The next line, without its end; none when nothing came in time, or nothing will come.

        None for ``seconds`` waits as long as something may come.
        """
        until = None if seconds is None else time.monotonic() + seconds
        while not self._lines:
            left = None if until is None else max(0.0, until - time.monotonic())
            if self._fd is None:
                time.sleep(left or 0)
                return None
            if not select.select([self._fd], [], [], left)[0]:
                return None
            self._read(self._fd)
        return self._lines.popleft()

    def _read(self, fd: int) -> None:
        found = os.read(fd, _CHUNK)
        *lines, rest = (self._rest + found).split(b"\n")
        self._rest = rest[-_LONGEST:]
        if not found:
            self._fd = None
            lines, self._rest = ([self._rest] if self._rest else []), b""
        self._lines += [line.decode("utf-8", "replace").strip() for line in lines]
