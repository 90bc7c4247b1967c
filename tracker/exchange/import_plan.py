"""Import plan: compares the entries of a file with the records before anything is changed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any


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
    unknown: tuple[Entry, ...] = ()
    """Removals of records that were never here, kept so that an older file does not bring them."""

    @property
    def replacing(self) -> "ImportPlan":
        """The plan that takes every differing entry from the file, even if changed earlier."""
        taken = tuple(replace(entry, version=None) for entry in (*self.newer, *self.older))
        return replace(self, newer=taken, older=())

    @property
    def lines(self) -> tuple[str, ...]:
        """The plan in words."""
        return (
            f"{len(self.new)} new",
            f"{len(self.newer)} differing and changed later than yours: they replace it",
            f"{len(self.older)} differing and changed no later than yours: yours stay",
            f"{self.same} the same",
        )


def import_plan(
    entries: Iterable[Entry],
    held: Callable[[str, str], tuple[Mapping[str, Any] | None, int] | None],
) -> ImportPlan:
    """Group these entries by the effect of importing them.

    ``held`` gives the document (`None` if removed) and version of the record of a table and id, or
    `None` without one. The newer version wins; an entry without a version never replaces a record.
    """
    new: list[Entry] = []
    newer: list[Entry] = []
    older: list[Entry] = []
    unknown: list[Entry] = []
    same = 0
    for entry in entries:
        document, version = held(entry.table, entry.id) or (None, -1)
        if version < 0 and entry.is_removal:
            unknown.append(entry)
        elif document == entry.after:
            same += 1
        elif version >= 0 and (entry.version is None or entry.version <= version):
            older.append(entry)
        else:
            (new if document is None else newer).append(entry)
    return ImportPlan(tuple(new), tuple(newer), tuple(older), same, tuple(unknown))
