"""Converts entries of other programs to sessions and mat sessions.

An entry has a name, a day and sometimes a length. The person says what a name means; entries with
other names are left out. The same entry always gets the same id, so importing twice changes
nothing.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, tzinfo
from hashlib import blake2b
from typing import Final

from tracker.core.days.practice_days import practice_day
from tracker.core.facts.sessions import (
    LONGEST_HOLD,
    LONGEST_MAT,
    LONGEST_NOTE,
    Hold,
    Layer,
    MatSession,
    Position,
    Session,
    Source,
)
from tracker.core.facts.ulid import ulid
from tracker.core.text.dates import EARLIEST, day_words
from tracker.core.text.durations import duration_words
from tracker.core.text.field_checks import Span
from tracker.core.text.moments import describe
from tracker.core.text.refusals import refusal
from tracker.core.text.visible import visible
from tracker.exchange.documents import document, table_of
from tracker.exchange.import_plan import Entry
from tracker.exchange.native import Read

NOON: Final = time(12)
"""Time of day of entries that have only a date."""


@dataclass(frozen=True, slots=True)
class Done:
    """One entry of another program."""

    where: str
    """File and line, for messages."""
    names: tuple[str, ...]
    """Its habit or its tags."""
    moment: date | datetime
    """Its day, or the aware moment of its start."""
    seconds: float | None = None
    """Its length; ``None`` if unknown."""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """Meaning of a name: holds of points, or without holds a mat session."""

    holds: tuple[Hold, ...] = ()
    routine: str | None = None
    seconds: float | None = None
    """Length of a mat session where the entry has none."""
    position: Position | None = None
    layer: Layer | None = None


@dataclass(frozen=True, slots=True)
class Person:
    """The importing person: zone, its name, the hour when days start, and now."""

    zone: tzinfo
    zone_name: str | None
    day_starts_at: int
    now: datetime


class _Refused(Exception):  # noqa: N818 - it never leaves this module
    """The entry cannot become a record; the text says why."""


def records(
    program: str,
    done: Iterable[Done],
    refused: Iterable[str],
    meaning: Callable[[str], Meant | None],
    person: Person,
) -> Read:
    """The records of these entries; names without a meaning are counted in ``left_out``."""
    entries: dict[tuple[str, str], Entry] = {}
    wrong = list(refused)
    unknown: Counter[str] = Counter()
    known: dict[str, Meant | None] = {}
    for one in done:
        for name in one.names:
            if name not in known:
                known[name] = meaning(name)
        meant = next((found for name in one.names if (found := known[name])), None)
        if meant is None:
            unknown[", ".join(one.names) or "no name"] += 1
            continue
        try:
            entry = _entry(program, one, meant, person)
        except _Refused as why:
            wrong.append(f"{one.where}: {why}")
            continue
        if (entry.table, entry.id) in entries:
            wrong.append(f"{one.where}: the same is there twice")
            continue
        entries[entry.table, entry.id] = entry
    left_out = tuple(
        f"{visible(name, lines=False)[:60]}: {count} left out; "
        f'--as "{visible(name, lines=False)[:60]}=mat 20m" or "...=calm" takes them in'
        for name, count in unknown.most_common()
    )
    return Read(tuple(entries.values()), tuple(wrong), left_out)


def _entry(program: str, one: Done, meant: Meant, person: Person) -> Entry:
    moment = _moment(one.moment, person)
    if moment > person.now and not _is_today(one.moment, person):
        raise _Refused(f"{describe(moment)} is still to come")
    started = min(moment, person.now)
    identity = "\x1f".join((program, *one.names, one.moment.isoformat()))
    digest = blake2b(identity.encode("utf-8", "replace"), digest_size=10).digest()
    made = _session(one, meant, started) if meant.holds else _mat(one, meant, started)
    made = replace(
        made,
        id=ulid(moment, int.from_bytes(digest)),
        zone=person.zone_name,
        day=practice_day(started, person.day_starts_at),
        note=visible(one.note.strip())[:LONGEST_NOTE],
    )
    version = max(1, int(moment.timestamp() * 1000))
    return Entry(table_of(type(made)), made.id, version, document(made))


def _is_today(moment: date | datetime, person: Person) -> bool:
    """Whether it is a date without a time, and that date is today."""
    return not isinstance(moment, datetime) and moment == person.now.date()


def _moment(moment: date | datetime, person: Person) -> datetime:
    if isinstance(moment, datetime):
        found = moment.astimezone(person.zone)
    else:
        found = datetime.combine(moment, NOON, person.zone)
        if found.astimezone(UTC).astimezone(person.zone).date() != moment:
            raise _Refused(f"{day_words(moment)} did not exist in {person.zone_name}")
    if found.date() < EARLIEST:
        raise _Refused(refusal("", found.date(), Span(EARLIEST, None)))
    return found


def _session(one: Done, meant: Meant, started: datetime) -> Session:
    holds = meant.holds
    if one.seconds is not None:
        whole = sum(hold.planned for hold in holds)
        share = one.seconds / whole if whole else 0.0
        longest = max(hold.planned for hold in holds) * share
        if not 0 < longest <= LONGEST_HOLD:
            words = refusal("a hold of it", longest, Span(0.001, LONGEST_HOLD, "s"))
            raise _Refused(f"{duration_words(one.seconds)}: {words}")
        holds = tuple(_lasting(hold, round(hold.planned * share, 3)) for hold in holds)
    return Session(
        id="",
        made=started,
        started=started,
        zone=None,
        day=started.date(),
        routine=meant.routine,
        holds=holds,
        source=Source.IMPORT,
    )


def _lasting(hold: Hold, seconds: float) -> Hold:
    return replace(hold, planned=seconds, held=seconds)


def _mat(one: Done, meant: Meant, started: datetime) -> MatSession:
    lain = one.seconds if one.seconds is not None else meant.seconds
    if lain is None:
        raise _Refused('a length is missing; give it with --as "NAME=mat 20m"')
    if not 0 < lain <= LONGEST_MAT:
        raise _Refused(f"{refusal('', lain, Span(0, LONGEST_MAT, 's'))} on a mat")
    return MatSession(
        id="",
        made=started,
        started=started,
        zone=None,
        day=started.date(),
        lain=round(lain, 3),
        position=meant.position,
        layer=meant.layer,
        source=Source.IMPORT,
    )
