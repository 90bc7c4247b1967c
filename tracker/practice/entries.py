"""Logging after the fact: turns a typed line and fields into a record, with words about it.

The app's dialogs and `tsubo log` make their records here. Nothing is recorded before `keep`.
"""

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Unpack

from tracker.core.entry.new_records import (
    EntryError,
    MatFields,
    SessionFields,
    mat_session,
    session,
)
from tracker.core.entry.practice_line import mat_entry
from tracker.core.facts.sessions import MatSession, Session, Side
from tracker.core.text.dates import short_day
from tracker.core.text.durations import duration_words
from tracker.core.text.moments import Resolved, describe, moment
from tracker.core.text.visible import visible
from tracker.practice.names import record_label
from tracker.practice.points_line import read_to_log

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tracker.core.entry.fields import Field
    from tracker.core.facts.sessions import Practice
    from tracker.exchange.documents import Fact
    from tracker.library import Library
    from tracker.practice.cautions import Cautions
    from tracker.practice.context import Context


@dataclass(frozen=True)
class Entry:
    """A record that can be kept, and the words to show before it is."""

    context: "Context" = field(repr=False, compare=False)
    record: "Practice"
    words: str
    """The meaning of the line: `Three calm minutes: HT7, PC6; 4 holds, 2 min 40 s`."""
    when: str
    """The start, and what was assumed for it: `Sat 21 Nov 2026, 08:00 (morning: 08:00 taken)`."""
    near: str = ""
    """The start as a dialog says it: `yesterday, Fri 20 Nov, 22:00`; `ending now` without one."""

    @cached_property
    def cautions(self) -> "Cautions":
        """The cautions for this person about what was pressed or used."""
        from tracker.practice.cautions import of_record

        return of_record(self.context, self.record)

    @cached_property
    def effect(self) -> str:
        """The effect on its day and the streak, in sentences: `Today: open → done.`."""
        from tracker.practice.effects import effect_of_record

        return effect_of_record(self.context, self.record)

    @cached_property
    def short_effect(self) -> str:
        """The effect in a line of a narrow screen: `This week 2 of 3 → 3 of 3, done`."""
        from tracker.practice.effects import effect_of_record

        return effect_of_record(self.context, self.record, short=True)


def points(
    context: "Context",
    text: str,
    *,
    at: str | None = None,
    hold: float | None = None,
    **fields: Unpack[SessionFields],
) -> Entry:
    """The session of a line such as `PC6 HT7 left 90s yesterday 21:30`.

    `at` is the moment and `hold` the seconds of each hold, if they are not in the line. Raises
    EntryError for a line that is not understood, a field out of its range, or a value given twice;
    WhenError for an `at` that is not understood.
    """
    line = read_to_log(context, text, hold=hold)
    when = _moment(context, at, line.when)
    said: SessionFields = {"routine": line.routine.id if line.routine else None, **fields}
    record = session(
        context.stamp,
        line.holds,
        day_starts_at=context.settings.day_starts_at,
        started=when.moment if when else None,
        **said,
    )
    name = f"{visible(line.routine.name, lines=False)}: " if line.routine else ""
    words = f"{name}{_held_words(record)}"
    return Entry(context, record, words, *_starts(context, record, when))


def mat(
    context: "Context", text: str, *, at: str | None = None, **fields: Unpack[MatFields]
) -> Entry:
    """The mat session of a line such as `20m back thin yesterday 21:30`.

    A position or layer among the fields overrides that of the line. `at` and errors as in `points`.
    """
    line = mat_entry(text, context.now(), context.settings.date_order)
    when = _moment(context, at, line.when)
    said: MatFields = {**fields}
    said["position"] = fields.get("position") or line.position
    said["layer"] = fields.get("layer") or line.layer
    record = mat_session(
        context.stamp,
        line.seconds,
        day_starts_at=context.settings.day_starts_at,
        started=when.moment if when else None,
        **said,
    )
    words = _mat_words(record)
    return Entry(context, record, words, *_starts(context, record, when))


