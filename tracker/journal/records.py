"""What a person's facts are, read from the store: days, records, goals. Nothing changes here.

A document that is not what its table holds is named among the problems, left as it is, and does
not keep its neighbours from being read.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from tracker.core.days.practice_days import Days, DaySummaries, Stamp, passed
from tracker.core.facts.goals_and_rests import Goal, Kind, Rest
from tracker.exchange.documents import TABLES, Document, DocumentError, Fact, fact, table_of
from tracker.store import Store

if TYPE_CHECKING:
    from tracker.core.facts.sessions import Practice

Undated = TypeVar("Undated", bound=Fact)

_NAMED: Final = 3
"""Lines of one file that are named one by one, where there are more."""
_PRACTICE_TABLES: Final = {Kind.POINTS: "sessions", Kind.MAT: "mat_sessions"}
"""What they hold is a ``Practice``; its classes are loaded when one is read."""


class Records:
    """A person's facts in a store, as values."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._unreadable: dict[str, str] = {}
        self.revision = 0
        """Grows whenever anything changed, here or elsewhere."""

    @property
    def folder(self) -> Path:
        """Where they lie."""
        return self._store.folder

    def poll(self) -> bool:
        """Whether another process changed something since last time: a stat, no reading."""
        changed = self._store.poll()
        if changed:
            self.revision += 1
        return changed

    @property
    def problems(self) -> list[str]:
        """What could not be read as it should, a line each; of many lines of a file the first."""
        return _brief([*self._store.problems(), *self._unreadable.values()])

    @property
    def read_only(self) -> str | None:
        """Why nothing can be changed, if so."""
        return self._store.read_only_reason

    def summaries(self, kind: Kind) -> DaySummaries:
        """Each practised day of a kind, oldest first."""
        return self._store.summaries(kind)

    def days(self, kind: Kind, now: Stamp, *, day_starts_at: int, week_starts: int) -> Days:
        """The days of a kind as they stand ``now``; what lies ahead does not count."""
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
        found = [
            practice
            for table in _PRACTICE_TABLES.values()
            for practice in self._practices(table, self._store.on(table, day))
        ]
        return sorted(found, key=lambda practice: (practice.started, practice.id))

    def between(self, kind: Kind, first: date, last: date) -> "list[Practice]":
        """The records of a kind from ``first`` to ``last``, both included, by their start."""
        table = _PRACTICE_TABLES[kind]
        found = self._practices(table, self._store.between(table, first, last))
        return sorted(found, key=lambda practice: (practice.started, practice.id))

    def newest(self, kind: Kind) -> "Iterator[Practice]":
        """The records of a kind, latest first, read year by year as they are asked for."""
        table = _PRACTICE_TABLES[kind]
        return self._practices(table, self._store.newest(table))

    def practice(self, key: str) -> "Practice | None":
        """The session or mat session with this id."""
        for table in _PRACTICE_TABLES.values():
            if found := self._fact(table, key):
                return cast("Practice", found)
        return None

    def facts(self, kind: type[Undated]) -> list[Undated]:
        """Every undated fact of a kind, such as ``Goal``, in the order they were made."""
        table = table_of(kind)
        plains = sorted(self._store.every(table), key=itemgetter("_id"))
        found = [self._read(table, plain["_id"], plain) for plain in plains]
        return [one for one in found if isinstance(one, kind)]

    def _fact(self, table: str, key: str) -> Fact | None:
        plain = self._store.get(table, key)
        return None if plain is None else self._read(table, key, plain)

    def _practices(self, table: str, plains: Iterable[Document]) -> "Iterator[Practice]":
        for plain in plains:
            if found := self._read(table, plain["_id"], plain):
                yield cast("Practice", found)

    def _read(self, table: str, key: str, plain: Mapping[str, Any]) -> Fact | None:
        try:
            found = fact(table, key, plain)
        except DocumentError as wrong:
            self._unreadable[key] = f"{wrong}; left as it is and not counted"
            return None
        self._unreadable.pop(key, None)
        return found

    def version_of(self, table: str, key: str) -> tuple[Document, int] | None:
        """A record's document without its id, and its version in milliseconds."""
        return self._store.version_of(table, key)

    def everything(self) -> dict[str, list[Document]]:
        """Every record of every table, as its document with ``_id`` and its version ``_m``."""
        return {table: list(self._store.every(table)) for table in TABLES}


def _brief(problems: Iterable[str]) -> list[str]:
    """Each problem once; a file that is all noise takes a few lines of words."""
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
