"""Reads the CSV of Daylio: a day, a time, a mood, activities with ``|`` between, and a note.

Names are the activities. The moods' names are the person's own, in their language, so that a number
for one is given with ``--as "rad=mood 9"``.
Source of the format: exports since 2018, with and without ``full_date`` and ``note_title``.
"""

import re
from datetime import date, datetime
from typing import Final

from tracker.core.text.dates import Order
from tracker.exchange.programs.csv_rows import table
from tracker.exchange.programs.day_cells import day_of, time_of
from tracker.exchange.programs.rows import NO_NAME, Done, Rows

PROGRAM: Final = "daylio"
COLUMNS: Final = ("date", "weekday", "time", "mood", "activities")
_BETWEEN: Final = re.compile(r"\s*\|\s*")
_MARKUP: Final = re.compile(r"<(?:br|/p|/div|/li)[^>]*>", re.IGNORECASE)
_TAG: Final = re.compile(r"<[^>]{1,40}>")


def read(text: str, origin: str, order: Order | None = None) -> Rows:
    """The rows. Raises ExchangeError if a column is missing."""
    rows = Rows(PROGRAM)
    for where, row in table(text, origin, COLUMNS):
        names = tuple(filter(None, _BETWEEN.split(row["activities"]))) or (NO_NAME,)
        try:
            day = _day(row, order)
            moment: date | datetime = day
            if row["time"]:
                moment = datetime.combine(day, time_of(row["time"]))
        except ValueError as wrong:
            rows.refuse(where, wrong, *names)
            continue
        note = _note(row.get("note_title", ""), row.get("note", ""))
        rows.done.append(Done(where, names, moment, note=note, mood=row["mood"]))
    return rows


def _day(row: dict[str, str], order: Order | None) -> date:
    if full := row.get("full_date"):
        return day_of(full, order)
    return day_of(f"{row['date']} {row.get('year', '')}".strip(), order)


def _note(title: str, note: str) -> str:
    """The title and the text without Daylio's markup."""
    from html import unescape

    parts = (unescape(_TAG.sub("", _MARKUP.sub("\n", each))).strip() for each in (title, note))
    return "\n".join(filter(None, parts))
