"""A disk in memory that forgets, on a crash, what no fsync asked it to keep.

``MemoryOS`` has the calls of ``os`` that ``tracker.disk`` makes. Data and names are kept twice: as
any process sees them, and as the platter has them. A crash picks one of the states POSIX allows:
unsynced bytes are there, gone, cut, or zeros; unsynced changes of names are there in order up to
some point, or any of them (a rename is whole in either). ``fuel`` is how many calls are left.
"""

from __future__ import annotations

import errno
import os
import stat as modes
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from types import SimpleNamespace


class Crash(BaseException):
    """The power went."""


@dataclass
class Inode:
    number: int
    mode: int
    data: bytes = b""
    synced: bytes = b""
    mtime: int = 0
    names: dict[str, int] = field(default_factory=dict)


@dataclass
class Stat:
    st_ino: int
    st_mode: int
    st_size: int
    st_mtime_ns: int
    st_blocks: int = 1 << 40


class MemoryOS:
    O_RDONLY, O_WRONLY, O_RDWR = os.O_RDONLY, os.O_WRONLY, os.O_RDWR

    def __init__(self, chance: Random, machine: str, now: Callable[[], int]) -> None:
        self.chance, self.machine, self.now = chance, machine, now
        self.path = SimpleNamespace(realpath=str)
        self.inodes = {1: Inode(1, modes.S_IFDIR | 0o700)}
        self.durable: dict[int, dict[str, int]] = {1: {}}
        self.pending: list[list[tuple[int, str, int | None]]] = []
        """Changes of names since the last sync: each a list of (folder, name, inode or none)."""
        self.next = 2 + chance.randrange(1 << 30)
        self.fds: dict[int, tuple[int, int]] = {}
        self.fuel = -1
        self.calls = self.touches = 0

    def _burn(self) -> None:
        self.calls += 1
        if self.fuel >= 0:
            if self.fuel == 0:
                raise Crash
            self.fuel -= 1

    def open(self, path: str, flags: int, mode: int = 0o777) -> int:
        if path in ("/etc/machine-id", "/var/lib/dbus/machine-id"):
            node = Inode(0, modes.S_IFREG, self.machine.encode())
            fd = 10_000 + len(self.fds)
            self.fds[fd] = (-1, 0)
            self.inodes[-1] = node
            return fd
        self._burn()
        folder, name = self._split(path)
        number = self._entries(folder).get(name) if name else folder
        if number is not None and flags & os.O_EXCL:
            raise FileExistsError(errno.EEXIST, "File exists", path)
        if number is None:
            if not flags & os.O_CREAT:
                raise FileNotFoundError(errno.ENOENT, "No such file", path)
            number = self.new_inode(modes.S_IFREG | mode)
            self._link((folder, name, number))
        elif flags & os.O_TRUNC:
            self.inodes[number].data = b""
        fd = 3
        while fd in self.fds:
            fd += 1
        self.fds[fd] = number, flags
        return fd

    def close(self, fd: int) -> None:
        self.fds.pop(fd, None)

    def read(self, fd: int, size: int) -> bytes:
        return self.inodes[self.fds[fd][0]].data[:size]

    def pread(self, fd: int, size: int, start: int) -> bytes:
        if start < 0:
            raise OSError(errno.EINVAL, "Invalid argument")
        return self.inodes[self.fds[fd][0]].data[start : start + size]

    def write(self, fd: int, blob: bytes) -> int:
        node = self.inodes[self.fds[fd][0]]
        blob = bytes(blob)
        try:
            self._burn()
        except Crash:
            node.data += blob[: self.chance.randrange(len(blob) + 1)]
            raise
        node.data += blob
        node.mtime = self.now() * 1_000_000 + self.calls % 1_000_000
        return len(blob)

    def utime(self, fd: int, *, ns: tuple[int, int]) -> None:
        self.inodes[self.fds[fd][0]].mtime = ns[1]

    def ftruncate(self, fd: int, size: int) -> None:
        self._burn()
        node = self.inodes[self.fds[fd][0]]
        node.data = node.data[:size]

    def fsync(self, fd: int) -> None:
        self._burn()
        number = self.fds[fd][0]
        node = self.inodes[number]
        node.synced = node.data
        if modes.S_ISDIR(node.mode):
            for change in [each for each in self.pending if any(f == number for f, _, _ in each)]:
                self.pending.remove(change)
                self.persist(change)

    def fchmod(self, fd: int, mode: int) -> None:
        node = self.inodes[self.fds[fd][0]]
        node.mode = modes.S_IFMT(node.mode) | mode

    def fstat(self, fd: int) -> Stat:
        return self._stat(self.fds[fd][0])

    def stat(self, path: str) -> Stat:
        return self._stat(self.find(path))

    def chmod(self, path: str, mode: int) -> None:
        node = self.inodes[self.find(path)]
        node.mode = modes.S_IFMT(node.mode) | mode

    def access(self, path: str, how: int) -> bool:
        del how
        return bool(self.find(path))

    def mkdir(self, path: str, mode: int) -> None:
        self._burn()
        folder, name = self._split(path)
        if name in self._entries(folder):
            raise FileExistsError(errno.EEXIST, "File exists", path)
        number = self.new_inode(modes.S_IFDIR | mode)
        self.durable[number] = {}
        self._link((folder, name, number))

    def rmdir(self, path: str) -> None:
        if self._entries(self.find(path)):
            raise OSError(errno.ENOTEMPTY, "Directory not empty", path)
        self.unlink(path)

    def unlink(self, path: str) -> None:
        self._burn()
        folder, name = self._split(path)
        if name not in self._entries(folder):
            raise FileNotFoundError(errno.ENOENT, "No such file", path)
        self._link((folder, name, None))

    def replace(self, path: str, to: str) -> None:
        self._burn()
        folder, name = self._split(path)
        number = self._entries(folder).get(name)
        if number is None:
            raise FileNotFoundError(errno.ENOENT, "No such file", path)
        self._link((folder, name, None), (*self._split(to), number))

    @contextmanager
    def scandir(self, path: str) -> Iterator[list[SimpleNamespace]]:
        entries = self._entries(self.find(path))
        yield [
            SimpleNamespace(name=name, stat=lambda number=number, **_: self._stat(number))
            for name, number in entries.items()
        ]

    def listdir(self, path: str) -> list[str]:
        return list(self._entries(self.find(path)))

    def urandom(self, size: int) -> bytes:
        return self.chance.randbytes(size)

    def getuid(self) -> int:
        return 1000

    def uname(self) -> SimpleNamespace:
        return SimpleNamespace(nodename=self.machine)

    def crash(self) -> None:
        """Keep only changes that can survive a power cut."""
        in_order = self.chance.random() < 0.5
        upto = self.chance.randrange(len(self.pending) + 1)
        for at, change in enumerate(self.pending):
            if at < upto if in_order else self.chance.random() < 0.5:
                self.persist(change)
        self.pending.clear()
        for number, names in self.durable.items():
            if number in self.inodes:
                self.inodes[number].names = dict(names)
        for node in self.inodes.values():
            if node.data != node.synced:
                node.data = node.synced = self._torn(node)
        self.fds.clear()
        self.fuel = -1

    def _torn(self, node: Inode) -> bytes:
        kept, new = node.synced, node.data
        choice = self.chance.randrange(4)
        if choice == 0:
            return kept
        if choice == 1 or not new.startswith(kept):
            return new
        cut = len(kept) + self.chance.randrange(len(new) - len(kept) + 1)
        return new[:cut] + (bytes(len(new) - cut) if choice == 3 else b"")

    def persist(self, change: list[tuple[int, str, int | None]]) -> None:
        for folder, name, number in change:
            if number is None:
                self.durable[folder].pop(name, None)
            else:
                self.durable[folder][name] = number

    def _link(self, *change: tuple[int, str, int | None]) -> None:
        for folder, name, number in change:
            if number is None:
                self.inodes[folder].names.pop(name, None)
            else:
                self.inodes[folder].names[name] = number
            self.touch(folder)
        self.pending.append(list(change))

    def touch(self, folder: int) -> None:
        """Give a folder whose names change a time that it never had."""
        self.touches += 1
        self.inodes[folder].mtime = self.now() * 1_000_000 + self.touches % 1_000_000

    def new_inode(self, mode: int) -> int:
        self.next += 1
        self.inodes[self.next] = Inode(self.next, mode)
        return self.next

    def _split(self, path: str) -> tuple[int, str]:
        above, _, name = path.rpartition("/")
        return (self.find(above) if above else 1), name

    def find(self, path: str) -> int:
        number = 1
        for part in path.split("/"):
            if part and part != ".":
                entries = self._entries(number)
                if part not in entries:
                    raise FileNotFoundError(errno.ENOENT, "No such file", path)
                number = entries[part]
        return number

    def _entries(self, number: int) -> dict[str, int]:
        node = self.inodes[number]
        if not modes.S_ISDIR(node.mode):
            raise NotADirectoryError(errno.ENOTDIR, "Not a directory")
        return node.names

    def _stat(self, number: int) -> Stat:
        node = self.inodes[number]
        return Stat(number, node.mode, len(node.data), node.mtime)


