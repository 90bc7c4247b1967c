"""The database: TinyDB's tables over the journals of all devices.

Reading merges the lines of every device; a change is appended to this device's journal, and the
changes of one ``Store.step`` are made together. Ids are ULIDs. A document that was found shares its
nested lists with the store, as with TinyDB's own caches: change a record only through ``update``.
"""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from copy import deepcopy
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from tinydb import Storage, TinyDB
from tinydb.queries import QueryInstance, QueryLike
from tinydb.table import Document, Table

from tracker.core.facts.ulid import ulid_of_ms

if TYPE_CHECKING:
    from tracker.store.store import Store


class OnDays(QueryInstance):
    """A query for records of these practice days, both included.

    A ``JournalTable`` reads only the years with such days: ``search(OnDays(first, last) & ...)``.
    """

    def __init__(self, first: date, last: date, further: QueryLike | None = None) -> None:
        self.first, self.last = first, last
        self._further = further
        low, high = first.isoformat(), last.isoformat()

        def matches(document: Mapping[str, Any]) -> bool:
            day = document.get("day")
            is_within = isinstance(day, str) and low <= day <= high
            return is_within and (further is None or bool(further(document)))

        super().__init__(matches, ("on days", low, high, further and hash(further)))

    def __and__(self, other: QueryInstance) -> "OnDays":
        further = other if self._further is None else cast("QueryInstance", self._further) & other
        return OnDays(self.first, self.last, further)


class _WorkingCopy(MutableMapping[str, Any]):
    """A table for TinyDB's updaters: reads a document when it is asked for, and copies it."""

    def __init__(self, store: "Store", name: str) -> None:
        self._store, self._name = store, name
        self._copies: dict[str, Any] = {}

    def __getitem__(self, key: str) -> Any:
        if key not in self._copies:
            self._copies[key] = deepcopy(self._store.find(self._name, key))
        if self._copies[key] is None:
            raise KeyError(key)
        return self._copies[key]

    def __setitem__(self, key: str, document: Any) -> None:
        self._copies[key] = dict(document)

    def __delitem__(self, key: str) -> None:
        self[key]  # raises KeyError without one
        self._copies[key] = None

    def __iter__(self) -> Iterator[str]:
        now = {**self._store.documents(self._name), **self._copies}
        return iter([key for key, document in now.items() if document is not None])

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def clear(self) -> None:
        self._copies = dict.fromkeys(self)

    def changed(self) -> dict[str, Any]:
        """The documents that differ from the current ones, `None` for one that was removed."""
        return {
            key: document
            for key, document in self._copies.items()
            if document != self._store.find(self._name, key)
        }


class JournalTable(Table):
    """A TinyDB table of the records in all files. Its ids are strings."""

    document_id_class = str  # type: ignore[assignment]
    default_query_cache_capacity = 0

    def __init__(self, store: "Store", name: str) -> None:
        # A cache of queries would hide what other processes and devices write.
        super().__init__(JournalStorage(store), name, 0)
        self._store = store

    def insert(self, document: Mapping[str, Any]) -> str:  # type: ignore[override]
        """Insert a document and return its id: that of a ``tinydb.table.Document``, or a new one.

        A record with a new id is written without reading any file. Raises StoreError.
        """
        if not isinstance(document, Document):
            key = self._get_next_id()
            self._store.write(self.name, {key: dict(document)}, is_new=True)
            return key
        key = cast("str", document.doc_id)
        with self._store.alone():
            if self._store.find(self.name, key) is not None:
                raise ValueError(f"{self.name}: {key} already exists")
            self._store.write(self.name, {key: dict(document)})
        return key

    def search(self, cond: QueryLike) -> list[Document]:
        """The records that match; for ``OnDays`` only the years with such days are read."""
        days = (cond.first, cond.last) if isinstance(cond, OnDays) else ()
        documents = self._store.documents(self.name, *days)
        return [Document(each, cast("Any", key)) for key, each in documents.items() if cond(each)]

    def get(  # type: ignore[override]
        self,
        cond: QueryLike | None = None,
        doc_id: str | None = None,
        doc_ids: list[str] | None = None,
    ) -> Document | list[Document] | None:
        """The record of this id or the first that matches, or the records of these ids."""
        if doc_ids is not None:
            return [found for key in doc_ids if (found := self._found(key))]
        if doc_id is not None:
            return self._found(doc_id)
        return next((found for found in self if cond is not None and cond(found)), None)

    def _found(self, key: str) -> Document | None:
        document = self._store.find(self.name, key)
        return None if document is None else Document(document, cast("Any", key))

    def upsert(  # type: ignore[override]
        self, document: Mapping[str, Any], cond: QueryLike | None = None
    ) -> list[str]:
        """As TinyDB's, but holding the lock from the first read to the last write."""
        with self._store.alone():
            return cast("list[str]", super().upsert(document, cond))

    def _get_next_id(self) -> str:
        return ulid_of_ms(self._store.now())

    def _read_table(self) -> dict[str, Mapping[str, Any]]:
        return {**self._store.documents(self.name)}

    def _update_table(self, updater: Callable[[Any], None]) -> None:
        with self._store.alone():
            table = _WorkingCopy(self._store, self.name)
            updater(table)
            if changed := table.changed():
                self._store.write(self.name, changed)


class JournalStorage(Storage):
    """TinyDB's storage: every table, merged from the lines of all devices."""

    def __init__(self, store: "Store") -> None:
        self.store = store

    def read(self) -> dict[str, dict[str, Any]] | None:
        """Every table, as TinyDB's contract asks."""
        return {name: self.store.documents(name) for name in self.store.names()} or None

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """Append the differences between the current tables and these, as for ``drop_table``."""
        with self.store.alone():
            for name in sorted({*self.store.names(), *data}):
                old, new = self.store.documents(name), data.get(name, {})
                gone = dict.fromkeys(key for key in old if key not in new)
                differing = {key: each for key, each in new.items() if old.get(key) != each}
                if changed := {**gone, **differing}:
                    self.store.write(name, changed)


class JournalDB(TinyDB):
    """TinyDB over a store: ``JournalDB(store).table("goals")``."""

    default_storage_class = JournalStorage  # type: ignore[assignment]

    def table(self, name: str, **_options: Any) -> JournalTable:
        """The table of this name."""
        return JournalTable(cast("JournalStorage", self.storage).store, name)
