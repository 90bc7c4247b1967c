"""TinyDB's tables and database over a journal: ids are ULIDs, a write appends what differs.

Everything TinyDB's users know works. What is found shares its nested lists with the store, as with
TinyDB's own caches: change a record through ``update``.
"""

from collections.abc import Callable, Mapping
from copy import deepcopy
from typing import Any, cast

from tinydb import TinyDB
from tinydb.queries import QueryLike
from tinydb.table import Document as Found
from tinydb.table import Table

from tracker.core.facts.ulid import ulid_of_ms
from tracker.store.journal_file import JournalFile
from tracker.store.line import Document
from tracker.store.storage import JournalStorage


class _Working(dict[str, Document]):
    """A table as TinyDB's updaters see it: what they may change in place is a private copy."""

    def __init__(self, standing: Mapping[str, Document]) -> None:
        super().__init__(standing)
        self._standing = standing

    def __getitem__(self, key: str) -> Document:
        document = super().__getitem__(key)
        if document is self._standing.get(key):
            document = self[key] = deepcopy(document)
        return document


class JournalTable(Table):
    """A table of a journal. Ids are strings."""

    document_id_class = str  # type: ignore[assignment]
    default_query_cache_capacity = 0

    def __init__(
        self, storage: JournalFile, name: str, cache_size: int = 0, persist_empty: bool = False
    ) -> None:
        # A cache of queries would hide what other processes write.
        del cache_size
        # TinyDB's own reading and writing is all replaced below: it needs no more than the file.
        super().__init__(cast("JournalStorage", storage), name, 0, persist_empty)
        self._journal = storage

    def insert(self, document: Mapping[str, Any]) -> str:  # type: ignore[override]
        """Keep a new document; gives its id.

        A ``tinydb.table.Document`` brings its own id, anything else gets one of now. Under a new id
        nothing need be read first.
        """
        if isinstance(document, Mapping) and not isinstance(document, Found):
            return self.add(document)
        return cast("str", super().insert(document))

    def add(self, document: Mapping[str, Any], ms: int | None = None) -> str:
        """Keep a new document under an id that carries this time, else now; gives the id."""
        key = ulid_of_ms(self._now() if ms is None else ms)
        with self._journal.writing():
            self._journal.append([self._journal.line(self.name, key, dict(document))])
        return key

    def upsert(  # type: ignore[override]
        self, document: Mapping[str, Any], cond: QueryLike | None = None
    ) -> list[str]:
        """As TinyDB's, alone from its first look to its last write."""
        with self._journal.writing():
            return cast("list[str]", super().upsert(document, cond))

    def _now(self) -> int:
        return self._journal.now()

    def _get_next_id(self) -> str:
        return ulid_of_ms(self._now())

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        self._journal.refresh()
        return {**self._journal.content.tables.get(self.name, {})}

    def _update_table(self, updater: Callable[[dict[Any, Any]], None]) -> None:
        with self._journal.writing():
            self._journal.refresh()
            standing = self._journal.content.tables.get(self.name, {}).copy()
            table = _Working(standing)
            updater(table)
            self._journal.append(self._journal.difference(self.name, standing, table))


class JournalDB(TinyDB):
    """TinyDB on one journal file: ``JournalDB(path, clock)``."""

    table_class = JournalTable  # type: ignore[assignment]
    default_storage_class = JournalStorage  # type: ignore[assignment]
