"""Day summaries of one kind in columns, so that a prompt reads ten years in a few milliseconds.

A column is a packed array, read from a file and joined with others in one call. The summary of a
single day is made on demand; code that goes over years reads columns.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta, timezone
from itertools import accumulate, pairwise
from typing import Any, Final, NamedTuple, overload

from tracker.core.days.day_summary import DaySummary, Stamp, both
from tracker.core.facts.goals_and_rests import Kind

_EPOCH: Final = datetime(1970, 1, 1)  # noqa: DTZ001 - of wall times; offsets are a column apart
_MICROSECOND: Final = timedelta(microseconds=1)

Zones = tuple[str | None, ...]


class Columns(NamedTuple):
    """One entry for each day, oldest first; ``seconds`` has one for each record, day after day."""

    day: "array[int]"
    """Ordinals."""
    times: "array[int]"
    """Number of records."""
    longest: "array[float]"
    shortest: "array[float]"
    total: "array[float]"
    first: "array[int]"
    """Wall time of the first record, in microseconds since 1970; then its UTC offset and zone."""
    first_offset: "array[int]"
    first_zone: "array[int]"
    last: "array[int]"
    last_offset: "array[int]"
    last_zone: "array[int]"
    mood_change: "array[float]"
    mood_count: "array[int]"
    seconds: "array[float]"


CODES: Final = "iidddqqiqqidid"
"""The type code of each column's array."""


class DaySummaries(Sequence[DaySummary]):
    """The practised days of one kind, oldest first, each once. Immutable."""

    def __init__(self, kind: Kind, columns: Columns, zones: Zones) -> None:
        self.kind = kind
        self.columns = columns
        self.zones = zones
        """The zone names that the columns refer to by index."""
        self._starts: Sequence[int] | None = None

    @classmethod
    def of(cls, kind: Kind, summaries: Iterable[DaySummary]) -> "DaySummaries":
        """The days of this kind among these; of two summaries of one day the later one."""
        by_day = {each.day.toordinal(): each for each in summaries if each.kind is kind}
        days = [by_day[ordinal] for ordinal in sorted(by_day)]
        places: dict[str | None, int] = {}
        for each in days:
            for stamp in (each.first, each.last):
                places.setdefault(stamp.zone, len(places))
        rows = [_row(each, places) for each in days]
        entries = zip(*rows, strict=True) if rows else [()] * (len(CODES) - 1)
        seconds = (seconds for each in days for seconds in each.seconds)
        columns = map(array, CODES, (*entries, seconds))
        return cls(kind, Columns._make(columns), tuple(places))

    @classmethod
    def joined(cls, kind: Kind, parts: Iterable["DaySummaries"]) -> "DaySummaries":
        """All of these as one; summaries of the same day are added up."""
        there = [part for part in parts if part]
        if all(
            earlier.columns.day[-1] < later.columns.day[0] for earlier, later in pairwise(there)
        ):
            return _in_a_row(kind, there)
        whole = cls.of(kind, ())
        for part in there:
            whole = _merged(whole, part)
        return whole

    def __len__(self) -> int:
        return len(self.columns.day)

    def __iter__(self) -> Iterator[DaySummary]:
        return map(self._at, range(len(self)))

    @overload
    def __getitem__(self, place: int) -> DaySummary: ...
    @overload
    def __getitem__(self, place: slice) -> "DaySummaries": ...
    def __getitem__(self, place: int | slice) -> "DaySummary | DaySummaries":
        if isinstance(place, int):
            return self._at(range(len(self))[place])
        first, end, step = place.indices(len(self))
        if step != 1:
            raise ValueError("days are taken in a row")
        cut = [column[first:end] for column in self.columns[:-1]]
        before, held = sum(self.columns.times[:first]), sum(self.columns.times[first:end])
        seconds = self.columns.seconds[before : before + held]
        return DaySummaries(self.kind, Columns._make((*cut, seconds)), self.zones)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(
            mine == theirs for mine, theirs in zip(self, other, strict=True)
        )

    __hash__ = None  # type: ignore[assignment]  # lists have no hash, and it can equal a list

    def on(self, ordinal: int) -> DaySummary | None:
        """The summary of this day; ``None`` without records."""
        place = bisect_left(self.columns.day, ordinal)
        there = place < len(self) and self.columns.day[place] == ordinal
        return self._at(place) if there else None

    def places(self, first: int, last: int) -> range:
        """The indexes of the days from one ordinal to another, both included."""
        days = self.columns.day
        return range(bisect_left(days, first), bisect_right(days, last))

    def within(self, first: int, last: int) -> "DaySummaries":
        """The days from one ordinal to another, both included."""
        places = self.places(first, last)
        return self if len(places) == len(self) else self[places.start : places.stop]

    def replaced(self, days: Mapping[int, DaySummary | None]) -> "DaySummaries":
        """The same with these summaries in place of a day's own; ``None`` leaves the day out."""
        if not days:
            return self
        pieces: list[DaySummaries] = []
        after = 0
        for ordinal in sorted(days):
            places = self.places(ordinal, ordinal)
            pieces.append(self[after : places.start])
            summary = days[ordinal]
            pieces += [] if summary is None else [DaySummaries.of(self.kind, [summary])]
            after = places.stop
        return DaySummaries.joined(self.kind, [*pieces, self[after:]])

    def first_at(self, place: int) -> Stamp:
        """Moment and zone of the first record of the day at this index."""
        columns = self.columns
        zone = self.zones[columns.first_zone[place]]
        return _stamp(columns.first[place], columns.first_offset[place], zone)

    def last_at(self, place: int) -> Stamp:
        """Moment and zone of the last record of the day at this index."""
        columns = self.columns
        zone = self.zones[columns.last_zone[place]]
        return _stamp(columns.last[place], columns.last_offset[place], zone)

    def long_enough(self, least: float) -> Sequence[int]:
        """For each day, the number of records that last at least this many seconds."""
        times, shortest = self.columns.times, self.columns.shortest
        if not times or min(shortest) >= least:
            return times
        return [
            count if short >= least else sum(map(float(least).__le__, self._seconds(place)))
            for place, (count, short) in enumerate(zip(times, shortest, strict=True))
        ]

    def _at(self, place: int) -> DaySummary:
        columns = self.columns
        return DaySummary(
            day=date.fromordinal(columns.day[place]),
            kind=self.kind,
            seconds=tuple(self._seconds(place)),
            first=self.first_at(place),
            last=self.last_at(place),
            mood_change=columns.mood_change[place],
            mood_count=columns.mood_count[place],
        )

    def _seconds(self, place: int) -> "array[float]":
        starts = self._seconds_from()
        return self.columns.seconds[starts[place] : starts[place + 1]]

    def _seconds_from(self) -> Sequence[int]:
        """Index in ``seconds`` where each day begins, and the end of the last."""
        if self._starts is None:
            self._starts = array("l", accumulate(self.columns.times, initial=0))
        return self._starts


