"""Practice days: the day a moment belongs to, and the state of each day of one kind.

The rules are in the docstring of this package. Nothing here moves a stored day.
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
"""Default hour when a practice day starts; people can choose 0 to 6."""

_NEAR: Final = timedelta(days=3)
"""A record that is still to come has, in any zone, a practice day at most this long before now."""


def practice_day(local: datetime, day_starts_at: int = DAY_STARTS_AT) -> date:
    """The practice day of a moment in local time.

    The hours are subtracted from the wall time, without its offset: subtracted from the epoch they
    would give another day when the clocks change.
    """
    return (local.replace(tzinfo=None) - timedelta(hours=day_starts_at)).date()


def passed(
    summaries: DaySummaries, now: datetime, records_on: "Callable[[Kind, date], Iterable[Practice]]"
) -> DaySummaries:
    """These days without the records whose moment is still to come at ``now``.

    Records are read only on days whose last record is still to come, which takes a clock set wrong
    or a flight.
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
    """The days that can hold records with a moment in the future."""
    return summaries.within((now.date() - _NEAR).toordinal(), date.max.toordinal())


def practice_today(
    summaries: Iterable[DaySummary], now: datetime, day_starts_at: int = DAY_STARTS_AT
) -> date:
    """The clock's practice day or, if later, the latest day of a record whose moment has passed.

    ``now`` is aware, in the person's zone. A stored day later than its record's own wall clock is
    ignored.
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
    """Totals of some days."""

    days: int
    """Days with practice."""
    met: int
    """Days that reached their target."""
    count: int
    """Records."""
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Days:
    """The days of one kind, each with its state, as of ``today``."""

    kind: Kind
    today: date
    week_starts: int
    """Monday is 0."""
    goals: Goals
    protection: Protection
    summaries: DaySummaries
    """Days with records, up to today."""
    first: date
    """The first record or the first goal's day, whichever is earlier; today if there is neither."""
    first_record: date | None
    states: tuple[State, ...]
    """From ``first`` to ``today``; empty if ``first`` is later."""
    done: Sequence[int]
    """For each of these days, the number of records long enough for its goal."""

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

        ``summaries`` are those of both kinds, as ``passed`` returns them: all of them show where
        the person was and which day it is. ``now`` is the person's moment and zone. The order of
        the arguments' items does not matter.
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
        """The state of a day, of any year.

        Before the first day and after today only rests protect a day; weekdays that a goal leaves
        out are then before or ahead like the others.
        """
        place = day.toordinal() - self.first.toordinal()
        if 0 <= place < len(self.states):
            return self.states[place]
        if self.protection.covers(day.toordinal()):
            return State.PROTECTED
        return State.AHEAD if day > self.today else State.BEFORE

    def done_on(self, day: date) -> int:
        """Number of records of a day that are long enough for its goal."""
        place = day.toordinal() - self.first.toordinal()
        return self.done[place] if 0 <= place < len(self.done) else 0

    def summary(self, day: date) -> DaySummary | None:
        """The summary of a day's records; ``None`` without records."""
        return self.summaries.on(day.toordinal())

    def goal(self, day: date) -> Goal | None:
        """The goal that judges a day; ``None`` without a goal."""
        return self.goals.judging(day.toordinal(), self.week_starts)

    def totals(self, first: date, last: date) -> Totals:
        """The totals from ``first`` to ``last``, both included."""
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
    """The days with a record whose moment has passed."""
    ahead = (each.day.toordinal() for each in _near(summaries, now) if each.first.moment > now)
    return summaries.replaced(dict.fromkeys(ahead))
