"""Nights over time: one line for each week, with each night as a number."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta

from tracker.core.facts.nights import MOST, Night, by_day

NO_NIGHT = "·"
"""Shown for a night that was not rated."""


def week_rows(
    nights: Iterable[Night], week_starts: int, *, averages: bool
) -> Iterator[tuple[date, str, str]]:
    """First day, ratings and mean of each week with a rated night, the latest first.

    Without `averages` the means are empty.
    """
    rated = by_day(nights)
    weeks = {day - timedelta(days=(day.weekday() - week_starts) % 7) for day in rated}
    for first in sorted(weeks, reverse=True):
        days = [rated.get(first + timedelta(days=ahead)) for ahead in range(7)]
        found = [night.rating for night in days if night]
        each = " ".join(f"{NO_NIGHT if night is None else night.rating:>2}" for night in days)
        mean = f"{sum(found) / len(found):.1f}" if averages else ""
        yield first, each, mean


def night_lines(
    nights: Iterable[Night], written: Callable[[date], str], *, averages: bool
) -> Iterator[str]:
    """The nights in sentences: their number and range of ratings, then each, the latest first."""
    rated = by_day(nights)
    ratings = [night.rating for night in rated.values()]
    if not ratings:
        yield "No night is rated."
        return
    count = f"{len(ratings)} nights" if len(ratings) > 1 else "1 night"
    mean = f", {sum(ratings) / len(ratings):.1f} on average" if averages else ""
    yield f"{count} rated, from {min(ratings)} to {max(ratings)} of {MOST}{mean}."
    for day, night in reversed(rated.items()):
        yield f"{written(day)}: {night.words}"
