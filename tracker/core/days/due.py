"""Practice that is due now, because a reminder has come or a goal is open; reminders to come."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Final, NamedTuple

from tracker.core.days.done_words import STILL_OPEN
from tracker.core.days.practice_days import Days
from tracker.core.days.states import State
from tracker.core.days.todays_goal import todays_goal
from tracker.core.facts.goals_and_rests import WEEKDAYS, Kind
from tracker.core.facts.reminders import Reminder, coming, latest

_AHEAD: Final = timedelta(days=7)


class Due(NamedTuple):
    """One kind of practice that is due today."""

    kind: Kind
    words: str
    """``0 of 1 today``, ``not yet today``."""
    at: datetime | None = None
    """When its latest reminder came; ``None`` if only a goal asks."""
    note: str = ""
    """The note of that reminder."""


def day_begins(day: date, hour: int, zone: tzinfo | None) -> datetime:
    """The moment when a practice day starts, given the hour."""
    return datetime.combine(day, time(hour), zone)


def due(
    days: Days,
    reminders: Sequence[Reminder],
    now: datetime,
    begun: datetime,
    within: float | None,
    *,
    numbers: bool = True,
) -> Due | None:
    """The practice of this kind that is due on the day that began at ``begun``.

    A kind with reminders is due from their time until it is done; a kind without reminders, until
    its goal is reached. On a protected day nothing is due. With ``within``, only a reminder that
    came in the last ``within`` seconds counts. Without ``numbers`` the words name no target.
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
    if not numbers:
        words = STILL_OPEN
    if came is None:
        return Due(kind=days.kind, words=words)
    return Due(kind=days.kind, words=words, at=came[0], note=came[1].note)


class Coming(NamedTuple):
    """A reminder to come."""

    at: datetime
    kind: Kind

    def day_words(self, today: date) -> str:
        """``today``, or the name of the weekday."""
        day = self.at.date()
        return "today" if day == today else WEEKDAYS[day.weekday()].title()


def to_come(reminders: Iterable[Reminder], now: datetime) -> list[Coming]:
    """The next moment of each reminder within a week, the earliest first."""
    moments = ((coming([each], now, now + _AHEAD), each.kind) for each in reminders)
    return sorted(Coming(at, kind) for at, kind in moments if at is not None)
