"""Durable files: atomic replace, append, lock, and how to tell that a file has changed.

A change is on the disk when the call returns; if the call raises, nothing of it is left. Files are
made 0600 and folders 0700, whatever the umask grants. Only regular files are read: a pipe, a
device, a link or a sparse file is refused. Errors are ``OSError``; the caller words them.
"""

import errno
import fcntl
import os
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import Any, Final, NamedTuple
from zlib import crc32

FILE_MODE: Final = 0o600
FOLDER_MODE: Final = 0o700
LARGEST: Final = 1 << 30
"""Maximum bytes of a file that is read."""
_SPARSE: Final = 16 << 20
"""Bytes above which a file must occupy at least a 32nd of its size on the disk."""
PATIENT: Final = 5000
"""Tries for a lock: about ten seconds."""
_PAUSE: Final = 0.002
_HELD: Final = "another process holds its lock (one suspended with Ctrl-Z?)"
_NO_FOLDER_SYNC: Final = {errno.EINVAL, errno.EBADF, errno.EACCES}
"""Error numbers of file systems that cannot sync folders, and of write-only folders."""
_READ: Final = os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC
_KINDS: Final = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISFIFO, "a pipe"),
    (stat.S_ISLNK, "a link"),
    (stat.S_ISSOCK, "a socket"),
)
_REFUSED_BY_OPEN: Final = {errno.ELOOP: "a link", errno.ENXIO: "a socket"}

PathLike = str | Path


class FileState(NamedTuple):
    """The fields of a stat that change when the content changes."""

    inode: int
    size: int
    changed: int


class Fingerprint(NamedTuple):
    """Size and checksum of a content, to recognise it by."""

    size: int
    checksum: int


