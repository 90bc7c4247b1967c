"""Practice days: which day a moment belongs to, and how each day of a person stands.

A record's day is worked out once, when it is made, from the person's wall clock, and stored;
nothing here moves a stored day. All else is derived from records, goals, rests and now, and never
stored (STREAKS.md). No clock is read: now is handed in.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final, Self

from tracker.core.days.dated_goals import Goals
from tracker.core.days.day_columns import DaySummaries
from tracker.core.days.day_summary import DaySummary, Stamp, summaries_of
from tracker.core.days.protection import Protection
from tracker.core.days.skipped_dates import dates_skipped
from tracker.core.days.states import Marking, State
from tracker.core.facts.goals_and_rests import Goal, Kind, Rest

if TYPE_CHECKING:
    from tracker.core.facts.sessions import Practice

__all__ = [
    "DAY_STARTS_AT",
    "DaySummaries",
    "DaySummary",
    "Days",
    "Stamp",
    "Totals",
    "passed",
    "practice_day",
    "practice_today",
    "summaries_of",
]

DAY_STARTS_AT: Final = 4
"""The hour at which a practice day begins unless the person chose another, 0 to 6."""

_NEAR: Final = timedelta(days=3)
"""A record that lies ahead has a stored day no earlier than this before now, in any zone."""


def practice_day(local: datetime, day_starts_at: int = DAY_STARTS_AT) -> date:
    """The practice date of a moment, given as the person's wall clock showed it.

    The hours are taken from the wall time, an offset is dropped first: at a daylight-saving change
    the epoch would give another day.
    """
    return (local.replace(tzinfo=None) - timedelta(hours=day_starts_at)).date()


def passed(
    summaries: DaySummaries, now: datetime, records_on: "Callable[[Kind, date], Iterable[Practice]]"
) -> DaySummaries:
    """The days without the records whose moment lies ahead of ``now``: they count for nothing.

    Only where a day's last record lies ahead, a matter of clocks set wrong or of flights, are the
    day's records asked for and summed again.
    """
    changed: dict[int, DaySummary | None] = {}
    for summary in _near(summaries, now):
        if summary.last.moment > now:
            left: list[DaySummary] = []
            if summary.first.moment <= now:
                records = records_on(summary.kind, summary.day)
                left = summaries_of(record for record in records if record.started <= now)
            changed[summary.day.toordinal()] = left[0] if left else None
    return summaries.replaced(changed)


def _near(summaries: DaySummaries, now: datetime) -> DaySummaries:
    """The days that may hold records that lie ahead of now."""
    return summaries.within((now.date() - _NEAR).toordinal(), date.max.toordinal())


def practice_today(
    summaries: Iterable[DaySummary], now: datetime, day_starts_at: int = DAY_STARTS_AT
) -> date:
    """The practice day it is: the clock's, or the latest day of a record that has passed.

    ``now`` is aware, in the person's zone. Who flies from Auckland to Honolulu lives a date twice;
    today does not go back. A stored day that its own wall clock never reached is no such day.
    """
    clock = practice_day(now, day_starts_at)
    later = (
        each.day
        for each in summaries
        if each.day > clock and each.first.moment <= now and each.day <= each.last.moment.date()
    )
    return max(later, default=clock)


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What some days hold in sum."""

    days: int
    """Days with practice."""
    met: int
    """Days that reached their target."""
    count: int
    """Records."""
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Days:
    """One kind's days, each with its state, as of ``today``."""

    kind: Kind
    today: date
    week_starts: int
    """Monday is 0."""
    goals: Goals
    protection: Protection
    summaries: DaySummaries
    """None later than today."""
    first: date
    """The first record or the first goal's day, whichever is earlier; today if there is neither."""
    first_record: date | None
    states: tuple[State, ...]
    """From ``first`` to ``today``; empty when ``first`` lies ahead."""
    done: Sequence[int]
    """How many records of each of these days are long enough for its goal."""

    @classmethod
    def of(
        cls,
        kind: Kind,
        summaries: Iterable[DaySummaries],
        goals: Iterable[Goal],
        rests: Iterable[Rest],
        *,
        now: Stamp,
        day_starts_at: int = DAY_STARTS_AT,
        week_starts: int = 0,
    ) -> Self:
        """The days of a kind.

        Hand in the sums of both kinds, as ``passed`` gives them: where a person was, and which day
        it is, is told by all of them. ``now`` is the person's moment and zone. The order in which
        anything is handed in does not matter.
        """
        begun = [_begun(each, now.moment) for each in summaries]
        lately = [summary for each in begun for summary in _near(each, now.moment)]
        now_day = practice_today(lately, now.moment, day_starts_at)
        known = [each.within(1, now_day.toordinal()) for each in begun]
        resting = Protection.of(rests)
        course = Goals.of(kind, goals)
        own = DaySummaries.joined(kind, (each for each in known if each.kind is kind))
        skipped = dates_skipped(known, now, now_day, resting.resting)
        first_record = date.fromordinal(own.columns.day[0]) if own else None
        first = min(filter(None, (first_record, course.first)), default=now_day)
        protection = resting._replace(skipped=skipped)
        protected = protection.marks(first.toordinal(), now_day.toordinal())
        marking = Marking(course, own, protected, first.toordinal(), week_starts)
        return cls(
            kind=kind,
            today=now_day,
            week_starts=week_starts,
            goals=course,
            protection=protection,
            summaries=own,
            first=first,
            first_record=first_record,
            states=tuple(marking.states),
            done=marking.done,
        )

    def state(self, day: date) -> State:
        """How a day stands, any day of any year.

        Before the first day and after today only rests protect: there a goal's free weekdays are
        as much before, or ahead, as the others.
        """
        place = day.toordinal() - self.first.toordinal()
        if 0 <= place < len(self.states):
            return self.states[place]
        if self.protection.covers(day.toordinal()):
            return State.PROTECTED
        return State.AHEAD if day > self.today else State.BEFORE

    def done_on(self, day: date) -> int:
        """How many records of a day are long enough for its goal."""
        place = day.toordinal() - self.first.toordinal()
        return self.done[place] if 0 <= place < len(self.done) else 0

    def summary(self, day: date) -> DaySummary | None:
        """A day's records in sum."""
        return self.summaries.on(day.toordinal())

    def goal(self, day: date) -> Goal | None:
        """The goal by which a day is judged."""
        return self.goals.judging(day.toordinal(), self.week_starts)

    def totals(self, first: date, last: date) -> Totals:
        """The sums of some days, first and last included."""
        places = self.summaries.places(first.toordinal(), last.toordinal())
        columns, span = self.summaries.columns, slice(places.start, places.stop)
        days = map(date.fromordinal, columns.day[span])
        return Totals(
            days=sum(1 for longest in columns.longest[span] if longest > 0),
            met=sum(1 for day in days if self.state(day) is State.MET),
            count=sum(columns.times[span]),
            seconds=sum(columns.total[span]),
        )


def _begun(summaries: DaySummaries, now: datetime) -> DaySummaries:
    """The days of which a record has passed."""
    ahead = (each.day.toordinal() for each in _near(summaries, now) if each.first.moment > now)
    return summaries.replaced(dict.fromkeys(ahead))
