"""Days that ask nothing: rests, and dates that never were."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date
from typing import NamedTuple, Self

from tracker.core.facts.goals_and_rests import Rest


class Protection(NamedTuple):
    """Every protected day of both kinds; a goal's own free weekdays are not among them."""

    rests: tuple[Rest, ...]
    """Latest made first."""
    skipped: frozenset[int]
    """Ordinals of dates that never were."""
    ranges: tuple[tuple[int, int], ...]
    """The rests as ordinals, joined where they touch, first and last included."""

    @classmethod
    def of(cls, rests: Iterable[Rest], skipped: frozenset[int] = frozenset()) -> Self:
        """These rests and these ordinals."""
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
        """Whether a rest covers the day, or it never was."""
        return ordinal in self.skipped or self.resting(ordinal)

    def rest_on(self, day: date) -> Rest | None:
        """The rest that covers the day, of several the one made last."""
        return next((rest for rest in self.rests if rest.start <= day <= rest.end), None)

    def marks(self, first: int, last: int) -> bytearray:
        """A 1 for each covered day from the first to the last, both included, else 0."""
        marks = bytearray(max(last - first + 1, 0))
        for start, end in self.ranges:
            low, high = max(start, first), min(end, last)
            if low <= high:
                marks[low - first : high - first + 1] = b"\1" * (high - low + 1)
        for ordinal in self.skipped:
            if first <= ordinal <= last:
                marks[ordinal - first] = 1
        return marks
