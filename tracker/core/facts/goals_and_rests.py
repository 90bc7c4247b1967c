"""Goals and rests as values, and the two kinds of practice.

They are apart from sessions, so that a prompt, which reads only day summaries, does not import
those. Every value is checked when it is made.
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
    """The unit of a goal."""

    DAY = "day"
    WEEK = "week"


class RestReason(StrEnum):
    """The reason for a rest."""

    REST = "rest"
    ILL = "ill"
    AWAY = "away"


def within(
    field: str, value: float | None, low: float, high: float, unit: str = "", *, name: str = ""
) -> None:
    """Raise ValueError for a number outside ``low`` to ``high``, both included."""
    if value is not None and not low <= value <= high:
        # Import the words of refusals only here, because a prompt loads this module.
        from tracker.core.text.field_checks import check_range

        check_range(field, value, low, high, unit, name=name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A goal from ``since`` on, until the next goal of its kind."""

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
    """Days left free, from ``start`` to ``end``, both included."""

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
