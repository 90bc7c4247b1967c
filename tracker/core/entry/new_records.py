"""New records: a session or a mat session, with its practice day and time zone set for good.

The lines that people type are read in ``practice_line``. Nothing is guessed here.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone, tzinfo
from typing import Self, TypedDict, Unpack
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from tracker.core.days.practice_days import DAY_STARTS_AT, Stamp, practice_day
from tracker.core.facts.sessions import (
    Effect,
    Hold,
    Layer,
    MatSession,
    Position,
    Practice,
    PressedWith,
    Pressure,
    Session,
    Skin,
    Source,
)
from tracker.core.facts.ulid import ulid
from tracker.core.text.moments import describe
from tracker.core.text.refusals import FieldError
from tracker.core.text.visible import visible


class EntryError(ValueError):
    """Typed words that cannot become a record; the text names the word and says what to write."""

    def __init__(self, words: str, field: str | None = None) -> None:
        super().__init__(words)
        self.field = field
        """The field of the record that is wrong; ``None`` if it is the line."""

    @classmethod
    def of(cls, refusal: ValueError) -> Self:
        """A record's refusal of a value, with the name of the field if it has one."""
        return cls(str(refusal), refusal.field if isinstance(refusal, FieldError) else None)


class Feelings(TypedDict, total=False):
    """Fields that both kinds of record have besides the practice itself."""

    mood_before: int | None
    mood_after: int | None
    tension_before: int | None
    tension_after: int | None
    note: str
    source: Source
    stopped_early: bool
    stopped_why: str


class SessionFields(Feelings, total=False):
    """Fields of a session besides its holds."""

    routine: str | None
    pressed_with: PressedWith | None
    pressure: Pressure | None
    effects: tuple[Effect, ...]


class MatFields(Feelings, total=False):
    """Fields of a mat session besides its length."""

    planned: float | None
    position: Position | None
    layer: Layer | None
    surface: str
    discomfort_start: int | None
    discomfort_end: int | None
    skin: Skin | None
    mat: str


def session(
    here: Stamp,
    holds: Iterable[Hold],
    *,
    day_starts_at: int = DAY_STARTS_AT,
    started: datetime | None = None,
    new_id: Callable[[datetime], str] = ulid,
    **more: Unpack[SessionFields],
) -> Session:
    """A session logged after the fact; without ``started`` it ended just now.

    Raises EntryError naming a field that is out of range, or a start that is still to come.
    """
    done = tuple(holds)
    begun = _begun(here, sum(hold.held for hold in done), started)
    fields: SessionFields = {"source": Source.AFTER, **more}
    fields["note"] = visible(fields.get("note", ""))
    fields["stopped_why"] = visible(fields.get("stopped_why", ""), lines=False)
    try:
        return Session(
            id=new_id(begun),
            made=here.moment,
            started=begun,
            zone=here.zone,
            day=practice_day(begun, day_starts_at),
            holds=done,
            **fields,
        )
    except ValueError as wrong:
        raise EntryError.of(wrong) from wrong


def mat_session(
    here: Stamp,
    lain: float,
    *,
    day_starts_at: int = DAY_STARTS_AT,
    started: datetime | None = None,
    new_id: Callable[[datetime], str] = ulid,
    **more: Unpack[MatFields],
) -> MatSession:
    """A mat session of ``lain`` seconds logged after the fact; else as `session`."""
    begun = _begun(here, lain, started)
    fields: MatFields = {"source": Source.AFTER, **more}
    fields["note"] = visible(fields.get("note", ""))
    fields["mat"] = visible(fields.get("mat", ""), lines=False)
    fields["surface"] = visible(fields.get("surface", ""), lines=False)
    fields["stopped_why"] = visible(fields.get("stopped_why", ""), lines=False)
    try:
        return MatSession(
            id=new_id(begun),
            made=here.moment,
            started=begun,
            zone=here.zone,
            day=practice_day(begun, day_starts_at),
            lain=lain,
            **fields,
        )
    except ValueError as wrong:
        raise EntryError.of(wrong) from wrong


def moved(practice: Practice, started: datetime, day_starts_at: int) -> Practice:
    """The record at another moment in its own zone: same id, practice day of the new moment."""
    local = started.astimezone(zone_of(practice))
    if started.astimezone(UTC) == practice.started.astimezone(UTC):
        return practice
    return replace(practice, started=local, day=practice_day(local, day_starts_at))


def zone_of(practice: Practice) -> tzinfo:
    """The zone that a record was made in; its UTC offset then, if the zone is not known here."""
    if practice.zone is not None:
        try:
            return ZoneInfo(practice.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass
    return timezone(practice.started.utcoffset() or timedelta(0))


def ended_now(here: Stamp, seconds: float) -> datetime:
    """The start, to the second, of practice that took this long and ended just now."""
    begun = here.moment.astimezone(UTC) - timedelta(seconds=seconds)
    return begun.astimezone(here.moment.tzinfo).replace(microsecond=0)


def _begun(here: Stamp, seconds: float, started: datetime | None) -> datetime:
    if started is None or started == here.moment:
        return ended_now(here, seconds)
    if started.astimezone(UTC) > here.moment.astimezone(UTC):
        words = f"the start, {describe(started)}, is still to come; write a moment up to now"
        raise EntryError(words, "started")
    return started
