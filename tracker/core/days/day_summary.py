"""Summary of a practice day: lengths, first and last moment, change of mood."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from tracker.core.facts.goals_and_rests import Kind

if TYPE_CHECKING:
    from tracker.core.facts.sessions import Practice


class Stamp(NamedTuple):
    """An aware moment and the name of its zone, if known."""

    moment: datetime
    zone: str | None


class DaySummary(NamedTuple):
    """Summary of one kind's records of one practice day; at least one record."""

    day: date
    kind: Kind
    seconds: tuple[float, ...]
    """Actual practice of each record, in any order."""
    first: Stamp
    last: Stamp
    mood_change: float
    """Sum of (after - before) over the records that have both."""
    mood_count: int
    """Number of records with a mood before and after."""


def summaries_of(records: Iterable["Practice"]) -> list[DaySummary]:
    """The summaries of these records by kind and day, in the order of their days."""
    by_day: dict[tuple[date, Kind], list[Practice]] = {}
    for record in records:
        by_day.setdefault((record.day, record.kind), []).append(record)
    return [_summary(by_day[key]) for key in sorted(by_day)]


def _summary(records: list["Practice"]) -> DaySummary:
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


def both(one: DaySummary, other: DaySummary) -> DaySummary:
    """Merge two summaries of parts of the same day."""
    return DaySummary(
        day=one.day,
        kind=one.kind,
        seconds=one.seconds + other.seconds,
        first=min(one.first, other.first, key=lambda stamp: stamp.moment),
        last=max(one.last, other.last, key=lambda stamp: stamp.moment),
        mood_change=one.mood_change + other.mood_change,
        mood_count=one.mood_count + other.mood_count,
    )
