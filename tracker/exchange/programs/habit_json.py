"""Reads the JSON of Beaver Habits and of Table Habit: habits, each with a list of records.

Beaver Habits writes ``{"day": "2026-11-18", "done": true, "text": ""}``. Table Habit writes days
since 1970, a type (1 done, 2 skipped), and an amount in the unit of the habit's daily goal.
Source of the formats: daya0576/beaverhabits, storage/dict.py; FriesI23/mhabit, habit_export.dart.
"""

from datetime import date, timedelta
from typing import Any, Final

from tracker.core.text.refusals import Expected, refusal
from tracker.exchange.files import ExchangeError
from tracker.exchange.programs.json_text import parsed
from tracker.exchange.programs.rows import (
    NO_NAME,
    NOT_DONE,
    SKIPPED,
    UNKNOWN,
    Done,
    Frequency,
    Rows,
)
from tracker.exchange.programs.units import seconds_in

BEAVER: Final = "beaver"
TABLE: Final = "table-habit"
_1970: Final = date(1970, 1, 1)
_DAYS: Final = {"D": 1, "W": 7, "M": 30, "Y": 365}


def program_of(found: Any) -> str | None:
    """The program that wrote this JSON value; `None` for another."""
    habits = found.get("habits") if isinstance(found, dict) else None
    if not isinstance(habits, list) or not habits or not isinstance(habits[0], dict):
        return None
    if not all(isinstance(each, dict) and "records" in each for each in habits):
        return None
    is_table = {"create_t", "daily_goal", "start_date", "freq_type"} & habits[0].keys()
    return TABLE if is_table else BEAVER


def read(text: str, origin: str) -> Rows:
    """The records of all habits. Raises ExchangeError if it is neither program's file."""
    found = parsed(text, origin)
    program = program_of(found)
    if program is None:
        raise ExchangeError(f"{origin}: not an export of habits; one has habits with records")
    rows = Rows(program)
    for habit in found["habits"]:
        name = habit.get("name")
        name = name if isinstance(name, str) and name else NO_NAME
        records = habit.get("records")
        if not isinstance(records, list):
            rows.refuse(f"{origin}: {name[:60]}", refusal("", records, Expected("a list")), name)
            continue
        for number, record in enumerate(records, 1):
            where = f"{origin}: {name[:60]} {number}"
            try:
                _add(rows, where, name, habit, record)
            except (ValueError, OverflowError) as wrong:
                rows.refuse(where, wrong, name)
        if often := _frequency(habit):
            rows.frequencies[name] = often
    return rows


def _add(rows: Rows, where: str, name: str, habit: dict[str, Any], record: Any) -> None:
    if not isinstance(record, dict):
        raise ValueError(refusal("", record, Expected("a record")))  # noqa: TRY004
    is_table = rows.program == TABLE
    note = record.get("reason" if is_table else "text") or ""
    if not isinstance(note, str):
        raise ValueError(refusal("text", note, Expected("text")))  # noqa: TRY004
    if is_table:
        number = record.get("record_date")
        if not isinstance(number, int) or isinstance(number, bool):
            raise ValueError(refusal("record_date", str(number), Expected("a day")))
        kind = record.get("record_type")
        if kind != 1:
            rows.pass_over(name, SKIPPED if kind == 2 else UNKNOWN)
            return
        amount = record.get("record_value")
        size = seconds_in(str(habit.get("daily_goal_unit") or "-"))
        seconds = amount * size if size and isinstance(amount, int | float) else None
        if seconds is not None and seconds <= 0:
            rows.pass_over(name, NOT_DONE)
            return
        rows.done.append(Done(where, (name,), _1970 + timedelta(days=number), seconds, note))
        return
    day = date.fromisoformat(str(record.get("day")))
    if record.get("done") is True:
        rows.done.append(Done(where, (name,), day, None, note))
    else:
        rows.pass_over(name, NOT_DONE if "done" in record else UNKNOWN)


def _frequency(habit: dict[str, Any]) -> Frequency | None:
    period = habit.get("period")
    if isinstance(period, dict):
        days, times = _DAYS.get(str(period.get("period_type"))), period.get("target_count")
        count = period.get("period_count")
        if days and isinstance(times, int) and isinstance(count, int) and times > 0 < count:
            return Frequency(times, days * count)
    return None
