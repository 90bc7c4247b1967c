"""One journal file: the newest version of each record, as far as the file goes.

Reading takes in only what was appended since last time. A damaged line is named and set aside, its
neighbours are read; where something is missing, the last good backup fills it in, in memory only.
A file that cannot be read at all is never written.
"""

import os
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Final
from zlib import crc32

from tracker import disk
from tracker.store.errors import StoreError, counted
from tracker.store.gc_pause import uncollected
from tracker.store.journal_content import Content
from tracker.store.line import (
    Document,
    Version,
    compose,
    dumps,
    sound,
    version,
    version_time,
    versions,
)
from tracker.store.lock import Lock

SCHEMA: Final = 1

Key = tuple[str, str]
Guard = Callable[[], AbstractContextManager[None]]


class JournalFile:
    """One journal file. ``clock`` gives milliseconds; ``guard`` excludes other writers."""

    def __init__(
        self,
        path: Path | str,
        clock: Callable[[], int],
        *,
        guard: Guard | None = None,
        backups: Callable[[], Sequence[Path]] = tuple,
        schema: int = SCHEMA,
    ) -> None:
        self.path = Path(path)
        self.schema = schema
        self.content = Content(self.schema)
        self.unreadable: str | None = None
        """Why the file cannot be read at all."""
        self._clock = clock
        self._backups = backups
        self._own_lock = Lock(self.path.with_name(self.path.name + ".lock"))
        self._guard = guard
        self._mutex = threading.RLock()
        self._forget()

    @property
    def name(self) -> str:
        """The file's name."""
        return self.path.name

    @property
    def read_as(self) -> disk.Fingerprint | None:
        """The file as it was when it was last read; ``None`` if there was none."""
        if self._fingerprint is None:
            return None
        end = (self._tail + self._rest)[-disk.TAIL :]
        return self._fingerprint._replace(end=crc32(end))

    def borrowed_lines(self) -> list[bytes]:
        """The lines read from the backup."""
        return list(self._borrowed.values())

    def reload(self) -> None:
        """Read all of the file again."""
        self._forget()
        self.refresh()

    @property
    def borrowed(self) -> int:
        """How many records are read from the backup, because this file lost them."""
        return len(self._borrowed)

    def problems(self) -> list[str]:
        """What could not be read as it was written, in words."""
        found = [self.unreadable] if self.unreadable else []
        found += [f"{self.name}{problem}" for problem in self.content.problems()]
        if self.borrowed:
            found.append(f"{self.name}: {counted(self.borrowed, 'record')} read from its backup")
        return found

    def sound(self) -> bool:
        """Whether there is nothing to be said of any line, without reading what they say."""
        try:
            *lines, rest = self.path.read_bytes().split(b"\n")
        except OSError:
            return False
        return not rest and all(sound(line, self.schema) for line in lines)

    def raw_lines(self) -> list[bytes]:
        """Every line there is, those borrowed from the backup included."""
        own = self.path.read_bytes().split(b"\n") if self._fingerprint else []
        return own + self.borrowed_lines()

    def now(self) -> int:
        """The clock, in milliseconds."""
        return self._clock()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Alone: no other process or thread writes until this ends."""
        if self._guard is None:
            disk.make_folder(self.path.parent)
        with self._guard() if self._guard else self._own_lock():
            yield

    def _forget(self) -> None:
        self.content = Content(self.schema)
        self._borrowed: dict[Key, bytes] = {}
        self._read_up_to = 0
        self._tail = b""
        self._rest = b""
        self._fingerprint: disk.Fingerprint | None = None

    def refresh(self) -> None:
        """Take in what any process appended, or everything if this is another file now."""
        with self._mutex:
            try:
                self._read_on()
            except FileNotFoundError:
                if self._fingerprint or not self.borrowed:
                    self._forget()
                    self._borrow(0)
                self.unreadable = None
            except OSError as error:
                if not self.unreadable:
                    self._forget()
                    self.unreadable = f"{self.name} cannot be read: {error.strerror}"
                    self._borrow(0)

    def _read_on(self) -> None:
        with self.path.open("rb", buffering=0) as file:
            now = disk.fingerprint(os.fstat(file.fileno()))
            if now == self._fingerprint:
                return
            before = self._fingerprint
            grown = before is not None and now.inode == before.inode and now.size > before.size
            file.seek(self._read_up_to - len(self._tail))
            proof = self._tail + self._rest
            if not grown or file.read(len(proof)) != proof:
                self._forget()
            from_start = not self._read_up_to
            file.seek(self._read_up_to)
            raw = file.readall()
        self.unreadable = None
        damaged = len(self.content.damaged)
        with uncollected():
            self._take_in(raw)
        self._fingerprint = now
        if from_start or len(self.content.damaged) > damaged:
            self._borrow(now.size)

    def _take_in(self, raw: bytes) -> None:
        full = raw.rfind(b"\n") + 1
        content = self.content
        if full:
            lines = raw[: full - 1].split(b"\n")
            content.fold(lines)
            self._tail = (self._tail + raw[:full])[-disk.TAIL :]
            self._read_up_to += full
        self._rest = raw[full:]
        content.end(self._rest)

    def _borrow(self, size: int) -> None:
        """Fill in from the newest good backup what this file lost; nothing is written."""
        for backup in self._backups():
            try:
                whole = not (self.content.damaged or self.unreadable)
                if whole and backup.stat().st_size <= size:
                    return
                lines = backup.read_bytes().split(b"\n")
            except OSError:
                continue
            said = versions(lines)
            self._fill_in(lines, said)
            if any(said):
                return

    def _fill_in(self, lines: Sequence[bytes], said: Sequence[Version | None]) -> None:
        altered = self.content.altered
        for line, one in zip(lines, said, strict=True):
            sound = one and one.intact and (one.table, one.id) not in altered
            if one and sound and self.content.weigh(one, line, 0):
                self._borrowed[one.table, one.id] = line

    def line(
        self,
        table: str,
        key: str,
        document: Mapping[str, Any] | None,
        version: int | None = None,
    ) -> bytes:
        """The line for the next version of a record; None removes it.

        It is of now, or of ``version`` if that is given, but always newer than the last.
        """
        if (table, key) in self.content.newer:
            raise StoreError(
                f"{self.name}: {table} {key} was made by a newer tsubo, which alone can change it"
            )
        last = self.content.ranks.get(table, {}).get(key, -1)
        m = self._clock() if version is None else version
        if last >= 0:
            m = max(m, version_time(last) + 1)
        return compose(table, key, document, m, self.schema)

    def outranks(self, line: bytes) -> bool:
        """Whether this line would stand here. Raises one of ``MALFORMED``."""
        said = version(line)
        return said.rank > self.content.ranks.get(said.table, {}).get(said.id, -1)

    def difference(
        self, table: str, old: Mapping[str, Document], new: Mapping[str, Document]
    ) -> list[bytes]:
        """The lines that make a table go from old to new."""
        changed = [key for key, document in new.items() if old.get(key) is not document]
        changed = [key for key in changed if dumps(new[key]) != dumps(old.get(key))]
        gone = [key for key in old if key not in new]
        return [self.line(table, key, new.get(key)) for key in changed + gone]

    def append(self, lines: Sequence[bytes]) -> int:
        """Durable when this returns; nothing of it is left when it raises. Gives the size before.

        The caller holds the lock.
        """
        if self.unreadable:
            raise StoreError(f"{self.unreadable}; nothing is written over it")
        if not lines:
            return self._fingerprint.size if self._fingerprint else 0
        try:
            return disk.append(self.path, b"".join(lines))
        except OSError as error:
            raise StoreError(
                f"{self.name} was not written: {error.strerror}; nothing was changed"
            ) from error

    def cut_torn(self, lines: Sequence[bytes]) -> None:
        """Cut off a torn last line that begins one of these; the caller holds the lock."""
        torn = self.content.torn
        if not torn or not any(line.startswith(torn) for line in lines):
            return
        try:
            disk.cut(self.path, self._read_up_to)
        except OSError as error:
            raise StoreError(f"{self.name} was not written: {error.strerror}") from error
        self.reload()
