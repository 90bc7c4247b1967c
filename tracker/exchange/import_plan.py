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
    """Time of its last change in milliseconds since 1970; ``None`` for now."""
    document: Mapping[str, Any]


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

    @property
    def replacing(self) -> "ImportPlan":
        """The plan that takes every differing entry from the file, even if changed earlier."""
        taken = tuple(replace(entry, version=None) for entry in (*self.newer, *self.older))
        return ImportPlan(self.new, taken, (), self.same)

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
    held: Callable[[str, str], tuple[Mapping[str, Any], int] | None],
) -> ImportPlan:
    """Compare entries with the records; ``held`` returns a record's document and version."""
    new: list[Entry] = []
    newer: list[Entry] = []
    older: list[Entry] = []
    same = 0
    for entry in entries:
        kept = held(entry.table, entry.id)
        if kept is None:
            new.append(entry)
        elif kept[0] == entry.document:
            same += 1
        else:
            later = entry.version is None or entry.version > kept[1]
            (newer if later else older).append(entry)
    return ImportPlan(tuple(new), tuple(newer), tuple(older), same)