class MemoryHome:
    """The files of a home as an engine sees them; what it does is durable at once."""

    def __init__(self, system: MemoryOS, top: str) -> None:
        self.os, self.top = system, top
        self.changes = 0

    def names(self) -> list[str]:
        found: list[str] = []
        waiting = [("", self.os.find(self.top))]
        while waiting:
            place, number = waiting.pop()
            for name, each in self.os.inodes[number].names.items():
                if modes.S_ISDIR(self.os.inodes[each].mode):
                    waiting.append((f"{place}{name}/", each))
                else:
                    found.append(place + name)
        return sorted(found)

    def has(self, name: str) -> bool:
        try:
            return bool(self.os.find(f"{self.top}/{name}"))
        except (FileNotFoundError, NotADirectoryError):
            return False

    def get(self, name: str) -> tuple[bytes, int]:
        node = self.os.inodes[self.os.find(f"{self.top}/{name}")]
        return node.data, node.mtime

    def put(self, name: str, data: bytes, mtime: int) -> None:
        self.changes += 1
        system, at = self.os, self.os.find(self.top)
        *folders, last = name.split("/")
        for folder in folders:
            names = system.inodes[at].names
            if folder not in names:
                number = system.new_inode(modes.S_IFDIR | 0o755)
                system.durable[number] = {}
                names[folder] = system.durable[at][folder] = number
            at = names[folder]
        number = system.new_inode(modes.S_IFREG | 0o644)
        system.inodes[at].names[last] = system.durable[at][last] = number
        system.touch(at)
        node = system.inodes[number]
        node.data = node.synced = data
        node.mtime = mtime

    def drop(self, name: str) -> None:
        self.changes += 1
        above, _, last = f"{self.top}/{name}".rpartition("/")
        at = self.os.find(above)
        self.os.inodes[at].names.pop(last, None)
        self.os.durable[at].pop(last, None)
        self.os.touch(at)
