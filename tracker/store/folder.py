"""The folder of journals: a file a UTC year for dated tables, one for the undated, one for steps.

It says which file a record lives in, keeps few of them in memory, excludes other writers, finishes
what was interrupted, and notices what other processes did.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from tracker import disk
from tracker.core.facts.ulid import ulid_ms
from tracker.store import backup
from tracker.store import write_ahead as intent
from tracker.store.errors import StoreError
from tracker.store.journal_file import JournalFile
from tracker.store.lock import BRIEF, Held, Lock, Refused

DATED: Final = frozenset({"sessions", "mat_sessions"})
BASE: Final = "base.jsonl"
STEPS: Final = "steps.jsonl"
_YEARS_IN_MEMORY: Final = 3


class JournalFolder:
    """The journals of one folder. ``clock`` gives milliseconds.

    Raises StoreError when the folder cannot be looked into: nothing is known of what it holds.
    """

    def __init__(self, folder: Path, clock: Callable[[], int], *, read_only: bool) -> None:
        self.folder = folder
        self.clock = clock
        self.interrupted: str | None = None
        """Why a step that was interrupted could not be finished yet."""
        self._looks_only = read_only
        self._refused = "the records were opened for reading only" if read_only else None
        self._lock = Lock(folder / ".lock")
        self._journals: dict[str, JournalFile] = {}
        self._unreadable: dict[str, str] = {}
        self._backups: dict[str, list[Path]] | None = None
        try:
            disk.look_into(folder)
        except OSError as error:
            raise StoreError(f"{folder} cannot be read: {error.strerror}") from error
        if not read_only:
            self._open()
        self._foreign = False
        self._seen = self._listing()

    def _open(self) -> None:
        try:
            disk.make_folder(self.folder)
        except OSError as error:
            self._refused = f"{self.folder} cannot be made: {error.strerror}"
        else:
            self._refused = self._lock.refusal()
            self.finish_interrupted()

    @property
    def read_only_reason(self) -> str | None:
        """Why nothing can be written, or None."""
        return self._refused or next(iter(self._unreadable.values()), None)

    @property
    def in_memory(self) -> list[str]:
        """The names of the journals that are held in memory."""
        return [name for name, journal in self._journals.items() if journal.content.lines]

    def file_of(self, table: str, key: str) -> str:
        """The name of the file in which a record lives. Raises StoreError for a dated non-ULID."""
        if table == "steps":
            return STEPS
        if table not in DATED:
            return BASE
        try:
            return year_file(ulid_ms(key))
        except ValueError as error:
            raise StoreError(f"{table}: {error}") from error

    def years(self) -> list[str]:
        """The names of the year files, oldest first; one that only a backup has is among them."""
        return sorted(name for name in {*self._names(), *self.backups()} if is_year_file(name))

    def journal(self, name: str) -> JournalFile:
        """The journal of this name, as it was when it was last read."""
        journal = self._journals.pop(name, None)
        if journal is None:
            journal = JournalFile(
                self.folder / name,
                self.clock,
                guard=self.writing,
                backups=lambda: self.backups().get(name, []),
            )
        self._journals[name] = journal  # the latest used is last
        stay = {name, year_file(self.clock())}
        spare = [each for each in self._journals if is_year_file(each) and each not in stay]
        for each in spare[: 1 - _YEARS_IN_MEMORY]:
            del self._journals[each]
        return journal

    def fresh(self, name: str) -> JournalFile:
        """The journal of this name, with all that was appended to it until now."""
        journal = self.journal(name)
        journal.refresh()
        self.note_readable(name, journal.unreadable)
        return journal

    def note_readable(self, name: str, why_not: str | None) -> None:
        """Remember whether a file could be read."""
        if why_not is None:
            self._unreadable.pop(name, None)
        else:
            self._unreadable[name] = why_not

    def backups(self) -> dict[str, list[Path]]:
        """The backups of each file that has one, the newest first."""
        if self._backups is None:
            self._backups = backup.newest_first(self.folder)
        return self._backups

    def backups_changed(self) -> None:
        """Look for backups again."""
        self._backups = None

    @contextmanager
    def writing(self, tries: int = disk.PATIENT) -> Iterator[None]:
        """Alone: no other process writes until this ends. Raises StoreError."""
        for name in list(self._unreadable):
            self.fresh(name)  # it may have been mended
        if self._refused and not self._looks_only:
            self._open()  # it may be writable by now
        if self.read_only_reason:
            raise StoreError(f"Nothing was changed: {self.read_only_reason}")
        with self._lock(tries):
            if self._lock.depth > 1:
                yield
                return
            self._foreign = self._foreign or self._listing() != self._seen
            self._finish()
            try:
                yield
            finally:
                self._seen = self._listing()

    def finish_interrupted(self, tries: int = BRIEF) -> None:
        """Finish a step that another process could not; if that fails, say why, and go on."""
        if self._refused or not (self.folder / intent.NAME).exists():
            return
        try:
            with self._lock(tries):
                self._finish()
        except Held:
            return  # its writer lives
        except (StoreError, Refused) as error:
            self.interrupted = f"a step that was interrupted is not finished yet: {error}"

    def _finish(self) -> None:
        parts = intent.pending(self.folder)
        self.interrupted = None
        if parts is None:
            return
        self._foreign = True
        known = {name: lines for name, lines in parts.items() if is_journal(name)}
        if known and len(known) == len(parts):
            intent.finish(known, {name: self.fresh(name) for name in known})
            disk.remove(self.folder / intent.NAME)
        else:  # unreadable: keep a copy for inspection
            (self.folder / intent.NAME).rename(self.folder / f"{intent.NAME}.damaged")

    def poll(self) -> bool:
        """Whether another process, or a hand, changed something since the last look."""
        self.finish_interrupted(tries=1)
        now = self._listing()
        changed = self._foreign or now != self._seen
        if changed:
            self.backups_changed()
        self._foreign, self._seen = False, now
        return changed

    def conflicts(self) -> list[Path]:
        """Copies that Syncthing set aside because two machines wrote at once."""
        return [self.folder / name for name in sorted(self._seen) if ".sync-conflict-" in name]

    def names(self) -> list[str]:
        """Every journal that there is, or that a backup has: base, steps, then years."""
        there = {*self._names(), *self.backups()}
        return [name for name in (BASE, STEPS) if name in there] + self.years()

    def _names(self) -> Iterable[str]:
        try:
            return [path.name for path in self.folder.iterdir()]
        except OSError:
            return []

    def _listing(self) -> dict[str, disk.Fingerprint]:
        listing: dict[str, disk.Fingerprint] = {}
        try:
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    if entry.name.endswith(".jsonl"):
                        listing[entry.name] = disk.fingerprint(entry.stat())
        except OSError:
            return listing
        return listing


def year_file(ms: int) -> str:
    """The name of the file for records of this time."""
    return f"{datetime.fromtimestamp(ms / 1000, UTC).year:04d}.jsonl"


def is_year_file(name: str) -> bool:
    """Whether dated records live in a file of this name."""
    stem = name.removesuffix(".jsonl")
    return len(stem) == 4 and stem.isascii() and stem.isdigit() and stem != name


def is_journal(name: str) -> bool:
    """Whether this is the name of one of the journals."""
    return name in {BASE, STEPS} or is_year_file(name)
