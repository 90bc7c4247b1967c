"""A dated table: one TinyDB table a year, chosen by the time in a record's id."""

from collections.abc import Iterator, Mapping
from typing import Any

from tinydb.queries import QueryLike
from tinydb.table import Document as Found

from tracker.store.folder import JournalFolder, year_file
from tracker.store.table import JournalTable


class DatedTable:
    """Records of all years. ``of`` and ``year`` give the TinyDB table to update or remove in."""

    def __init__(self, journals: JournalFolder, name: str) -> None:
        self.name = name
        self._journals = journals

    def years(self) -> list[int]:
        """The years that have a file, oldest first."""
        return [int(name.removesuffix(".jsonl")) for name in self._journals.years()]

    def year(self, year: int) -> JournalTable:
        """The table of one UTC year."""
        return JournalTable(self._journals.journal(f"{year:04d}.jsonl"), self.name)

    def of(self, key: str) -> JournalTable:
        """The table in which the record of this id lives. Raises StoreError when it is no id."""
        return JournalTable(
            self._journals.journal(self._journals.file_of(self.name, key)), self.name
        )

    def insert(self, document: Mapping[str, Any], ms: int) -> str:
        """Keep a record of this time, in milliseconds since 1970; gives its id. Reads nothing."""
        return JournalTable(self._journals.journal(year_file(ms)), self.name).add(document, ms)

    def get(self, key: str) -> Found | None:
        """The record of this id, or None."""
        return self.of(key).get(doc_id=key)  # type: ignore[call-overload,no-any-return]

    def search(self, cond: QueryLike) -> list[Found]:
        """The records that match, of every year, year by year."""
        return [found for year in self.years() for found in self.year(year).search(cond)]

    def count(self, cond: QueryLike) -> int:
        """How many records match."""
        return len(self.search(cond))

    def __iter__(self) -> Iterator[Found]:
        for year in self.years():
            yield from self.year(year)

    def __len__(self) -> int:
        return sum(len(self.year(year)) for year in self.years())
