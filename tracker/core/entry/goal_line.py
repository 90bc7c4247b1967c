"""A goal and a rest as a person writes them: ``2 a day mon-fri``, ``3 nov to 9 nov ill``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.core.days.dated_goals import EVERY_DAY
from tracker.core.days.states import LEAST_SECONDS
from tracker.core.facts.goals_and_rests import LONGEST_MAT, WEEKDAYS, Per, RestReason
from tracker.core.text.dates import Order, day, day_words
from tracker.core.text.durations import long_seconds
from tracker.core.text.field_checks import Span
from tracker.core.text.refusals import Expected, refusal
from tracker.core.text.visible import quoted, typed_ascii

_MOST: Final = {Per.DAY: 24, Per.WEEK: 7}
_OFTEN: Final = {"once": 1, "twice": 2}
_UNITS: Final = {"day": Per.DAY, "daily": Per.DAY, "week": Per.WEEK, "weekly": Per.WEEK}
_FILLERS: Final = frozenset({"a", "per", "times", "time", "x", "days", "each", "on", "and"})
_WRITE: Final = "write it as 2 a day, 3 a week or once a day mon-fri, least 5m, from 1 dec"
_LEAST: Final = re.compile(r"\b(?:at )?least ([0-9:.]+ ?[a-z]*[0-9]*)")
_FROM: Final = re.compile(r"\b(?:from|since) (.+)$")
_TO: Final = re.compile(r" (?:to|until|-|–) |\.\.")


class LineError(ValueError):
    """A line that is not a goal or a rest; the text quotes the word and says what to write."""


@dataclass(frozen=True, slots=True)
class GoalLine:
    """A goal as a line gives it."""

    times: int
    per: Per
    weekdays: frozenset[int]
    least_seconds: float
    since: date
    """The first day it holds; today unless the line names another."""


@dataclass(frozen=True, slots=True)
class RestLine:
    """Rest days as a line gives them, first and last included."""

    start: date
    end: date
    why: RestReason


def goal_entry(
    text: str,
    today: date,
    order: Order | None = None,
    *,
    since: date | None = None,
    least: float | None = None,
) -> GoalLine:
    """The goal of a line such as ``twice a day mon-fri, least 5m, from 1 dec``.

    ``since`` is the first day and ``least`` the seconds, if they are not in the line; they must not
    be in both. Raises LineError for words that do not belong to a goal, WhenError or DurationError
    for a day or length that is not understood.
    """
    words = " ".join(typed_ascii(text).casefold().replace(",", " ").split())
    if match := _FROM.search(words):
        if since is not None:
            raise LineError("the first day is named twice; name it once")
        since = day(match[1], today, order, ahead=True)
        words = words[: match.start()]
    if match := _LEAST.search(words):
        if least is not None:
            raise LineError("the least length is named twice; name it once")
        least = long_seconds(match[1])
        words = words[: match.start()] + words[match.end() :]
    if least is not None and least > LONGEST_MAT:
        raise LineError(refusal("least", least, Span(0, LONGEST_MAT, "s")))
    times: list[int] = []
    units: list[Per] = []
    weekdays: set[int] = set()
    for word in words.split():
        if word in _FILLERS:
            continue
        if word in _OFTEN or (word.isascii() and word.isdigit()):
            times.append(_OFTEN.get(word) or int(word))
        elif word in _UNITS:
            units.append(_UNITS[word])
        else:
            weekdays |= set(_weekdays(word))
    if not times and {"daily", "weekly"} & set(words.split()):
        times.append(1)
    if len(times) != 1 or len(units) != 1:
        raise LineError(refusal("", text, Expected("a goal", _WRITE)))
    most = Span(1, _MOST[units[0]], f"times a {units[0]}")
    if not 1 <= times[0] <= _MOST[units[0]]:
        raise LineError(refusal("", times[0], most))
    if weekdays and units[0] is Per.WEEK:
        raise LineError("a goal a week has no weekdays; it is met on any days")
    return GoalLine(
        times=times[0],
        per=units[0],
        weekdays=frozenset(weekdays) or EVERY_DAY,
        least_seconds=LEAST_SECONDS if least is None else least,
        since=since or today,
    )


def rest_entry(
    text: str, today: date, order: Order | None = None, *, why: RestReason | None = None
) -> RestLine:
    """The rest of a line such as ``today``, ``3 nov to 9 nov ill``, ``2026-11-03..2026-11-09``.

    ``why`` is the reason, if it is not in the line. Raises LineError for a line that is not a rest,
    an end before its start or two reasons, WhenError for a day that is not understood.
    """
    words = text.casefold().replace(",", " ").split()
    known = {reason.value: reason for reason in RestReason}
    reasons = {known[word] for word in words if word in known} | ({why} if why else set())
    days = " ".join(word for word in words if word not in known)
    parts = [part.strip() for part in _TO.split(days) if part.strip()]
    if not 1 <= len(parts) <= 2:
        form = Expected("a rest", "write it as today, 3 nov to 9 nov ill or sat to sun away")
        raise LineError(refusal("", text, form))
    if len(reasons) > 1:
        raise LineError(f"{' and '.join(sorted(reasons))} are two reasons; name one")
    start, end = (day(part, today, order, ahead=True) for part in (parts[0], parts[-1]))
    if end < start and any(name.casefold().startswith(parts[-1]) for name in WEEKDAYS):
        end = day(parts[-1], start, order, ahead=True)  # of "sat to sun", written on a Sunday
    if end < start:
        first, last = day_words(start, order), day_words(end, order)
        raise LineError(f"{last} is before {first}; name the first day first")
    return RestLine(start, end, reasons.pop() if reasons else RestReason.REST)


def _weekdays(word: str) -> Iterator[int]:
    first, dash, last = word.partition("-")
    start = _weekday(first)
    end = _weekday(last) if dash else start
    yield from ((start + step) % 7 for step in range((end - start) % 7 + 1))


def _weekday(word: str) -> int:
    name = word.removesuffix("s") if len(word) > 4 else word
    for number, weekday in enumerate(WEEKDAYS):
        if len(name) >= 2 and weekday.casefold().startswith(name):
            return number
    raise LineError(f"{quoted(word)} is not understood; {_WRITE}")
