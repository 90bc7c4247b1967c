"""What is due now: what a reminder asked for, or a goal still asks for, and is not done yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

from tracker.core.days.practice_days import Days
from tracker.core.days.states import State
from tracker.core.days.todays_goal import todays_goal
from tracker.core.facts.goals_and_rests import Kind
from tracker.core.facts.reminders import Reminder, latest


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One kind of practice that waits to be done today."""

    kind: Kind
    words: str
    """What is asked: ``0 of 1 today``, ``not yet today``."""
    at: datetime | None = None
    """When its latest reminder came; none where only a goal asks."""
    note: str = ""
    """Of that reminder."""


def day_begins(day: date, hour: int, zone: tzinfo | None) -> datetime:
    """When a practice day begins that begins at this hour."""
    return datetime.combine(day, time(hour), zone)


def due(
    days: Days, reminders: Sequence[Reminder], now: datetime, begun: datetime, within: float | None
) -> Due | None:
    """What of this kind is due on the day that began at ``begun``.

    A kind with reminders is due from their time on, until it is done; without, as long as its goal
    asks. On a rest day nothing is due. ``within`` seconds of now a reminder must have come.
    """
    if days.state(days.today) is State.PROTECTED:
        return None
    goal = todays_goal(days)
    if not (goal.due if goal else not days.totals(days.today, days.today).count):
        return None
    first = begun if within is None else max(begun, now - timedelta(seconds=within))
    own = [each for each in reminders if each.kind is days.kind]
    came = latest(own, min(first, now), now)
    if came is None and (own or within is not None or goal is None):
        return None
    words = goal.words if goal else "not yet today"
    if came is None:
        return Due(kind=days.kind, words=words)
    return Due(kind=days.kind, words=words, at=came[0], note=came[1].note)
