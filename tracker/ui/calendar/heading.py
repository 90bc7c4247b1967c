"""The heading of the calendar: what is shown, and the streak."""

from collections.abc import Sequence
from datetime import date

from rich.cells import cell_len
from textual.content import Content

from tracker.core.calendar.heatmap import Measure
from tracker.core.calendar.heatmap_words import MEASURE_WORDS, MONTHS
from tracker.core.days.done_words import in_all
from tracker.core.days.practice_days import Days
from tracker.core.days.streaks import Streak, streaks, unit_words
from tracker.core.facts.goals_and_rests import KIND_WORDS

_RUN_AT = 34
"""The column of the streak beside a year."""
_LONG_ENOUGH = 14
"""Days since the first record before the longest streak is named."""
_MEASURES = {Measure.COUNT: "times a day", Measure.MINUTES: "minutes a day"}


def month_words(day: date) -> str:
    """``November 2026``."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def heading(
    name: str, kinds: Sequence[Days], measure: Measure, width: int, *, hidden: bool, beside: bool
) -> Content:
    """``2026  points, minutes a day   25 days in a row   the longest was 25`` in so many columns.

    `beside` says whether the measure is named and the streak has a column of its own.
    """
    named = " and ".join(each.kind.value for each in kinds)
    measured = _MEASURES.get(measure, MEASURE_WORDS[measure])
    what = f"{named}, {measured}" if beside else named
    if hidden:
        run, longest = "   ".join(f"{KIND_WORDS[each.kind]} {in_all(each)}" for each in kinds), ""
    else:
        run, longest = _run(kinds)
    words = Content.assemble((name, "bold"), (f"  {what}", "" if beside else "$quiet"))
    if words.cell_length + cell_len(run) + 2 > width:
        run = run.replace(" days in a row", " in a row").replace(" weeks in a row", " weeks")
    room = width - words.cell_length - cell_len(run)
    if not run or room < 1:
        return words
    gap = max(2, _RUN_AT - words.cell_length) if beside else room
    gap = min(gap, room)
    if longest and words.cell_length + gap + cell_len(run) + cell_len(longest) > width:
        longest = ""
    return words + Content.assemble(" " * gap, (run, "$primary"), (longest, "$quiet"))


def other_heading(days: Days, measure: Measure, column: int, *, hidden: bool) -> Content:
    """``Mat  minutes a day      5 weeks in a row`` over the year of the other kind."""
    name = KIND_WORDS[days.kind]
    measured = _MEASURES.get(measure, MEASURE_WORDS[measure])
    run = in_all(days) if hidden else _words(streaks(days).current)
    words = Content.assemble((name, "bold"), f"  {measured}")
    return words + Content.assemble(" " * max(2, column - words.cell_length), (run, "$primary"))


def _run(kinds: Sequence[Days]) -> tuple[str, str]:
    found = [streaks(each) for each in kinds]
    runs = [words for each in found if (words := _words(each.current))]
    run = ", ".join(runs)
    longest = found[0].longest if len(found) == 1 else None
    days = kinds[0]
    if longest is None or days.first_record is None or not run:
        return run, ""
    if longest.done < 2 or (days.today - days.first_record).days < _LONG_ENOUGH:
        return run, ""
    current = found[0].current
    same = current is not None and current.unit is longest.unit
    count = str(longest.done) if same else unit_words(longest.done, longest.unit)
    return run, f"   the longest was {count}"


def _words(run: Streak | None) -> str:
    """A streak from two on."""
    return f"{unit_words(run.done, run.unit)} in a row" if run and run.done > 1 else ""
