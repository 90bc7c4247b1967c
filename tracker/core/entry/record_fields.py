"""The editable fields of a session and of a mat session, described once.

The app's forms and the options of 'tsubo log' and 'tsubo edit' are made from these.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields as fields_of_class
from dataclasses import replace
from datetime import datetime
from types import MappingProxyType
from typing import Final, NamedTuple

from tracker.core.entry.fields import (
    ChoiceField,
    ChoicesField,
    Field,
    ScaleField,
    SwitchField,
    TextField,
)
from tracker.core.entry.hold_line import hold_words, holds_of
from tracker.core.entry.new_records import EntryError, moved, zone_of
from tracker.core.facts.points import Point
from tracker.core.facts.sessions import (
    LONGEST_MAT,
    Effect,
    Kind,
    Layer,
    Position,
    Practice,
    PressedWith,
    Pressure,
    Session,
    Skin,
)
from tracker.core.text.dates import Order
from tracker.core.text.durations import duration_words, long_seconds
from tracker.core.text.examples import HELD, LENGTHS, MOMENT
from tracker.core.text.field_checks import check_range
from tracker.core.text.moments import Resolved, moment


class Around(NamedTuple):
    """The context that a record's moment, routine and holds are read in."""

    now: datetime
    order: Order | None
    point: Callable[[str], Point | None]
    """Finds a point by a name."""
    routine_id: Callable[[str], str]
    """Finds the id of a routine by id or name. Raises ValueError if no routine has it."""
    routine_name: Callable[[str], str | None]
    """Finds the name of a routine by its id."""


def length(text: str) -> float:
    """Seconds on a mat; a bare number is minutes. Raises DurationError, or FieldError over 6 h."""
    found = long_seconds(text)
    check_range("lain", found, 0, LONGEST_MAT, "s", name="length")
    return found


def length_words(value: object) -> str:
    """A length as ``length`` reads it."""
    return duration_words(value) if isinstance(value, float | int) else ""


def _length_or_none(text: str) -> float | None:
    return length(text) if text.strip() else None


STARTED: Final = TextField(
    name="started", label="Began", hint=MOMENT, written=lambda value: f"{value:%Y-%m-%d %H:%M}"
)
LENGTH: Final = TextField(
    name="lain", label="Length", hint=LENGTHS[0], read=length, written=length_words
)
PLANNED: Final = TextField(
    name="planned", label="Planned", hint=LENGTHS[0], read=_length_or_none, written=length_words
)
SETTING: Final[tuple[Field, ...]] = (
    ChoiceField(name="position", label="Position", of=Position, what="a position"),
    ChoiceField(name="layer", label="Layer", of=Layer, what="a layer"),
)
ROUTINE: Final = TextField(name="routine", label="Routine")
HOLDS: Final = TextField(
    name="holds",
    label="Holds",
    hint=HELD,
    written=lambda value: hold_words(value) if isinstance(value, tuple) else "",
)
PRESSED: Final[tuple[Field, ...]] = (
    ChoiceField(
        name="pressed_with", label="Pressed with", of=PressedWith, what="a finger or a tool"
    ),
    ChoiceField(name="pressure", label="Pressure", of=Pressure, what="a pressure"),
    ChoicesField(name="effects", label="Unwanted", of=Effect, what="an unwanted effect"),
)
DISCOMFORT: Final[tuple[Field, ...]] = (
    ScaleField(name="discomfort_start", label="Discomfort start", low="none", high="worst"),
    ScaleField(name="discomfort_end", label="Discomfort end", low="none", high="worst"),
)
MOOD: Final[tuple[Field, ...]] = (
    ScaleField(name="mood_before", label="Mood before", low="worst", high="best"),
    ScaleField(name="mood_after", label="Mood after", low="worst", high="best"),
    ScaleField(name="tension_before", label="Tension before", low="none", high="worst"),
    ScaleField(name="tension_after", label="Tension after", low="none", high="worst"),
)
MAT_AFTER: Final[tuple[Field, ...]] = (
    ChoiceField(name="skin", label="Skin afterwards", of=Skin, what="a state of the skin"),
    TextField(name="surface", label="Surface", hint="bed, floor, chair"),
    TextField(name="mat", label="Mat", hint="its name, if you have several"),
)
NOTE: Final = TextField(name="note", label="Note")
STOPPED: Final[tuple[Field, ...]] = (
    SwitchField(name="stopped_early", label="Ended early"),
    TextField(name="stopped_why", label="Why"),
)

BEFORE: Final[Mapping[Kind, tuple[Field, ...]]] = MappingProxyType(
    {
        Kind.POINTS: (MOOD[0], MOOD[2]),
        Kind.MAT: (*SETTING, DISCOMFORT[0], MOOD[0], MOOD[2]),
    }
)
"""The questions before a live session, in their order."""
AFTER: Final[Mapping[Kind, tuple[Field, ...]]] = MappingProxyType(
    {
        Kind.POINTS: (MOOD[1], MOOD[3], PRESSED[2], PRESSED[0], PRESSED[1], NOTE),
        Kind.MAT: (DISCOMFORT[1], MOOD[1], MOOD[3], *MAT_AFTER, NOTE),
    }
)
"""The questions after it, in the order that the answers are felt."""

_ALL: Final[tuple[Field, ...]] = (
    *(STARTED, LENGTH, PLANNED, *SETTING, ROUTINE, HOLDS, *PRESSED),
    *(*DISCOMFORT, *MOOD, *MAT_AFTER, NOTE, *STOPPED),
)
FIELDS: Final[Mapping[str, Field]] = MappingProxyType({field.name: field for field in _ALL})
"""Every editable field by its name, in the order of forms."""


def fields_of(record: Practice, around: Around) -> tuple[Field, ...]:
    """The editable fields of a record, its moment, routine and holds read as of that record."""
    bound: dict[str, Field] = {
        "started": replace(STARTED, read=_moment(record, around)),
        "routine": _routine(around),
        "holds": replace(HOLDS, read=_holds(record, around)),
    }
    own = {field.name for field in fields_of_class(record)}
    return tuple(bound.get(name, field) for name, field in FIELDS.items() if name in own)


def corrected(record: Practice, answers: Mapping[str, object], day_starts_at: int) -> Practice:
    """The record with these values of its fields; its day follows its moment.

    Raises EntryError with the name of a field that is out of its range.
    """
    others = {name: value for name, value in answers.items() if name != "started"}
    started = answers.get("started")
    if isinstance(started, datetime):
        record = moved(record, started, day_starts_at)
    try:
        return replace(record, **others)  # type: ignore[arg-type]  # the record checks them
    except ValueError as wrong:
        raise EntryError.of(wrong) from wrong


def resolved(record: Practice, text: str, now: datetime, order: Order | None) -> Resolved:
    """The moment that typed text means in the record's own time zone. Raises WhenError."""
    return moment(text, now.astimezone(zone_of(record)), order)


def _moment(record: Practice, around: Around) -> Callable[[str], datetime]:
    return lambda text: resolved(record, text, around.now, around.order).moment


def _routine(around: Around) -> TextField:
    return replace(
        ROUTINE,
        read=lambda text: around.routine_id(text.strip()) if text.strip() else None,
        written=lambda key: around.routine_name(str(key)) or str(key),
    )


def _holds(record: Practice, around: Around) -> Callable[[str], object]:
    before = record.holds if isinstance(record, Session) else ()
    return lambda text: holds_of(text, before, around.point)