def _row(summary: DaySummary, zones: Mapping[str | None, int]) -> tuple[float, ...]:
    """The entries of a day in the order of the columns."""
    first, last, seconds = summary.first, summary.last, summary.seconds
    return (
        summary.day.toordinal(),
        len(seconds),
        max(seconds),
        min(seconds),
        sum(seconds),
        *(*_wall(first.moment), zones[first.zone]),
        *(*_wall(last.moment), zones[last.zone]),
        summary.mood_change,
        summary.mood_count,
    )


def _wall(moment: datetime) -> tuple[int, int]:
    """Wall time since 1970 and UTC offset, both in microseconds."""
    offset = moment.utcoffset() or timedelta(0)
    return (moment.replace(tzinfo=None) - _EPOCH) // _MICROSECOND, offset // _MICROSECOND


def _stamp(wall: int, offset: int, zone: str | None) -> Stamp:
    ahead = timezone(timedelta(microseconds=offset))
    return Stamp((_EPOCH + timedelta(microseconds=wall)).replace(tzinfo=ahead), zone)


def _in_a_row(kind: Kind, parts: Sequence[DaySummaries]) -> DaySummaries:
    """The parts one after another; their days must not overlap."""
    if len(parts) == 1:
        return parts[0]
    places: dict[str | None, int] = {}
    for part in parts:
        for zone in part.zones:
            places.setdefault(zone, len(places))
    zones = tuple(places)
    whole = Columns._make(map(array, CODES))
    for part in parts:
        columns = part.columns
        if part.zones != zones[: len(part.zones)]:
            columns = columns._replace(
                first_zone=array("i", (places[part.zones[at]] for at in columns.first_zone)),
                last_zone=array("i", (places[part.zones[at]] for at in columns.last_zone)),
            )
        column: Any
        for column, more in zip(whole, columns, strict=True):
            column.extend(more)
    return DaySummaries(kind, whole, zones)


def _merged(one: DaySummaries, other: DaySummaries) -> DaySummaries:
    """The days of both, in either order; summaries of the same day are added up."""
    if not (one and other):
        return one or other
    low = max(each.columns.day[0] for each in (one, other))
    high = min(each.columns.day[-1] for each in (one, other))
    days: dict[int, DaySummary] = {}
    for each in (*one.within(low, high), *other.within(low, high)):
        known = days.get(each.day.toordinal())
        days[each.day.toordinal()] = each if known is None else both(known, each)
    apart = [each.within(0, low - 1) for each in (one, other)]
    shared = DaySummaries.of(one.kind, days.values())
    rest = [each.within(max(low, high + 1), date.max.toordinal()) for each in (one, other)]
    return _in_a_row(one.kind, [part for part in (*apart, shared, *rest) if part])
