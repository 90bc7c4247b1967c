"""Day states: met, protected, partly, open, missed, free, before and ahead."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Final

from tracker.core.days.dated_goals import EVERY_DAY, Goals, weekday_of
from tracker.core.facts.goals_and_rests import Goal, Per

if TYPE_CHECKING:
    from tracker.core.days.day_columns import DaySummaries

LEAST_SECONDS: Final = 60.0
"""Minimum length of a record that makes a practised day without a goal."""


class State(StrEnum):
    """The state of a day or a week."""

    MET = "met"
    PROTECTED = "protected"
    PARTLY = "partly"
    OPEN = "open"
    MISSED = "missed"
    FREE = "free"
    """Past, without practice, under a weekly goal or without a goal."""
    BEFORE = "before"
    AHEAD = "ahead"

    @property
    def words(self) -> str:
        """The state as the screen shows it."""
        return _WORDS.get(self, self.value)


_WORDS: Final = {
    State.MET: "done",
    State.PROTECTED: "rest",
    State.PARTLY: "a little",
    State.OPEN: "still open",
    State.MISSED: "no practice",
    State.FREE: "not asked for",
    State.BEFORE: "before the first day",
    State.AHEAD: "still to come",
}


class Marking:
    """The states from the first day to today, and the number of long enough records of each.

    Days are ordinals. ``protected`` holds a 1 for each protected day from the first to today; this
    also marks in it the weekdays that a goal leaves out.
    """

    def __init__(
        self,
        goals: Goals,
        summaries: DaySummaries,
        protected: bytearray,
        first: int,
        week_starts: int,
    ) -> None:
        self._summaries = summaries
        self._protected = protected
        self._first = first
        today = first + len(protected) - 1
        self.states = [State.FREE] * len(protected)
        self.done = [0] * len(protected)
        for low, high, goal in goals.judged(week_starts):
            self._mark(max(low, first), min(high, today), goal)
        if not goals.spans:
            self._mark(first, today, None)
        if goals.spans and protected and self.states[-1] in {State.MISSED, State.FREE}:
            self.states[-1] = State.OPEN

    def _mark(self, low: int, high: int, goal: Goal | None) -> None:
        if low > high:
            return
        daily = goal is not None and goal.per is Per.DAY
        times = goal.times if goal is not None and daily else 1
        least = LEAST_SECONDS if goal is None else goal.least_seconds
        if goal is not None and daily and goal.weekdays != EVERY_DAY:
            self._free_weekdays(low, high, goal.weekdays)
        start, end = low - self._first, high - self._first + 1
        protected, states, done = self._protected, self.states, self.done
        idle = State.MISSED if daily else State.FREE
        begun = State.PARTLY if daily else State.FREE
        states[start:end] = [State.PROTECTED if each else idle for each in protected[start:end]]
        met = State.MET  # a local name, because looking up a member of an enum is slow
        judged = self._summaries.within(low, high)
        for day, count, longest in zip(
            judged.columns.day, judged.long_enough(least), judged.columns.longest, strict=True
        ):
            place = day - self._first
            done[place] = count
            if count >= times:
                states[place] = met
            elif longest > 0 and not protected[place]:
                states[place] = begun

    def _free_weekdays(self, low: int, high: int, asked: frozenset[int]) -> None:
        for free in EVERY_DAY - asked:
            place = low + (free - weekday_of(low)) % 7
            for day in range(place, high + 1, 7):
                self._protected[day - self._first] = 1
