"""Reads any CSV whose columns the person names: ``started=Date``, ``minutes=Duration``.

Days and times are in any common form, lengths as people write them. Local times are the person's.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from difflib import get_close_matches
from typing import Final

from tracker.core.text.dates import Order
from tracker.core.text.durations import Unit
from tracker.core.text.durations import seconds as seconds_of
from tracker.core.text.refusals import Expected, OneOf, refusal
from tracker.core.text.visible import visible
from tracker.exchange.files import ExchangeError
from tracker.exchange.programs.csv_rows import head_of, table
from tracker.exchange.programs.day_cells import day_of, moment_of, order_of, time_of
from tracker.exchange.programs.rows import NO_NAME, Done, Rows

PROGRAM: Final = "csv"
_UNITS: Final[Mapping[str, Unit | None]] = {
    "length": None,
    "seconds": "s",
    "minutes": "min",
    "hours": "h",
}
_CLOCK: Final = re.compile(r"\d{1,3}:\d\d", re.ASCII)
_RATINGS: Final = (
    *("mood_before", "mood_after", "tension_before", "tension_after"),
    *("discomfort_start", "discomfort_end"),
)
MEANINGS: Final = (
    *("started", "ended", "day", "time", "name", *_UNITS, "note", "mood", *_RATINGS),
)
"""Meanings of a column; one of ``started`` and ``day`` is needed."""


def check_columns(columns: Mapping[str, str], head: Sequence[str], origin: str) -> None:
    """Raise ExchangeError for a meaning that is not known, or a column that is not there."""
    for meaning, column in columns.items():
        if meaning not in MEANINGS:
            raise ExchangeError(refusal("--column", meaning, OneOf(MEANINGS, "a meaning")))
        names = {name.casefold(): name for name in head if name}
        if column.casefold() not in names:
            near = get_close_matches(column.casefold(), names, 1, 0.6)
            shown = visible(", ".join(names.values()), lines=False)[:200]
            advice = f"did you mean “{names[near[0]]}”?" if near else f"there are {shown}"
            words = f"{origin}: “{visible(column, lines=False)[:60]}” is not a column; {advice}"
            raise ExchangeError(words)
    if not {"started", "day"} & columns.keys():
        shown = visible(", ".join(filter(None, head)), lines=False)[:200]
        raise ExchangeError(
            f"{origin}: name its columns, as --column started=Date --column minutes=Duration; "
            f"there are {shown}"
        )


def read(text: str, origin: str, columns: Mapping[str, str], order: Order | None = None) -> Rows:
    """The rows; ``columns`` has the name of the column for each meaning.

    Raises ExchangeError for columns that are not there, and for days that have two readings.
    """
    check_columns(columns, head_of(text), origin)
    of = {meaning: column.casefold() for meaning, column in columns.items()}
    rows = Rows(PROGRAM)
    found = list(table(text, origin, tuple(columns.values())))
    dated = of.get("started") or of["day"]
    order = order_of((row[dated] for _, row in found), order, origin)
    for where, row in found:
        cell = {meaning: row[column] for meaning, column in of.items()}
        names = (cell.get("name") or NO_NAME,)
        try:
            rows.done.append(_done(where, names, cell, order))
        except ValueError as wrong:
            rows.refuse(where, wrong, *names)
    return rows


def _done(where: str, names: tuple[str, ...], cell: Mapping[str, str], order: Order | None) -> Done:
    moment = moment_of(cell.get("started") or cell.get("day") or "", order)
    if cell.get("day") and cell.get("started") and not isinstance(moment, datetime):
        moment = day_of(cell["day"], order)
    if cell.get("time"):
        moment = datetime.combine(_day(moment), time_of(cell["time"]))
    return Done(
        where,
        names,
        moment,
        _length(cell, moment, order),
        cell.get("note", ""),
        mood=cell.get("mood", ""),
        ratings={name: _rating(name, cell[name]) for name in _RATINGS if cell.get(name)},
    )


def _length(cell: Mapping[str, str], moment: date | datetime, order: Order | None) -> float | None:
    for meaning, unit in _UNITS.items():
        if text := cell.get(meaning):
            try:
                return _length_in(text, unit)
            except ValueError as wrong:
                raise ValueError(f"{meaning}: {wrong}") from None
    if ended := cell.get("ended"):
        until = moment_of(ended, order)
        if isinstance(until, datetime) and isinstance(moment, datetime):
            if (until.tzinfo is None) != (moment.tzinfo is None):
                raise ValueError("ended: one of start and end has an offset, the other has none")
            length = (until - moment).total_seconds()
            if length <= 0:
                raise ValueError("ended: the end is before the start")
            return length
    return None


def _length_in(text: str, unit: Unit | None) -> float:
    """The seconds in a length; ``0:20`` is hours and minutes only in a column of hours."""
    if _CLOCK.fullmatch(text) and unit != "min":
        if unit is None:
            raise ValueError(f"“{text}” has two readings; name the column hours or minutes")
        text = f"{text}:00" if unit == "h" else text
    return seconds_of(text, unit)


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _rating(name: str, text: str) -> int:
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        number = -1
    if number not in range(11):
        raise ValueError(refusal(name, text[:40], Expected("a rating", "write 0 to 10")))
    return int(number)
