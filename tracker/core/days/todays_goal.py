"""The goal of today or of the running week, and how much of it is done."""

from typing import NamedTuple

from tracker.core.days.dated_goals import done_words
from tracker.core.days.practice_days import Days
from tracker.core.days.states import State
from tracker.core.days.weeks import week
from tracker.core.facts.goals_and_rests import Per


class TodaysGoal(NamedTuple):
    """Target and progress of one kind, today or this week."""

    state: State
    """State of today, or of the running week."""
    done: int
    """Number of long enough records today, or of practised days this week."""
    times: int
    """The target; protected days lower that of a week."""
    unit: Per
    due: bool
    """Whether it is not reached yet and practice today would count towards it."""

    @property
    def left(self) -> int:
        """The part of the target that is not done yet."""
        return max(self.times - self.done, 0)

    @property
    def words(self) -> str:
        """``1 of 2 today``, ``4 days done, 3 asked this week``, ``rest day``."""
        if self.state is State.PROTECTED:
            return "rest day" if self.unit is Per.DAY else "rest week"
        if self.unit is Per.DAY:
            return f"{done_words(self.done, self.times)} today"
        return f"{done_words(self.done, self.times, 'day')} this week"


def todays_goal(days: Days) -> TodaysGoal | None:
    """The goal of today; ``None`` for a kind without one."""
    goal = days.goal(days.today)
    if goal is None:
        return None
    state = days.state(days.today)
    if goal.per is Per.DAY:
        return TodaysGoal(
            state=state,
            done=days.done_on(days.today),
            times=goal.times,
            unit=Per.DAY,
            due=state in {State.OPEN, State.PARTLY},
        )
    running = week(days, days.today)
    if running is None:
        # A daily goal begins within the week and judges it, so the weekly one asks for nothing.
        return None
    return TodaysGoal(
        state=running.state,
        done=running.done,
        times=running.target,
        unit=Per.WEEK,
        due=running.state is State.OPEN and state is State.OPEN,
    )
