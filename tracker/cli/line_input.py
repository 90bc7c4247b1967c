"""Reads lines from stdin with a timeout."""

import os
import select
import time
from collections import deque
from typing import Final, Protocol, TextIO

_CHUNK: Final = 4096
_LONGEST: Final = 1 << 16
"""Maximum bytes of a line; of a longer one only the last are kept."""


class LineSource(Protocol):
    """Lines that a person types, read by `LineInput` or written by a test."""

    @property
    def interactive(self) -> bool:
        """Whether a person can be asked."""

    @property
    def closed(self) -> bool:
        """Whether the input has ended."""

    def read_line(self, seconds: float | None) -> str | None:
        """Return the next line; `None` if none came within ``seconds``."""


class LineInput:
    """Lines from a terminal or a pipe. Without a stream no line ever comes."""

    def __init__(self, stream: TextIO | None) -> None:
        self._stream = stream
        self._fd = None if stream is None or stream.closed else stream.fileno()
        self._rest = b""
        self._lines: deque[str] = deque()

    @property
    def interactive(self) -> bool:
        """Whether a person can be asked."""
        return self._fd is not None and os.isatty(self._fd)

    @property
    def closed(self) -> bool:
        """Whether the input has ended."""
        return self._fd is None and not self._lines

    def read_line(self, seconds: float | None) -> str | None:
        """Return the next line without its newline; `None` if none came within ``seconds``.

        Without ``seconds`` it waits until a line comes or the stream ends.
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
        chunk = os.read(fd, _CHUNK)
        *lines, rest = (self._rest + chunk).split(b"\n")
        self._rest = rest[-_LONGEST:]
        if not chunk:
            self._fd = None
            lines, self._rest = ([self._rest] if self._rest else []), b""
        self._lines += [line.decode("utf-8", "replace").strip() for line in lines]
