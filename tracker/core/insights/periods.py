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
from tracker.core.days.practice_days import Days
from tracker.core.facts.sessions import LEAST_PAIRS, Practice

LEAST: Final = LEAST_PAIRS
"""Fewest records or weeks that are drawn or summarised."""


class Length(StrEnum):
    """Length of the period that is shown; whole weeks, so that each weekday counts equally."""

    MONTH = "4 weeks"
    TWELVE = "12 weeks"
    QUARTER = "13 weeks"
    HALF = "26 weeks"
    YEAR = "52 weeks"
    ALL = "all records"

    @property
    def days(self) -> int | None:
        """Number of days; ``None`` for all records."""
        return None if self is Length.ALL else 7 * int(self.value.split()[0])

    @property
    def short(self) -> str:
        """As a key names it: ``a year``, ``all``."""
        named = {Length.HALF: "half a year", Length.YEAR: "a year", Length.ALL: "all"}
        return named.get(self, self.value)


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
    count: int | None = None
    """Number of sessions; ``None`` as `seconds`."""


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
            done = days.totals(start, end)
            whole = begun <= start and end < days.today
            totals.append(WeekTotal(start, done.seconds, whole=whole, count=done.count))
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
    """Number of records started in each hour of each weekday, or their seconds."""

    weekdays: tuple[int, ...]
    """Weekdays of the rows; Monday is 0."""
    hours: tuple[int, ...]
    """Hours of the columns, starting with the first hour of the morning."""
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


def hours(records: Iterable[Practice], *, week_starts: int = 0, seconds: bool = False) -> Hours:
    """Count records, or their seconds, by weekday and by the hour of their local time.

    A row begins with the morning, so that a night is in one piece: what was begun after midnight is
    at the right end of the day before, whenever a practice day starts.
    """
    begins = _HOURS[PartOfDay.MORNING][0]
    weekdays = tuple((week_starts + row) % 7 for row in range(7))
    columns = tuple((begins + column) % 24 for column in range(24))
    counts: Sequence[list[int]] = [[0] * 24 for _ in weekdays]
    for record in records:
        began = record.started - timedelta(hours=begins)
        row = (began.weekday() - week_starts) % 7
        counts[row][began.hour] += round(record.seconds) if seconds else 1
    return Hours(weekdays=weekdays, hours=columns, counts=tuple(map(tuple, counts)))
