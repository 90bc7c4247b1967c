"""Grids of days in columns of weeks: a calendar year, the last 365 days, the last weeks.

A column is a week, a row a weekday; the first row is the first day of the person's week.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Final, NamedTuple, Self

from tracker.core.days.dated_goals import week_start

ROLLING: Final = 365
"""Number of days of the year that ends today."""


class Place(NamedTuple):
    """A cell of a grid; column and row count from 0."""

    column: int
    row: int


class MonthLabel(NamedTuple):
    """The name of a month, placed at the column of the month's first week."""

    column: int
    month: date
    """First day of the month."""


class Grid(NamedTuple):
    """Days from the first to the last, both included."""

    first: date
    last: date
    week_starts: int = 0
    """Monday is 0."""

    @classmethod
    def of_year(cls, year: int, week_starts: int = 0) -> Self:
        """A calendar year: 53 columns, or 54 when a leap year begins on the last day of a week."""
        return cls(date(year, 1, 1), date(year, 12, 31), week_starts)

    @classmethod
    def rolling(cls, today: date, week_starts: int = 0) -> Self:
        """The 365 days that end today: 53 columns."""
        return cls(today - timedelta(days=ROLLING - 1), today, week_starts)

    @classmethod
    def of_weeks(cls, today: date, weeks: int, week_starts: int = 0) -> Self:
        """This many weeks; the last is the running one and ends today."""
        start = week_start(today.toordinal(), week_starts) - 7 * (weeks - 1)
        return cls(date.fromordinal(start), today, week_starts)

    @property
    def columns(self) -> int:
        """Number of weeks, whole or in part."""
        return self.place(self.last).column + 1

    @property
    def days(self) -> Iterator[date]:
        """Every day, in order."""
        return map(date.fromordinal, range(self.first.toordinal(), self.last.toordinal() + 1))

    @property
    def weekdays(self) -> tuple[int, ...]:
        """The weekday of each row; Monday is 0."""
        return tuple((self.week_starts + row) % 7 for row in range(7))

    def place(self, day: date) -> Place:
        """The place of a day; for a day outside the grid, a place outside its columns."""
        return Place(*divmod(day.toordinal() - self._corner, 7))

    @property
    def places(self) -> Iterator[Place]:
        """The place of every day, in order."""
        start = self.first.toordinal() - self._corner
        stop = self.last.toordinal() - self._corner
        return (Place(*divmod(at, 7)) for at in range(start, stop + 1))

    def day(self, place: Place) -> date | None:
        """The day at a place; ``None`` outside the grid, as before its first day."""
        if not 0 <= place.row < 7:
            return None
        ordinal = self._corner + 7 * place.column + place.row
        if not self.first.toordinal() <= ordinal <= self.last.toordinal():
            return None
        return date.fromordinal(ordinal)

    def months(self, width: int = 3) -> tuple[MonthLabel, ...]:
        """Labels of the months, ``width`` columns wide, with at least one column between them.

        Each starts at its own column; the last can reach beyond the grid. If the first month is
        cut off and the next label needs the room, the first has no label.
        """
        starts = [self.first, *(day for day in self.days if day.day == 1 and day != self.first)]
        labels = [MonthLabel(self.place(day).column, day.replace(day=1)) for day in starts]
        kept: list[MonthLabel] = []
        for label in reversed(labels):
            if not kept or label.column + width < kept[-1].column:
                kept.append(label)
        return tuple(reversed(kept))

    @property
    def _corner(self) -> int:
        return week_start(self.first.toordinal(), self.week_starts)
