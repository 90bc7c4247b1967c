"""The folder of records: its files, the merged content of each year, and the lock for writing.

``devices/k3f9q2xa/2026.jsonl`` holds the lines that one device wrote for records of one UTC year,
``base.jsonl`` those for undated records. A device appends only to its own files, and reads all.
"""

import errno
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from os import R_OK, W_OK, stat_result
from pathlib import Path
from typing import Final

from tracker.disk import PATIENT, Disk
from tracker.store import device
from tracker.store.content import Content
from tracker.store.line import BASE, StoreError, is_signpost, is_year, unreadable, unwritable
from tracker.store.steps import Steps

BACKUPS: Final = "backups"
FROZEN: Final = "frozen"
"""Files of a home from before there were devices; they are no longer written."""
OLD_STEPS: Final = "steps"
"""The stem of the steps of an older home; undo no longer reads them."""
QUARANTINE: Final = "damaged"
"""The stem of the file that keeps damaged lines; it is never read."""
SUFFIX: Final = ".jsonl"
_YEARS_IN_MEMORY: Final = 3
RECORDS_IN_MEMORY: Final = 30_000
"""Maximum number of records kept in memory from years other than the one in use."""
_SEARCHES: Final = 6
_NO_LOCKS: Final = {errno.ENOLCK, errno.EOPNOTSUPP, errno.ENOSYS, errno.EINVAL}

Files = dict[str, dict[str, stat_result]]
"""The stats of the journals by stem (a year, or base), then by path in the home."""


