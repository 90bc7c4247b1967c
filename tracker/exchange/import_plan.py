"""What would come in: each entry of a file against what is kept, before anything is changed."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Entry:
    """One record of a file: where it belongs, which version it is, and what it says."""

    table: str
    id: str
    version: int | None
    """Milliseconds since 1970 when it was last changed; none is now."""
    document: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Entries by what taking them in would do."""

    new: tuple[Entry, ...]
    newer: tuple[Entry, ...]
    """They differ from what is kept, and were changed later: they replace it."""
    older: tuple[Entry, ...]
    """They differ, and were changed no later: what is kept stays."""
    same: int
    """Entries that say what is kept already."""

    @property
    def replacing(self) -> "ImportPlan":
        """The same where what differs is taken from the file, whichever was changed later."""
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
    """What taking in these entries would do; ``held`` gives a kept document and its version."""
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
