"""Streaks: runs of met days or weeks, derived from the days of a kind.

Protected days and weeks are passed over: they add nothing, and alone they make no streak.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from tracker.core.days.practice_days import Days
from tracker.core.days.states import State
from tracker.core.days.weeks import weeks
from tracker.core.facts.goals_and_rests import Per


class Streak(NamedTuple):
    """A run of met days or weeks."""

    done: int
    protected: int
    """Protected days or weeks between the first and the last met one."""
    start: date
    end: date
    """The last met day, or the last day of the last met week, which can be after today."""
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


class Streaks(NamedTuple):
    """Every streak of one kind."""

    all: tuple[Streak, ...] = ()
    """Newest first."""
    current: Streak | None = None
    """The streak that runs today, even if today is not met yet; else ``None``."""

    @property
    def longest(self) -> Streak | None:
        """The streak with the most done, of several the latest; ``None`` without streaks."""
        return max(self.all, key=lambda streak: streak.done, default=None)


Step = tuple[State, int, int]
"""State of a day or week, and its first and last day as ordinals."""


def streaks(days: Days) -> Streaks:
    """The streaks as of today. A change between daily and weekly goals ends a streak."""
    today = days.today.toordinal()
    found: list[Streak] = []
    current = None
    for per, first, last in days.goals.stretches:
        runs, running = _runs(steps(days, per, first, last), per, today)
        found += runs
        if running and first <= today <= last:
            current = runs[-1]
    return Streaks(tuple(reversed(found)), current)


def steps(days: Days, per: Per, first: int, last: int) -> Iterator[Step]:
    """The days, or the weeks that end, from one ordinal to another, both included, oldest first.

    Limited to the days from the first day to today, or to the end of the running week.
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
    """The streaks in these steps, oldest first, and whether the last one is still running."""
    runs: list[Streak] = []
    done = protected = bridged = start = end = 0
    running = False

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

    met, bridging = State.MET, State.PROTECTED  # local names: looking up enum members is slow
    for state, first, last in steps:
        if state is met:
            if done:
                bridged += protected
            else:
                start, bridged = first, 0
            done, protected, end, running = done + 1, 0, last, True
        elif state is bridging:
            protected += 1
        elif not first <= today <= last:
            close()
            done, running = 0, False
    close()
    return runs, running
