"""Durable files: atomic replace, append, lock, and how to tell that a file has changed.

What a call has done is on the disk when it returns, and nothing of it is left when it raises.
Files are made 0600 and folders 0700, whatever the umask grants. Errors are the system's own
(``OSError``): the caller knows what the file is to a person, and what they can do.
"""

import errno
import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple
from zlib import crc32

FILE_MODE: Final = 0o600
FOLDER_MODE: Final = 0o700
TAIL: Final = 64
"""Bytes at the end of a file whose checksum is part of its fingerprint."""

PATIENT: Final = 5000
"""Tries for a lock: about ten seconds."""
_PAUSE: Final = 0.002
_HELD: Final = "another process holds its lock (one suspended with Ctrl-Z?)"
_NO_FOLDER_SYNC: Final = {errno.EINVAL, errno.EBADF, errno.EACCES}
"""Errors of file systems that sync no folders, and of write-only folders."""


class Fingerprint(NamedTuple):
    """Identifies the content of a file: a file that was written or replaced has another one."""

    inode: int
    size: int
    changed: int
    """Time of the last write, in nanoseconds."""
    end: int | None = None
    """Checksum of the last ``TAIL`` bytes; ``None`` where the file was not opened."""

    @property
    def portable(self) -> tuple[int, int, int | None]:
        """The part that stays the same when the folder is copied: size, time, checksum."""
        return self.size, self.changed, self.end


def fingerprint(stat: os.stat_result) -> Fingerprint:
    """The fingerprint in a stat, without the checksum."""
    return Fingerprint(stat.st_ino, stat.st_size, stat.st_mtime_ns)


def read_fingerprint(path: Path) -> Fingerprint:
    """The fingerprint of a file with the checksum of its end."""
    with _opened(path, os.O_RDONLY) as fd:
        now = fingerprint(os.fstat(fd))
        return now._replace(end=crc32(os.pread(fd, TAIL, max(0, now.size - TAIL))))


def look_into(folder: Path) -> None:
    """Raise OSError if a folder exists but what it holds cannot be seen."""
    with suppress(FileNotFoundError), os.scandir(folder):
        os.stat(f"{folder}/.")  # noqa: PTH116 - a Path would lose its dot


def read(path: Path, limit: int) -> bytes | None:
    """The first ``limit`` bytes of a file; ``None`` if it does not exist."""
    blob = b""
    try:
        with _opened(path, os.O_RDONLY) as fd:
            while len(blob) < limit and (more := os.read(fd, limit - len(blob))):
                blob += more
    except (FileNotFoundError, NotADirectoryError):
        return None
    return blob


def last_line(path: Path) -> bytes:
    """The last line of a file, without its newline and reading little more; empty if no file."""
    line, step = b"", 1 << 14
    try:
        with _opened(path, os.O_RDONLY) as fd:
            left = os.fstat(fd).st_size
            while left and b"\n" not in line[:-1]:
                step = min(step * 2, left)
                left -= step
                line = os.pread(fd, step, left) + line
    except FileNotFoundError:
        return b""
    return line.removesuffix(b"\n").rpartition(b"\n")[2]


def make_folder(path: Path) -> None:
    """Make a folder, 0700, and those above it; one that exists is left as it is."""
    path.mkdir(mode=FOLDER_MODE, parents=True, exist_ok=True)


def sync_folder(path: Path) -> None:
    """Make durable which names a folder holds, where its file system can."""
    try:
        with _opened(path, os.O_RDONLY) as fd:
            os.fsync(fd)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            raise


def replace(path: Path, blob: bytes, *, durable: bool = True) -> None:
    """Replace a file, or make it: readers find all of the old content or all of the new.

    Without ``durable`` a power cut may cost the content, not only the change. When this raises, the
    old content is still there; only syncing the folder can fail after that.
    """
    # Always this name: a crash leaves one file at most. Made new: a link in its place is not
    # followed, and the modes of an old one are not kept.
    temporary = path.with_name(f".{path.name}.tmp")
    with suppress(FileNotFoundError):
        temporary.unlink()
    with _opened(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL) as fd:
        try:
            with suppress(OSError):  # on file systems without modes
                os.fchmod(fd, FILE_MODE)
            _write(fd, blob)
            if durable:
                os.fsync(fd)
            temporary.replace(path)
        except BaseException:
            with suppress(OSError):
                temporary.unlink()
            raise
    if durable:
        sync_folder(path.parent)


def append(path: Path, blob: bytes) -> int:
    """Append whole lines to a file, or make it; return its size before.

    If the last line lacks its newline, because a crash cut it off, it gets one first.
    """
    with _opened(path, os.O_RDWR | os.O_APPEND | os.O_CREAT) as fd:
        end = os.fstat(fd).st_size
        torn = end and os.pread(fd, 1, end - 1) != b"\n"
        try:
            _write(fd, b"\n" + blob if torn else blob)
            os.fsync(fd)
            if not end:
                sync_folder(path.parent)
        except BaseException:
            os.ftruncate(fd, end)
            raise
    return end


def cut(path: Path, size: int) -> None:
    """Cut off what was appended beyond this size."""
    with _opened(path, os.O_RDWR) as fd:
        os.ftruncate(fd, size)
        os.fsync(fd)


def remove(path: Path) -> None:
    """Remove a file, if it exists; durable with the next ``sync_folder``."""
    path.unlink(missing_ok=True)


def quarantine(path: Path, why: str) -> Path:
    """Rename a file to ``<name>.<why>``, numbered if that is taken; return the new path."""
    stem, number = f"{path.name}.{why}", 1
    kept = path.with_name(stem)
    while kept.exists():
        number += 1
        kept = path.with_name(f"{stem}-{number}")
    path.rename(kept)
    sync_folder(path.parent)
    return kept


@contextmanager
def lock(path: Path, tries: int = PATIENT, *, folder: bool = False) -> Iterator[None]:
    """Keep out every process and thread that asks for the same lock.

    ``path`` is a file that is made if need be, or with ``folder`` a folder. The kernel frees the
    lock when its holder dies. Raises BlockingIOError if another holds it after this many tries,
    2 ms apart.
    """
    with _opened(path, os.O_RDONLY if folder else os.O_RDWR | os.O_CREAT) as fd:
        for left in range(tries - 1, -1, -1):
            try:
                fcntl.flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError as error:
                if not left:
                    raise BlockingIOError(error.errno, _HELD) from error
                time.sleep(_PAUSE)
        yield


@contextmanager
def _opened(path: Path, flags: int) -> Iterator[int]:
    """A file descriptor, closed at the end; a file that this makes is 0600."""
    fd = os.open(path, flags, FILE_MODE)
    try:
        yield fd
    finally:
        os.close(fd)


def _write(fd: int, blob: bytes) -> None:
    """Write all of it: the system may take less at a time."""
    left = memoryview(blob)
    while left:
        left = left[os.write(fd, left) :]
