"""The four weeks that introduce the mat, as a person started to follow them."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

WEEKS: Final = 4
_WEEK: Final = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatPlan:
    """Four weeks from ``since`` on; the newest plan counts. It sets no goal."""

    id: str
    made: datetime
    since: date

    def week(self, today: date) -> int | None:
        """The week of this day, 1 to 4; ``None`` before the first and after the last."""
        number = (today - self.since) // _WEEK + 1
        return number if 1 <= number <= WEEKS else None

    def last_day(self, week: int) -> date:
        """The last day of a week, 1 to 4."""
        return self.since + week * _WEEK - timedelta(days=1)
