"""Practice days: which day a moment belongs to, and how each day of a person stands.

A record's day is worked out once, when it is made, from the person's wall clock, and stored;
nothing here moves a stored day. All else is derived from records, goals, rests and now, and never
stored (STREAKS.md). No clock is read: now is handed in.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final, Self

from tracker.core.dateline import dates_skipped
from tracker.core.goals import Goals
from tracker.core.model import Goal, Kind, Practice, Rest
from tracker.core.protection import Protection
from tracker.core.states import Marking, State

DAY_STARTS_AT: Final = 4
"""The hour at which a practice day begins unless the person chose another, 0 to 6."""

_NEAR: Final = timedelta(days=3)
"""A record that lies ahead has a stored day no earlier than this before now, in any zone."""


@dataclass(frozen=True, slots=True)
class Stamp:
    """When and where: an aware moment, and the zone's name where one is known."""

    moment: datetime
    zone: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DaySummary:
    """One kind's records of one practice day in sum; a day without records has none."""

    day: date
    kind: Kind
    seconds: tuple[float, ...]
    """Real practice of each record, in no order."""
    first: Stamp
    last: Stamp
    mood_change: float
    """The sum of (after - before) over the records that have both."""
    mood_count: int
    """How many records have a mood before and after."""


def practice_day(local: datetime, day_starts_at: int = DAY_STARTS_AT) -> date:
    """The practice date of a moment, given as the person's wall clock showed it.

    The hours are taken from the wall time, an offset is dropped first: at a daylight-saving change
    the epoch would give another day.
    """
    return (local.replace(tzinfo=None) - timedelta(hours=day_starts_at)).date()


def summaries_of(records: Iterable[Practice]) -> list[DaySummary]:
    """Records summed by kind and day, in the order of their days."""
    by_day: defaultdict[tuple[date, Kind], list[Practice]] = defaultdict(list)
    for record in records:
        by_day[record.day, record.kind].append(record)
    return [_summary(by_day[key]) for key in sorted(by_day)]


def _summary(records: Sequence[Practice]) -> DaySummary:
    in_time = sorted(records, key=lambda record: (record.started, record.id))
    changes = [
        record.mood_after - record.mood_before
        for record in records
        if record.mood_after is not None and record.mood_before is not None
    ]
    return DaySummary(
        day=records[0].day,
        kind=records[0].kind,
        seconds=tuple(record.seconds for record in in_time),
        first=Stamp(in_time[0].started, in_time[0].zone),
        last=Stamp(in_time[-1].started, in_time[-1].zone),
        mood_change=float(sum(changes)),
        mood_count=len(changes),
    )


def passed(
    summaries: Iterable[DaySummary],
    now: datetime,
    records_on: Callable[[Kind, date], Iterable[Practice]],
) -> list[DaySummary]:
    """The summaries without the records whose moment lies ahead of ``now``: they count for nothing.

    Only where a day's last record lies ahead, a matter of clocks set wrong or of flights, are the
    day's records asked for and summed again.
    """
    near = now.date() - _NEAR
    kept: list[DaySummary] = []
    for summary in summaries:
        if summary.day < near or summary.last.moment <= now:
            kept.append(summary)
        elif summary.first.moment <= now:
            records = records_on(summary.kind, summary.day)
            kept += summaries_of(record for record in records if record.started <= now)
    return kept


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
    summaries: Mapping[int, DaySummary]
    """By the ordinal of their day; none later than today."""
    first: date
    """The first record or the first goal's day, whichever is earlier; today if there is neither."""
    first_record: date | None
    states: tuple[State, ...]
    """From ``first`` to ``today``; empty when ``first`` lies ahead."""
    done: tuple[int, ...]
    """How many records of each of these days are long enough for its goal."""

    @classmethod
    def of(
        cls,
        kind: Kind,
        summaries: Iterable[DaySummary],
        goals: Iterable[Goal],
        rests: Iterable[Rest],
        *,
        now: Stamp,
        day_starts_at: int = DAY_STARTS_AT,
        week_starts: int = 0,
    ) -> Self:
        """The days of a kind.

        Hand in the summaries of both kinds, as ``passed`` gives them, one a kind and day: where a
        person was, and which day it is, is told by all of them. ``now`` is the person's moment and
        zone. The order in which anything is handed in does not matter.
        """
        near = now.moment.date() - _NEAR
        begun = [each for each in summaries if each.day < near or each.first.moment <= now.moment]
        now_day = practice_today(begun, now.moment, day_starts_at)
        known = [each for each in begun if each.day <= now_day]
        resting = Protection.of(rests)
        course = Goals.of(kind, goals)
        own = {each.day.toordinal(): each for each in known if each.kind is kind}
        other = {each.day.toordinal(): each for each in known if each.kind is not kind}
        skipped = dates_skipped((own, other), now, now_day, resting.resting)
        first_record = date.fromordinal(min(own)) if own else None
        first = min(filter(None, (first_record, course.first)), default=now_day)
        protection = replace(resting, skipped=skipped)
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
            done=tuple(marking.done),
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
        return self.summaries.get(day.toordinal())

    def goal(self, day: date) -> Goal | None:
        """The goal by which a day is judged."""
        return self.goals.judging(day.toordinal(), self.week_starts)

    def totals(self, first: date, last: date) -> Totals:
        """The sums of some days, first and last included."""
        low, high = first.toordinal(), last.toordinal()
        if high - low < len(self.summaries):
            span = (self.summaries[day] for day in range(low, high + 1) if day in self.summaries)
            held = list(span)
        else:
            held = [each for day, each in self.summaries.items() if low <= day <= high]
        return Totals(
            days=sum(1 for each in held if max(each.seconds) > 0),
            met=sum(1 for each in held if self.state(each.day) is State.MET),
            count=sum(len(each.seconds) for each in held),
            seconds=sum(sum(each.seconds) for each in held),
        )
