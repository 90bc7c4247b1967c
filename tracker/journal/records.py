"""Reads a person's facts from the store: days, records, goals. Nothing is changed here.

A document that does not fit its table is reported among the problems and left as it is; the others
are still read.
"""

import math
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from tracker.core.days.practice_days import Days, DaySummaries, Stamp, passed
from tracker.core.facts.goals_and_rests import Goal, Kind, Rest
from tracker.exchange.documents import TABLES, Document, DocumentError, Fact, fact, table_of

if TYPE_CHECKING:
    from tracker.core.facts.sessions import Practice
    from tracker.journal.changes import Database

Undated = TypeVar("Undated", bound=Fact)

_NAMED: Final = 3
"""Maximum number of problems of one file that are listed; the others are counted."""
_PRACTICE_TABLES: Final = {Kind.POINTS: "sessions", Kind.MAT: "mat_sessions"}
"""Tables of sessions and mat sessions; their classes are imported on first use."""


class Records:
    """The facts in a store, as values."""

    def __init__(self, store: "Database") -> None:
        self._store = store
        self._unreadable: dict[str, str] = {}
        self.revision = 0
        """Grows with every change, by this process or another."""

    @property
    def folder(self) -> Path:
        """The folder of the records."""
        return self._store.folder

    def poll(self) -> bool:
        """Whether another process changed something since the last call; reads no file."""
        changed = self._store.poll()
        if changed:
            self.revision += 1
        return changed

    @property
    def problems(self) -> list[str]:
        """One line for each problem in reading; of a file with many, the first few."""
        return _brief([*self._store.problems(), *self._unreadable.values()])

    @property
    def read_only(self) -> str | None:
        """Why the records cannot be changed; ``None`` if they can."""
        return self._store.read_only_reason

    def summaries(self, kind: Kind) -> DaySummaries:
        """The summaries of the practised days of a kind, oldest first."""
        return self._store.summaries(kind)

    def days(self, kind: Kind, now: Stamp, *, day_starts_at: int, week_starts: int) -> Days:
        """The days of a kind as of ``now``, without records whose moment is still to come."""
        known = [passed(self.summaries(each), now.moment, self._on) for each in Kind]
        return Days.of(
            kind,
            known,
            self.facts(Goal),
            self.facts(Rest),
            now=now,
            day_starts_at=day_starts_at,
            week_starts=week_starts,
        )

    def _on(self, kind: Kind, day: date) -> "list[Practice]":
        return self.between(kind, day, day)

    def practices(self, day: date) -> "list[Practice]":
        """Every session and mat session of a practice day, by their start."""
        found = [practice for kind in Kind for practice in self.between(kind, day, day)]
        return sorted(found, key=lambda practice: (practice.started, practice.id))

    def between(self, kind: Kind, first: date, last: date) -> "list[Practice]":
        """The records of a kind from ``first`` to ``last``, both included, by their start."""
        from tracker.store.tables import OnDays  # TinyDB takes 3 ms, which totals need not pay

        table = _PRACTICE_TABLES[kind]
        found = self._practices(table, self._store.table(table).search(OnDays(first, last)))
        return sorted(found, key=lambda practice: (practice.started, practice.id))

    def newest(self, kind: Kind) -> "Iterator[Practice]":
        """The records of a kind, latest first, read lazily year by year."""
        from heapq import heappop, heappush

        days = self.summaries(kind)
        waiting: list[tuple[float, int, Practice]] = []
        years = sorted(_latest_by_year(days), reverse=True)
        for (_, year), (until, _) in pairwise([*years, (-math.inf, 0)]):
            for practice in self.between(kind, date(year, 1, 1), date(year, 12, 31)):
                newest_first = -practice.started.timestamp(), _reversed(practice.id)
                heappush(waiting, (*newest_first, practice))
            while waiting and -waiting[0][0] > until:
                yield heappop(waiting)[2]

    def practice(self, key: str) -> "Practice | None":
        """The session or mat session with this id, or ``None``."""
        for table in _PRACTICE_TABLES.values():
            if found := self._fact(table, key):
                return cast("Practice", found)
        return None

    def facts(self, kind: type[Undated]) -> list[Undated]:
        """Every undated fact of a kind, such as ``Goal``, in the order they were made."""
        table = table_of(kind)
        documents = sorted(self._store.table(table), key=lambda each: str(each.doc_id))
        found = [self._read(table, each.doc_id, each) for each in documents]
        return [one for one in found if isinstance(one, kind)]

    def _fact(self, table: str, key: str) -> Fact | None:
        document = self._document(table, key)
        return None if document is None else self._read(table, key, document)

    def _document(self, table: str, key: str) -> Document | None:
        found: Document | None = self._store.table(table).get(doc_id=key)
        return found

    def _practices(self, table: str, documents: Iterable[Any]) -> "Iterator[Practice]":
        for document in documents:
            if found := self._read(table, document.doc_id, document):
                yield cast("Practice", found)

    def _read(self, table: str, key: str, plain: Mapping[str, Any]) -> Fact | None:
        try:
            found = fact(table, key, plain)
        except DocumentError as wrong:
            self._unreadable[key] = f"{wrong}; left as it is and not counted"
            return None
        self._unreadable.pop(key, None)
        return found

    def version_of(self, table: str, key: str) -> tuple[Document | None, int] | None:
        """A record's document and its version in milliseconds; `None` if it never was.

        The document of a removed record is `None`.
        """
        version = self._store.version(table, key)
        return None if version < 0 else (self._document(table, key), version)

    def version_of_fact(self, found: Fact) -> int:
        """When this fact changed last, in milliseconds since 1970; -1 if it never was."""
        return self._store.version(table_of(type(found)), found.id)

    def document_of(self, table: str, key: str) -> Document | None:
        """The document of a record; `None` if it is not there."""
        return self._document(table, key)

    def everything(self) -> dict[str, list[Document]]:
        """The documents of all records by table, with id ``_id`` and version ``_m``."""
        return {
            name: [
                {**each, "_id": each.doc_id, "_m": self._store.version(name, each.doc_id)}
                for each in self._store.table(name)
            ]
            for name in TABLES
        }

    def removals(self) -> dict[str, list[Document]]:
        """The ``_id`` and the version ``_m`` of every removed record."""
        return {
            name: [{"_id": key, "_m": m} for key, m in self._store.removals(name).items()]
            for name in TABLES
        }


def _latest_by_year(days: DaySummaries) -> Iterator[tuple[float, int]]:
    """The latest start, in seconds since 1970, among the days of each year, and the year."""
    if not days:
        return
    columns = days.columns
    first, last = (date.fromordinal(columns.day[place]).year for place in (0, -1))
    for year in range(first, last + 1):
        places = days.places(date(year, 1, 1).toordinal(), date(year, 12, 31).toordinal())
        if places:
            latest = max(columns.last[place] - columns.last_offset[place] for place in places)
            yield latest / 1_000_000, year


def _reversed(key: str) -> int:
    return -int.from_bytes(key.encode(), "big")


def _brief(problems: Iterable[str]) -> list[str]:
    """Each problem once; of a file with many, only a few."""
    said: list[str] = []
    lines: dict[str, list[str]] = {}
    for problem in dict.fromkeys(problems):
        name, line, _ = problem.partition(", line ")
        (lines.setdefault(name, []) if line else said).append(problem)
    for name, found in lines.items():
        if len(found) <= _NAMED + 1:
            said += found
        else:
            more = f"{len(found) - _NAMED} more lines like these, each named by 'tsubo doctor'"
            said += [*found[:_NAMED], f"{name}: {more}"]
    return said
