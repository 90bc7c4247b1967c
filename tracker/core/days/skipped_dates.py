"""Dates that did not exist for a person: skipped by their zone, or lost on a flight.

Samoa had no 30 December 2011. A flight from Los Angeles to Auckland costs a date too: the offset of
the next record is then at least 12 hours ahead of the previous record's. Such dates are protected.
They are derived from the records around them, so that a record entered later can show that the date
was lived.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from tracker.core.days.day_columns import DaySummaries

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from tracker.core.days.day_summary import Stamp

FLIGHT: Final = timedelta(hours=12)
"""Minimum change of the UTC offset for a skipped date."""

_DAY: Final = timedelta(days=1)
_NONE: Final = timedelta(0)
_MICROSECOND: Final = timedelta(microseconds=1)


def dates_skipped(
    kinds: Collection[DaySummaries],
    now: Stamp,
    today: date,
    resting: Callable[[int], bool],
) -> frozenset[int]:
    """Ordinals of the dates that did not exist between the records, and from the last to now.

    The records of every kind show where the person was. Which date a zone skipped is known; for a
    flight it is taken to be the first date of the gap that is not a rest day.
    """
    if _stayed(kinds, now):
        return frozenset()
    days = sorted(set().union(*(kind.columns.day for kind in kinds)))
    skipped: set[int] = set()
    without_gap = not days or len(days) > days[-1] - days[0]
    for here, there in pairwise(() if without_gap else days):
        if there - here > 1:
            arrival = min(_stamps(kinds, there, DaySummaries.first_at), key=_moment)
            skipped.update(_between(here, _left(kinds, here), there, arrival, resting))
    ordinal = today.toordinal()
    if days and ordinal - days[-1] > 1:
        departure = _left(kinds, days[-1])
        skipped.update(_between(days[-1], departure, ordinal, now, resting))
    return frozenset(skipped)


def _stayed(kinds: Collection[DaySummaries], now: Stamp) -> bool:
    """Whether all records share one zone and no offset changed by as much as a flight."""
    there = [kind for kind in kinds if kind]
    zones = {now.zone}.union(*(kind.zones for kind in there))
    offsets = [(now.moment.utcoffset() or _NONE) // _MICROSECOND]
    for kind in there:
        for column in (kind.columns.first_offset, kind.columns.last_offset):
            offsets += min(column), max(column)
    return len(zones) == 1 and max(offsets) - min(offsets) < FLIGHT // _MICROSECOND


def _stamps(
    kinds: Collection[DaySummaries], ordinal: int, of: Callable[[DaySummaries, int], Stamp]
) -> Iterator[Stamp]:
    return (of(kind, place) for kind in kinds for place in kind.places(ordinal, ordinal))


def _left(kinds: Collection[DaySummaries], ordinal: int) -> Stamp:
    """Moment and zone of the last record of a day."""
    return max(_stamps(kinds, ordinal, DaySummaries.last_at), key=_moment)


def _moment(stamp: Stamp) -> datetime:
    return stamp.moment


def _between(
    here: int,
    departure: Stamp,
    there: int,
    arrival: Stamp,
    resting: Callable[[int], bool],
) -> Iterator[int]:
    ahead = (arrival.moment.utcoffset() or _NONE) - (departure.moment.utcoffset() or _NONE)
    missing = None
    if ahead >= FLIGHT or arrival.zone != departure.zone:
        missing = _left_out(departure.zone, here, there)
    if missing is not None:
        yield missing
        ahead -= _DAY
    if ahead >= FLIGHT and arrival.moment > departure.moment:
        gap = (day for day in range(here + 1, there) if day != missing and not resting(day))
        flown = next(gap, None)
        if flown is not None:
            yield flown


def _left_out(name: str | None, here: int, there: int) -> int | None:
    """The date between two that a zone skipped; ``None`` if it skipped none.

    A binary search over the offsets at noon; a noon that did not exist has the offset of before.
    """
    zone = None if name is None else _zone(name)
    if zone is None:
        return None
    before = _noon_offset(here, zone)
    if _noon_offset(there, zone) - before < FLIGHT:
        return None
    first, last = here, there
    while last - first > 1:
        middle = (first + last) // 2
        if _noon_offset(middle, zone) - before < FLIGHT:
            first = middle
        else:
            last = middle
    return first if first > here else None


def _noon_offset(ordinal: int, zone: ZoneInfo) -> timedelta:
    return datetime.combine(date.fromordinal(ordinal), time(12), zone).utcoffset() or _NONE


def _zone(name: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        # The record has its offset; only of a zone known here can it be said which date it skipped.
        return None
