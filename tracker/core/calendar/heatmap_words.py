"""A heatmap in sentences, month by month, for screen readers."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import Final

from tracker.core.calendar.heatmap import Cell, Heatmap, Mark, Measure
from tracker.core.days.states import State
from tracker.core.facts.goals_and_rests import KIND_WORDS
from tracker.core.facts.sessions import LEAST_PAIRS
from tracker.core.text.dates import day_words
from tracker.core.text.durations import duration_words, length_words

MONTHS: Final = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
MEASURE_WORDS: Final = {
    Measure.COUNT: "sessions",
    Measure.MINUTES: "minutes",
    Measure.MOOD: "change of mood",
}

_PRACTISED: Final = frozenset({State.MET, State.PARTLY})


def reading(heatmap: Heatmap, written: Callable[[date], str] = day_words) -> tuple[str, ...]:
    """A heading, then a line for each month and kind, from the first month of practice to today's.

    ``written`` writes a date in the person's order.
    """
    kinds = [mark.kind for mark in heatmap.cells[0].marks]
    named = " and ".join(KIND_WORDS[kind] for kind in kinds)
    grid = heatmap.grid
    span = f"{written(grid.first)} to {written(grid.last)}"
    lines = [f"{named}, {MEASURE_WORDS[heatmap.measure]}, {span}."]
    for (year, month), cells in groupby(
        heatmap.cells, lambda cell: (cell.day.year, cell.day.month)
    ):
        shown = list(cells)
        for at, kind in enumerate(kinds):
            marks = [(cell.day, cell.marks[at]) for cell in shown]
            said = " ".join(_month(marks, heatmap.today, heatmap.measure, written))
            if said:
                who = f"{KIND_WORDS[kind]}, " if len(kinds) > 1 else ""
                lines.append(f"{who}{MONTHS[month - 1]} {year}: {said}")
    return tuple(lines)


def cell_words(
    cell: Cell, measure: Measure, written: Callable[[date], str] = day_words
) -> tuple[str, ...]:
    """One line for each mark: the day, its value and its state."""
    several = len(cell.marks) > 1
    return tuple(
        f"{written(cell.day)}{f', {mark.kind}' if several else ''}: "
        + ", ".join(filter(None, (_state_words(mark), _mark_words(mark, measure))))
        for mark in cell.marks
    )


def value_words(value: float, measure: Measure) -> str:
    """``3 sessions``, ``12 min``, ``mood +1.5``."""
    if measure is Measure.COUNT:
        return f"{value:.0f} {'session' if value == 1 else 'sessions'}"
    if measure is Measure.MINUTES:
        return duration_words(value * 60)
    return f"mood {value:+.1f}" if value else "mood unchanged"


def _mark_words(mark: Mark, measure: Measure) -> str:
    if mark.value is None:
        return ""
    if measure is Measure.MINUTES:
        return length_words(mark.value * 60)
    return value_words(mark.value, measure)


def _state_words(mark: Mark) -> str:
    if mark.value is not None and mark.state is State.FREE:
        return ""
    return mark.state.words


def _month(
    marks: Sequence[tuple[date, Mark]],
    today: date,
    measure: Measure,
    written: Callable[[date], str],
) -> Iterator[str]:
    begun = [(d, mark) for d, mark in marks if d <= today and mark.state is not State.BEFORE]
    if begun:
        yield from _sentences(begun, measure, written)
    planned = [d for d, mark in marks if d > today and mark.state is State.PROTECTED]
    if planned:
        yield f"Rest days to come: {_days(planned)}."


def _sentences(
    marks: Sequence[tuple[date, Mark]], measure: Measure, written: Callable[[date], str]
) -> Iterator[str]:
    held = [(day, mark.value) for day, mark in marks if mark.value is not None]
    practised = [d for d, mark in marks if mark.value is not None or mark.state in _PRACTISED]
    days = f"{len(marks)} {'day' if len(marks) == 1 else 'days'}"
    if practised:
        yield f"{len(practised)} of {days} with practice, {_days(practised)}."
    else:
        yield f"none of {days} with practice."
    if held:
        yield _sum(held, measure, written)
    resting = [day for day, mark in marks if mark.state is State.PROTECTED]
    if resting:
        yield f"Rest days: {_days(resting)}."
    for day, mark in marks:
        if mark.state is State.OPEN:
            yield f"{written(day)} is open."


def _sum(
    held: Sequence[tuple[date, float]], measure: Measure, written: Callable[[date], str]
) -> str:
    day, most = max(held, key=lambda each: each[1])
    total = sum(value for _, value in held)
    if measure is Measure.MOOD:
        noted = f"Mood noted on {len(held)} of them"
        if len(held) < LEAST_PAIRS:
            return f"{noted}."
        return f"{noted}, {total / len(held):+.1f} on average."
    words = f"{value_words(total, measure)} in all"
    return f"{words}, most on {written(day)}: {value_words(most, measure)}."


def _days(days: Iterable[date]) -> str:
    """``1 to 5, 8``: days of one month, with consecutive days joined."""
    runs: list[tuple[int, int]] = []
    for day in days:
        if runs and day.day == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], day.day)
        else:
            runs.append((day.day, day.day))
    joined = {0: "{0}", 1: "{0}, {1}"}
    return ", ".join(
        joined.get(last - first, "{0} to {1}").format(first, last) for first, last in runs
    )