class JournalFolder:
    """The files of one home. ``clock`` gives milliseconds. Raises StoreError."""

    def __init__(
        self, folder: Path, clock: Callable[[], int], disk: Disk, *, read_only: bool
    ) -> None:
        self.folder, self.clock, self.disk = folder, clock, disk
        self.read_only_reason = "the records were opened for reading only" if read_only else None
        self.foreign: list[str] = []
        """Paths of files that belong to no device: conflict copies, an older home's journals."""
        self.made_private: set[str] = set()
        """Paths of files and folders that others could read until they were opened here."""
        self.refused: dict[str, str] = {}
        """A message for each folder in the home that cannot be read."""
        self._only_reads = read_only
        self._mutex, self._depth = threading.RLock(), 0
        self._contents: dict[str, Content] = {}
        self._searches: Counter[str] = Counter()
        self._steps: dict[str, Steps] = {}
        self.steps: Steps | None = None
        self.me: str | None = None
        try:
            self.disk.scan(folder)
            if not read_only:
                self._open()
            self._recognise()
        except OSError as error:
            raise StoreError(unreadable(error.filename or folder, error)) from error
        self.files: Files = self._listing()

    def _open(self) -> None:
        self.read_only_reason = None
        try:
            self.disk.make_folder(self.folder)
            with self.disk.lock(self.path(".lock"), 1):
                device.keep_apart(self.folder, self.disk)
            if not self.disk.os.access(str(self.folder), R_OK | W_OK):
                raise PermissionError(errno.EACCES, "Permission denied")
            for name, its in self.entries():
                self._make_private(name, its)
        except BlockingIOError:
            return  # locks work: another process holds this one
        except OSError as error:
            why = f"has no locks for files ({error.strerror}); keep the records elsewhere"
            is_locking = error.errno in _NO_LOCKS
            reason = f"{self.folder} {why}" if is_locking else unwritable(self.folder, error)
            self.read_only_reason = reason

    def entries(self) -> Iterator[tuple[str, stat_result]]:
        """Yield the path in the home and the stat of each of tsubo's own files and folders."""
        devices = self.scan(device.FOLDER)
        parts = ["", FROZEN, BACKUPS, "cache", device.FOLDER]
        parts += [f"{device.FOLDER}/{name}{below}" for name in devices for below in ("", "/steps")]
        for part in parts:
            folder = self.path(part)
            with suppress(OSError):
                yield part, self.disk.os.stat(folder)
                for name, found in self.scan(part).items():
                    if name.endswith((SUFFIX, ".json", ".step", ".toml", ".summary")):
                        yield f"{part}/{name}".lstrip("/"), found

    def _make_private(self, name: str, its: stat_result) -> None:
        """Set the mode 0600 or 0700 where the system allows; a clone has others."""
        with suppress(OSError):
            if self.disk.make_private(self.path(name), its):
                self.made_private.add(name)

    def path(self, name: str) -> str:
        """The full path of a file or folder that is named by its path in the home."""
        return f"{self.folder}/{name}"

    def scan(self, name: str, part: str = "") -> dict[str, stat_result]:
        """As ``Disk.scan``; empty, and noted, if the folder cannot be read."""
        self.refused.pop(name, None)
        try:
            return self.disk.scan(self.path(name), part)
        except OSError as error:
            self.refused[name] = unreadable(name, error)
            return {}

    def problems(self) -> list[str]:
        """A message for each folder or file that could not be read so far."""
        steps = (each.refusal for each in self._steps.values() if each.refusal)
        contents = (each.unreadable.values() for each in self._contents.values())
        return [*self.refused.values(), *steps, *(why for some in contents for why in some)]

    def _listing(self) -> Files:
        """Stat every journal; files that belong to no device go to ``foreign``."""
        found: Files = {}
        self.foreign = []
        self._sort("", self.disk.scan(self.folder, SUFFIX), found)
        self._sort(f"{FROZEN}/", self.scan(FROZEN, SUFFIX), found)
        for name in sorted(self.scan(device.FOLDER)):
            place = f"{device.FOLDER}/{name}"
            self._sort(f"{place}/", self.scan(place, SUFFIX), found)
        return found

    def _sort(self, place: str, entries: Mapping[str, stat_result], found: Files) -> None:
        for name, its in entries.items():
            if name.startswith(".") or name.endswith((".tmp", ".damaged")):
                continue
            stem = name.removesuffix(SUFFIX)
            if place.startswith(FROZEN):
                stem = stem.rpartition("-")[0]
                if stem == OLD_STEPS:
                    continue
            if its.st_mode & 0o077 and not self.read_only_reason:
                self._make_private(place + name, its)
            if place and (stem == BASE or is_year(stem)):
                found.setdefault(stem, {})[place + name] = its
            elif stem != QUARANTINE and not is_signpost(place + name, its.st_size):
                self.foreign.append(place + name)

    def poll(self) -> bool:
        """Stat everything again. Returns whether something has changed since last time."""
        before, foreign, self.files = self.files, self.foreign, self._listing()
        if self.me is None and self.files:
            self._recognise()  # another process here could have made this device
        return foreign != self.foreign or _states(before) != _states(self.files)

    def content(self, stem: str, *, again: bool = False) -> Content:
        """The merged files of a year as of the last poll; all of them read if ``again``."""
        others = [] if next(reversed(self._contents), None) == stem else [*self._contents]
        content = self._contents.pop(stem, None)
        if again or content is None:
            content = Content(self.folder, self.disk)
        count = years = 0
        for each in [name for name in others if is_year(name) and name != stem][::-1]:
            count, years = count + self._contents[each].records, years + 1
            if years >= _YEARS_IN_MEMORY or count > RECORDS_IN_MEMORY:
                del self._contents[each]
        self._contents[stem] = content
        content.refresh(self.files.get(stem, {}))
        return content

    def mentions(self, stem: str, key: str) -> bool:
        """Whether the files of this year could have a record of this id.

        A year that is not in memory is searched as text, which takes a hundredth of decoding it.
        After six searches it is worth decoding.
        """
        if stem in self._contents or self._searches[stem] >= _SEARCHES:
            return True
        self._searches[stem] += 1
        needle = key.encode()
        try:
            return any(
                needle in self.disk.content(self.path(name)) for name in self.files.get(stem, ())
            )
        except OSError:
            return True  # decoding the file will report why it cannot be read

    @property
    def in_memory(self) -> list[str]:
        """The stems that are decoded and kept, the latest used last."""
        return list(self._contents)

    def years(self) -> list[str]:
        """The years that have files, oldest first."""
        return sorted(filter(is_year, self.files))

    def own(self, stem: str) -> str:
        """The path in the home of this device's own file for a stem."""
        return f"{device.FOLDER}/{self.me}/{stem}{SUFFIX}"

    @contextmanager
    def writing(self, tries: int = PATIENT) -> Iterator[None]:
        """Hold the lock: no other process here writes until this ends. Raises StoreError."""
        if self.read_only_reason and not self._only_reads:
            self._open()  # it could be writable by now
        if self.read_only_reason:
            raise StoreError(f"Nothing was changed: {self.read_only_reason}")
        with self._mutex, self._lock(tries):
            self._depth += 1
            try:
                self._become()
                yield
            finally:
                self._depth -= 1

    def _lock(self, tries: int) -> ExitStack:
        try:
            return ExitStack() if self._depth else self.disk.lock(self.path(".lock"), tries)
        except OSError as error:
            raise self.refusal(error) from error

    def refusal(self, error: OSError) -> StoreError:
        """The error for a change that could not be written and left no trace."""
        if isinstance(error, BlockingIOError):
            return StoreError(
                f"{self.folder}/.lock is held by another process (one suspended with "
                "Ctrl-Z?): end it or let it go on, then try again"
            )
        return StoreError(f"{unwritable(self.folder, error)}; nothing was changed")

    def all_steps(self) -> list[Steps]:
        """The steps of each device in this home."""
        for name in self.disk.scan(self.path(device.FOLDER)):
            if name not in self._steps:
                self._steps[name] = Steps(self.path(f"{device.FOLDER}/{name}"), self.disk)
        return list(self._steps.values())

    @property
    def own_steps(self) -> Steps:
        """The steps of this device. The caller holds the lock, so there is one."""
        if self.steps is None:
            raise StoreError(f"{self.folder}: this device has made nothing here yet")
        return self.steps

    def _recognise(self) -> None:
        if device.FOLDER in self.disk.scan(self.folder):
            self._be(device.recognise(self.folder, self.disk))

    def _become(self) -> None:
        """Make this device if it has none yet. The caller holds the lock."""
        if self.me is not None:
            return
        try:
            self._recognise()
            self._be(self.me or device.make(self.folder, self.disk))
        except OSError as error:
            raise self.refusal(error) from error

    def _be(self, name: str | None) -> None:
        self.me = name
        self.all_steps()
        self.steps = self._steps[name] if name else None

    def append(self, stem: str, lines: Sequence[bytes], *, durable: bool) -> None:
        """Append whole lines to this device's file, which `poll` ignores. Raises StoreError."""
        name = self.own(stem)
        try:
            now = self.disk.append(self.path(name), b"".join(lines), durable=durable)
        except OSError as error:
            raise StoreError(
                f"{name} was not written: {error.strerror}; nothing was changed"
            ) from error
        if stem != QUARANTINE:
            self.files[stem] = {**self.files.get(stem, {}), name: now}

    def follow(self, stem: str, lines: Sequence[bytes]) -> None:
        """Show lines that `append` wrote, without reading them, if the year is in memory."""
        if content := self._contents.get(stem):
            name = self.own(stem)
            content.follow(name, b"".join(lines), self.files[stem][name])

    def size(self, stem: str) -> int:
        """The size of this device's file in bytes, 0 without one, as of the last poll."""
        its = self.files.get(stem, {}).get(self.own(stem))
        return its.st_size if its else 0

    def lines(self, name: str) -> list[bytes]:
        """The lines of a file; empty if it cannot be read, which its `Content` reports."""
        with suppress(OSError):
            return self.disk.content(self.path(name)).split(b"\n")
        return []


def _states(files: Files) -> set[tuple[object, ...]]:
    found = (each for some in files.values() for each in some.items())
    return {(name, its.st_ino, its.st_size, its.st_mtime_ns) for name, its in found}