def keep(context: "Context", entry: Entry, *others: "Fact") -> str:
    """Record an entry, and other facts in the same step. Returns the label that undo shows.

    Raises JournalError or StoreError if it is refused; then nothing is recorded.
    """
    label = record_label(context, entry.record)
    context.journal.record(entry.record, *others, label=label)
    return label


def fields_of(context: "Context", record: "Practice") -> "tuple[Field, ...]":
    """The editable fields of a record, in the order of forms."""
    from tracker.core.entry import record_fields

    library = context.library
    around = record_fields.Around(
        now=context.now(),
        order=context.settings.date_order,
        point=library.find,
        routine_id=lambda name: _routine_id(library, name),
        routine_name=library.routine_name,
    )
    return record_fields.fields_of(record, around)


def moment_note(context: "Context", record: "Practice", typed: str) -> str:
    """What was assumed for a corrected start, with the start: `Sun 22 Nov 2026, 08:00 (morning)`.

    Empty if nothing was. Raises WhenError for words that are not a moment.
    """
    from tracker.core.entry import record_fields

    order = context.settings.date_order
    when = record_fields.resolved(record, typed, context.now(), order)
    return f"{describe(when.moment, context.now(), order)} ({when.note})" if when.note else ""


def corrected(
    context: "Context", record: "Practice", answers: "Mapping[str, object]"
) -> "Practice":
    """The record with these values of its fields; its day follows its moment.

    Raises EntryError with the name of a field that is out of its range. Nothing is recorded.
    """
    from tracker.core.entry import record_fields

    return record_fields.corrected(record, answers, context.settings.day_starts_at)


def correct(context: "Context", before: "Practice", after: "Practice") -> None:
    """Record a correction. Errors as in `keep`."""
    label = f"correct {record_label(context, after)}"
    context.journal.correct(before, after, label=label)


def _routine_id(library: "Library", name: str) -> str:
    from tracker.library import LibraryError

    try:
        return library.routine(name).id
    except LibraryError as wrong:
        raise ValueError(str(wrong)) from wrong


def _moment(context: "Context", at: str | None, said: Resolved | None) -> Resolved | None:
    if at is None:
        return said
    if said is not None:
        raise EntryError("the moment is given twice, in the words and apart; give it once", "at")
    return moment(at, context.now(), context.settings.date_order)


def _starts(context: "Context", record: "Practice", when: Resolved | None) -> tuple[str, str]:
    """The start as commands and as dialogs say it."""
    now, order = context.now(), context.settings.date_order
    began = describe(record.started, now, order)
    if when is None or record.started != when.moment:
        return f"{began}, ended just now", "ending now"
    here = record.started.astimezone(now.tzinfo)
    day = short_day(here.date(), now.date(), order)
    near = {0: "today", 1: f"yesterday, {day}"}.get((now.date() - here.date()).days, day)
    note = f" ({when.note})" if when.note else ""
    return f"{began}{note}", f"{near}, {here:%H:%M}{note}"


def _held_words(record: Session) -> str:
    """`HT7, PC6 left; 3 holds, 2 min`: a side is named if only that one was pressed."""
    sides: dict[str, set[Side]] = {}
    for each in record.holds:
        sides.setdefault(each.point, set()).add(each.side)
    alone = {Side.LEFT, Side.RIGHT}
    pressed = ", ".join(
        f"{code} {next(iter(each))}" if len(each) == 1 and each <= alone else code
        for code, each in sides.items()
    )
    count = len(record.holds)
    holds = "1 hold" if count == 1 else f"{count} holds"
    return f"{pressed}; {holds}, {duration_words(record.seconds)}"


def _mat_words(record: MatSession) -> str:
    parts = (duration_words(record.lain), record.position, record.layer)
    return ", ".join(part for part in parts if part)
