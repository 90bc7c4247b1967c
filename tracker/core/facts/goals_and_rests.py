"""What a person asks of their days: goals and rests, of either kind of practice.

Apart from the records themselves, so that a prompt, which looks at days in sum, need not load them.
Each value is checked once, when it is made.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

LONGEST_MAT: Final = 6 * 3600.0


class Kind(StrEnum):
    """The two practices, counted apart."""

    POINTS = "points"
    MAT = "mat"


WEEKDAYS: Final = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)
KIND_WORDS: Final = {Kind.POINTS: "Points", Kind.MAT: "Mat"}


class Per(StrEnum):
    """What a goal counts in."""

    DAY = "day"
    WEEK = "week"


class RestReason(StrEnum):
    """Why days were left free."""

    REST = "rest"
    ILL = "ill"
    AWAY = "away"


def within(
    field: str, value: float | None, low: float, high: float, unit: str = "", *, name: str = ""
) -> None:
    """Refuse a number outside low to high, both included; ``None`` is no number."""
    if value is not None and not low <= value <= high:
        # The words of refusals are imported only when there is one: a prompt loads this module.
        from tracker.core.text.field_checks import check_range

        check_range(field, value, low, high, unit, name=name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What a person asks of their days from ``since`` on, until the next goal of that kind."""

    id: str
    made: datetime
    kind: Kind
    since: date
    per: Per = Per.DAY
    times: int = 1
    weekdays: frozenset[int] = frozenset(range(7))
    """Monday is 0. Only with ``Per.DAY``."""
    least_seconds: float = 60.0

    def __post_init__(self) -> None:
        within("times", self.times, 1, 7 if self.per is Per.WEEK else 24)
        within("least_seconds", self.least_seconds, 0, LONGEST_MAT, "s", name="least")
        if not self.weekdays or not self.weekdays <= set(range(7)):
            from tracker.core.text.refusals import Expected, refused

            some = Expected("a set of weekdays", "some of 0 to 6, Monday is 0")
            raise refused("weekdays", sorted(self.weekdays), some)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rest:
    """Days left free, first and last included."""

    id: str
    made: datetime
    start: date
    end: date
    why: RestReason = RestReason.REST

    def __post_init__(self) -> None:
        if self.end < self.start:
            from tracker.core.text.field_checks import Span
            from tracker.core.text.refusals import refused

            raise refused("end", self.end, Span(self.start, None))
