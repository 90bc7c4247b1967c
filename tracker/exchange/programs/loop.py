"""Reads the files of Loop Habit Tracker: its CSV archive, loose Checkmarks.csv, and its backup.

Ticks by the person count; those that Loop derived, and skips, do not. Amounts are in thousandths:
a length if the unit is one, several times a day if it counts.
Source of the formats: iSoron/uhabits, HabitsCSVExporter.kt, LoopDBImporter.kt, Entry.kt.
"""

import math
import re
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Final

from tracker.core.text.refusals import Expected, refusal
from tracker.core.text.visible import visible
from tracker.exchange.archive import members, without_folder
from tracker.exchange.files import ExchangeError, text_of
from tracker.exchange.programs import sqlite_copy
from tracker.exchange.programs.csv_rows import cells
from tracker.exchange.programs.day_cells import day_of, order_of
from tracker.exchange.programs.rows import (
    FILLED_IN,
    NO_NAME,
    NOT_DONE,
    SKIPPED,
    UNKNOWN,
    Done,
    Frequency,
    Rows,
)
from tracker.exchange.programs.units import is_count, seconds_in

PROGRAM: Final = "loop"
CHECKMARKS: Final = "Checkmarks.csv"
WORDS: Final = {
    "YES_MANUAL": "",
    "YES_AUTO": FILLED_IN,
    "NO": NOT_DONE,
    "SKIP": SKIPPED,
    "UNKNOWN": UNKNOWN,
}
_NUMBERS: Final = {2: "", 1: FILLED_IN, 0: NOT_DONE, 3: SKIPPED, -1: UNKNOWN}
_DATE: Final = re.compile(r"[\d./-]{8,10}")
_OFTENEST: Final = 24
"""Maximum times a day; more is an amount of something else, such as steps."""


@dataclass(slots=True)
class _Habit:
    name: str
    is_numeric: bool | None = False
    """`None` in old archives, which do not say it."""
    unit: str = ""


def read(found: bytes, origin: str) -> Rows:
    """The rows of an archive, of one Checkmarks.csv or of a backup.

    Raises ExchangeError if it is neither.
    """
    rows = Rows(PROGRAM)
    if found.startswith(sqlite_copy.SQLITE):
        with sqlite_copy.opened(found, origin, "Loop") as database:
            _read_backup(database, origin, rows)
    elif found[:2] == b"PK":
        _read_archive(found, origin, rows)
    else:
        _read_checkmarks(text_of(found, origin), origin, _Habit(NO_NAME, None), rows)
    return rows


def is_checkmarks(text: str) -> bool:
    """Whether a text is a Checkmarks.csv of Loop, of one habit or of all; a head can lack."""
    try:
        rows = [row for _, row in zip(range(20), cells(text, ""), strict=False)]
    except ExchangeError:
        return False
    body = [row for _, row in rows if row[0] != "Date"]
    if not body or not all(_DATE.fullmatch(row[0]) for row in body):
        return False
    head = rows[0][1] if rows[0][1][0] == "Date" else []
    if len(head) > 1 and head[1] != "Value":
        marks = [cell for row in body for cell in row[1:] if cell]
        named = all(cell in WORDS or re.fullmatch(r"-?\d+", cell) for cell in marks)
        return named and (any(cell in WORDS for cell in marks) or head[-1] == "")
    form = r"-?\d+" if head else r"-?[0-3]|\d{4,}"
    return all(len(row) > 1 and (row[1] in WORDS or re.fullmatch(form, row[1])) for row in body)


def _read_archive(found: bytes, origin: str, rows: Rows) -> None:
    files = without_folder(members(found, origin), "Habits.csv")
    if "Habits.csv" not in files:
        raise ExchangeError(f"{origin}: not an archive of Loop; one has Habits.csv in it")
    habits = dict(_habits(text_of(files["Habits.csv"], f"{origin}: Habits.csv"), origin, rows))
    of_a_habit = {
        name: body
        for name, body in sorted(files.items())
        if name.endswith(f"/{CHECKMARKS}") and not name.startswith(("__MACOSX", "."))
    }
    for name, body in of_a_habit.items():
        folder = name.removesuffix(f"/{CHECKMARKS}").rpartition("/")[2]
        number = re.match(r"\d{1,8}", folder)
        habit = habits.get(int(number[0])) if number else None
        habit = habit or _Habit(folder.lstrip("0123456789 ") or folder, None)
        where = f"{origin}: {visible(name, lines=False)[:80]}"
        _read_checkmarks(text_of(body, where), where, habit, rows)
    if not of_a_habit and CHECKMARKS in files:
        where = f"{origin}: {CHECKMARKS}"
        text = text_of(files[CHECKMARKS], where)
        _read_checkmarks(text, where, _Habit(NO_NAME, None), rows, [*habits.values()])


def _habits(text: str, origin: str, into: Rows) -> Iterator[tuple[int, _Habit]]:
    rows = cells(text, f"{origin}: Habits.csv")
    _, head = next(rows, (0, list[str]()))
    if "Name" not in head:
        raise ExchangeError(f"{origin}: Habits.csv: the column Name is missing")
    for at, (_, row) in enumerate(rows, 1):
        cell = dict(zip(head, row, strict=False))
        said = cell.get("Position", "")
        number = int(said) if said.isascii() and said.isdigit() and len(said) < 9 else at
        kind = {"NUMERICAL": True, "YES_NO": False}.get(cell.get("Type", ""))
        habit = _Habit(cell.get("Name", ""), kind, cell.get("Unit", ""))
        times = cell.get("FrequencyNumerator") or cell.get("NumRepetitions") or ""
        days = cell.get("FrequencyDenominator") or cell.get("Interval") or ""
        _note_frequency(into, habit, times, days, cell.get("Target Value", ""))
        yield number, habit


