"""Ratings before and after in groups, and discomfort on the mat over the weeks.

Groups are in the order of how often they were rated, not of how: none is presented as better.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from statistics import fmean
from typing import Final, Literal

from tracker.core.facts.sessions import Kind, MatSession, Practice
from tracker.core.insights.mood import Pair, pairs
from tracker.core.insights.periods import LEAST, PartOfDay, Period

Scale = Literal["mood", "tension"]

OWN_CHOICE: Final = "Without a routine"
_STRETCH: Final = 28
"""Days summarised together in a period of up to about a year; in longer ones, calendar years."""
_LONGEST_IN_STRETCHES: Final = 400


class By(StrEnum):
    """The property that records are grouped by."""

    ROUTINE = "routine"
    TIME = "time of day"
    POINT = "point"
    MAT = "mat"

    @property
    def everything(self) -> str:
        """The name for the records of all such groups together."""
        return "All mat sessions" if self is By.MAT else "All sessions"


_POINTS: Final = frozenset({Kind.POINTS})
_KINDS: Final = {By.MAT: frozenset({Kind.MAT}), By.TIME: frozenset(Kind)}


@dataclass(frozen=True, slots=True)
class Group:
    """Ratings before and after of the records in one group."""

    name: str
    pairs: tuple[Pair, ...]

    @property
    def n(self) -> int:
        """Number of pairs."""
        return len(self.pairs)


@dataclass(frozen=True, slots=True)
class Groups:
    """All ratings together, then the groups that are large enough to be summarised.

    The largest group is first; parts of the day are in their own order.
    """

    everything: Group
    parts: tuple[Group, ...]
    small: int
    """Number of groups that were rated, but too seldom."""


def groups(
    records: Iterable[Practice],
    by: By,
    scale: Scale,
    routine_name: Callable[[str], str | None] = lambda _: None,
) -> Groups:
    """The rated records in groups; by point, a session is in the group of each of its points."""
    held: defaultdict[str, list[Pair]] = defaultdict(list)
    everything: list[Pair] = []
    for record in records:
        if record.kind in _KINDS.get(by, _POINTS):
            pair = pairs([record], scale)
            everything += pair
            for name in _names(record, by, routine_name):
                held[name] += pair
    found = [Group(name, tuple(rated)) for name, rated in held.items() if rated]
    large = [one for one in found if one.n >= LEAST]
    times = [*map(_time_words, PartOfDay)]
    large.sort(
        key=lambda one: (times.index(one.name) if by is By.TIME else -one.n, one.name),
    )
    return Groups(
        everything=Group(by.everything, tuple(everything)),
        parts=tuple(large),
        small=len(found) - len(large),
    )


def _names(record: Practice, by: By, routine_name: Callable[[str], str | None]) -> Iterator[str]:
    if by is By.TIME:
        yield _time_words(PartOfDay.of(record.started.hour))
    elif isinstance(record, MatSession):
        if by is By.MAT:
            parts = (("position", record.position), ("layer", record.layer), ("mat", record.mat))
            yield from (f"{name}: {' '.join(value.split())}" for name, value in parts if value)
    elif by is By.ROUTINE:
        known = record.routine and routine_name(record.routine)
        yield known or record.routine or OWN_CHOICE
    elif by is By.POINT:
        yield from dict.fromkeys(hold.point for hold in record.holds if hold.held > 0)


def _time_words(part: PartOfDay) -> str:
    low, high = part.hours
    return f"{part}, {low:02} to {high:02}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Mean discomfort on the mat over some weeks, at the start and at the end."""

    first: date
    last: date
    n: int
    start: float
    end: float


def stretches(records: Iterable[Practice], period: Period) -> tuple[Stretch, ...]:
    """Discomfort in stretches of four weeks or, in long periods, calendar years, newest first.

    Stretches with fewer than five ratings are left out.
    """
    rated = [(record.day, pair) for record in records for pair in pairs([record], "discomfort")]
    found = []
    for part in _parts(period):
        inside = [pair for day, pair in rated if part.first <= day <= part.last]
        if len(inside) >= LEAST:
            start, end = (fmean(side) for side in zip(*inside, strict=True))
            found.append(
                Stretch(first=part.first, last=part.last, n=len(inside), start=start, end=end)
            )
    return tuple(found)


def lengths(records: Iterable[Practice], period: Period) -> tuple[tuple[Period, int, float], ...]:
    """Number and seconds of the records in the same stretches; those without any are left out."""
    done = [(record.day, record.seconds) for record in records]
    found = []
    for part in _parts(period):
        inside = [seconds for day, seconds in done if part.first <= day <= part.last]
        if inside:
            found.append((part, len(inside), sum(inside)))
    return tuple(found)


def by_years(period: Period) -> bool:
    """Whether a period is long enough to be summarised by calendar years."""
    return period.days > _LONGEST_IN_STRETCHES


def _parts(period: Period) -> Sequence[Period]:
    if by_years(period):
        return period.years[::-1]
    lasts = (period.last - timedelta(days=ago) for ago in range(0, period.days, _STRETCH))
    month = timedelta(days=_STRETCH - 1)
    return [Period(max(period.first, last - month), last) for last in lasts]


@dataclass(frozen=True, slots=True, kw_only=True)
class Halves:
    """Mean discomfort at the start in the earlier and the later half of the rated sessions."""

    earlier: float
    later: float
    n_earlier: int
    n_later: int


def halves(records: Iterable[Practice]) -> Halves | None:
    """The halves, in time; the middle one of an odd number is in the later. ``None`` below ten."""
    rated = sorted(
        (record.started, record.discomfort_start)
        for record in records
        if isinstance(record, MatSession) and record.discomfort_start is not None
    )
    middle = len(rated) // 2
    if middle < LEAST:
        return None
    early, late = ([value for _, value in half] for half in (rated[:middle], rated[middle:]))
    return Halves(earlier=fmean(early), later=fmean(late), n_earlier=len(early), n_later=len(late))
