"""The journal's database on plain TinyDB tables in memory: no journal file, no device."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from copy import deepcopy
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.storages import MemoryStorage
from tinydb.table import Table

from tracker.core.days.day_columns import DaySummaries
from tracker.core.facts.goals_and_rests import Kind
from tracker.core.facts.ulid import ulid_of_ms
from tracker.store.line import compose
from tracker.store.steps import StepFile
from tracker.store.summaries import KINDS, summarise

Key = tuple[str, str]


class StringIds(Table):
    """TinyDB's own table, with ids that are strings; everything else is TinyDB's."""

    document_id_class = str  # type: ignore[assignment]
    default_query_cache_capacity = 0

    def _get_next_id(self) -> Any:
        return ulid_of_ms(0)


class MemoryStore:
    """``tracker.journal.changes.Database`` over ``tinydb.storages.MemoryStorage``."""

    folder = Path("in memory")
    read_only_reason = None

    def __init__(self) -> None:
        self.storage: Any = MemoryStorage()  # type: ignore[no-untyped-call]
        self.db = TinyDB(storage=lambda: self.storage)
        self.db.table_class = StringIds
        self._steps: list[StepFile] = []
        self._versions: dict[Key, int] = {}

    def table(self, name: str) -> Any:
        return self.db.table(name)

    @contextmanager
    def step(
        self, about: Mapping[str, Any] | None, versions: Mapping[Key, int] | None = None
    ) -> Iterator[None]:
        before = deepcopy(self.storage.memory)
        try:
            yield
        except BaseException:
            self.storage.memory = before
            raise
        old, new = self._documents(before), self._documents(self.storage.memory)
        changed = [key for key in {**old, **new} if old.get(key) != new.get(key)]
        for key in changed:
            self._versions[key] = (versions or {}).get(key, self._versions.get(key, 0) + 1)
        if about is None:
            return
        name = f"{len(self._steps) + 1:010d}-0000000000.step"
        changes = [{"table": t, "id": key, "before": old.get((t, key))} for t, key in changed]
        lines = [compose(*key, new.get(key), 1) for key in changed]
        said = {**about, "changes": changes}
        self._steps.append(StepFile(name, len(self._steps) + 1, said, {}, {"memory": lines}))

    @staticmethod
    def _documents(memory: Any) -> dict[Key, Any]:
        return {
            (name, key): document
            for name, table in (memory or {}).items()
            for key, document in table.items()
        }

    def steps(self) -> list[StepFile]:
        return self._steps

    def summaries(self, kind: Kind) -> DaySummaries:
        tables = {
            name: {str(each.doc_id): dict(each) for each in self.table(name)} for name in KINDS
        }
        return summarise("memory", tables)[0][kind]

    def poll(self) -> bool:
        return False

    def problems(self) -> list[str]:
        return []

    def version(self, table: str, key: str) -> int:
        return self._versions.get((table, key), -1)

    def removals(self, table: str) -> dict[str, int]:
        there = {each.doc_id for each in self.table(table)}
        return {
            key: m
            for (name, key), m in self._versions.items()
            if name == table and key not in there
        }
