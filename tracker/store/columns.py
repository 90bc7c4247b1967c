"""Day summaries as columns, so that ten years of them are read in a few milliseconds."""

from collections import deque
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from itertools import chain, groupby, islice, repeat
from typing import Any

from tracker.core.days import DaySummary, Stamp
from tracker.core.model import Kind


def packed(days: Sequence[DaySummary]) -> dict[str, Any]:
    """The columns of these days, as JSON can hold them."""
    zones = [stamp.zone for day in days for stamp in (day.first, day.last)]
    return {
        "day": [day.day.toordinal() for day in days],
        "times": [len(day.seconds) for day in days],
        "seconds": [seconds for day in days for seconds in day.seconds],
        "first": [day.first.moment.isoformat() for day in days],
        "last": {
            str(at): day.last.moment.isoformat()
            for at, day in enumerate(days)
            if day.last != day.first
        },
        "zone": [[zone, len(list(alike))] for zone, alike in groupby(zones)],
        "mood_change": [day.mood_change for day in days],
        "mood_count": [day.mood_count for day in days],
    }


def unpacked(kind: Kind, columns: dict[str, Any]) -> list[DaySummary]:
    """The days in these columns. Raises ValueError, KeyError or TypeError when they are none."""
    ordinals: list[int] = columns["day"]
    count = len(ordinals)
    zones = list(chain.from_iterable(repeat(zone, many) for zone, many in columns["zone"]))
    firsts = _stamps(map(datetime.fromisoformat, columns["first"]), zones[::2], count)
    lasts = firsts.copy()
    for at, moment in columns["last"].items():
        lasts[int(at)] = Stamp(datetime.fromisoformat(moment), zones[int(at) * 2 + 1])
    days = [object.__new__(DaySummary) for _ in range(count)]
    _fill(days, "day", map(date.fromordinal, ordinals))
    _fill(days, "kind", repeat(kind, count))
    _fill(days, "seconds", _taken(columns["seconds"], columns["times"]))
    _fill(days, "first", firsts)
    _fill(days, "last", lasts)
    _fill(days, "mood_change", map(float, columns["mood_change"]))
    _fill(days, "mood_count", map(int, columns["mood_count"]))
    return days


def _stamps(moments: Iterable[datetime], zones: Iterable[str | None], count: int) -> list[Stamp]:
    stamps = [object.__new__(Stamp) for _ in range(count)]
    _fill(stamps, "moment", moments)
    _fill(stamps, "zone", zones)
    return stamps


def _taken(seconds: Sequence[float], times: Sequence[int]) -> Iterable[tuple[float, ...]]:
    if len(seconds) == len(times):  # one record a day
        return zip(seconds, strict=False)
    left = iter(seconds)
    return (tuple(islice(left, many)) for many in times)


def _fill(values: Sequence[object], field: str, column: Iterable[object]) -> None:
    # Through the slot and not through __init__, which costs a frozen value four times as much.
    write = getattr(type(values[0]), field).__set__ if values else None
    if write:
        deque(map(write, values, column), maxlen=0)
