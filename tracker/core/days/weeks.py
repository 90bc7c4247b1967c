"""Weeks under a weekly goal: state, progress and target."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from tracker.core.days.dated_goals import week_start, week_target
from tracker.core.days.practice_days import Days
from tracker.core.days.states import State
from tracker.core.facts.goals_and_rests import Goal, Per


class Week(NamedTuple):
    """Seven days, judged together by the goal of the last of them."""

    start: date
    end: date
    state: State
    done: int
    """Number of days with at least one long enough record."""
    target: int
    """Practised days that meet it, lowered by protected days; if 0, one practised day does."""
    protected: int
    """Number of protected days, practised or not."""
    goal: Goal


def week(days: Days, day: date) -> Week | None:
    """The week of a day; ``None`` unless the goal of its last day is weekly."""
    end = week_start(day.toordinal(), days.week_starts) + 6
    goal = days.goals.at(end)
    if goal is None or goal.per is not Per.WEEK:
        return None
    return next(_weeks(days, end, end, goal))


def weeks(days: Days, first: int, last: int) -> Iterator[Week]:
    """The weeks under a weekly goal that end on the ordinals ``first`` to ``last``, oldest first.

    Limited to those from the first day to the running week.
    """
    begun = days.first.toordinal()
    running = week_start(days.today.toordinal(), days.week_starts) + 6
    for span in days.goals.spans:
        if span.goal.per is Per.WEEK:
            low, high = max(first, span.first, begun), min(last, span.last, running)
            yield from _weeks(days, low, high, span.goal)


def _weeks(days: Days, first: int, last: int, goal: Goal) -> Iterator[Week]:
    """The weeks that end on these ordinals, all judged by this goal."""
    low = week_start(first, days.week_starts)
    protected_days = days.protection.marks(low, last)
    practised = bytearray(len(protected_days))
    columns = days.summaries.within(low, last).columns
    for day, longest in zip(columns.day, columns.longest, strict=True):
        if longest >= goal.least_seconds:
            practised[day - low] = 1
    for start in range(low, last - 5, 7):
        done = sum(practised[start - low : start - low + 7])
        protected = sum(protected_days[start - low : start - low + 7])
        target = week_target(goal.times, protected)
        yield Week(
            start=date.fromordinal(start),
            end=date.fromordinal(start + 6),
            state=_state(days, start, done, target),
            done=done,
            target=target,
            protected=protected,
            goal=goal,
        )


def _state(days: Days, start: int, done: int, target: int) -> State:
    today = days.today.toordinal()
    if done >= max(target, 1):
        return State.MET
    if target == 0:
        return State.PROTECTED
    if start <= today <= start + 6:
        return State.OPEN
    if start > today:
        return State.AHEAD
    # The first week of practice was not a whole week.
    begun = {days.first, days.first_record or days.first}
    if start + 6 < days.first.toordinal() or any(
        start <= day.toordinal() <= start + 6 for day in begun
    ):
        return State.BEFORE
    return State.MISSED
