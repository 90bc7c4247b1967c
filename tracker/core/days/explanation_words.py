"""Explanations of streaks and days as lines of text, the same for commands and app."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Final

from tracker.core.days.dated_goals import done_words, goal_words, none_words
from tracker.core.days.explanation import DayWhy, StreakWhy, Walked
from tracker.core.days.states import State
from tracker.core.facts.goals_and_rests import KIND_WORDS, WEEKDAYS
from tracker.core.facts.record_names import clock_of
from tracker.core.facts.sessions import Goal, Per
from tracker.core.text.dates import day_words, span_words
from tracker.core.text.durations import duration_words

Written = Callable[[date], str]
"""Writes a date in the person's order."""

_COUNTED: Final = frozenset({State.MET, State.PARTLY, State.OPEN})


def streak_lines(why: StreakWhy, written: Written = day_words) -> list[str]:
    """The streak, its goal, every day or week counted, newest first, and why it starts and ends."""
    return list(_streak_lines(why, written))


def _streak_lines(why: StreakWhy, written: Written) -> Iterator[str]:
    who = KIND_WORDS[why.kind]
    if why.goal is None:
        yield f"{who}: no goal is set, so no streak is counted, only totals."
        return
    if why.streak is None:
        yield f"{who}: {none_words(why.goal)}."
    else:
        span = span_words(why.streak.start, why.streak.end, written)
        yield f"{who}: {why.streak.words}, {span}."
    yield f"Goal: {goal_words(why.goal)}."
    if why.ended_by is not None:
        yield f"{_walked_words(why.ended_by, why.today, written)}. The streak ended before it."
    goal = why.goal
    for step in why.walked:
        if not _alike(step.goal, goal):
            goal = step.goal
            yield f"Goal up to {written(step.last)}: {goal_words(goal)}."
        yield f"{_walked_words(step, why.today, written)}."
    if why.stopped_by is not None:
        stop = _walked_words(why.stopped_by, why.today, written)
        yield f"{stop}. {'A' if why.streak is None else 'The'} streak can only begin after it."
    elif why.walked:
        yield "Here the counting begins."


def _alike(one: Goal, other: Goal) -> bool:
    return goal_words(one) == goal_words(other)


def _walked_words(step: Walked, today: date, written: Written) -> str:
    weekly = step.goal.per is Per.WEEK
    name = f"{written(step.first)} to {written(step.last)}" if weekly else written(step.first)
    words = [f"{name}: {step.state.words if not weekly else _week_words(step.state)}"]
    if weekly or step.state in _COUNTED:
        so_far = " so far" if step.first <= today <= step.last and step.state is State.OPEN else ""
        words.append(done_words(step.done, step.target, "day" if weekly else "") + so_far)
    if step.state is State.PROTECTED or (weekly and step.protected):
        words.append(_protected_words(step, weekly=weekly))
    if step.seconds:
        words.append(duration_words(step.seconds))
    if step.decided_by is not None:
        words.append(f"reached at {clock_of(step.decided_by.started, step.decided_by.day)}")
    return ", ".join(filter(None, words))


def _week_words(state: State) -> str:
    return {State.PROTECTED: "rest week", State.MISSED: "not met"}.get(state, state.words)


def _protected_words(step: Walked, *, weekly: bool) -> str:
    if weekly:
        return f"{step.protected} rest {'day' if step.protected == 1 else 'days'} in it"
    if step.rest is not None:
        return step.rest.why.value if step.rest.why.value != "rest" else ""
    if step.protected:
        return "the date never was"
    return f"{WEEKDAYS[step.first.weekday()]} is not asked for"


def day_lines(why: DayWhy, written: Written = day_words) -> list[str]:
    """The day's state, the goal that judges it, its records and what protects it."""
    return list(_day_lines(why, written))


def _day_lines(why: DayWhy, written: Written) -> Iterator[str]:
    yield f"{KIND_WORDS[why.kind]}, {written(why.day)}: {why.state.words}."
    if why.goal is None:
        yield "No goal is set, so nothing is asked of the day."
    else:
        yield f"Goal: {goal_words(why.goal)}."
    for counted in why.records:
        length = duration_words(counted.record.seconds)
        short = "" if counted.counts else ", too short to count"
        yield f"{clock_of(counted.record.started, counted.record.day)}, {length}{short}."
    if why.goal is not None and why.goal.per is Per.DAY and why.state in _COUNTED:
        yield f"{done_words(why.done, why.goal.times)}."
    if why.never_was:
        yield "This date never was: the zone or a flight left it out."
    elif why.rest is not None:
        span = span_words(why.rest.start, why.rest.end, written)
        yield f"A rest covers it: {why.rest.why.value}, {span}."
    elif why.state is State.PROTECTED:
        yield f"The goal does not ask for a {WEEKDAYS[why.day.weekday()]}."
    if why.week is not None:
        one = why.week
        span = f"{written(one.start)} to {written(one.end)}"
        days = done_words(one.done, one.target, "day")
        yield f"Its week, {span}: {_week_words(one.state)}, {days}."
