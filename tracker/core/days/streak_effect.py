"""The effect of a change on the streaks, and on the day or week it is in, before it is made."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Final

from tracker.core.days.dated_goals import week_start
from tracker.core.days.practice_days import Days
from tracker.core.days.states import State
from tracker.core.days.streaks import Streak, streaks, unit_words
from tracker.core.days.weeks import week
from tracker.core.facts.sessions import Kind, Per
from tracker.core.text.durations import duration_words

AS_BEFORE: Final = ", as before"
_TIMES: Final = {1: "once", 2: "twice"}


@dataclass(frozen=True, slots=True)
class StreakChange:
    """A streak before and after a change; ``None`` without a streak."""

    before: Streak | None
    after: Streak | None

    @property
    def changed(self) -> bool:
        """Whether the count or its unit differs."""
        return _count(self.before) != _count(self.after)

    def words(self, run: str = " in a row") -> str:
        """``12 days in a row → 31``, ``12 days in a row, as before``; empty without a streak.

        ``run`` follows the first number.
        """
        was, will = _count(self.before), _count(self.after)
        if was is None and will is None:
            return ""
        if was == will:
            return f"{unit_words(*(was or (0, Per.DAY)))}{run}{AS_BEFORE}"
        if was is None:
            return f"0 → {unit_words(*(will or (0, Per.DAY)))}{run}"
        if will is None:
            return f"{unit_words(*was)}{run} → none"
        return f"{unit_words(*was)}{run} → {will[0] if was[1] is will[1] else unit_words(*will)}"


@dataclass(frozen=True, slots=True)
class Preview:
    """The effect of a change on one kind."""

    kind: Kind
    current: StreakChange
    longest: StreakChange

    @property
    def changed(self) -> bool:
        """Whether the current or the longest streak differs."""
        return self.current.changed or self.longest.changed

    @property
    def words(self) -> str:
        """``12 days in a row → 31``; a longest that grows, or changes alone, follows."""
        words = [self.current.words()]
        grows = _done(self.longest.after) > _done(self.longest.before)
        if self.longest.changed and (grows or not self.current.changed) and not self._is_one:
            words.append(f"longest {self.longest.words('')}")
        return ", ".join(filter(None, words)) or "nothing in a row changes"

    @property
    def _is_one(self) -> bool:
        """Whether the longest streak is the current one, before and after."""
        longest, current = self.longest, self.current
        return (longest.before, longest.after) == (current.before, current.after)


def preview(before: Days, after: Days) -> Preview:
    """The effect of a change, given the days of a kind before and after it."""
    was, will = streaks(before), streaks(after)
    return Preview(
        before.kind,
        StreakChange(was.current, will.current),
        StreakChange(was.longest, will.longest),
    )


def _count(streak: Streak | None) -> tuple[int, Per] | None:
    return None if streak is None else (streak.done, streak.unit)


def _done(streak: Streak | None) -> int:
    return 0 if streak is None else streak.done


def period_words(
    before: Days, after: Days, day: date, written: Callable[[date], str], *, short: bool = False
) -> str:
    """The day or week of a new record: ``This week 2 of 3 days → 3 of 3``, ``Today: open → done``.

    ``written`` writes a date. Empty for a day that has no goal, and for a rest day.
    """
    goal = after.goal(day)
    if goal is None or after.state(day) is State.PROTECTED:
        return ""
    if goal.per is Per.WEEK:
        return _week_words(before, after, day, written, short=short)
    was, will, asked = before.done_on(day), after.done_on(day), goal.times
    name = "Today" if day == after.today else written(day)
    if was == will:
        return f"{name}: under {duration_words(goal.least_seconds)}, kept but not counted"
    if asked == 1:
        times = _TIMES.get(will, f"{will} times")
        return f"{name}: done already, now {times}" if was else f"{name}: open → done"
    done = ", done" if will == asked else ""
    return f"{name}: {was} of {asked} → {will}{done}"


def _week_words(
    before: Days, after: Days, day: date, written: Callable[[date], str], *, short: bool
) -> str:
    was, will = week(before, day), week(after, day)
    if will is None:
        return ""
    running = week_start(after.today.toordinal(), after.week_starts)
    start = date.fromordinal(week_start(day.toordinal(), after.week_starts))
    name = "This week" if start.toordinal() == running else f"Week of {written(start)}:"
    done, days = was.done if was else 0, "" if short else " days"
    if done == will.done:
        return f"{name} {done} of {will.target}{days}{AS_BEFORE}"
    if will.done > will.target:
        return f"{name} {done}{days} → {will.done}, {will.target} asked"
    met = ", done" if short and will.done == will.target else ""
    return f"{name} {done} of {will.target}{days} → {will.done} of {will.target}{met}"
