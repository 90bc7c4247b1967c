"""A record made whole: the day and the zone frozen once, the same for the app and the commands.

What a person writes in one line is read in ``entry_line``; here it becomes a session or a mat
session. Nothing is guessed: what had to be assumed is in the values, to be shown before saving.
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
from tracker.core.text.refusals import FieldError
from tracker.core.text.visible import visible


class EntryError(ValueError):
    """What a person wrote cannot become a record; the text names the word and what is allowed."""

    def __init__(self, words: str, field: str | None = None) -> None:
        super().__init__(words)
        self.field = field
        """The name of the record's field it is about; none when it is about the line."""

    @classmethod
    def of(cls, refusal: ValueError) -> Self:
        """A record's refusal of a value, with the name of the field if it names one."""
        return cls(str(refusal), refusal.field if isinstance(refusal, FieldError) else None)


class Feelings(TypedDict, total=False):
    """What both kinds of record may say besides their practice."""

    mood_before: int | None
    mood_after: int | None
    tension_before: int | None
    tension_after: int | None
    note: str
    source: Source
    stopped_early: bool
    stopped_why: str


class SessionFields(Feelings, total=False):
    """What a session may say besides its holds."""

    routine: str | None
    pressed_with: PressedWith | None
    pressure: Pressure | None
    effects: tuple[Effect, ...]


class MatFields(Feelings, total=False):
    """What a mat session may say besides its length."""

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

    Raises EntryError naming the field that is out of its range, or a start that lies ahead.
    """
    kept = tuple(holds)
    begun = _begun(here, sum(hold.held for hold in kept), started)
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
            holds=kept,
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
    """Time on a mat logged after the fact, in seconds; without ``started`` it ended just now.

    Raises EntryError naming the field that is out of its range, or a start that lies ahead.
    """
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
    """The same record at another moment of its own zone; its id stays, its day follows."""
    local = started.astimezone(zone_of(practice))
    if started.astimezone(UTC) == practice.started.astimezone(UTC):
        return practice
    return replace(practice, started=local, day=practice_day(local, day_starts_at))


def zone_of(practice: Practice) -> tzinfo:
    """The zone a record was made in; where its name is not known here, the offset it kept."""
    if practice.zone is not None:
        try:
            return ZoneInfo(practice.zone)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            pass
    return timezone(practice.started.utcoffset() or timedelta(0))


def ended_now(here: Stamp, seconds: float) -> datetime:
    """When something that took so long and ended just now began, to the second."""
    begun = here.moment.astimezone(UTC) - timedelta(seconds=seconds)
    return begun.astimezone(here.moment.tzinfo).replace(microsecond=0)


def _begun(here: Stamp, seconds: float, started: datetime | None) -> datetime:
    if started is None or started == here.moment:
        return ended_now(here, seconds)
    if started.astimezone(UTC) > here.moment.astimezone(UTC):
        words = f"started: {started:%Y-%m-%d %H:%M} found, up to now allowed"
        raise EntryError(words, "started")
    return started
