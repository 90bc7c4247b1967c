"""Opens an SQLite database in memory, with limits, for a file that anyone could have written."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from typing import Any, Final

from tracker.core.text.visible import visible
from tracker.exchange.files import ExchangeError

SQLITE: Final = b"SQLite format 3\x00"
_STEPS: Final = 200
"""Limit of SQLite's virtual machine, in 100,000 steps; a real backup needs a few."""
_MOST: Final = 1_000_000


@contextmanager
def opened(found: bytes, origin: str, of: str) -> Iterator[sqlite3.Connection]:
    """The database in these bytes, a backup ``of`` a program. Raises ExchangeError if not."""
    # Clear the flag of a write-ahead log, which is not in the backup.
    plain = found[:18] + b"\x01\x01" + found[20:]
    steps = iter(range(_STEPS))
    try:
        with closing(sqlite3.connect(":memory:")) as database:
            database.deserialize(plain)
            database.set_progress_handler(lambda: next(steps, None) is None, 100_000)
            database.execute("PRAGMA trusted_schema = OFF")
            database.execute("PRAGMA cell_size_check = ON")
            database.text_factory = lambda text: text.decode("utf-8", "replace")
            yield database
    # For a broken schema, the message quotes the file, which need not be valid text.
    except (sqlite3.Error, sqlite3.Warning, OverflowError, UnicodeDecodeError) as wrong:
        told = visible(str(wrong), lines=False)[:80]
        raise ExchangeError(f"{origin}: not readable as a backup of {of}: {told}") from None


def columns(database: sqlite3.Connection, table: str) -> set[str]:
    """The columns of a table; empty for a view, which could compute anything."""
    kind = database.execute("SELECT type FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    if kind != ("table",):
        return set()
    return {str(row[1]).casefold() for row in database.execute(f"PRAGMA table_info({table})")}


def rows(
    database: sqlite3.Connection, table: str, there: set[str], wanted: Mapping[str, str]
) -> Iterable[Any]:
    """The rows of a table; a column that older files lack is a constant."""
    names = ", ".join(name if name in there else usual for name, usual in wanted.items())
    query = f"SELECT {names} FROM {table} LIMIT {_MOST}"  # noqa: S608 - the names are ours
    return database.execute(query)
