"""Recognises the program that wrote a file, by the structure of its content and not by a word."""

from collections.abc import Iterable, Mapping
from typing import Final

from tracker.exchange.archive import members, without_folder
from tracker.exchange.files import ExchangeError, text_of
from tracker.exchange.programs import (
    daylio,
    habit_json,
    habitbull,
    harsh,
    insight_timer,
    loop,
    tickmate,
    timewarrior,
    watson,
)
from tracker.exchange.programs.csv_rows import head_of
from tracker.exchange.programs.json_text import parsed
from tracker.exchange.programs.sqlite_copy import SQLITE

PROGRAMS: Final[Mapping[str, str]] = {
    loop.PROGRAM: "Loop Habit Tracker",
    harsh.PROGRAM: "harsh",
    timewarrior.PROGRAM: "timewarrior",
    watson.PROGRAM: "Watson",
    insight_timer.PROGRAM: "Insight Timer",
    daylio.PROGRAM: "Daylio",
    habit_json.TABLE: "Table Habit",
    habit_json.BEAVER: "Beaver Habits",
    habitbull.PROGRAM: "HabitBull",
    tickmate.PROGRAM: "Tickmate",
}
"""The programs whose files are read, by their names for ``--from``."""

_ZIP: Final = b"PK"
_FIRST: Final = 40
"""Lines that are looked at."""


def program_of(found: bytes, origin: str, tables: Iterable[str]) -> str | None:
    """The name of the program for ``--from``, ``csv`` for tables of tsubo; `None` for another.

    ``tables`` are the names of tsubo's tables. Raises ExchangeError for a zip that cannot be read.
    """
    if found.startswith(SQLITE):
        return tickmate.PROGRAM if tickmate.is_tickmate(found) else loop.PROGRAM
    if found.startswith(_ZIP):
        files = members(found, origin)
        if "Habits.csv" in without_folder(files, "Habits.csv"):
            return loop.PROGRAM
        known = without_folder(files, *tables)
        return "csv" if any(name in known for name in tables) else None
    return _of_text(text_of(found, origin))


def _of_text(text: str) -> str | None:
    if text.lstrip()[:1] in {"{", "["}:
        return _of_json(text)
    lines = [line for line in text.split("\n", 10 * _FIRST) if line.strip()]
    lines = [line for line in lines if line[0] != "#"][:_FIRST]
    if not lines:
        return None
    head = [cell.casefold() for cell in head_of(lines[0].strip())]
    for program, columns in (
        (insight_timer.PROGRAM, insight_timer.COLUMNS),
        (daylio.PROGRAM, daylio.COLUMNS),
        (habitbull.PROGRAM, habitbull.COLUMNS),
    ):
        if {column.casefold() for column in columns} <= {*head}:
            return program
    if any(map(timewarrior.is_data_line, lines[:3])):
        return timewarrior.PROGRAM
    if any(map(harsh.is_log_line, lines)):
        return harsh.PROGRAM
    if loop.is_checkmarks("\n".join(lines)):
        return loop.PROGRAM
    if harsh.is_habits("\n".join(lines)):
        return harsh.PROGRAM
    return None


def _of_json(text: str) -> str | None:
    if '"tsubo"' in text[-100:]:  # where our export has it; this spares large ones a reading
        return "json"
    try:
        found = parsed(text, "")
    except ExchangeError:
        return "json"  # whose reader says what is wrong with it
    if isinstance(found, dict):
        return "json" if "tsubo" in found else habit_json.program_of(found)
    for each in found[:_FIRST] if isinstance(found, list) else ():
        if timewarrior.is_interval(each):
            return timewarrior.PROGRAM
        if watson.is_frame(each):
            return watson.PROGRAM
    return None
