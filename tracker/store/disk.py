"""Bytes on the disk: durable when a call returns, and nothing of it left when it raises.

Files are made 0600 and folders 0700, by mode and not by umask alone. Errors are the system's own
(``OSError``); who calls says which file, and what to do.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

FILE_MODE = 0o600
FOLDER_MODE = 0o700
TAIL = 64
"""Bytes at the end of a file that prove it to be the same one."""
ANEW = os.O_WRONLY | os.O_CREAT | os.O_TRUNC
"""Flags of a file that is written from its beginning."""


class Signature(NamedTuple):
    """What a stat tells about a file; another one is another content."""

    inode: int
    size: int
    changed: int


class Mark(NamedTuple):
    """By what a file is known again by another process: size, change time, checksum of its end."""

    size: int
    changed: int
    end: int


def mark(path: Path) -> tuple[Signature, Mark]:
    """The file as it is now."""
    with opened(path, os.O_RDONLY) as fd:
        now = signature(os.fstat(fd))
        return now, Mark(now.size, now.changed, crc32(os.pread(fd, TAIL, max(0, now.size - TAIL))))


def signature(stat: os.stat_result) -> Signature:
    """The signature in a stat."""
    return Signature(stat.st_ino, stat.st_size, stat.st_mtime_ns)


@contextmanager
def opened(path: Path | str, flags: int) -> Iterator[int]:
    """A file descriptor, closed at the end; a file that this makes is 0600."""
    fd = os.open(path, flags, FILE_MODE)
    try:
        yield fd
    finally:
        os.close(fd)


def look_into(folder: Path) -> None:
    """Raise OSError when a folder is there and what it holds cannot be seen."""
    with suppress(FileNotFoundError), os.scandir(folder):
        os.stat(f"{folder}/.")  # noqa: PTH116 - a Path would lose its dot


def make_folder(path: Path) -> None:
    """The folder is there, 0700 if this made it."""
    path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)


def sync_folder(path: Path) -> None:
    """Names made or replaced in this folder are durable."""
    with opened(path, os.O_RDONLY) as fd:
        os.fsync(fd)


def write(fd: int, blob: bytes) -> None:
    """All of it."""
    left = memoryview(blob)
    while left:
        left = left[os.write(fd, left) :]


def write_all(fd: int, blob: bytes) -> None:
    """All of it, durably."""
    write(fd, blob)
    os.fsync(fd)


def append(path: Path, blob: bytes) -> int:
    """Put blob after what the file holds; gives the size before.

    A last line that was never finished is fenced off by a newline first.
    """
    with opened(path, os.O_RDWR | os.O_APPEND | os.O_CREAT) as fd:
        end = os.fstat(fd).st_size
        torn = end and os.pread(fd, 1, end - 1) != b"\n"
        try:
            write_all(fd, b"\n" + blob if torn else blob)
            if not end:
                sync_folder(path.parent)
        except BaseException:
            os.ftruncate(fd, end)
            raise
    return end


def last_line(path: Path) -> bytes:
    """What follows the newline before the last, without reading more; nothing of no file."""
    line, step = b"", 1 << 14
    try:
        with opened(path, os.O_RDONLY) as fd:
            left = os.fstat(fd).st_size
            while left and b"\n" not in line[:-1]:
                step = min(step * 2, left)
                left -= step
                line = os.pread(fd, step, left) + line
    except FileNotFoundError:
        return b""
    return line.removesuffix(b"\n").rpartition(b"\n")[2]


def cut(path: Path, size: int) -> None:
    """Take back what was appended beyond this size, durably."""
    with opened(path, os.O_RDWR) as fd:
        os.ftruncate(fd, size)
        os.fsync(fd)


def replace(path: Path, blob: bytes) -> None:
    """Put blob at path, whole or not at all."""
    beside = path.with_name(path.name + ".tmp")  # always this name: what a crash left is reused
    try:
        with opened(beside, ANEW) as fd:
            write_all(fd, blob)
        beside.replace(path)
    except BaseException:
        with suppress(OSError):
            beside.unlink()
        raise
    sync_folder(path.parent)


def remove(path: Path) -> None:
    """The file is gone; durable with the next ``sync_folder``."""
    path.unlink(missing_ok=True)
