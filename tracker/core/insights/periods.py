"""Totals over periods: minutes by week, and records by weekday and hour.

Weeks are computed from the day summaries; functions that need records take those of one period.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import median
from typing import Final

from tracker.core.calendar.grid import Grid
from tracker.core.days.practice_days import DAY_STARTS_AT, Days
from tracker.core.facts.sessions import LEAST_PAIRS, Practice

LEAST: Final = LEAST_PAIRS
"""Fewest records or weeks that are drawn or summarised."""


class Length(StrEnum):
    """Length of the period that is shown; whole weeks, so that each weekday counts equally."""

    QUARTER = "13 weeks"
    YEAR = "52 weeks"
    ALL = "all records"

    @property
    def days(self) -> int | None:
        """Number of days; ``None`` for all records."""
        return {Length.QUARTER: 91, Length.YEAR: 364}.get(self)

    @property
    def next(self) -> "Length":
        """The next longer length; after the longest, the shortest."""
        lengths = list(Length)
        return lengths[(lengths.index(self) + 1) % len(lengths)]


@dataclass(frozen=True, slots=True)
class Period:
    """Practice days from the first to the last, both included."""

    first: date
    last: date

    @classmethod
    def until(cls, last: date, length: Length, earliest: date) -> "Period":
        """The period of this length up to ``last``; for all records, from ``earliest`` on."""
        if length.days is None:
            return cls(min(earliest, last), last)
        return cls(last - timedelta(days=length.days - 1), last)

    @property
    def days(self) -> int:
        """Number of days."""
        return (self.last - self.first).days + 1

    @property
    def years(self) -> tuple["Period", ...]:
        """Its parts by calendar year, oldest first, to read a year at a time."""
        return tuple(
            Period(max(self.first, date(year, 1, 1)), min(self.last, date(year, 12, 31)))
            for year in range(self.first.year, self.last.year + 1)
        )


@dataclass(frozen=True, slots=True)
class WeekTotal:
    """Practice of one kind in one week."""

    start: date
    seconds: float | None
    """``None`` before the week of the first record."""
    whole: bool
    """Whether all seven days are over and practice had begun by the first of them."""


def week_totals(days: Days, last: date, count: int) -> tuple[WeekTotal, ...]:
    """The ``count`` weeks up to the week of ``last``, oldest first."""
    first = Grid.of_weeks(last, count, days.week_starts).first
    begun = days.first_record
    totals = []
    for number in range(count):
        start = first + timedelta(days=7 * number)
        end = start + timedelta(days=6)
        if begun is None or end < begun:
            totals.append(WeekTotal(start, None, whole=False))
        else:
            seconds = days.totals(start, end).seconds
            totals.append(WeekTotal(start, seconds, whole=begun <= start and end < days.today))
    return tuple(totals)


def usual_week(weeks: Iterable[WeekTotal]) -> float | None:
    """The median of the whole weeks, in seconds; ``None`` below five."""
    known = [week.seconds for week in weeks if week.whole and week.seconds is not None]
    return median(known) if len(known) >= LEAST else None


class PartOfDay(StrEnum):
    """A part of the day, by local time."""

    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"

    @property
    def hours(self) -> tuple[int, int]:
        """Hours of start and end, the end not included."""
        return _HOURS[self]

    @classmethod
    def of(cls, hour: int) -> "PartOfDay":
        """The part of the day of an hour."""
        inside = (part for part, (low, high) in _HOURS.items() if low <= hour < high)
        return next(inside, cls.NIGHT)


_HOURS: Final = {
    PartOfDay.MORNING: (5, 11),
    PartOfDay.AFTERNOON: (11, 17),
    PartOfDay.EVENING: (17, 22),
    PartOfDay.NIGHT: (22, 5),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Number of records started in each hour of each weekday."""

    weekdays: tuple[int, ...]
    """Weekdays of the rows; Monday is 0."""
    hours: tuple[int, ...]
    """Hours of the columns, starting with the first hour of a practice day."""
    counts: tuple[tuple[int, ...], ...]
    """By row, then by column."""

    @property
    def n(self) -> int:
        """Number of records."""
        return sum(map(sum, self.counts))

    def part(self, part: PartOfDay) -> int:
        """Number of records started in a part of the day."""
        inside = [at for at, hour in enumerate(self.hours) if PartOfDay.of(hour) is part]
        return sum(row[at] for row in self.counts for at in inside)

    def busiest(self, row: int) -> int | None:
        """The hour of a row with most starts, of equals the first; ``None`` for an empty row."""
        counts = self.counts[row]
        return self.hours[counts.index(max(counts))] if any(counts) else None


def hours(
    records: Iterable[Practice], *, week_starts: int = 0, day_starts_at: int = DAY_STARTS_AT
) -> Hours:
    """Count records by the weekday of their practice day and the hour of their local time.

    A record after midnight that belongs to the day before is at the right end of that day.
    """
    weekdays = tuple((week_starts + row) % 7 for row in range(7))
    columns = tuple((day_starts_at + column) % 24 for column in range(24))
    counts: Sequence[list[int]] = [[0] * 24 for _ in weekdays]
    for record in records:
        row = (record.day.weekday() - week_starts) % 7
        counts[row][(record.started.hour - day_starts_at) % 24] += 1
    return Hours(weekdays=weekdays, hours=columns, counts=tuple(map(tuple, counts)))
