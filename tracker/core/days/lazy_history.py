"""A long history as a sequence that reads only the days that are shown."""

from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import accumulate
from typing import overload

from tracker.core.facts.sessions import Practice


class LazyHistory(Sequence[Practice | None]):
    """Every record, newest first; a day's records are read when one of them is asked for.

    ``counts`` gives days and their number of records, all above 0; ``records_on`` the records of a
    day in any order. If a day has fewer records than counted, its last one is repeated. With
    `apart` there is `None` between two days.
    """

    def __init__(
        self,
        counts: Iterable[tuple[date, int]],
        records_on: Callable[[date], Sequence[Practice]],
        *,
        apart: bool = False,
    ) -> None:
        ordered = sorted(counts, reverse=True)
        self._days = [day for day, _ in ordered]
        self._apart = apart
        self._ends = list(accumulate(count + apart for _, count in ordered))
        self.records = sum(count for _, count in ordered)
        """The number of records."""
        self._records_on = records_on
        self._read: dict[date, list[Practice]] = {}

    def __len__(self) -> int:
        return self._ends[-1] - self._apart if self._ends else 0

    @overload
    def __getitem__(self, place: int) -> Practice | None: ...
    @overload
    def __getitem__(self, place: slice) -> Sequence[Practice | None]: ...
    def __getitem__(self, place: int | slice) -> Practice | Sequence[Practice | None] | None:
        if isinstance(place, slice):
            return [self[at] for at in range(*place.indices(len(self)))]
        at = place + len(self) if place < 0 else place
        if not 0 <= at < len(self):
            raise IndexError(place)
        number = bisect_right(self._ends, at)
        if self._apart and at == self._ends[number] - 1:
            return None
        records = self._on(self._days[number])
        within = at - (self._ends[number - 1] if number else 0)
        return records[min(within, len(records) - 1)]

    def place(self, day: date) -> int:
        """Index of the newest record on this day or before it.

        The last index if every record is newer.
        """
        number = next((at for at, each in enumerate(self._days) if each <= day), None)
        if number is None:
            return max(0, len(self) - 1)
        return self._ends[number - 1] if number else 0

    def _on(self, day: date) -> list[Practice]:
        found = self._read.get(day)
        if found is None:
            if len(self._read) > 400:
                self._read.clear()
            in_time = sorted(self._records_on(day), key=lambda each: (each.started, each.id))
            found = self._read[day] = in_time[::-1]
        return found
