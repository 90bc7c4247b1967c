"""One small file, whole or not at all, and a lock that the kernel frees when its holder dies.

Files are made 0600. Errors are the system's own; who calls says which file, and what to do.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

LARGEST: Final = 1_000_000
"""Bytes; more is no checkpoint of ours."""

_TRIES: Final = 200
_PAUSE: Final = 0.01
"""The lock is tried for two seconds; it is held for the length of one write."""


def content(path: Path) -> bytes | None:
    """What the file holds, up to one byte more than ``LARGEST``; none when it is not there."""
    try:
        with _opened(path, os.O_RDONLY) as fd:
            return os.read(fd, LARGEST + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None


def replace(path: Path, blob: bytes) -> None:
    """Put blob at path, durably; when this raises, what was there before is there still.

    Only ``sync`` of the folder can fail after the new content is in place.
    """
    beside = path.with_name(path.name + ".tmp")  # always this name: what a crash left is reused
    try:
        with _opened(beside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW) as fd:
            left = memoryview(blob)
            while left:
                left = left[os.write(fd, left) :]
            os.fsync(fd)
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    _sync(path.parent)


def remove(path: Path) -> None:
    """The file is gone, durably; nothing to do when it was not there."""
    path.unlink(missing_ok=True)
    _sync(path.parent)


def move_aside(path: Path, why: str) -> Path:
    """Give the file a name that no other has, and give that name."""
    stem, number = f"{path.name}.{why}", 1
    aside = path.with_name(stem)
    while aside.exists():
        number += 1
        aside = path.with_name(f"{stem}-{number}")
    path.rename(aside)
    _sync(path.parent)
    return aside


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Alone among all processes and threads that ask for this; makes the folder if need be.

    Raises BlockingIOError when another held it all the time this was willing to wait.
    """
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _opened(path, os.O_RDWR | os.O_CREAT) as fd:
        for left in range(_TRIES, -1, -1):
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if not left:
                    why = "another process holds its lock (one suspended with Ctrl-Z?)"
                    raise BlockingIOError(error.errno, why) from error
                time.sleep(_PAUSE)
        yield


@contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    fd = os.open(path, flags | os.O_CLOEXEC, 0o600)
    try:
        yield fd
    finally:
        os.close(fd)


def _sync(folder: Path) -> None:
    with _opened(folder, os.O_RDONLY) as fd:
        os.fsync(fd)
