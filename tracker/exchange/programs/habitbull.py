"""Reads the CSV of HabitBull: a row for each habit and day, with a value and a comment.

Source of the format: iSoron/uhabits, HabitBullCSVImporter.kt, which reads it too.
"""

import math
from typing import Final

from tracker.core.text.dates import Order
from tracker.core.text.refusals import Expected, refusal
from tracker.exchange.programs.csv_rows import table
from tracker.exchange.programs.day_cells import day_of, order_of
from tracker.exchange.programs.rows import NO_NAME, NOT_DONE, Done, Rows

PROGRAM: Final = "habitbull"
COLUMNS: Final = ("HabitName", "CalendarDate", "Value")


def read(text: str, origin: str, order: Order | None = None) -> Rows:
    """The rows. Raises ExchangeError if a column is missing."""
    rows = Rows(PROGRAM)
    found = list(table(text, origin, COLUMNS))
    order = order_of((row["calendardate"] for _, row in found), order, origin)
    for where, row in found:
        name = row["habitname"] or NO_NAME
        try:
            if _value(row["value"]) <= 0:
                rows.pass_over(name, NOT_DONE)
                continue
            day = day_of(row["calendardate"], order)
        except ValueError as wrong:
            rows.refuse(where, wrong, name)
            continue
        rows.done.append(Done(where, (name,), day, None, row.get("commenttext", "")))
    return rows


def _value(cell: str) -> float:
    try:
        value = float(cell.replace(",", "."))
    except ValueError:
        value = math.nan
    if not math.isfinite(value):
        raise ValueError(refusal("Value", cell[:40], Expected("a number")))
    return value
