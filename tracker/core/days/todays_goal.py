"""What today, or the running week, still asks for."""

from typing import NamedTuple

from tracker.core.days.dated_goals import done_words
from tracker.core.days.practice_days import Days
from tracker.core.days.states import State
from tracker.core.days.weeks import week
from tracker.core.facts.goals_and_rests import Per


class TodaysGoal(NamedTuple):
    """One kind's target today, or this week, and how much of it is done."""

    state: State
    """Of today, or of the running week."""
    done: int
    """Records long enough today; days practised this week."""
    times: int
    """The target; a week's is lowered by its protected days."""
    unit: Per
    due: bool
    """Whether practice today would count towards it and it is not reached yet."""

    @property
    def left(self) -> int:
        """How much of the target is not done yet."""
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
    """What is asked of today; none for a kind without a goal."""
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
        # Another goal begins within the week and judges it: this one asks for nothing more.
        return None
    return TodaysGoal(
        state=running.state,
        done=running.done,
        times=running.target,
        unit=Per.WEEK,
        due=running.state is State.OPEN and state is State.OPEN,
    )
