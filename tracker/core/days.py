"""Practice days: which day a moment belongs to, and what a day holds in sum.

A record's day is worked out once, when it is made, from the person's wall clock, and stored; nothing
here moves a stored day. No clock is read: the moment is handed in.
"""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from tracker.core.model import Kind

DAY_STARTS_AT: Final = 4
"""The hour at which a practice day begins unless the person chose another, 0 to 6."""


def practice_day(local: datetime, day_starts_at: int = DAY_STARTS_AT) -> date:
    """The practice date of a moment, given as the wall clock showed it.

    The hours are taken from the wall time, an offset is dropped first: at a daylight-saving change
    the epoch would give another day (STREAKS.md).
    """
    return (local.replace(tzinfo=None) - timedelta(hours=day_starts_at)).date()


@dataclass(frozen=True, slots=True)
class Stamp:
    """When a record began: an aware moment, and the zone's name where one is known."""

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