class Disk:
    """The operations on files. ``system`` is the ``os`` to use; tests pass one that crashes."""

    def __init__(self, system: Any = os, flock: Callable[[int, int], None] | None = None) -> None:
        self.os = system
        self._flock = flock

    @contextmanager
    def opened(self, path: PathLike, flags: int = _READ, *, folder: bool = False) -> Iterator[int]:
        """The descriptor of a regular file, or of a folder, closed afterwards."""
        try:
            fd = self.os.open(str(path), flags | os.O_NOFOLLOW | os.O_CLOEXEC, FILE_MODE)
        except OSError as error:
            if kind := _REFUSED_BY_OPEN.get(error.errno or 0):
                raise OSError(error.errno, f"it is {kind}, not a file", str(path)) from None
            raise
        try:
            if not folder:
                _require_regular(self.os.fstat(fd), path)
            yield fd
        finally:
            self.os.close(fd)

    def content(self, path: PathLike) -> bytes:
        """The whole content of a file."""
        with self.opened(path) as fd:
            return self.read_on(fd, 0)

    def read(self, path: PathLike, limit: int) -> bytes | None:
        """The first ``limit`` bytes of a file; ``None`` if it does not exist."""
        blob = b""
        try:
            with self.opened(path) as fd:
                while len(blob) < limit and (more := self.os.read(fd, limit - len(blob))):
                    blob += more
        except (FileNotFoundError, NotADirectoryError):
            return None
        return blob

    def read_on(self, fd: int, start: int) -> bytes:
        """The content of an open file from byte ``start`` to the end."""
        parts: list[bytes] = []
        while part := self.os.pread(fd, 1 << 24, start):
            parts.append(part)
            start += len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def fingerprint(self, path: PathLike, size: int | None = None) -> Fingerprint:
        """The fingerprint of the whole file, or of its first ``size`` bytes."""
        with self.opened(path) as fd:
            content = self.read_on(fd, 0)[:size]
            return Fingerprint(len(content), crc32(content))

    def scan(self, folder: PathLike, part: str = "") -> dict[str, os.stat_result]:
        """The stat of each entry with this in its name, links not followed; empty without it."""
        absent = suppress(FileNotFoundError, NotADirectoryError)
        with absent, self.os.scandir(str(folder)) as entries:
            return {e.name: e.stat(follow_symlinks=False) for e in entries if part in e.name}
        return {}

    def append(self, path: PathLike, blob: bytes, *, durable: bool = True) -> os.stat_result:
        """Append whole lines to a file, or make it; return its stat after that.

        If the last line lacks its newline, because a crash cut it off, it gets one first.
        """
        with self.opened(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | os.O_NONBLOCK) as fd:
            before = self.os.fstat(fd)
            end = before.st_size
            torn = bool(end) and self.os.pread(fd, 1, end - 1) != b"\n"
            try:
                self._write(fd, b"\n" + blob if torn else blob)
                after: os.stat_result = self.os.fstat(fd)
                if end and after.st_mtime_ns <= before.st_mtime_ns:  # a clock set back
                    # Synchronisers keep the newest file, so this one must become newer. Two
                    # copies that got different lines must also get different times.
                    self.os.utime(fd, ns=(before.st_mtime_ns + 10**9 + crc32(blob),) * 2)
                    after = self.os.fstat(fd)
                if durable:
                    self.os.fsync(fd)
                    if not end:
                        self.sync_folder(_parent(path))
            except BaseException:
                with suppress(OSError):
                    self.os.ftruncate(fd, end)
                raise
        return after

    def sync(self, path: PathLike) -> None:
        """Make everything written to this file durable."""
        with self.opened(path) as fd:
            self.os.fsync(fd)

    def cut(self, path: PathLike, size: int) -> None:
        """Shorten a file to this size, durably."""
        with self.opened(path, os.O_RDWR | os.O_NONBLOCK) as fd:
            self.os.ftruncate(fd, size)
            self.os.fsync(fd)

    def replace(self, path: PathLike, blob: bytes, *, durable: bool = True) -> None:
        """Replace a file, or make it: readers find all of the old content or all of the new.

        Without ``durable`` a power cut can cost the content, not only the change. If this raises,
        the old content is still there, unless only syncing the folder failed.
        """
        # Always the same name, so that crashes leave at most one such file. It is removed first:
        # a link in its place must not be followed, nor the mode of an old file kept.
        temporary = f"{_parent(path)}/.{str(path).rpartition('/')[2]}.tmp"
        self.remove(temporary)
        with self.opened(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL) as fd:
            try:
                with suppress(OSError):  # on file systems without modes
                    self.os.fchmod(fd, FILE_MODE)
                self._write(fd, blob)
                if durable:
                    self.os.fsync(fd)
                self.os.replace(temporary, str(path))
            except BaseException:
                with suppress(OSError):
                    self.os.unlink(temporary)
                raise
        if durable:
            self.sync_folder(_parent(path))

    def quarantine(self, path: Path, why: str) -> Path:
        """Rename a file to ``<name>.<why>``, numbered if that is taken; return the new path."""
        number, kept = 1, path.with_name(f"{path.name}.{why}")
        while kept.exists():
            number += 1
            kept = path.with_name(f"{path.name}.{why}-{number}")
        self.rename(path, kept)
        self.sync_folder(path.parent)
        return kept

    def remove(self, path: PathLike) -> None:
        """Remove a file if it is there; durable after ``sync_folder``."""
        with suppress(FileNotFoundError):
            self.os.unlink(str(path))

    def rename(self, path: PathLike, to: PathLike) -> None:
        """Rename a file; durable after ``sync_folder`` of both folders."""
        self.os.replace(str(path), str(to))

    def make_folder(self, path: PathLike) -> None:
        """Create a folder and those above it, durably, with mode 0700."""
        missing, above = [], str(path)
        while not self._is_folder(above):
            missing.append(above)
            above = _parent(above)
        for each in reversed(missing):
            try:
                self.os.mkdir(each, FOLDER_MODE)
            except FileExistsError:
                if not self._is_folder(each):
                    raise  # a file is in its place
            self.sync_folder(_parent(each))

    def sync_folder(self, path: PathLike) -> None:
        """Make the names in a folder durable, if its file system can."""
        try:
            fd = self.os.open(str(path), os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
            try:
                self.os.fsync(fd)
            finally:
                self.os.close(fd)
        except OSError as error:
            if error.errno not in _NO_FOLDER_SYNC:
                raise

    def make_private(self, path: PathLike, found: os.stat_result) -> bool:
        """Set the mode to 0600 or 0700 unless it is private. Returns whether it was not."""
        if not (was_private := is_private(found)):
            self.os.chmod(str(path), FOLDER_MODE if stat.S_ISDIR(found.st_mode) else FILE_MODE)
        return not was_private

    def lock(self, path: PathLike, tries: int = PATIENT, *, folder: bool = False) -> ExitStack:
        """Keep out every process and thread that asks for the same lock, from now on.

        The returned context frees it, or the kernel when its holder dies. ``path`` is a file, made
        if it does not exist, or with ``folder`` a folder. Raises BlockingIOError if another still
        holds it after ``tries`` tries, 2 ms apart.
        """
        flock = self._flock or fcntl.flock
        flags = os.O_RDONLY if folder else os.O_RDWR | os.O_CREAT | os.O_NONBLOCK
        with ExitStack() as stack:
            fd = stack.enter_context(self.opened(path, flags, folder=folder))
            for left in range(tries - 1, -1, -1):
                try:
                    flock(fd, fcntl.LOCK_EX | fcntl.LOCK_NB)
                    break
                except BlockingIOError as error:
                    if not left:
                        raise BlockingIOError(error.errno, _HELD) from error
                    time.sleep(_PAUSE)
            return stack.pop_all()

    def _is_folder(self, path: str) -> bool:
        try:
            return stat.S_ISDIR(self.os.stat(path).st_mode)
        except FileNotFoundError:
            return False

    def _write(self, fd: int, blob: bytes) -> None:
        left = memoryview(blob)
        while left:
            left = left[self.os.write(fd, left) :]


_DISK: Final = Disk()
lock = _DISK.lock
make_folder = _DISK.make_folder
quarantine = _DISK.quarantine
read = _DISK.read
remove = _DISK.remove
replace = _DISK.replace
sync_folder = _DISK.sync_folder


def is_private(found: os.stat_result) -> bool:
    """Whether only its owner can read a file or folder; true for links, which have no mode."""
    beyond = ~(FOLDER_MODE if stat.S_ISDIR(found.st_mode) else FILE_MODE)
    is_own = found.st_mode & stat.S_IRUSR and not stat.S_IMODE(found.st_mode) & beyond
    return stat.S_ISLNK(found.st_mode) or bool(is_own)


def file_state(found: os.stat_result) -> FileState:
    """The state in a stat."""
    return FileState(found.st_ino, found.st_size, found.st_mtime_ns)


def _parent(path: PathLike) -> str:
    folder, slash, _ = str(path).rpartition("/")
    return folder or slash or "."


def _require_regular(found: os.stat_result, path: PathLike) -> None:
    if not stat.S_ISREG(found.st_mode):
        kind = next((words for is_kind, words in _KINDS if is_kind(found.st_mode)), "a device")
        raise OSError(errno.ENXIO, f"it is {kind}, not a file", str(path))
    if found.st_size > _SPARSE and found.st_blocks * 512 < found.st_size >> 5:
        raise OSError(errno.EFBIG, "it is a sparse file, not a journal")
    if found.st_size > LARGEST:
        raise OSError(errno.EFBIG, f"it is too large ({found.st_size >> 20} MB, 1024 MB at most)")
