"""Changes documents through the tables of a database: all of them in one step, or none."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from tracker.core.days.day_columns import DaySummaries
from tracker.core.facts.goals_and_rests import Kind
from tracker.store import Conflict
from tracker.store.line import Document, dumps
from tracker.store.steps import StepFile


class Database(Protocol):
    """The part of a store that the journal uses: TinyDB tables, and steps over them."""

    @property
    def folder(self) -> Path:
        """The folder of its files."""

    @property
    def read_only_reason(self) -> str | None:
        """Why the records cannot be changed; `None` if they can."""

    def table(self, name: str) -> Any:
        """A ``tinydb.table.Table``. Its ids are strings, which TinyDB's types do not allow for."""

    def step(
        self, about: Mapping[str, Any] | None, versions: Mapping[tuple[str, str], int] | None = None
    ) -> AbstractContextManager[None]:
        """Make all changes of the ``with`` block, or none of them; see ``Store.step``."""

    def steps(self) -> Sequence[StepFile]:
        """The steps made on this device, oldest first."""

    def summaries(self, kind: Kind) -> DaySummaries:
        """The totals of every day with records of this kind, oldest first."""

    def poll(self) -> bool:
        """Whether another process or device changed records since last time."""

    def problems(self) -> list[str]:
        """A message for each file, line or record that could not be read."""

    def version(self, table: str, key: str) -> int:
        """Milliseconds since 1970 of a record's last change or removal; -1 if it never was."""

    def removals(self, table: str) -> Mapping[str, int]:
        """The time of each removal in a table by id, in milliseconds since 1970."""


_WORDS = {"lain": "length", "holds": "points"}
"""Fields that have another name for people."""


class RecordChange(NamedTuple):
    """A record before and after a change, as documents; `None` means absent. `_id` is ignored."""

    table: str
    id: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    version: int | None = None
    """The time of an imported change in milliseconds since 1970; `None` for now."""


def apply(
    database: Database, changes: Sequence[RecordChange], about: Mapping[str, Any] | None
) -> None:
    """Make all of these changes in one step, durably, or none.

    Raises Conflict if a record is not as its change has it before, StoreError if it cannot be
    written, ValueError for two changes of one record.
    """
    if len({(change.table, change.id) for change in changes}) < len(changes):
        raise ValueError("a record can be changed once in a step")
    versions = {(c.table, c.id): c.version for c in changes if c.version is not None}
    tables = {name: database.table(name) for name in {change.table for change in changes}}
    with database.step(about, versions):
        for change in changes:
            _make(tables[change.table], change)


def is_current(database: Database, changes: Iterable[RecordChange]) -> bool:
    """Whether every record is as its change has it before."""
    tables: dict[str, Any] = {}
    for change in changes:
        table = tables.setdefault(change.table, database.table(change.table))
        if not _is_same(table.get(doc_id=change.id), _bare(change.before)):
            return False
    return True


def _make(table: Any, change: RecordChange) -> None:
    before, after = _bare(change.before), _bare(change.after)
    current = table.get(doc_id=change.id)
    if not _is_same(current, before):
        raise _conflict(change, current, before)
    if current is None:
        from tinydb.table import Document as NewDocument

        table.insert(NewDocument(after or {}, change.id))  # type: ignore[arg-type]
    if after is None:  # also of a record that was never here: its removal is kept
        table.remove(doc_ids=[change.id])
    elif current is not None:
        table.update(_replacing(after), doc_ids=[change.id])


def _is_same(one: Document | None, other: Document | None) -> bool:
    return one is other or dumps(one) == dumps(other)


def _replacing(after: Document) -> Callable[[Document], None]:
    def replace(document: Document) -> None:
        document.clear()
        document.update(after)

    return replace


def _conflict(change: RecordChange, current: Document | None, before: Document | None) -> Conflict:
    from tracker.exchange.documents import TABLES  # needed only to refuse

    word = TABLES[change.table].word if change.table in TABLES else change.table
    what = f"{word} {change.id}"
    if current is None:
        return Conflict(f"{what} was removed meanwhile; nothing was changed")
    if before is None:
        return Conflict(f"{what} is there already; nothing was changed")
    fields = [
        _WORDS.get(key, key.replace("_", " "))
        for key in sorted({*current, *before})
        if current.get(key) != before.get(key)
    ]
    return Conflict(f"{what} was changed meanwhile ({', '.join(fields)}); nothing was changed")


def _bare(document: Mapping[str, Any] | None) -> Document | None:
    if document is None:
        return None
    return {field: value for field, value in document.items() if field != "_id"}
