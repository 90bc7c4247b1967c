"""Reads the backup of Tickmate, an SQLite database of tracks and their ticks.

Months count from 0. A tick has a time of day if ``has_time_info`` is set; a day can have several.
Source of the format: lordi/tickmate; iSoron/uhabits, TickmateDBImporter.kt, which reads it too.
"""

import sqlite3
from datetime import date, datetime
from typing import Final

from tracker.exchange.files import ExchangeError
from tracker.exchange.programs import sqlite_copy
from tracker.exchange.programs.rows import NO_NAME, Done, Rows

PROGRAM: Final = "tickmate"
_TICK: Final = {
    "_track_id": "0",
    "year": "0",
    "month": "0",
    "day": "0",
    "hour": "0",
    "minute": "0",
    "second": "0",
    "has_time_info": "0",
}


def read(found: bytes, origin: str) -> Rows:
    """The ticks. Raises ExchangeError if it is not such a backup."""
    rows = Rows(PROGRAM)
    with sqlite_copy.opened(found, origin, "Tickmate") as database:
        _read(database, origin, rows)
    return rows


def is_tickmate(found: bytes) -> bool:
    """Whether a database has the tables of Tickmate."""
    try:
        with sqlite_copy.opened(found, "", "Tickmate") as database:
            return bool(sqlite_copy.columns(database, "tracks"))
    except ExchangeError:
        return False


def _read(database: sqlite3.Connection, origin: str, rows: Rows) -> None:
    tracks = sqlite_copy.columns(database, "tracks")
    ticks = sqlite_copy.columns(database, "ticks")
    if not {"_id", "name"} <= tracks or not {"_track_id", "year", "month", "day"} <= ticks:
        raise ExchangeError(f"{origin}: not a backup of Tickmate; one has tracks and ticks in it")
    known = dict(sqlite_copy.rows(database, "tracks", tracks, {"_id": "0", "name": "''"}))
    found = sqlite_copy.rows(database, "ticks", ticks, _TICK)
    for number, (track, year, month, day, *clock, has_time) in enumerate(found, 1):
        name = str(known.get(track) or NO_NAME)
        where = f"{origin}: tick {number}"
        try:
            moment: date | datetime = date(year, month + 1, day)
            if has_time:
                moment = datetime(year, month + 1, day, *clock)  # noqa: DTZ001 - local time
        except (ValueError, TypeError, OverflowError) as wrong:
            rows.refuse(where, wrong, name)
            continue
        rows.done.append(Done(where, (name,), moment))
