"""Merges the lines of all devices into the current version of each record.

The order and the repetition of lines do not matter, because the line of greatest rank is current.
"""

import gc
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Final, NamedTuple

from tracker.disk import Disk, FileState, file_state
from tracker.store.line import (
    SCHEMA,
    Document,
    Version,
    compose,
    counted,
    salvage,
    unreadable,
    version,
    version_time,
    versions,
)

Key = tuple[str, str]
"""Table and id."""
_CHECKSUM: Final = slice(-10, -2)
_TAIL: Final = 64
"""Bytes before the new part of a file that must still be as they were read."""


class _Read(NamedTuple):
    """The part of a file that was read."""

    state: FileState
    size: int
    tail: bytes
    """The last bytes of that part; if they have changed, the file was replaced."""
    rest: bytes
    """The unfinished line after it."""
    lines: int


class Content:
    """The records in the files of one year, or in those of the undated tables."""

    def __init__(self, folder: Path, disk: Disk) -> None:
        self._folder, self._disk = str(folder), disk
        self._clear()

    def _clear(self) -> None:
        self.tables: dict[str, dict[str, Document]] = {}
        """The current documents, by table and id."""
        self.ranks: dict[str, dict[str, int]] = {}
        """The rank of each record by table and id, with removed ones and a newer tsubo's."""
        self.altered: dict[Key, tuple[str, int]] = {}
        """File and line number of each current line with a wrong checksum."""
        self.newer: dict[Key, str] = {}
        """The file of each record that a newer tsubo wrote."""
        self.damaged: list[tuple[str, int]] = []
        """File and number of each line that cannot be decoded."""
        self.torn: dict[str, bytes] = {}
        """The unfinished last line of a file."""
        self.unreadable: dict[str, str] = {}
        """The reason for each file that cannot be read."""
        self._read: dict[str, _Read] = {}
        self._seen: Mapping[str, os.stat_result] | None = None
        """The stats that what is in memory equals; another look at the files is another mapping."""

    @property
    def records(self) -> int:
        """The number of records, removed ones included."""
        return sum(map(len, self.ranks.values()))

    @property
    def faults(self) -> tuple[object, ...]:
        """The damaged, torn and altered lines, as a value to compare; empty without any."""
        faults = tuple(self.damaged), tuple(self.torn), tuple(self.altered)
        return faults if any(faults) else ()

    def rank(self, table: str, key: str) -> int:
        """The rank of a record's current version; -1 without one."""
        return self.ranks.get(table, {}).get(key, -1)

    def refresh(self, files: Mapping[str, os.stat_result]) -> None:
        """Read what was appended since last time; read everything again if a file was replaced."""
        if files is self._seen and not self.unreadable:
            return
        now = {name: file_state(found) for name, found in files.items()}
        if self.unreadable or any(name not in now for name in self._read):
            self._clear()
        changed = [
            name for name in now if name not in self._read or self._read[name][0] != now[name]
        ]
        if not changed:
            self._seen = files
            return
        with uncollected():
            if not all(self._read_on(name) for name in changed):
                self._clear()
                for name in now:
                    self._read_on(name)

    def follow(self, name: str, blob: bytes, its: os.stat_result) -> None:
        """Merge whole lines that were just appended, unless the file must be read first."""
        before, now = self._read.get(name), file_state(its)
        if before and (before.state.inode, before.size + len(blob), before.rest) == (*now[:2], b""):
            self._merge_on(name, blob, now, before.tail)

    def _read_on(self, name: str) -> bool:
        """Read the new part of a file. Returns False when the part read before has changed."""
        before = self._read.get(name)
        start = before.size if before else 0
        tail, rest = (before.tail, before.rest) if before else (b"", b"")
        try:
            with self._disk.opened(f"{self._folder}/{name}") as fd:
                now = file_state(self._disk.os.fstat(fd))
                raw = self._disk.read_on(fd, start - len(tail))
        except OSError as error:
            self.unreadable[name] = unreadable(name, error)
            return True
        grew = before is None or now.size > before.state.size
        if not (grew and raw.startswith(tail + rest)):
            return False
        self._merge_on(name, raw[len(tail) :], now, tail)
        return True

    def _merge_on(self, name: str, raw: bytes, now: FileState, tail: bytes) -> None:
        """Merge the part of a file that follows ``tail``, the last bytes read before."""
        before = self._read.get(name)
        end = raw.rfind(b"\n") + 1
        lines = raw[: end - 1].split(b"\n") if end else []
        start, number = (before.size, before.lines) if before else (0, 0)
        self._merge(name, lines, number)
        self._merge_rest(name, raw[end:])
        tail = (tail + raw[:end])[-_TAIL:]
        self._read[name] = _Read(now, start + end, tail, raw[end:], number + len(lines))

    def _merge(self, name: str, lines: Sequence[bytes], before: int) -> None:
        numbered = [(at, line) for at, line in enumerate(lines, before + 1) if line]
        decoded = versions([line for _, line in numbered])
        for (number, line), one in zip(numbered, decoded, strict=True):
            if one is not None:
                self._compare(one, name, number)
                continue
            self.damaged.append((name, number))
            for whole in salvage(line):
                self._compare(version(whole), name, number)

    def _merge_rest(self, name: str, rest: bytes) -> None:
        """Merge the text after the last newline: a whole line that lacks it, or a torn one."""
        self.torn.pop(name, None)
        for whole in salvage(rest):
            self._compare(version(whole), name, 0)
            if whole == rest:
                return
        if rest:
            self.torn[name] = rest

    def _compare(self, one: Version, name: str, number: int) -> None:
        """Make a version current if it outranks the current one."""
        ranks = self.ranks.setdefault(one.table, {})
        if one.rank <= ranks.get(one.id, -1):
            return
        ranks[one.id] = one.rank
        key = (one.table, one.id)
        if self.altered or self.newer:
            self.altered.pop(key, None)
            self.newer.pop(key, None)
        if not one.intact:
            self.altered[key] = name, number
        documents = self.tables.setdefault(one.table, {})
        if one.schema > SCHEMA:
            self.newer[key] = name
        if one.schema > SCHEMA or one.document is None:
            documents.pop(one.id, None)
        else:
            documents[one.id] = one.document

    def problems(self) -> Iterator[str]:
        """Yield a message for each file or line that could not be read as it was written."""
        yield from self.unreadable.values()
        for name, number in self.damaged:
            yield f"{name}, line {number}: damaged and skipped"
        for name in self.torn:
            yield f"{name}, line {self._read[name].lines + 1}: never finished, and skipped"
        for (table, key), (name, number) in self.altered.items():
            yield f"{name}, line {number}: {table} {key} was altered outside tsubo"
        for name in dict.fromkeys(self.newer.values()):
            count = counted(list(self.newer.values()).count(name), "record")
            yield f"{name}: {count} made by a newer tsubo, left as they are"


