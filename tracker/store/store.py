"""The store: the records of one home, which several devices can share.

A change is on the disk when a call returns. The changes of one step are made together or not at
all, in this device's own journals; reading merges the journals of all devices.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.core.days.day_columns import DaySummaries
from tracker.core.facts.goals_and_rests import Kind
from tracker.disk import Disk
from tracker.store.content import Content, Key
from tracker.store.evidence import Evidence
from tracker.store.folder import JournalFolder
from tracker.store.line import BASE, DATED, Document, StoreError, compose, stem_of, version_time
from tracker.store.steps import UNFINISHED, StepFile
from tracker.store.summaries import KINDS, Summaries

if TYPE_CHECKING:
    from tracker.store.tables import JournalTable


class _Write(NamedTuple):
    """A record to be written."""

    document: Document | None
    """`None` removes it."""
    is_new: bool
    """Whether the id is new, so that no earlier version need be read."""


class Store:
    """The records in a home. ``clock`` gives the milliseconds since 1970.

    Opening puts back records that only a backup or a step has, unless ``read_only``. Raises
    StoreError if the home cannot be read.
    """

    def __init__(
        self,
        folder: Path,
        clock: Callable[[], int],
        *,
        read_only: bool = False,
        disk: Disk | None = None,
    ) -> None:
        self.folder = folder
        self.now = clock
        self.journals = JournalFolder(folder, clock, disk or Disk(), read_only=read_only)
        self.evidence = Evidence(self.journals)
        self._summaries = Summaries(self.journals, self.evidence)
        self._pending: dict[Key, _Write] | None = None
        """The writes of the step that is being made."""
        self._moved = False
        self.evidence.check()

    @property
    def read_only_reason(self) -> str | None:
        """Why the records cannot be changed; `None` if they can."""
        return self.journals.read_only_reason

    def table(self, name: str) -> "JournalTable":
        """A TinyDB table."""
        from tracker.store.tables import JournalTable  # takes 3 ms; reading totals does not need it

        return JournalTable(self, name)

    def names(self) -> list[str]:
        """The names of the tables that have records."""
        contents = [self.evidence.content(stem) for stem in self.journals.files]
        return sorted({name for each in contents for name, held in each.tables.items() if held})

    def find(self, table: str, key: str) -> Document | None:
        """The current document of this id, as the pending step leaves it; `None` without one."""
        if self._pending and (table, key) in self._pending:
            return self._pending[table, key].document
        stem = stem_of(table, key)
        if stem != BASE and not self.journals.mentions(stem, key):
            return None
        content = self.evidence.content(stem)
        if self._pending is not None:
            _require_readable(content)  # in an unreadable file a record is hidden, not absent
        return content.tables.get(table, {}).get(key)

    def documents(
        self, table: str, first: date = date.min, last: date = date.max
    ) -> dict[str, Document]:
        """The documents of a table by id; of a dated one, of the years with days in range."""
        found: dict[str, Document] = {}
        if table in DATED:
            for stem in self.journals.years():
                if first.year <= int(stem) <= last.year or self._reaches(stem, table, first, last):
                    found |= self.evidence.content(stem).tables.get(table, {})
        else:
            found |= self.evidence.content(BASE).tables.get(table, {})
        for (name, key), write in (self._pending or {}).items():
            if name == table:
                found.pop(key, None)
                if write.document is not None:
                    found[key] = write.document
        return found

    def _reaches(self, stem: str, table: str, first: date, last: date) -> bool:
        """Whether another year's files have such days, as when a correction moved a record."""
        days = self._summaries.year(stem).days[KINDS[table]]
        return bool(days.places(first.toordinal(), last.toordinal()))

    def version(self, table: str, key: str) -> int:
        """Milliseconds since 1970 of a record's last change or removal; -1 if it never was."""
        try:
            stems = [stem_of(table, key)]
        except StoreError:  # an id that tsubo did not make does not tell its year
            stems = self.journals.years()
        rank = max((self.evidence.content(stem).rank(table, key) for stem in stems), default=-1)
        return version_time(rank) if rank >= 0 else -1

    def removals(self, table: str) -> dict[str, int]:
        """The time of each removal in a table by id, in milliseconds since 1970."""
        found: dict[str, int] = {}
        for stem in self.journals.years() if table in DATED else [BASE]:
            content = self.evidence.content(stem)
            current = content.tables.get(table, {})
            found |= {
                key: version_time(rank)
                for key, rank in content.ranks.get(table, {}).items()
                if key not in current and (table, key) not in content.newer
            }
        return found

    def newer(self, table: str) -> list[str]:
        """The ids of records that a newer tsubo made: kept as they are, not shown."""
        stems = self.journals.years() if table in DATED else [BASE]
        return [
            key
            for stem in stems
            for name, key in self.evidence.content(stem).newer
            if name == table
        ]

    def poll(self) -> bool:
        """Whether another process or device changed records since last time. Stats only, if not."""
        if self.journals.poll():
            self._moved = True
            self.evidence.check()
        moved, self._moved = self._moved, False
        return moved

    def summaries(self, kind: Kind) -> DaySummaries:
        """The totals of every day with records of this kind, oldest first."""
        return self._summaries.days(kind)

    def problems(self) -> list[str]:
        """A message for each file, line or record that could not be read, counted or put back."""
        years = [problem for year in self._summaries.years().values() for problem in year.problems]
        base, places = self.evidence.content(BASE).problems(), self.journals.problems()
        return list(dict.fromkeys([*years, *base, *self.evidence.problems, *places]))

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the lock, with the latest state of the files read. Raises StoreError."""
        with self.journals.writing():
            if self._pending is None and self.journals.poll():
                self._moved = True
                self.evidence.check()
            yield

    @contextmanager
    def step(
        self, about: Mapping[str, Any] | None, versions: Mapping[Key, int] | None = None
    ) -> Iterator[None]:
        """Make all changes of the ``with`` block together and durably, or none of them.

        ``about`` is what undo shows of the step; with `None` it cannot be undone. ``versions``
        are the times of imported changes, in milliseconds since 1970; all others are made now.
        Raises StoreError.
        """
        with self.alone():
            pending: dict[Key, _Write] = {}
            self._pending = pending
            try:
                yield
            finally:
                self._pending = None
            self._commit(pending, about, versions or {})

    def write(
        self, table: str, documents: Mapping[str, Document | None], *, is_new: bool = False
    ) -> None:
        """Write documents by their ids, `None` to remove; in the pending step, else durably now.

        Raises StoreError.
        """
        writes = {(table, key): _Write(each, is_new) for key, each in documents.items()}
        if self._pending is not None:
            self._pending |= writes
            return
        with self.alone():
            self._commit(writes, None, {})

    def steps(self) -> list[StepFile]:
        """The steps made on this device, oldest first."""
        return self.journals.steps.all() if self.journals.steps else []

    def _commit(
        self,
        writes: Mapping[Key, _Write],
        about: Mapping[str, Any] | None,
        versions: Mapping[Key, int],
    ) -> None:
        if not writes and about is None:
            return
        now, journals = max(0, self.now()), self.journals  # reading refuses negative versions
        lines: dict[str, list[bytes]] = {}
        changes: list[Document] = []
        for (table, key), write in writes.items():
            m = versions.get((table, key), now)
            lines.setdefault(stem_of(table, key), []).append(self._line(table, key, write, m))
            if about is not None:
                before = None if write.is_new else self.find(table, key)
                changes.append({"table": table, "id": key, "before": before})
        described = {} if about is None else {**about, "changes": changes}
        steps = journals.own_steps
        # Without undo, one append to one file is atomic by itself: make that durable, not the step.
        is_bare = about is None and len(lines) == 1
        offsets = {stem: journals.size(stem) for stem in lines}
        try:
            step = steps.add(now, described, lines, offsets, durable=not is_bare)
        except OSError as error:
            raise journals.refusal(error) from error
        done: list[str] = []
        try:
            for stem, some in lines.items():
                done.append(stem)
                journals.append(stem, some, durable=is_bare)  # the durable step has them otherwise
        except BaseException:
            self._take_back(step, done)
            raise
        for stem, some in lines.items():
            journals.follow(stem, some)
        if step.number % 400 == 0 and steps.spare():
            self.backup(datetime.fromtimestamp(now / 1000).date(), again=True)  # noqa: DTZ006

    def _take_back(self, step: StepFile, stems: Iterable[str]) -> None:
        journals = self.journals
        try:
            for stem in stems:
                name = journals.path(journals.own(stem))
                with suppress(FileNotFoundError):
                    if journals.disk.os.stat(name).st_size > step.offsets[stem]:
                        journals.disk.cut(name, step.offsets[stem])
        except OSError as error:
            raise StoreError(UNFINISHED.format(place=self.folder, why=error.strerror)) from error
        journals.own_steps.take_back(step.name)

    def _line(self, table: str, key: str, write: _Write, m: int) -> bytes:
        """The line of a record's next version, at time ``m`` or just after the current version."""
        stem = stem_of(table, key)
        if not write.is_new and (stem == BASE or self.journals.mentions(stem, key)):
            content = self.evidence.content(stem)
            if name := content.newer.get((table, key)):
                raise StoreError(
                    f"{name}: {table} {key} was made by a newer tsubo, which alone can change it"
                )
            _require_readable(content)
            current = content.rank(table, key)
            m = max(m, version_time(current) + 1) if current >= 0 else m
        return compose(table, key, write.document, max(0, m))

    def backup(self, day: date, *, again: bool = False) -> list[str]:
        """Back up years that changed, once a day unless ``again``; returns the new files' names."""
        from tracker.store import backup

        return backup.back_up(self.journals, self.evidence, day, again=again)

    def repair(self, day: date, *, accept: bool = False) -> list[str]:
        """Repair this device's journals. Returns a message for each repair. Raises StoreError.

        With ``accept``, records that were altered outside tsubo, and that no backup or step has,
        are kept as they are now with a new checksum.
        """
        from tracker.store import doctor

        with self.alone():
            done = doctor.repair(self.journals, self.evidence, day)
            for stem in sorted(self.journals.files) if accept else []:
                content = self.evidence.content(stem)
                for table, key in [each for each in content.altered if each not in content.newer]:
                    self.write(table, {key: self.find(table, key)})
                    done.append(f"{table} {key}: kept as it is now")
        self._summaries.forget()
        return done


def _require_readable(content: Content) -> None:
    for why in content.unreadable.values():
        raise StoreError(f"Nothing was changed: {why}")
