"""Reads the CSV of Insight Timer: ``Started At,Duration,Preset,Activity``.

Moments are local, month first; a duration is hours, minutes and seconds without leading zeros.
Names are the preset and the activity.
"""

import re
from typing import Final

from tracker.core.text.refusals import Expected, refusal
from tracker.exchange.programs.csv_rows import table
from tracker.exchange.programs.day_cells import moment_of, order_of
from tracker.exchange.programs.rows import NO_NAME, Done, Rows

PROGRAM: Final = "insight-timer"
COLUMNS: Final = ("Started At", "Duration")
_LENGTH: Final = re.compile(r"(\d{1,3}):(\d{1,2}):(\d{1,2})", re.ASCII)


def read(text: str, origin: str) -> Rows:
    """The rows. Raises ExchangeError if a column is missing."""
    rows = Rows(PROGRAM)
    found = list(table(text, origin, COLUMNS))
    order = order_of((row["started at"] for _, row in found), "mdy", origin)
    for where, row in found:
        names = tuple(filter(None, (row.get("preset"), row.get("activity")))) or (NO_NAME,)
        try:
            length = _length(row["duration"])
            moment = moment_of(row["started at"], order)
        except ValueError as wrong:
            rows.refuse(where, wrong, *names)
            continue
        if length:
            rows.done.append(Done(where, names, moment, length))
        else:
            rows.pass_over(", ".join(names), "without a length")
    return rows


def _length(cell: str) -> float:
    match = _LENGTH.fullmatch(cell)
    if match is None:
        form = Expected("a length", "write it as 0:20:0")
        raise ValueError(refusal("Duration", cell[:40], form))
    hours, minutes, seconds = map(int, match.groups())
    return float(hours * 3600 + minutes * 60 + seconds)
