"""A program on a pseudo-terminal, as a benchmark sees it: bytes and when they came."""

from __future__ import annotations

import fcntl
import os
import re
import select
import signal
import struct
import subprocess
import termios
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

_ESCAPES = re.compile(
    rb"\x1b(\[[0-9;?<>=]*[ -/]*[@-~]|[\]PX^_][^\x07\x1b]*(\x07|\x1b\\)|[@-Z\\-_=>])"
)


class Line:
    """Start it with ``with``; it is ended with it."""

    def __init__(
        self, command: Sequence[str], env: Mapping[str, str], size: tuple[int, int] = (80, 24)
    ) -> None:
        self.raw = bytearray()
        """Everything written so far."""
        self.master, slave = os.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
        self.begun = time.perf_counter()
        self.process = subprocess.Popen(
            list(command), stdin=slave, stdout=slave, stderr=slave, env=dict(env),
            start_new_session=True,
        )  # fmt: skip
        os.close(slave)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        if self.process.poll() is None:
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        os.close(self.master)

    def read(self, seconds: float) -> bytes:
        """The next bytes written; empty if none come in this many seconds."""
        if not select.select([self.master], [], [], seconds)[0]:
            return b""
        try:
            written = os.read(self.master, 65536)
        except OSError:
            return b""
        self.raw += written
        return written

    def until(self, *words: str, patience: float = 60.0) -> float:
        """Read until all of these words have been painted; seconds since the start.

        Raises AssertionError with what was painted instead.
        """
        wanted = [word.encode() for word in words]
        while True:
            painted = _ESCAPES.sub(b"", bytes(self.raw))
            if all(word in painted for word in wanted):
                return time.perf_counter() - self.begun
            ended = not self.read(1.0) and self.process.poll() is not None
            if ended or time.perf_counter() - self.begun > patience:
                raise AssertionError(f"never saw {words}: {painted[-2000:]!r}")

    def press(self, key: str) -> None:
        """Type this."""
        os.write(self.master, key.encode())

    def settle(self, quiet: float = 0.5) -> float:
        """Read until nothing came for so long; seconds from the start to the last byte."""
        last = time.perf_counter()
        while self.read(quiet):
            last = time.perf_counter()
        return last - self.begun

    def painted_by(self, key: str, quiet: float = 0.25) -> tuple[float, int]:
        """Press a key: milliseconds until something is painted, and bytes until it is quiet."""
        before = len(self.raw)
        begun = time.perf_counter()
        self.press(key)
        self.read(5.0)
        taken = time.perf_counter() - begun
        self.settle(quiet)
        return 1000 * taken, len(self.raw) - before

    def bytes_in(self, seconds: float) -> float:
        """Bytes a second over this time."""
        before, end = len(self.raw), time.perf_counter() + seconds
        while (left := end - time.perf_counter()) > 0:
            self.read(left)
        return (len(self.raw) - before) / seconds

    @property
    def rss(self) -> float:
        """Resident MB now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        found = re.search(r"VmRSS:\s+(\d+) kB", status)
        return int(found[1]) / 1024 if found else 0.0

    @property
    def busy(self) -> float:
        """Seconds of processor time so far, which a busy machine stretches less than the wall."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
