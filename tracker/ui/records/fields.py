"""Every field of a record, as data: what it is called, how it is written, how it is read."""

from collections.abc import Callable
from datetime import datetime

from tracker.core.entry.hold_line import hold_words, holds_of
from tracker.core.entry.new_records import zone_of
from tracker.core.facts.sessions import (
    LONGEST_MAT,
    Effect,
    Layer,
    MatSession,
    Position,
    Practice,
    PressedWith,
    Pressure,
    Session,
    Skin,
)
from tracker.core.text.durations import duration_words
from tracker.core.text.durations import seconds as seconds_of
from tracker.core.text.moments import moment
from tracker.library import Library, LibraryError
from tracker.ui.screens.form import Field, Graded, One, Several, Words, YesNo
from tracker.ui.screens.tracker import Tracker

MOOD: tuple[Field, ...] = (
    Graded(name="mood_before", label="Mood before", low="worst", high="best"),
    Graded(name="mood_after", label="Mood after", low="worst", high="best"),
    Graded(name="tension_before", label="Tension before", low="none", high="worst"),
    Graded(name="tension_after", label="Tension after", low="none", high="worst"),
)
PRESSED: tuple[Field, ...] = (
    One(name="pressed_with", label="Pressed with", of=PressedWith),
    One(name="pressure", label="Pressure", of=Pressure),
    Several(name="effects", label="Unwanted", of=Effect),
)
NOTE = Words(name="note", label="Note")
DISCOMFORT: tuple[Field, ...] = (
    Graded(name="discomfort_start", label="Discomfort start", low="none", high="worst"),
    Graded(name="discomfort_end", label="Discomfort end", low="none", high="worst"),
)
MAT_AFTER: tuple[Field, ...] = (
    One(name="skin", label="Skin afterwards", of=Skin),
    Words(name="surface", label="Surface", hint="bed, floor, chair"),
    Words(name="mat", label="Mat", hint="its name, if you have several"),
)
STOPPED: tuple[Field, ...] = (
    YesNo(name="stopped_early", label="Ended early"),
    Words(name="stopped_why", label="Why"),
)


def fields_of(practice: Practice, tracker: Tracker) -> tuple[Field, ...]:
    """The fields in which a record can be corrected."""
    began = Words(
        name="started",
        label="Began",
        read=_moment(practice, tracker),
        written=lambda value: f"{value:%Y-%m-%d %H:%M}",
    )
    if isinstance(practice, MatSession):
        return (
            began,
            Words(name="lain", label="Lay for", read=length, written=_length_words),
            Words(name="planned", label="Planned", read=_maybe, written=_length_words),
            One(name="position", label="Position", of=Position),
            One(name="layer", label="Layer", of=Layer),
            *DISCOMFORT,
            *MOOD,
            *MAT_AFTER,
            NOTE,
            *STOPPED,
        )
    library = tracker.library
    return (
        began,
        Words(
            name="routine",
            label="Routine",
            read=_routine(library),
            written=lambda value: library.routine_name(str(value)) or str(value),
        ),
        Words(name="holds", label="Holds", read=_holds(practice, library), written=_hold_words),
        *PRESSED,
        *MOOD,
        NOTE,
        *STOPPED,
    )


def length(text: str) -> float:
    """Seconds on a mat; a bare number is minutes. Raises ValueError."""
    found = seconds_of(text, "min")
    if found > LONGEST_MAT:
        raise ValueError(
            f"{duration_words(found)} found, up to {duration_words(LONGEST_MAT)} allowed"
        )
    return found


def _length_words(value: object) -> str:
    return duration_words(value) if isinstance(value, float | int) else ""


def _maybe(text: str) -> float | None:
    return length(text) if text.strip() else None


def _hold_words(value: object) -> str:
    return hold_words(value) if isinstance(value, tuple) else ""


def _moment(practice: Practice, tracker: Tracker) -> Callable[[str], datetime]:
    """Reads a moment as the clock where the record was made showed it."""

    def read(text: str) -> datetime:
        now = tracker.now().astimezone(zone_of(practice))
        return moment(text, now, tracker.settings.date_order).moment

    return read


def _routine(library: Library) -> Callable[[str], str | None]:
    def read(text: str) -> str | None:
        if not text.strip():
            return None
        try:
            return library.routine(text.strip()).id
        except LibraryError as wrong:
            raise ValueError(str(wrong)) from wrong

    return read


def _holds(practice: Session, library: Library) -> Callable[[str], object]:
    return lambda text: holds_of(text, practice.holds, library.find)
