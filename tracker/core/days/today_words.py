"""Words for today: the streak, and how today or this week stands to the aim."""

from datetime import date
from typing import NamedTuple

from tracker.core.days.done_words import today_done
from tracker.core.days.practice_days import Days
from tracker.core.days.states import State
from tracker.core.days.streaks import streaks, unit_words
from tracker.core.days.todays_goal import TodaysGoal, todays_goal
from tracker.core.facts.goals_and_rests import Kind, Per
from tracker.core.text.durations import duration_words

NO_AIM = "no aim yet, so nothing is asked."
_COUNTS = {1: "done today", 2: "done today, twice"}


class TodayWords(NamedTuple):
    """The two things said of a kind of practice, each empty if there is nothing to say."""

    run: str = ""
    """``25 days in a row``, from two on."""
    state: str = ""
    """``today is still open``, ``2 of 3 days this week``."""
    short: str = ""
    """The state on a narrow screen: ``today open``, ``2 of 3``."""


def today_words(days: Days, *, hidden: bool = False) -> TodayWords:
    """How a kind stands today; with `hidden`, only what was done, which cannot fall."""
    if hidden:
        return TodayWords("", _in_all(days), today_done(days))
    current = streaks(days).current
    run = f"{unit_words(current.done, current.unit)} in a row" if current else ""
    if current and current.done < 2:
        run = ""
    goal = todays_goal(days)
    if goal is None:
        total = _in_all(days)
        return TodayWords(run, total or _without_aim(days.kind), total)
    return TodayWords(run, *_goal(goal))


def _in_all(days: Days) -> str:
    """`241 days, 22 h 33 in all`; of the mat, the times."""
    total = days.totals(date.min, days.today)
    count, unit = (total.days, "day") if days.kind is Kind.POINTS else (total.count, "time")
    if not total.count:
        return ""
    return f"{count} {unit if count == 1 else f'{unit}s'}, {duration_words(total.seconds)} in all"


def _without_aim(kind: Kind) -> str:
    return f"{NO_AIM} m adds time, G sets an aim." if kind is Kind.MAT else f"{NO_AIM} G sets one."


def _goal(goal: TodaysGoal) -> tuple[str, str]:
    if goal.state is State.PROTECTED:
        words = "rest day" if goal.unit is Per.DAY else "rest week"
        return words, words
    if goal.unit is Per.DAY and goal.times == 1:
        if not goal.done:
            return "today is still open", "today open"
        return _COUNTS.get(goal.done, f"done today, {goal.done} times"), "done today"
    span = "today" if goal.unit is Per.DAY else "days this week"
    if goal.done > goal.times:
        times = "times " if goal.unit is Per.DAY else ""
        return f"{goal.done} {times}{span}, {goal.times} asked", f"{goal.done}, {goal.times} asked"
    count = f"{goal.done} of {goal.times}"
    done = ", done" if goal.done == goal.times else ""
    return f"{count} {span}{done}", count