def _note_frequency(into: Rows, habit: _Habit, times: object, days: object, target: object) -> None:
    """Keep how often a habit is meant; a target counts as a length, or as times a day."""
    try:
        often, in_days, amount = int(str(times)), int(str(days)), float(str(target or 0))
    except ValueError:
        return
    least = None
    if habit.is_numeric and math.isfinite(amount) and amount > 0:
        size = seconds_in(habit.unit)
        least = amount * size if size else None
        if is_count(habit.unit):
            often = max(often, math.ceil(amount))
    if often > 0 and in_days > 0:
        into.frequencies[habit.name] = Frequency(often, in_days, least)


def _read_checkmarks(
    text: str, where: str, habit: _Habit, into: Rows, known: list[_Habit] | None = None
) -> None:
    """Read the marks of one habit, or of all habits that the head names."""
    rows = list(cells(text, where))
    if not any(_DATE.fullmatch(row[0]) for _, row in rows):
        if any(row[0] != "Date" for _, row in rows) or not rows:
            raise ExchangeError(f"{where}: not a file of Loop; a mark has a date and a value")
        return
    head = rows.pop(0)[1] if rows and rows[0][1][0] == "Date" else []
    order = order_of((row[0] for _, row in rows), None, where)
    if len(head) > 1 and head[1] != "Value":
        by_name = {each.name: each for each in known or ()}
        columns = [by_name.get(name) or _Habit(name, None) for name in head[1:] if name]
        marks = (
            (line, row[0], each, value, "")
            for line, row in rows
            for each, value in zip(columns, row[1:], strict=False)
        )
    else:
        wide = ((line, [*row, "", ""]) for line, row in rows)
        marks = ((line, row[0], habit, row[1], row[2]) for line, row in wide)
    for line, day, each, value, note in marks:
        place = f"{where} line {line}"
        try:
            _mark(each, place, day_of(day, order), value, note, into)
        except (ValueError, OverflowError) as wrong:
            into.refuse(place, wrong, each.name)


def _read_backup(database: sqlite3.Connection, origin: str, into: Rows) -> None:
    habits = sqlite_copy.columns(database, "Habits")
    repetitions = sqlite_copy.columns(database, "Repetitions")
    if not {"id", "name"} <= habits or not {"habit", "timestamp"} <= repetitions:
        raise ExchangeError(f"{origin}: not a backup of Loop; one has Habits and Repetitions in it")
    wanted = {"id": "0", "name": "''", "type": "0", "unit": "''"}
    often = {"freq_num": "''", "freq_den": "''", "target_value": "0"}
    known: dict[object, _Habit] = {}
    for row in sqlite_copy.rows(database, "Habits", habits, {**wanted, **often}):
        key, name, numeric, unit = row[:4]
        known[key] = habit = _Habit(str(name or ""), numeric == 1, str(unit or ""))
        _note_frequency(into, habit, *row[4:])
    columns = {"habit": "0", "timestamp": "0", "value": "2", "notes": "''"}
    found = sqlite_copy.rows(database, "Repetitions", repetitions, columns)
    for number, (key, stamp, value, words) in enumerate(found, 1):
        place = f"{origin}: repetition {number}"
        habit = known.get(key) or _Habit(NO_NAME)
        try:
            _mark(habit, place, _day(stamp), str(value), str(words or ""), into)
        except (ValueError, OverflowError, OSError) as wrong:
            into.refuse(place, wrong, habit.name)


def _day(stamp: object) -> date:
    if not isinstance(stamp, int):
        raise ValueError(refusal("timestamp", str(stamp)[:40], Expected("a number")))  # noqa: TRY004
    return datetime.fromtimestamp(stamp / 1000, UTC).date()


def _mark(habit: _Habit, where: str, day: date, value: str, note: str, into: Rows) -> None:
    """Account for one mark. Raises ValueError for a value that Loop does not write."""
    name = habit.name or NO_NAME
    reason = WORDS.get(value) if value else UNKNOWN
    amount = None
    if reason is None:
        number = float(value.replace(",", "."))
        if not math.isfinite(number):
            raise ValueError(refusal("", value[:40], Expected("an amount")))
        is_whole = "." not in value and "," not in value
        reason = _NUMBERS.get(int(number)) if is_whole and number == int(number) else None
        if reason is None or (habit.is_numeric and not reason):
            if habit.is_numeric is False:
                raise ValueError(refusal("", value[:40], Expected("a mark of Loop")))
            amount = number / 1000 if is_whole else number
            reason = "" if amount > 0.01 else NOT_DONE
    elif habit.is_numeric and not reason:
        reason = NOT_DONE  # two thousandths, which Loop writes as YES_MANUAL
    if reason:
        into.pass_over(name, reason)
        return
    size = seconds_in(habit.unit) if amount else None
    times = 1
    if amount and not size and habit.is_numeric and is_count(habit.unit):
        times = math.ceil(amount)
        if times > _OFTENEST:
            raise ValueError(f"{times} times in a day; up to {_OFTENEST}")
    seconds = amount * size if amount and size else None
    into.done.append(Done(where, (name,), day, seconds, note, times))
