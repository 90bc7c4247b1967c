"""Explains a streak or a day: the days that were counted, their states, and what ended it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tracker.core.days.practice_days import Days
from tracker.core.days.states import LEAST_SECONDS, State
from tracker.core.days.streaks import Step, Streak, steps, streaks
from tracker.core.days.weeks import Week, week
from tracker.core.facts.sessions import Goal, Kind, Per, Practice, Rest

RecordsOn = Callable[[date], Iterable[Practice]]
"""The records of the kind on a day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Walked:
    """A day or week that a streak was counted over."""

    first: date
    last: date
    state: State
    done: int
    """Number of long enough records of the day, or of practised days of the week."""
    target: int
    seconds: float
    """Total of all records."""
    protected: int
    """Number of protected days of the week; 1 for a protected day."""
    rest: Rest | None
    """The rest of the day, or of the week's first protected day."""
    goal: Goal
    decided_by: Practice | None
    """The record that made a met day reach its target; `None` if records were not given."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StreakWhy:
    """Why a streak has its length, or why none runs."""

    kind: Kind
    today: date
    streak: Streak | None
    goal: Goal | None
    """The goal at the end of the streak; ``None`` if nothing is counted."""
    walked: tuple[Walked, ...]
    """Newest first, with the days that were passed over."""
    stopped_by: Walked | None
    """The unmet day or week before the streak; ``None`` where the goal or practice begins."""
    ended_by: Walked | None
    """The day or week that ended a past streak; ``None`` if it still runs or the goal changed."""


@dataclass(frozen=True, slots=True)
class Counted:
    """A record of a day, and whether it is long enough to count."""

    record: Practice
    counts: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DayWhy:
    """Why a day has its state."""

    day: date
    kind: Kind
    state: State
    goal: Goal | None
    done: int
    records: tuple[Counted, ...]
    """In the order of their moments, if records were handed in."""
    rest: Rest | None
    never_was: bool
    """Whether the date was skipped by a zone or a flight."""
    week: Week | None
    """The week of the day, under a weekly goal."""


def why_streak(
    days: Days, streak: Streak | None = None, records_on: RecordsOn | None = None
) -> StreakWhy:
    """The explanation of one of ``streaks``, by default of the current one or of its absence."""
    current = streaks(days).current
    wanted = streak or current
    end = (days.today if wanted is None else wanted.end).toordinal()
    own = days.goals.at(end)
    if own is None:
        return _nothing(days)
    stretch = next(each for each in days.goals.stretches if each[1] <= end <= each[2])
    taken = list(steps(days, *stretch))
    top = len(taken) - 1
    after = None
    if wanted != current:
        top = next(at for at, step in enumerate(taken) if step[2] == end)
        after = next((step for step in taken[top + 1 :] if _stops(step, days)), None)
    bottom = next((at for at in range(top, -1, -1) if _stops(taken[at], days)), -1)
    walk = [
        _walked(days, step, stretch[0], records_on)
        for step in reversed(taken[bottom + 1 : top + 1])
    ]
    return StreakWhy(
        kind=days.kind,
        today=days.today,
        streak=wanted,
        goal=walk[0].goal if walk else own,
        walked=tuple(walk),
        stopped_by=None if bottom < 0 else _walked(days, taken[bottom], stretch[0], records_on),
        ended_by=None if after is None else _walked(days, after, stretch[0], records_on),
    )


def why_day(days: Days, day: date, records: Sequence[Practice] = ()) -> DayWhy:
    """The explanation of a day; ``records`` are those of that kind and day."""
    goal = days.goal(day)
    least = LEAST_SECONDS if goal is None else goal.least_seconds
    ordered = sorted(records, key=lambda record: (record.started, record.id))
    return DayWhy(
        day=day,
        kind=days.kind,
        state=days.state(day),
        goal=goal,
        done=days.done_on(day),
        records=tuple(Counted(record, record.seconds >= least) for record in ordered),
        rest=days.protection.rest_on(day),
        never_was=day.toordinal() in days.protection.skipped,
        week=week(days, day),
    )


def _nothing(days: Days) -> StreakWhy:
    return StreakWhy(
        kind=days.kind,
        today=days.today,
        streak=None,
        goal=None,
        walked=(),
        stopped_by=None,
        ended_by=None,
    )


def _stops(step: Step, days: Days) -> bool:
    state, first, last = step
    passed_over = state in {State.MET, State.PROTECTED}
    return not passed_over and not first <= days.today.toordinal() <= last


def _walked(days: Days, step: Step, per: Per, records_on: RecordsOn | None) -> Walked:
    state, first, last = step
    start, end = date.fromordinal(first), date.fromordinal(last)
    goal = days.goals.at(last)
    if goal is None:
        raise ValueError(f"{end}: no goal holds on this day")
    judged = week(days, end) if per is Per.WEEK else None
    protected = [at for at in range(first, last + 1) if days.protection.covers(at)]
    return Walked(
        first=start,
        last=end,
        state=state,
        done=days.done_on(start) if judged is None else judged.done,
        target=goal.times if judged is None else judged.target,
        seconds=days.totals(start, end).seconds,
        protected=len(protected),
        rest=days.protection.rest_on(date.fromordinal(protected[0])) if protected else None,
        goal=goal,
        decided_by=_deciding(records_on(start), goal)
        if records_on and state is State.MET
        else None,
    )


def _deciding(records: Iterable[Practice], goal: Goal) -> Practice | None:
    """The record that completed a daily goal; ``None`` under a weekly goal."""
    if goal.per is Per.WEEK:
        return None
    counting = [record for record in records if record.seconds >= goal.least_seconds]
    ordered = sorted(counting, key=lambda record: (record.started, record.id))
    return ordered[goal.times - 1] if len(ordered) >= goal.times else None
