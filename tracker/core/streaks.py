"""Streaks and strength, as STREAKS.md says; derived from days, never stored.

A streak counts what was done. Protected days and weeks bridge it, they never add to it, and alone
they make none.
"""

import math
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from tracker.core.aims import Goal, Per
from tracker.core.days import Days
from tracker.core.states import State
from tracker.core.weeks import weeks

HALF_LIFE: Final = 13.0
"""Days in which the strength of a daily practice halves when it is left.

Source: Loop Habit Tracker 2.3.1, ``models/Score.kt``.
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Streak:
    """A run of met days or weeks."""

    done: int
    protected: int
    """Days or weeks stepped over between the first and the last met one."""
    start: date
    end: date
    """Of its last met day; a week's last day, which may lie ahead."""
    unit: Per

    @property
    def words(self) -> str:
        """``28 days, 3 rest days inside``."""
        words = unit_words(self.done, self.unit)
        if not self.protected:
            return words
        return f"{words}, {self.protected} rest {_unit(self.protected, self.unit)} inside"


def unit_words(count: int, unit: Per) -> str:
    """``1 day``, ``12 weeks``."""
    return f"{count} {_unit(count, unit)}"


def _unit(count: int, unit: Per) -> str:
    return unit.value if count == 1 else f"{unit.value}s"


@dataclass(frozen=True, slots=True)
class Strength:
    """How firmly the practice stands, 0 to 100, and in how many days half of it would go."""

    value: float
    half_life_days: float


@dataclass(frozen=True, slots=True)
class Streaks:
    """Every streak of one kind."""

    all: tuple[Streak, ...] = ()
    """Newest first."""
    current: Streak | None = None
    """The one that runs today; today's own practice may still be to come."""

    @property
    def longest(self) -> Streak | None:
        """The one with the most done, of several the latest."""
        return max(self.all, key=lambda streak: streak.done, default=None)


Step = tuple[State, int, int]
"""A day's or week's state, and its first and last day as ordinals."""


def streaks(days: Days) -> Streaks:
    """The streaks as of today. A change between days and weeks ends the one before it."""
    today = days.today.toordinal()
    found: list[Streak] = []
    current = None
    for per, first, last in days.goals.stretches:
        runs, stands = _runs(steps(days, per, first, last), per, today)
        found += runs
        if stands and first <= today <= last:
            current = runs[-1]
    return Streaks(tuple(reversed(found)), current)


def steps(days: Days, per: Per, first: int, last: int) -> Iterator[Step]:
    """The days, or the weeks that end, from one ordinal to another, oldest first.

    From the first day on, up to today or the running week.
    """
    return _days(days, first, last) if per is Per.DAY else _weeks(days, first, last)


def _days(days: Days, first: int, last: int) -> Iterator[Step]:
    begun = days.first.toordinal()
    low, high = max(first, begun), min(last, days.today.toordinal())
    ordinals = range(low, high + 1)
    return zip(days.states[low - begun : high - begun + 1], ordinals, ordinals, strict=False)


def _weeks(days: Days, first: int, last: int) -> Iterator[Step]:
    return (
        (week.state, week.start.toordinal(), week.end.toordinal())
        for week in weeks(days, first, last)
    )


def _runs(steps: Iterable[Step], unit: Per, today: int) -> tuple[list[Streak], bool]:
    """The runs of these steps, oldest first as they, and whether the last one still stands."""
    runs: list[Streak] = []
    done = protected = bridged = start = end = 0
    stands = False

    def close() -> None:
        if done:
            runs.append(
                Streak(
                    done=done,
                    protected=bridged,
                    start=date.fromordinal(start),
                    end=date.fromordinal(end),
                    unit=unit,
                )
            )

    for state, first, last in steps:
        if state is State.MET:
            if done:
                bridged += protected
            else:
                start, bridged = first, 0
            done, protected, end, stands = done + 1, 0, last, True
        elif state is State.PROTECTED:
            protected += 1
        elif not first <= today <= last:
            close()
            done, stands = 0, False
    close()
    return runs, stands


def half_life(goal: Goal) -> float:
    """Days asked for in which the strength halves: 13 for a daily goal, more for a sparser one."""
    asked = goal.times if goal.per is Per.WEEK else len(goal.weekdays)
    return HALF_LIFE / math.sqrt(asked / 7)


def strength(days: Days) -> Strength | None:
    """The strength as of today; none for a kind without a goal today.

    Exponential smoothing over the days asked for. Protected days without enough practice are left
    out, of the last seven days of a weekly goal too, and so cost nothing.
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
    """What share of its target each day reached, at most 1."""
    for state, done in zip(days.states[start:end], days.done[start:end], strict=True):
        if state is not State.PROTECTED:
            yield 1.0 if done >= times else done / times


def _of_seven(days: Days, start: int, end: int, times: int) -> Iterator[float]:
    """What share of a week's target the seven days up to each day reached, at most 1."""
    before = range(start - 1, -1, -1)
    asked_for = (place for place in before if days.states[place] is not State.PROTECTED)
    last_seven = [min(days.done[place], 1) for place in islice(asked_for, 7)]
    window = deque(reversed(last_seven), maxlen=7)
    for state, done in zip(days.states[start:end], days.done[start:end], strict=True):
        if state is not State.PROTECTED:
            window.append(1 if done else 0)
            yield min(1.0, sum(window) / times)
