"""The store: everything a person keeps, in one folder of journals.

What it says was kept is on the disk. Every change names the record as it was, and is refused when
that is no longer so; changes made together are kept together or not at all.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.core.days.day_columns import DaySummaries
from tracker.core.facts.goals_and_rests import Kind
from tracker.store.errors import Conflict, StoreError
from tracker.store.folder import BASE, DATED, STEPS, JournalFolder
from tracker.store.journal_file import JournalFile
from tracker.store.line import Document, dumps, version_time
from tracker.store.summary_cache import SummaryCache

if TYPE_CHECKING:
    from tracker.store.dated_records import History
    from tracker.store.doctor import Report
    from tracker.store.table import JournalTable


class RecordChange(NamedTuple):
    """A record before and after, as documents; None is absence. A key ``_id`` is overlooked."""

    table: str
    id: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    version: int | None = None
    """Milliseconds since 1970 to keep as the time of this change, as an import does; else now."""


class Store:
    """The records in a folder. ``clock`` gives the milliseconds since 1970.

    Opening makes the folder, and finishes a step that was interrupted, unless ``read_only``.
    """

    def __init__(self, folder: Path, clock: Callable[[], int], *, read_only: bool = False) -> None:
        self.folder = folder
        self.journals = JournalFolder(folder, clock, read_only=read_only)
        self._clock = clock
        self._summaries = SummaryCache(self.journals)
        self._unabsorbed: str | None = None
        self._absorb()

    @property
    def read_only_reason(self) -> str | None:
        """Why nothing can be changed, in words; None when it can."""
        return self.journals.read_only_reason

    def table(self, name: str) -> "JournalTable":
        """An undated table, as TinyDB has them."""
        from tracker.store.table import JournalTable  # only changes load TinyDB

        if name in DATED:
            raise ValueError(f"{name} is dated: use between(), newest() or apply()")
        return JournalTable(self.journals.fresh(self.journals.file_of(name, "")), name)

    def get(self, table: str, key: str) -> Document | None:
        """The document of this id as it is now, or None."""
        journal = self.journals.fresh(self.journals.file_of(table, key))
        document = journal.content.tables.get(table, {}).get(key)
        return None if document is None else {**document, "_id": key}

    def apply(self, changes: Sequence[RecordChange], step: Mapping[str, Any] | None) -> str | None:
        """Make all of these changes, durably, or none; gives the id of the step, if there is one.

        Raises Conflict when a record is not as its change has it before, StoreError when it cannot
        be kept, ValueError for two changes of one record.
        """
        from tracker.store import undo_log as undo
        from tracker.store import write_ahead as intent

        if len({(change.table, change.id) for change in changes}) < len(changes):
            raise ValueError("a record may be changed once in a step")
        with self.journals.writing():
            journals: dict[str, JournalFile] = {}
            parts: dict[str, list[bytes]] = {}
            for change in changes:
                name = self.journals.file_of(change.table, change.id)
                journal = journals.setdefault(name, self.journals.fresh(name))
                _check(journal, change)
                after = _bare(change.after)
                line = journal.line(change.table, change.id, after, change.version)
                parts.setdefault(name, []).append(line)
            key = None
            if step is not None:
                journals[STEPS] = steps = self.journals.journal(STEPS)
                key = undo.next_id(steps)
                parts.setdefault(STEPS, []).append(steps.line("steps", key, _bare(step)))
                parts[STEPS] = parts.pop(STEPS)  # last: it says that the rest is there
            self._require_readable()
            if parts:
                intent.carry_out(self.folder, parts, journals)
            for journal in journals.values():
                if journal.read_as:  # steps are not read for one more to be kept
                    journal.refresh()
            if key:
                with suppress(OSError):  # the step is kept; a long file costs only time
                    undo.prune(journals[STEPS])
            return key

    def version_of(self, table: str, key: str) -> tuple[Document, int] | None:
        """The document of this id without its id, and the milliseconds of its last change."""
        content = self.journals.fresh(self.journals.file_of(table, key)).content
        document = content.tables.get(table, {}).get(key)
        if document is None:
            return None
        return {**document}, version_time(content.ranks[table][key])

    def every(self, table: str) -> Iterator[Document]:
        """Every document of a table, file by file, its id as ``_id``, its version as ``_m``."""
        for name in self.journals.years() if table in DATED else [BASE]:
            content = self.journals.fresh(name).content
            for key, document in content.tables.get(table, {}).items():
                version = version_time(content.ranks[table][key])
                yield {**document, "_id": key, "_m": version}

    def poll(self) -> bool:
        """Whether another process, or a hand, changed something since the last look; cheap."""
        changed = self.journals.poll()
        if changed:
            self._absorb()
        return changed

    def summaries(self, kind: Kind) -> DaySummaries:
        """Every day with records of this kind, in sum, oldest first."""
        return self._summaries.days(kind)

    def on(self, table: str, day: date) -> list[Document]:
        """The dated records of one practice day, oldest first, each with its id as ``_id``."""
        return self._history.between(table, day, day)

    def between(self, table: str, first: date, last: date) -> list[Document]:
        """The dated records from one practice day to another, both included, oldest first."""
        return self._history.between(table, first, last)

    def newest(self, table: str) -> Iterator[Document]:
        """Every dated record, the newest first; a year is read when it is due."""
        return self._history.newest(table)

    def problems(self) -> list[str]:
        """What could not be read as it was written, or waits to be finished, in words."""
        found = [problem for year in self._summaries.years().values() for problem in year.problems]
        found += self.journals.fresh(BASE).problems()
        if not self.journals.journal(STEPS).sound():  # a megabyte that only undo need read
            found += self.journals.fresh(STEPS).problems()
        return found + [why for why in (self.journals.interrupted, self._unabsorbed) if why]

    def newer(self, table: str) -> list[str]:
        """The ids of records of this table that a newer tsubo made: kept as they are, not shown."""
        names = self.journals.years() if table in DATED else [self.journals.file_of(table, "")]
        return [
            key
            for name in names
            for its_table, key in self.journals.fresh(name).content.newer
            if its_table == table
        ]

    def backup(self, day: date, *, again: bool = False) -> list[str]:
        """Copy what changed, once a day unless ``again``; gives the names of the copies.

        Raises StoreError.
        """
        from tracker.store import maintenance as upkeep

        return upkeep.back_up(self.journals, day, again=again)

    def doctor(self) -> "Report":
        """A look at every file."""
        from tracker.store import doctor

        return doctor.report(self.journals)

    def repair(self, *, accept: bool = False) -> list[str]:
        """Mend what can be mended; gives what was done, in words. Raises StoreError.

        With ``accept``, records altered outside tsubo are signed as they now are.
        """
        from tracker.store import doctor

        done = doctor.repair(self.journals, accept=accept)
        self._summaries.forget()
        return done

    @cached_property
    def _history(self) -> "History":
        from tracker.store.dated_records import History  # loaded for single records only

        return History(self.journals, self._summaries)

    def _absorb(self) -> None:
        self._unabsorbed = None
        if self.journals.conflicts() and not self.read_only_reason:
            from tracker.store import maintenance as upkeep

            try:
                upkeep.absorb(self.journals)
            except StoreError as error:
                self._unabsorbed = f"a conflict copy of Syncthing is not merged yet: {error}"

    def _require_readable(self) -> None:
        if self.read_only_reason:
            raise StoreError(f"Nothing was changed: {self.read_only_reason}")


def _bare(document: Mapping[str, Any] | None) -> Document | None:
    if document is None:
        return None
    return {field: value for field, value in document.items() if field != "_id"}


def _check(journal: JournalFile, change: RecordChange) -> None:
    """The record is as the change has it before. Raises Conflict."""
    current = journal.content.tables.get(change.table, {}).get(change.id)
    before = _bare(change.before)
    if dumps(current) == dumps(before):
        return
    if (change.table, change.id) in journal.content.newer:
        return  # composing its line says better why not
    what = f"{change.table} {change.id}"
    if current is None:
        raise Conflict(f"{what} was removed meanwhile; nothing was changed")
    if before is None:
        raise Conflict(f"{what} is there already; nothing was changed")
    fields = [key for key in sorted({*current, *before}) if current.get(key) != before.get(key)]
    raise Conflict(f"{what} was changed meanwhile ({', '.join(fields)}); nothing was changed")
