"""TinyDB's storage over one journal file: what its tables and databases ask for.

Apart from the file itself, so that code which only reads need not load TinyDB.
"""

from typing import Any

from tinydb import Storage

from tracker.store.journal_file import JournalFile


class JournalStorage(JournalFile, Storage):
    """One journal file as TinyDB knows it."""

    def read(self) -> dict[str, dict[str, Any]] | None:
        """TinyDB's contract: every table."""
        self.refresh()
        return {name: documents.copy() for name, documents in self.content.tables.items()} or None

    def write(self, data: dict[str, dict[str, Any]]) -> None:
        """TinyDB's contract, for ``drop_table``: the whole database; what differs is appended."""
        with self.writing():
            self.refresh()
            tables = self.content.tables
            self.append(
                [
                    line
                    for name in {**tables, **data}
                    for line in self.difference(name, tables.get(name, {}), data.get(name, {}))
                ]
            )
