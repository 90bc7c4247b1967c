"""The strength of a practice, 0 to 100: exponential smoothing over the days of a kind."""

import math
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from tracker.core.days.practice_days import Days
from tracker.core.days.states import State
from tracker.core.facts.goals_and_rests import Goal, Per

HALF_LIFE: Final = 13.0
"""Half-life, in days, of the strength of a daily practice that is dropped.

Source: Loop Habit Tracker 2.3.1, ``models/Score.kt``.
"""


@dataclass(frozen=True, slots=True)
class Strength:
    """The strength, 0 to 100, and its half-life in days."""

    value: float
    half_life_days: float


def half_life(goal: Goal) -> float:
    """Half-life of the strength, in days: 13 for a daily goal, more for a rarer one."""
    asked = goal.times if goal.per is Per.WEEK else len(goal.weekdays)
    return HALF_LIFE / math.sqrt(asked / 7)


def strength(days: Days) -> Strength | None:
    """The strength as of today; ``None`` for a kind without a goal today.

    Protected days without enough practice are left out, also of the last seven days of a weekly
    goal, and so cost nothing.
    """
    now = days.goals.at(days.today.toordinal())
    if now is None:
        return None
    value = 0.0
    begun = days.first.toordinal()
    # The last day is today.
    length = len(days.states)
    if days.states and days.states[-1] is not State.MET:
        length -= 1
    for low, high, goal in days.goals.judged(days.week_starts):
        start, end = max(low - begun, 0), min(high - begun + 1, length)
        if start >= end:
            continue
        reached = _of_a_day if goal.per is Per.DAY else _of_seven
        kept = 0.5 ** (1 / half_life(goal))
        for share in reached(days, start, end, goal.times):
            value = value * kept + share * (1 - kept)
    return Strength(100 * value, half_life(now))


def _of_a_day(days: Days, start: int, end: int, times: int) -> Iterator[float]:
    """The share of its target that each day reached, at most 1."""
    for state, done in zip(days.states[start:end], days.done[start:end], strict=True):
        if state is not State.PROTECTED:
            yield 1.0 if done >= times else done / times


def _of_seven(days: Days, start: int, end: int, times: int) -> Iterator[float]:
    """The share of the weekly target reached in the seven days up to each day, at most 1."""
    before = range(start - 1, -1, -1)
    asked_for = (place for place in before if days.states[place] is not State.PROTECTED)
    last_seven = [min(days.done[place], 1) for place in islice(asked_for, 7)]
    window = deque(reversed(last_seven), maxlen=7)
    for state, done in zip(days.states[start:end], days.done[start:end], strict=True):
        if state is not State.PROTECTED:
            window.append(1 if done else 0)
            yield min(1.0, sum(window) / times)
