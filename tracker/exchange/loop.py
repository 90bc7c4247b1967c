"""Reads the files of Loop Habit Tracker: its CSV archive, and its backup, an SQLite database.

Ticks by the person count; those that Loop derived, and skips, do not. Numbers are in thousandths,
and are a length if the unit of the habit is one.
Source of the formats: iSoron/uhabits, HabitsCSVExporter.kt, LoopDBImporter.kt, Entry.kt.
"""

import csv
import io
import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any, Final

from tracker.core.text.visible import visible
from tracker.exchange.archive import members
from tracker.exchange.files import ExchangeError, text_of
from tracker.exchange.from_other_programs import Done

SQLITE: Final = b"SQLite format 3\x00"
_YES: Final = frozenset({"2", "YES_MANUAL"})
_UNITS: Final = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds"), 1.0),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes"), 60.0),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours"), 3600.0),
}
_STEPS: Final = 200
"""Limit of SQLite's virtual machine, in 100,000 steps; a real backup needs a few."""
_MOST: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class _Habit:
    name: str
    numeric: bool
    unit: str

    def done(self, where: str, day: date, value: str, note: str) -> Done | None:
        """The entry for a value; ``None`` if nothing was done."""
        if not self.numeric:
            return Done(where, (self.name,), day, None, note) if value in _YES else None
        amount = int(value) / 1000
        if amount <= 0:
            return None
        size = _UNITS.get(self.unit.strip().casefold())
        return Done(where, (self.name,), day, amount * size if size else None, note)


def read(found: bytes, origin: str) -> tuple[list[Done], list[str]]:
    """The entries, and a line for each one that cannot be used.

    Raises ExchangeError if it is neither of Loop's files.
    """
    done: list[Done] = []
    refused: list[str] = []
    rows = _database(found, origin) if found.startswith(SQLITE) else _archive(found, origin)
    for where, habit, day, value, note in rows:
        try:
            one = habit.done(where, _day(day), value, note)
        except (ValueError, OverflowError) as wrong:
            told = visible(str(wrong), lines=False)[:80]
            refused.append(f"{where}: {told}")
            continue
        if one is not None:
            done.append(one)
    return done, refused


Row = tuple[str, _Habit, object, str, str]
"""Place in the file, habit, day, value and note."""


def _day(said: object) -> date:
    if isinstance(said, int):
        return datetime.fromtimestamp(said / 1000, UTC).date()
    return date.fromisoformat(str(said))


def _archive(found: bytes, origin: str) -> Iterator[Row]:
    files = members(found, origin)
    if "Habits.csv" not in files:
        raise ExchangeError(f"{origin}: not an archive of Loop; one has Habits.csv in it")
    habits = dict(_habits(text_of(files["Habits.csv"], f"{origin}: Habits.csv"), origin))
    for name, body in sorted(files.items()):
        folder, _, file = name.rpartition("/")
        if file != "Checkmarks.csv" or not folder:
            continue
        number = re.match(r"\d+", folder)
        habit = habits.get(int(number[0])) if number and len(number[0]) < 9 else None
        habit = habit or _Habit(folder.lstrip("0123456789 ") or folder, numeric=False, unit="")
        where = f"{origin}: {visible(name, lines=False)[:80]}"
        for line, cells in _cells(text_of(body, where), where):
            if cells[0] != "Date":
                note = cells[2] if len(cells) > 2 else ""
                value = cells[1] if len(cells) > 1 else ""
                yield f"{where} line {line}", habit, cells[0], value, note


def _habits(text: str, origin: str) -> Iterator[tuple[int, _Habit]]:
    rows = _cells(text, f"{origin}: Habits.csv")
    _, head = next(rows, (0, []))
    if "Name" not in head:
        raise ExchangeError(f"{origin}: Habits.csv: the column Name is missing")
    for at, (_, cells) in enumerate(rows, 1):
        row = dict(zip(head, cells, strict=False))
        said = row.get("Position", "")
        number = int(said) if said.isascii() and said.isdigit() and len(said) < 9 else at
        numeric = row.get("Type", "") == "NUMERICAL"
        yield number, _Habit(row.get("Name", ""), numeric, row.get("Unit", ""))


def _cells(text: str, where: str) -> Iterator[tuple[int, list[str]]]:
    lines = csv.reader(io.StringIO(text, newline=""))
    try:
        for cells in lines:
            if cells:
                yield lines.line_num, [cell.strip() for cell in cells]
    except csv.Error as wrong:
        raise ExchangeError(f"{where} line {lines.line_num}: {wrong}") from None


def _database(found: bytes, origin: str) -> Iterator[Row]:
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
            yield from _repetitions(database, origin)
    # For a broken schema, the message quotes the file, which need not be valid text.
    except (sqlite3.Error, sqlite3.Warning, OverflowError, UnicodeDecodeError) as wrong:
        told = visible(str(wrong), lines=False)[:80]
        raise ExchangeError(f"{origin}: not readable as a backup of Loop: {told}") from None


def _repetitions(database: sqlite3.Connection, origin: str) -> Iterator[Row]:
    habits = _columns(database, "Habits")
    repetitions = _columns(database, "Repetitions")
    if not {"id", "name"} <= habits or not {"habit", "timestamp"} <= repetitions:
        raise ExchangeError(f"{origin}: not a backup of Loop; one has Habits and Repetitions in it")
    known = {
        key: _Habit(str(name or ""), numeric=numeric == 1, unit=str(unit or ""))
        for key, name, numeric, unit in _rows(
            database, "Habits", habits, {"id": "0", "name": "''", "type": "0", "unit": "''"}
        )
    }
    wanted = {"habit": "0", "timestamp": "0", "value": "2", "notes": "''"}
    rows = _rows(database, "Repetitions", repetitions, wanted)
    for number, (key, stamp, said, words) in enumerate(rows, 1):
        habit = known.get(key)
        if habit is not None:
            yield f"{origin}: repetition {number}", habit, stamp, str(said), str(words or "")


def _rows(
    database: sqlite3.Connection, table: str, there: set[str], wanted: dict[str, str]
) -> Iterable[Any]:
    """The rows of a table; a column that older files lack is a constant."""
    columns = ", ".join(name if name in there else usual for name, usual in wanted.items())
    query = f"SELECT {columns} FROM {table} LIMIT {_MOST}"  # noqa: S608 - the names are ours
    return database.execute(query)


def _columns(database: sqlite3.Connection, table: str) -> set[str]:
    """The columns of a table; empty for a view, which could compute anything."""
    kind = database.execute("SELECT type FROM sqlite_master WHERE name = ?", (table,)).fetchone()
    if kind != ("table",):
        return set()
    return {str(row[1]).casefold() for row in database.execute(f"PRAGMA table_info({table})")}
