"""A day of the calendar in words: how it stands, what was done, what is asked of it."""

from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import wrap
from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.content import Content

from tracker.core.calendar.heatmap import Measure
from tracker.core.calendar.heatmap_words import value_words
from tracker.core.days.dated_goals import goal_words
from tracker.core.days.practice_days import Days
from tracker.core.days.states import State
from tracker.core.facts.goals_and_rests import KIND_WORDS, Kind
from tracker.core.facts.record_names import mood_words, points_words
from tracker.core.facts.sessions import Session
from tracker.core.text.dates import long_day
from tracker.core.text.durations import length_words
from tracker.ui.screens.tracker import Tracker
from tracker.ui.widgets.fitting import fit

if TYPE_CHECKING:
    from tracker.core.calendar.heatmap import Cell
    from tracker.core.facts.sessions import Practice

_NARROW = 44
_MOODS = 39
"""Columns from which the tension stands after the mood."""
_CLOCK = 7
_UNSAID = frozenset({State.FREE, State.BEFORE, State.AHEAD})
_AFTER_MIDNIGHT = 11


def day_name(tracker: Tracker, day: date) -> str:
    """``Thursday 19 November``, in another year with it."""
    words = long_day(day, tracker.settings.date_order)
    return words if day.year == tracker.today.year else f"{words} {day.year}"


def head(
    tracker: Tracker, cell: "Cell | None", day: date, kinds: Sequence[Kind], measure: Measure
) -> tuple[str, str]:
    """The name of the day, and how it stands: ``done``, ``still open``, ``rest``."""
    said = []
    for at, kind in enumerate(kinds):
        state, hidden = tracker.days(kind).state(day), tracker.settings.hides_streaks
        if hidden:
            done = tracker.days(kind).totals(day, day).count
            words = "done" if done else "rest" if state is State.PROTECTED else ""
        else:
            words = "" if state in _UNSAID else state.words
        value = cell.marks[at].value if cell and measure is not Measure.MINUTES else None
        if value is not None:
            words = ", ".join(filter(None, (words, value_words(value, measure))))
        said.append(f"{kind.value} {words}" if words and len(kinds) > 1 else words)
    return day_name(tracker, day), ", ".join(filter(None, said))


def record_lines(
    tracker: Tracker,
    records: "Sequence[Practice]",
    width: int,
    rows: int,
    *,
    codes: bool = False,
) -> Iterator[Content]:
    """The records in so many columns; with room for it, the mood of each below.

    With `codes`, the points stand before the mood.
    """
    from tracker.practice.names import record_row

    named = [(each, record_row(tracker, each)) for each in records]
    clock = _AFTER_MIDNIGHT if any(len(row.clock) > 5 for _, row in named) else _CLOCK
    moods = rows >= 2 * len(named)
    for at, (each, row) in enumerate(named):
        if at + 1 >= rows and at + 1 < len(named):
            yield Content.styled(f"and {len(named) - at} more", "$quiet")
            return
        length, room = length_words(each.seconds), width - clock
        mood = mood_words(each.mood_before, each.mood_after)
        tension = mood_words(each.tension_before, each.tension_after, "tension")
        if room < _NARROW - 10 and cell_len(row.name) + cell_len(length) + 1 > room:
            # Too narrow for both: the length goes below, with the mood.
            yield Content(f"{row.clock:<{clock}}{fit(row.name, room).rstrip()}")
            said = ", ".join(filter(None, (length, mood)))
            yield Content.styled(f"{'':{clock}}{fit(said, room).rstrip()}", "$quiet")
            continue
        name = fit(row.name, room - cell_len(length) - 1)
        yield Content.assemble(f"{row.clock:<{clock}}{name} ", (length, "$quiet"))
        both = ", ".join(filter(None, (mood, tension)))
        said = both if cell_len(both) <= room and width >= _MOODS else mood
        points = points_words(each) if codes and isinstance(each, Session) else ""
        if points and cell_len(points) + cell_len(said) + 4 <= room:
            said = f"{points}    {said}".rstrip()
        if moods and said:
            yield Content.styled(f"{'':{clock}}{said}", "$quiet")


def nothing_words(tracker: Tracker, day: date) -> str:
    """Words for a day without records."""
    if day > tracker.today:
        return "Still to come."
    return "Nothing yet." if day == tracker.today else "Nothing this day."


def aim_words(tracker: Tracker, day: date, kind: Kind) -> str:
    """``Once a day, 1 min or more, is your aim: G. Why it is so: w.``; empty without an aim."""
    goal = tracker.days(kind).goal(day)
    if goal is None or tracker.settings.hides_streaks:
        return ""
    asked = goal_words(goal)
    return f"{asked[:1].upper()}{asked[1:]}, is your aim: G. Why it is so: w."


def aims(tracker: Tracker) -> list[tuple[str, str]]:
    """The name of each kind with an aim, and the aim."""
    found = ((kind, tracker.days(kind).goal(tracker.today)) for kind in Kind)
    return [(KIND_WORDS[kind], goal_words(goal)) for kind, goal in found if goal]


def quiet(words: str, width: int) -> list[Content]:
    """Quiet text in rows of so many columns."""
    return [Content.styled(row, "$quiet") for row in wrap(words, max(8, width))]


def first_days(days: Days) -> tuple[str, str, str]:
    """Heading, words and quiet words beside the month of the first days."""
    done = sum(map(bool, days.done))
    if days.first_record is None:
        return _FIRST_DAYS, "Enter on Today begins. The square fills when it is kept.", ""
    count = _NUMBERS[done] if done < len(_NUMBERS) else str(done)
    if (days.today - days.first_record).days < 7:
        began = f"You began on {days.first_record:%A}."
        return _FIRST_DAYS, f"{count} done so far. {began}", _MISSED
    return "Your first weeks", f"{count} {'day' if done == 1 else 'days'} so far.", _MISSED


_FIRST_DAYS = "Your first days"
_NUMBERS = (
    *("None", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine", "Ten"),
    *("Eleven", "Twelve"),
)
_MISSED = "A day you miss is only a day. The year comes here once there is one to show."
