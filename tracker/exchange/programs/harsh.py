"""Reads the log of harsh, a line for each day and habit: ``2025-01-01 : Habit : y : comment : 5``.

Of two lines with the same day and habit the later one counts, as in harsh. The file of habits says
how often each is meant: ``Press: 3/7``, ``Mat: 1w``.
Source of the formats: wakatara/harsh, internal/storage.
"""

import math
import re
from datetime import date
from typing import Final

from tracker.core.text.refusals import Described, Expected, refusal
from tracker.exchange.programs.rows import NOT_DONE, SKIPPED, Done, Frequency, Rows

BETWEEN: Final = " : "
PROGRAM: Final = "harsh"
_MOST: Final = 500_000
_FORM: Final = "write DATE : HABIT : y, n or s : COMMENT : AMOUNT"
_REPLACED: Final = "replaced by a later line"
_DAYS: Final = {"": 1, "d": 1, "w": 7, "m": 30, "q": 90, "y": 365}
_FREQUENCY: Final = re.compile(r"(\d{1,3})([dwmqy]?)|(\d{1,3})/(\d{1,3})([dwmqy]?)", re.ASCII)


def is_log_line(line: str) -> bool:
    """Whether a line has the form of an entry: a day, a habit, and y, n or s."""
    parts = line.split(BETWEEN)
    return (
        3 <= len(parts) <= 5
        and bool(re.fullmatch(r"\d{4}-\d\d-\d\d", parts[0].strip(), re.ASCII))
        and parts[2].strip() in {"y", "n", "s"}
    )


def is_habit_line(line: str) -> bool:
    """Whether a line of the file of habits has the form ``Press: 3/7``."""
    name, colon, often = line.rpartition(":")
    return bool(colon and name.strip() and _FREQUENCY.fullmatch(often.strip()))


def is_habits(text: str) -> bool:
    """Whether a text is the file of habits, which has no entries."""
    lines = [line for line in text.split("\n", _MOST) if line.strip()]
    return (
        bool(lines)
        and all(line[0] in "#!" or is_habit_line(line) for line in lines)
        and not any(map(is_log_line, lines))
    )


def read(text: str, origin: str, habits: str = "") -> Rows:
    """The rows of a log; amounts are minutes. ``habits`` is the text of the file of habits."""
    rows = Rows(PROGRAM)
    found: dict[tuple[str, str], Done | str] = {}
    for number, line in enumerate(text.split("\n", _MOST)[:_MOST], 1):
        if not line.strip() or line.startswith("#"):
            continue
        parts = [part.strip() for part in line.split(BETWEEN)]
        where = f"{origin} line {number}"
        try:
            entry = _entry(parts, where)
        except ValueError as wrong:
            rows.refuse(where, wrong, *parts[1:2])
            continue
        key = parts[0], parts[1]
        if found.pop(key, None) is not None:
            rows.pass_over(parts[1], _REPLACED)
        found[key] = entry
    for (_, name), entry in found.items():
        if isinstance(entry, Done):
            rows.done.append(entry)
        else:
            rows.pass_over(name, entry)
    rows.frequencies.update(frequencies(habits))
    return rows


def frequencies(text: str) -> dict[str, Frequency]:
    """How often each habit of the file of habits is meant; those only watched are left out."""
    found = {}
    for line in text.split("\n", _MOST)[:_MOST]:
        name, _, often = line.rpartition(":")
        match = _FREQUENCY.fullmatch(often.strip())
        if line.startswith(("#", "!")) or not name.strip() or match is None:
            continue
        if match[1]:
            times, days = 1, int(match[1]) * _DAYS[match[2]]
        else:
            times, days = int(match[3]), int(match[4]) * _DAYS[match[5]]
        if times and days:
            found[name.strip()] = Frequency(times, days)
    return found


def _entry(parts: list[str], where: str) -> Done | str:
    """The entry of a line, or why nothing was done. Raises ValueError for another line."""
    if not 3 <= len(parts) <= 5:
        found = Described(f"a line of {len(parts)} {'part' if len(parts) == 1 else 'parts'}")
        raise ValueError(refusal("", found, Expected("an entry", _FORM)))
    try:
        day = date.fromisoformat(parts[0]) if len(parts[0]) == 10 else None
    except ValueError:
        day = None
    if day is None:
        raise ValueError(refusal("", parts[0], Expected("a date", _FORM)))
    if not parts[1]:
        raise ValueError(refusal("", None, Expected("a habit", _FORM)))
    if parts[2] not in {"y", "n", "s"}:
        raise ValueError(refusal("", parts[2], Expected("y, n or s", _FORM)))
    minutes = 0.0
    if len(parts) == 5 and parts[4]:
        try:
            minutes = float(parts[4])
        except ValueError:
            minutes = math.nan
        if not 0 <= minutes < 1e9:
            raise ValueError(refusal("", parts[4], Expected("an amount")))
    if parts[2] != "y":
        return SKIPPED if parts[2] == "s" else NOT_DONE
    note = parts[3] if len(parts) > 3 else ""
    return Done(where, (parts[1],), day, minutes * 60 or None, note)
