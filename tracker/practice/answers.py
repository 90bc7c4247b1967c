"""Makes the records of what a person answers: weekly checks, questions about them, reminders.

Nothing is kept here: the caller hands the records to the journal.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from tracker.core.facts.checks import Check, Instrument
from tracker.core.facts.goals_and_rests import Kind
from tracker.core.facts.reminders import Reminder, ReminderError, ReminderLine, coming
from tracker.core.facts.ulid import ulid
from tracker.core.points.guard import Answer, Flag, FlagAnswer
from tracker.core.text.dates import day_words
from tracker.core.text.visible import visible
from tracker.practice.context import Context

_QUESTIONS: Final = "answer the questions about you"
_AHEAD: Final = timedelta(days=800)
"""The first moment of a rule can be two years away, as of one that starts next year."""


def take_check(context: Context, instrument: Instrument, answers: tuple[int, int]) -> Check:
    """The check answered now, with the number of the wording that was answered.

    Raises LibraryError if the wording cannot be read, ValueError if an answer is out of range.
    """
    now = context.now()
    return Check(
        id=ulid(now),
        made=now,
        taken=now,
        zone=context.zone.name,
        day=context.today,
        instrument=instrument,
        answers=answers,
        wording=context.library.checks.wording,
    )


def check_label(check: Check) -> str:
    """``check PHQ-2``: names the step that records it; ``remove`` and this the one that removes."""
    return f"check {check.instrument.label}"


def answer_flags(context: Context, answers: Mapping[Flag, Answer]) -> list[FlagAnswer]:
    """One record for each answer; all have the same moment."""
    now = context.now()
    return [
        FlagAnswer(id=ulid(now), made=now, flag=flag, answer=answer)
        for flag, answer in answers.items()
    ]


def flags_label(answers: Mapping[Flag, Answer]) -> str:
    """``answer heart``; of several answers ``answer the questions about you``."""
    return f"answer {next(iter(answers))}" if len(answers) == 1 else _QUESTIONS


def reminder(
    context: Context,
    line: ReminderLine,
    *,
    kind: Kind | None = None,
    since: date | None = None,
    note: str = "",
) -> Reminder:
    """The reminder of a line. What neither line nor arguments name: points, from today on.

    Raises ReminderError if the note is too long.
    """
    now = context.now()
    try:
        return Reminder(
            id=ulid(now),
            made=now,
            kind=line.kind or kind or Kind.POINTS,
            since=line.since or since or context.today,
            rule=line.rule,
            note=visible(note.strip()),
        )
    except ValueError as wrong:
        raise ReminderError(str(wrong)) from wrong


def reminder_label(reminder: Reminder) -> str:
    """``reminder daily 21:00``: names its steps like ``check_label``."""
    return f"reminder {reminder.words}"


def next_words(context: Context, reminder: Reminder) -> str:
    """``Next: Sun 22 Nov 2026, 21:00``; empty if it does not come within 800 days."""
    now = context.now()
    moment = coming([reminder], now, now + _AHEAD)
    if moment is None:
        return ""
    return f"Next: {day_words(moment.date(), context.settings.date_order)}, {moment:%H:%M}"
