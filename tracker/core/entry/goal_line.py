"""A goal and a rest as a person writes them: ``2 a day mon-fri``, ``3 nov to 9 nov ill``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.core.days.dated_goals import EVERY_DAY
from tracker.core.days.states import LEAST_SECONDS
from tracker.core.facts.goals_and_rests import WEEKDAYS
from tracker.core.facts.sessions import Per, RestReason
from tracker.core.text.dates import Order, WhenError, day
from tracker.core.text.durations import DurationError, seconds
from tracker.core.text.visible import visible

_MOST: Final = {Per.DAY: 24, Per.WEEK: 7}
_OFTEN: Final = {"once": 1, "twice": 2, "daily": 1}
_FILLERS: Final = frozenset({"a", "per", "times", "time", "x", "days", "each", "on", "and"})
_ALLOWED: Final = "as in “2 a day”, “3 a week”, “once a day mon-fri, least 5m, from 1 dec”"
_LEAST: Final = re.compile(r"\b(?:at )?least ([0-9:.]+ ?[a-z]*)")
_FROM: Final = re.compile(r"\b(?:from|since) (.+)$")
_TO: Final = re.compile(r" (?:to|until|-|–) |\.\.")


class LineError(ValueError):
    """A line that is no goal or no rest; the text names the word and what is allowed."""


@dataclass(frozen=True, slots=True)
class GoalLine:
    """What a line about a goal says."""

    times: int
    per: Per
    weekdays: frozenset[int]
    least_seconds: float
    since: date
    """The first day it holds; today unless the line says another."""


@dataclass(frozen=True, slots=True)
class RestLine:
    """What a line about rest days says, first and last included."""

    start: date
    end: date
    why: RestReason


def goal_entry(text: str, today: date, order: Order | None = None) -> GoalLine:
    """The goal of a line such as ``twice a day mon-fri, least 5m, from 1 dec``.

    Raises LineError for words that are none of a goal's.
    """
    words = " ".join(text.casefold().replace(",", " ").split())
    since, least = today, LEAST_SECONDS
    if found := _FROM.search(words):
        since = _day(found[1], today, order)
        words = words[: found.start()]
    if found := _LEAST.search(words):
        least = _length(found[1])
        words = words[: found.start()] + words[found.end() :]
    times: int | None = None
    per: Per | None = None
    weekdays: set[int] = set()
    for word in words.split():
        if word in _FILLERS:
            continue
        if word in _OFTEN or (word.isascii() and word.isdigit()):
            times = _OFTEN.get(word) or int(word)
            per = Per.DAY if word == "daily" else per
        elif word in {"day", "week", "daily", "weekly"}:
            per = Per.DAY if word in {"day", "daily"} else Per.WEEK
        else:
            weekdays |= set(_weekdays(word))
    return _checked(text, times, per, frozenset(weekdays), least, since)


def _checked(
    text: str,
    times: int | None,
    per: Per | None,
    weekdays: frozenset[int],
    least: float,
    since: date,
) -> GoalLine:
    if times is None or per is None:
        raise LineError(f"“{_shown(text)}” is no goal: how often, a day or a week, {_ALLOWED}")
    if not 1 <= times <= _MOST[per]:
        raise LineError(f"{times} times found, 1 to {_MOST[per]} a {per} allowed")
    if weekdays and per is Per.WEEK:
        raise LineError("weekdays go with “a day”; a goal a week is met on any day")
    return GoalLine(times, per, weekdays or EVERY_DAY, least, since)


def rest_entry(text: str, today: date, order: Order | None = None) -> RestLine:
    """The rest of a line such as ``today``, ``3 nov to 9 nov ill``, ``2026-11-03..2026-11-09``.

    Raises LineError for words that are none of a rest's, or an end before its start.
    """
    words = text.casefold().replace(",", " ").split()
    why = RestReason.REST
    reasons = [word for word in words if word in {*RestReason}]
    if reasons:
        why = RestReason(reasons[0])
        words = [word for word in words if word not in {*RestReason}]
    if not words:
        raise LineError("Which days? As in “today”, “3 nov to 9 nov ill”, “sat to sun away”")
    parts = [part.strip() for part in _TO.split(" ".join(words)) if part.strip()]
    if len(parts) > 2:
        raise LineError(f"“{_shown(text)}” names more than a first and a last day")
    start, end = (_day(part, today, order) for part in (parts[0], parts[-1]))
    if end < start:
        raise LineError(f"the last day, {end}, lies before the first, {start}")
    return RestLine(start, end, why)


def _weekdays(word: str) -> Iterator[int]:
    first, dash, last = word.partition("-")
    start = _weekday(first)
    if not dash:
        yield start
        return
    end = _weekday(last)
    yield from ((start + step) % 7 for step in range((end - start) % 7 + 1))


def _weekday(word: str) -> int:
    for number, name in enumerate(WEEKDAYS):
        if len(word) >= 2 and name.casefold().startswith(
            word.rstrip("s") if len(word) > 4 else word
        ):
            return number
    raise LineError(f"“{_shown(word)}” is not understood, {_ALLOWED}")


def _day(text: str, today: date, order: Order | None) -> date:
    try:
        return day(text, today, order, ahead=True)
    except WhenError as wrong:
        raise LineError(str(wrong)) from wrong


def _length(text: str) -> float:
    try:
        return seconds(text, "min")
    except DurationError as wrong:
        raise LineError(str(wrong)) from wrong


def _shown(text: str) -> str:
    return visible(text, lines=False)[:60]
