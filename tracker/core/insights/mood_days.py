"""The mood after sessions, a mean for each day that has an answer."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tracker.core.facts.sessions import Practice

DAYS: Final = 30
"""Days to look back, today included."""
ENOUGH: Final = 5
"""Answers before moods are shown over time."""
_EIGHTHS: Final = "▁▂▃▄▅▆▇█"


def mood_days(records: Iterable["Practice"]) -> dict[date, float]:
    """The mean mood after the records of each day, oldest first; empty below `ENOUGH` answers."""
    found: dict[date, list[int]] = defaultdict(list)
    for record in records:
        if record.mood_after is not None:
            found[record.day].append(record.mood_after)
    if sum(map(len, found.values())) < ENOUGH:
        return {}
    return {day: sum(moods) / len(moods) for day, moods in sorted(found.items())}


def bars(moods: Iterable[float]) -> str:
    """A bar of one cell for each mood from 0 to 10."""
    return "".join(_EIGHTHS[min(7, round(mood * 0.7))] for mood in moods)


def mean_since(moods: dict[date, float], first: date) -> float | None:
    """The mean of the days from this one on; `None` without any."""
    found = [mood for day, mood in moods.items() if day >= first]
    return sum(found) / len(found) if found else None


def mood_chart(moods: Sequence[float | None], rows: int) -> list[str]:
    """A column for each mood from 0 to 10, as rows of one cell a day; `None` is a gap."""
    heights = [0 if mood is None else max(1, round(mood / 10 * rows * 8)) for mood in moods]
    return [
        "".join(f" {_EIGHTHS}"[min(8, max(0, height - 8 * below))] for height in heights)
        for below in reversed(range(rows))
    ]
