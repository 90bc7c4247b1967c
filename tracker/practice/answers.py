"""Makes records of a person's answers: checks, flag questions, overrides, nights, reminders.

Nothing is saved here: the caller hands the records to the journal.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING, Final

from tracker.core.facts.checks import Check, Instrument
from tracker.core.facts.goals_and_rests import Kind
from tracker.core.facts.nights import Night, by_day
from tracker.core.facts.reminders import Reminder, ReminderError, ReminderLine, coming
from tracker.core.facts.ulid import ulid
from tracker.core.points.guard import Answer, Flag, FlagAnswer, Override
from tracker.core.text.dates import day_words
from tracker.core.text.visible import visible
from tracker.journal.journal import Change
from tracker.practice.context import Context

if TYPE_CHECKING:
    from tracker.practice.cautions import Cautions

_QUESTIONS: Final = "answer the questions about you"
_NOON: Final = 12
_AHEAD: Final = timedelta(days=800)
"""The time ahead that is searched for the next moment of a reminder."""


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
    """The label of the step that records it, ``check PHQ-2``; after ``remove`` of its removal."""
    return f"check {check.instrument.label}"


def answer_flags(context: Context, answers: Mapping[Flag, Answer]) -> list[FlagAnswer]:
    """One record for each answer, all with the same moment."""
    now = context.now()
    return [
        FlagAnswer(id=ulid(now), made=now, flag=flag, answer=answer)
        for flag, answer in answers.items()
    ]


def flags_label(answers: Mapping[Flag, Answer]) -> str:
    """``answer heart``; of several answers ``answer the questions about you``."""
    return f"answer {next(iter(answers))}" if len(answers) == 1 else _QUESTIONS


def asks_night(context: Context) -> bool:
    """Whether to ask now how the night was: in the morning, if wanted and not rated yet."""
    now = context.now()
    if not context.settings.ask_night or now.hour >= _NOON or now.date() != context.today:
        return False
    return night_of(context, context.today) is None


def night_of(context: Context, day: date) -> Night | None:
    """The rating of the night before this day; `None` without one."""
    return by_day(context.journal.facts(Night)).get(day)


def night_change(context: Context, rating: int | None, day: date) -> Change:
    """The change that rates the night before a day; with `None` it removes the rating.

    Raises ValueError for a rating out of range.
    """
    before, now = night_of(context, day), context.now()
    if rating is None:
        return Change(before, None)
    after = Night(id=ulid(now), made=now, zone=context.zone.name, day=day, rating=rating)
    return Change(before, after if before is None else replace(after, id=before.id))


def night_label(context: Context, day: date) -> str:
    """The label of the step that rates a night or removes its rating.

    ``night before Sun 22 Nov 2026``
    """
    return f"night before {day_words(day, context.settings.date_order)}"


def reminder(
    context: Context,
    line: ReminderLine,
    *,
    kind: Kind | None = None,
    since: date | None = None,
    note: str = "",
) -> Reminder:
    """The reminder of a line; by default for points, from today on.

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
    """The label of the step that adds it, ``reminder daily 21:00``; used like `check_label`."""
    return f"reminder {reminder.words}"


def next_words(context: Context, reminder: Reminder) -> str:
    """``Next: Sun 22 Nov 2026, 21:00``; empty if it does not come within 800 days."""
    now = context.now()
    moment = coming([reminder], now, now + _AHEAD)
    if moment is None:
        return ""
    return f"Next: {day_words(moment.date(), context.settings.date_order)}, {moment:%H:%M}"


def override(context: Context, cautions: "Cautions", why: str) -> tuple[Override, ...]:
    """The facts to record if the person uses what these cautions hold back.

    Empty if nothing is held back. Raises ValueError if `why` is longer than a note.
    """
    flags: dict[str, dict[Flag, None]] = {}
    for subject, caution in cautions.held_back:
        if caution.flag is not None:
            flags.setdefault(subject, {})[caution.flag] = None
    now = context.now()
    return tuple(
        Override(
            id=ulid(now),
            made=now,
            subject=subject,
            flags=tuple(known),
            why=visible(why.strip(), lines=False),
        )
        for subject, known in flags.items()
    )


def override_label(overrides: Iterable[Override]) -> str:
    """The label of the step that records these choices: `use LI4, SP6 anyway`."""
    return f"use {', '.join(each.subject for each in overrides)} anyway"
