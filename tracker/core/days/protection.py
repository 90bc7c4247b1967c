"""Protected days: rests, and dates that did not exist."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, Self

from tracker.core.facts.goals_and_rests import Rest


class Protection(NamedTuple):
    """The protected days of both kinds, without the weekdays that a goal leaves out."""

    rests: tuple[Rest, ...]
    """The one made last comes first."""
    skipped: frozenset[int]
    """Ordinals of dates that did not exist."""
    ranges: tuple[tuple[int, int], ...]
    """First and last ordinal of the rests, joined where they touch."""

    @classmethod
    def of(cls, rests: Iterable[Rest], skipped: frozenset[int] = frozenset()) -> Self:
        """The protection by these rests and skipped dates."""
        ordered = sorted(rests, key=lambda rest: (rest.made, rest.id), reverse=True)
        ranges: list[tuple[int, int]] = []
        for first, last in sorted((r.start.toordinal(), r.end.toordinal()) for r in ordered):
            if ranges and first <= ranges[-1][1] + 1:
                ranges[-1] = (ranges[-1][0], max(ranges[-1][1], last))
            else:
                ranges.append((first, last))
        return cls(tuple(ordered), skipped, tuple(ranges))

    def resting(self, ordinal: int) -> bool:
        """Whether a rest covers the day."""
        place = bisect_right(self.ranges, ordinal, key=lambda each: each[0])
        return place > 0 and ordinal <= self.ranges[place - 1][1]

    def covers(self, ordinal: int) -> bool:
        """Whether a rest covers the day, or the date did not exist."""
        return ordinal in self.skipped or self.resting(ordinal)

    def rest_on(self, day: date) -> Rest | None:
        """The rest that covers the day, of several the one made last; else ``None``."""
        return next((rest for rest in self.rests if rest.start <= day <= rest.end), None)

    def marks(self, first: int, last: int) -> bytearray:
        """A 1 for each covered day, else 0, from the first to the last, both included."""
        marks = bytearray(max(last - first + 1, 0))
        for start, end in self.ranges:
            low, high = max(start, first), min(end, last)
            if low <= high:
                marks[low - first : high - first + 1] = b"\1" * (high - low + 1)
        for ordinal in self.skipped:
            if first <= ordinal <= last:
                marks[ordinal - first] = 1
        return marks
