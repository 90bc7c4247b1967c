"""A night as the person rates it in the morning; it counts towards no goal and no streak."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from tracker.core.facts.goals_and_rests import within

MOST: Final = 10
"""The best night; 0 is the worst."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Night:
    """The rating of one night; of several for a day the one made last counts."""

    id: str
    made: datetime
    zone: str | None
    """IANA name of the person's zone when the record was made; ``None`` if unknown."""
    day: date
    """The practice day that followed the night."""
    rating: int

    def __post_init__(self) -> None:
        within("rating", self.rating, 0, MOST, name="night")

    @property
    def words(self) -> str:
        """``6 of 10``."""
        return f"{self.rating} of {MOST}"


def by_day(nights: Iterable[Night]) -> dict[date, Night]:
    """The night that counts for each day, the earliest day first."""
    made = sorted(nights, key=lambda night: (night.made, night.id))
    last = {night.day: night for night in made}
    return dict(sorted(last.items()))
