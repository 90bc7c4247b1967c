"""Import plan: compares the entries of a file with the records before anything is changed."""

import json
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

_TIME_PART: Final = 10
"""Characters of an id that are its time; the others of an imported row name the row."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a file: table, id, version and document."""

    table: str
    id: str
    version: int | None
    """Milliseconds since 1970 of its last change; `None` in files of other programs."""
    document: Mapping[str, Any]
    """Empty for a removal."""
    is_removal: bool = False
    is_further: bool = False
    """Whether it is one more record of a row that another entry is counted for."""

    @property
    def after(self) -> Mapping[str, Any] | None:
        """The document that importing it leaves; `None` for a removal."""
        return None if self.is_removal else self.document


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Entries, grouped by the effect of importing them."""

    new: tuple[Entry, ...]
    newer: tuple[Entry, ...]
    """Entries that differ from the record and were changed later: they replace it."""
    older: tuple[Entry, ...]
    """Entries that differ and were not changed later: the record stays."""
    same: int
    """Number of entries equal to the record."""
    same_rows: int = 0
    """`same` without further records of a row."""
    unknown: tuple[Entry, ...] = ()
    """Removals of records that were never here, kept so that an older file does not bring them."""

    @property
    def replacing(self) -> "ImportPlan":
        """The plan that takes every differing entry from the file, even if changed earlier."""
        taken = tuple(replace(entry, version=None) for entry in (*self.newer, *self.older))
        return replace(self, newer=taken, older=())

    def bringing_back(self, undone: Container[tuple[str, str]]) -> "ImportPlan":
        """The plan that takes in again what an undo of an import removed.

        A person who undoes an import, to name its habits better, has not removed its records.
        """
        back = [entry for entry in self.older if (entry.table, entry.id) in undone]
        if not back:
            return self
        older = tuple(entry for entry in self.older if entry not in back)
        new = (*self.new, *(replace(entry, version=None) for entry in back))
        return replace(self, new=new, older=older)

    @property
    def lines(self) -> tuple[str, ...]:
        """The plan in words."""
        hint = "; --replace takes the file's" if self.older else ""
        return (
            f"{len(self.new)} new",
            f"{len(self.newer)} differing and changed later than yours: they replace it",
            f"{len(self.older)} differing and changed no later than yours: yours stay{hint}",
            f"{self.same} the same",
        )


def import_plan(
    entries: Iterable[Entry],
    held: Callable[[str, str], tuple[Mapping[str, Any] | None, int] | None],
    earlier: Callable[[str, str], Iterable[Mapping[str, Any] | None]] = lambda _table, _key: (),
) -> ImportPlan:
    """Group these entries by the effect of importing them.

    ``held`` gives the document (`None` if removed) and version of the record of a table and id, or
    `None` without one. The newer version wins. An entry without a version never replaces a record;
    it is the same if it equals any of the documents that the record had ``earlier``.
    """
    new: list[Entry] = []
    newer: list[Entry] = []
    older: list[Entry] = []
    unknown: list[Entry] = []
    same = same_rows = 0
    for entry in entries:
        document, version = held(entry.table, entry.id) or (None, -1)
        if version < 0 and entry.is_removal:
            unknown.append(entry)
        elif document == entry.after or (
            entry.version is None and document and entry.after in earlier(entry.table, entry.id)
        ):
            same += 1
            same_rows += not entry.is_further
        elif version >= 0 and (entry.version is None or entry.version <= version):
            older.append(entry)
        else:
            (new if document is None else newer).append(entry)
    return ImportPlan(tuple(new), tuple(newer), tuple(older), same, same_rows, tuple(unknown))


def recognised(
    entries: Sequence[Entry],
    new: Container[tuple[str, str]],
    kept: Callable[[str], Iterable[tuple[str, Mapping[str, Any] | None]]],
) -> tuple[Entry, ...]:
    """These entries of another program, with the ids of their records where those are known.

    A row is known by the part of its id that does not depend on the zone, and one whose habit was
    renamed by being equal in all fields. ``new`` has the table and id of those that seem new;
    ``kept`` gives the id and document (`None` if removed) of every record of a table.
    """
    ids = {(entry.table, entry.id) for entry in entries}
    known: dict[str, tuple[dict[str, str], dict[str, list[str]]]] = {}
    found: list[Entry] = []
    for entry in entries:
        if (entry.table, entry.id) not in new:
            found.append(entry)
            continue
        if entry.table not in known:
            known[entry.table] = _index(entry.table, kept(entry.table), ids)
        by_row, equal = known[entry.table]
        key = by_row.get(entry.id[_TIME_PART:])
        if key is None and equal and (same := equal.get(_content(entry.document))):
            key = same.pop()
        found.append(replace(entry, id=key) if key else entry)
    return tuple(found)


def _index(
    table: str,
    kept: Iterable[tuple[str, Mapping[str, Any] | None]],
    ids: Container[tuple[str, str]],
) -> tuple[dict[str, str], dict[str, list[str]]]:
    """The imported records of a table that are not in the file: by their rows, and by content."""
    by_row: dict[str, str] = {}
    equal: dict[str, list[str]] = {}
    for key, document in kept:
        if (table, key) in ids:
            continue
        by_row[key[_TIME_PART:]] = key
        if document is not None and document.get("source") == "import":
            equal.setdefault(_content(document), []).append(key)
    return by_row, equal


def _content(document: Mapping[str, Any]) -> str:
    return json.dumps(document, sort_keys=True)
