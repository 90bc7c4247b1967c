"""Words about days for people who hide streaks and targets: no number in them can fall.

They name practice that was done, with totals over all days; nothing is compared or missed.
"""

from collections.abc import Callable
from datetime import date

from tracker.core.days.practice_days import Days
from tracker.core.days.states import State
from tracker.core.facts.goals_and_rests import KIND_WORDS
from tracker.core.text.dates import day_words
from tracker.core.text.durations import duration_words

STILL_OPEN = "still open today"
"""Words for practice that is due, in place of the amount that is left."""


def today_done(days: Days) -> str:
    """`done today`; empty without practice today."""
    return "done today" if days.totals(days.today, days.today).count else ""


def in_all(days: Days) -> str:
    """`in all 12 h 30`; empty before the first record."""
    total = days.totals(date.min, days.today)
    return f"in all {duration_words(total.seconds)}" if total.count else ""


def effect_in_all(before: Days, after: Days) -> str:
    """`in all 12 h 30 → 12 h 50`, or that the total stays the same."""
    was, will = (each.totals(date.min, each.today).seconds for each in (before, after))
    if was == will:
        return f"in all still {duration_words(will)}"
    return f"in all {duration_words(was)} → {duration_words(will)}"


def day_done(days: Days, day: date, written: Callable[[date], str] = day_words) -> str:
    """A day in words: `Points, Sun 22 Nov 2026: done, 12 min`."""
    total = days.totals(day, day)
    if total.count:
        said = f"done, {duration_words(total.seconds)}"
    else:
        said = "a rest day" if days.state(day) is State.PROTECTED else "nothing recorded"
    return f"{KIND_WORDS[days.kind]}, {written(day)}: {said}."
