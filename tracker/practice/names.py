"""Names of records and running sessions, the same in the app, the commands and exports."""

from typing import TYPE_CHECKING, NamedTuple

from tracker.core.facts.goals_and_rests import Kind
from tracker.core.facts.record_names import (
    clock_of,
    mood_words,
    more_words,
    night_of,
    practice_detail,
    practice_name,
)
from tracker.core.facts.sessions import MatSession
from tracker.core.text.dates import day_words, short_day
from tracker.core.text.durations import duration_words, length_words

if TYPE_CHECKING:
    from tracker.core.facts.sessions import Practice
    from tracker.core.session.running import Running
    from tracker.library import Library
    from tracker.practice.context import Context


class RecordRow(NamedTuple):
    """A record in a list, as words. Fields that the record does not have are empty."""

    day: str
    """The date of the start, ``Sat 21 Nov 2026``, in the time zone of the record."""
    date: str
    """The date in short: ``Sat 21 Nov``, ``21 Nov 2025`` of another year."""
    weekday: str
    """The date without its month: ``Sat 21``."""
    time: str
    """The start, ``21:30``, in the time zone of the record."""
    clock: str
    """The start in a list of one practice day: ``21:30``, ``Sun 00:37``."""
    mark: str
    """The sign of its kind: ``▪`` of points, ``▫`` of the mat."""
    name: str
    """``Three calm minutes``, ``HT7, PC6``, ``Mat, back, thin``."""
    length: str
    """The time of real practice, ``3 min``."""
    span: str
    """The same for a column: ``2 min 40``."""
    place: str
    """The position on the mat and the layer: ``back, bare``; empty for points."""
    mood: str
    """``mood 6 → 8``."""
    more: str
    """The night it counts for, why it ended early, and the note."""
    night: str
    """``night of Sat 21`` of a start after midnight, with the mood."""
    detail: str
    """The night it counts for, mood, why it ended early, and the note, in one line."""


def record_row(context: "Context", record: "Practice") -> RecordRow:
    """The words of a record in lists."""
    mat = record if isinstance(record, MatSession) else None
    night = night_of(record.started, record.day)
    order, began = context.settings.date_order, record.started.date()
    day, mood = day_words(began, order), mood_words(record.mood_before, record.mood_after)
    this_year = began.year == context.today.year
    return RecordRow(
        day=day,
        date=short_day(began, context.today, order) if this_year else day[4:],
        weekday=f"{day[:3]} {began.day}",
        time=f"{record.started:%H:%M}",
        clock=clock_of(record.started, record.day),
        mark="▫" if mat else "▪",
        name=practice_name(record, context.library.routine_name),
        length=duration_words(record.seconds),
        span=length_words(record.seconds),
        place=", ".join(filter(None, (mat.position, mat.layer))) if mat else "",
        mood=mood,
        more=" · ".join(filter(None, (night, more_words(record)))),
        night=", ".join(filter(None, (night, mood))),
        detail=" · ".join(filter(None, (night, practice_detail(record)))),
    )


def record_label(context: "Context", record: "Practice") -> str:
    """The name of a record in the labels of steps: ``Three calm minutes, 2 min``."""
    name = practice_name(record, context.library.routine_name)
    return f"{name}, {duration_words(record.seconds)}"


def session_title(library: "Library", running: "Running") -> str:
    """The title of a running session: the routine's name, else its points in order, or ``Mat``."""
    plan = running.session.plan
    if plan.kind is Kind.MAT:
        return "Mat"
    named = library.routine_name(running.routine) if running.routine else None
    return named or ", ".join(dict.fromkeys(step.point for step in plan.steps))