def winners(content: Content, lines: Iterable[bytes]) -> list[bytes]:
    """The intact lines that would become current in this content, one for each record."""
    best: dict[Key, tuple[int, bytes]] = {}
    candidates = list(lines)
    for line, one in zip(candidates, versions(candidates), strict=True):
        if one is None or not one.intact:
            continue
        key = (one.table, one.id)
        if one.rank > max(content.rank(*key), best.get(key, (-1,))[0]):
            best[key] = one.rank, line
    return [line for _, line in best.values()]


def corrections(
    content: Content, files: Mapping[str, Sequence[bytes]], known: Iterable[bytes]
) -> list[bytes]:
    """New lines, without newlines, that correct altered ones; ``files`` has the lines of each file.

    The original of an altered line is the intact one among ``known`` with the same checksum.
    """
    wrong = {
        files[name][number - 1].strip()[_CHECKSUM]: key
        for key, (name, number) in content.altered.items()
        if 0 < number <= len(files[name])
    }
    right: list[bytes] = []
    for line in dict.fromkeys(known):
        if (key := wrong.get(line[_CHECKSUM])) is None:
            continue
        (one,) = versions([line])
        if one is None or not one.intact:
            continue
        is_same = (one.table, one.id) == key
        if is_same and one.rank > content.rank(*key):
            continue  # it is current by itself
        m = version_time(content.rank(*key)) + 1
        right.append(compose(*key, one.document if is_same else None, m)[:-1])
        del wrong[line[_CHECKSUM]]
    return right


@contextmanager
def uncollected() -> Iterator[None]:
    """Pause the garbage collector during a large load, which makes no garbage; halves its time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
