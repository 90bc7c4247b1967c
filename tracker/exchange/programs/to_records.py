"""Converts rows of other programs to sessions and mat sessions.

A row has names, a day and sometimes a length. The person says what a name means; rows with other
names are left out. The same row always gets the same id, so importing twice changes nothing.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from hashlib import blake2b
from typing import Any, Final

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
from tracker.core.facts.ulid import ulid, ulid_ms
from tracker.core.text.dates import EARLIEST, day_words
from tracker.core.text.durations import duration_words, exact_words
from tracker.core.text.examples import LENGTH
from tracker.core.text.field_checks import Span
from tracker.core.text.moments import describe
from tracker.core.text.refusals import refusal
from tracker.core.text.visible import visible
from tracker.exchange.documents import document, table_of
from tracker.exchange.import_plan import Entry
from tracker.exchange.native import Read
from tracker.exchange.programs.named import NameCount, named_lines
from tracker.exchange.programs.rows import TWICE, Done, Refused, Rows

NOON: Final = time(12)
"""Time of day of rows that have only a date."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """Meaning of a name: holds of points, or without holds a mat session."""

    holds: tuple[Hold, ...] = ()
    routine: str | None = None
    seconds: float | None = None
    """Length of a mat session where the row has none."""
    position: Position | None = None
    layer: Layer | None = None
    at: time = NOON
    """Time of day of rows that have only a date."""
    words: str = ""
    """What it means, for the person, without length and time: `Evening wind-down`, `mat, back`."""

    def words_of(self, done: Done) -> str:
        """What a row is taken as: `mat, 15 min, 21:30`; without what the row itself has."""
        parts = [self.words]
        if self.seconds is not None and done.seconds is None:
            parts.append(exact_words(self.seconds))
        if self.at != NOON and not isinstance(done.moment, datetime):
            parts.append(f"{self.at:%H:%M}")
        return ", ".join(parts)


@dataclass(frozen=True, slots=True)
class Person:
    """The importing person: zone, its name, the hour when days start, and now."""

    zone: tzinfo
    zone_name: str | None
    day_starts_at: int
    now: datetime


class _Refused(Exception):  # noqa: N818 - it never leaves this module
    """The row cannot become a record; the text says why."""


@dataclass(slots=True)
class _Conversion:
    """The records of a file so far, and what became of each name."""

    rows: Rows
    person: Person
    moods: Mapping[str, int]
    entries: dict[tuple[str, str], Entry] = field(default_factory=dict)
    seen: Counter[tuple[str, ...]] = field(default_factory=Counter)
    counts: dict[str, NameCount] = field(default_factory=dict)
    refused: list[Refused] = field(default_factory=list)

    def count(self, name: str) -> NameCount:
        """The counts of a name, in the order of the file."""
        return self.counts.setdefault(name, NameCount(name))

    def leave_out(self, names: tuple[str, ...]) -> None:
        """Count a row whose names have no meaning."""
        count = self.count(", ".join(names))
        count.left_out += 1
        count.first = names[0]

    def take(self, done: Done, name: str, meant: Meant) -> None:
        """Add the records of a row, or count why there are none."""
        count = self.count(name)
        row = (*done.names, done.moment.isoformat())
        first = self.seen[row]
        if first and isinstance(done.moment, datetime):
            count.passed[TWICE] += 1
            return
        try:
            moment = _started(done, meant, self.person)
            for number in range(first, first + done.times):
                key = _id(self.rows.program, done, number, moment, self.person.zone)
                made = _record(done, meant, self.person, self.moods, key, moment)
                version = max(1, ulid_ms(key))
                table = table_of(type(made))
                entry = Entry(table, key, version, document(made), is_further=number > first)
                self.entries[table, key] = entry
        except (_Refused, ValueError) as why:
            self.refused.append(Refused(done.where, str(why), done.names))
            return
        self.seen[row] += done.times
        count.took(meant.words_of(done), done.times)
        if done.mood and self.moods.get(done.mood.casefold()) is None:
            count.moods[done.mood] += 1


def records(
    rows: Rows,
    meaning: Callable[[str], Meant | None],
    person: Person,
    moods: Mapping[str, int] | None = None,
) -> Read:
    """The records of these rows; those whose names have no meaning are left out.

    ``moods`` has the number of each word for a mood, in small letters.
    """
    made = _Conversion(rows, person, moods or {})
    known: dict[str, Meant | None] = {}
    for done in rows.done:
        named = None
        for name in _all_names(done.names):
            if name not in known:
                known[name] = meaning(name)
            if found := known[name]:
                named = name, found
                break
        if named is None:
            made.leave_out(done.names)
        else:
            made.take(done, *named)
    for (name, why), number in rows.passed.items():
        made.count(name).passed[why] += number
    for one in rows.refused:
        # A row of a name that nobody asked for is left out, whatever is wrong with it.
        if one.names and not any(meaning(name) for name in _all_names(one.names)):
            made.leave_out(one.names)
        else:
            made.refused.append(one)
    counts = tuple(made.counts.values())
    return Read(
        tuple(made.entries.values()),
        tuple(one.line for one in made.refused),
        tuple(line for count in counts if (line := count.left_out_line)),
        skipped=sum(count.passed.total() for count in counts),
        left=sum(count.left_out for count in counts),
        rows=rows.read,
        named=(*named_lines(counts), *rows.notes),
        names=tuple(dict.fromkeys(_names(rows))),
    )


def _all_names(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of a row: all its tags as they are listed, then each."""
    return (", ".join(names), *names) if len(names) > 1 else names


def _names(rows: Rows) -> list[str]:
    """Every name of the file, each that `--as` can give a meaning, moods too."""
    names = [name for done in rows.done for name in _all_names(done.names)]
    names += [done.mood for done in rows.done if done.mood]
    names += [name for name, _ in rows.passed]
    names += [name for one in rows.refused for name in one.names]
    return [*names, *rows.frequencies]


def _id(program: str, done: Done, number: int, started: datetime, zone: tzinfo) -> str:
    """The id of the ``number``th record of a row; it depends on nothing that can be corrected.

    Its time is noon for a row without a time of day, whatever time its name was given.
    """
    parts = (program, *done.names, done.moment.isoformat(), *([str(number)] if number else []))
    digest = blake2b("\x1f".join(parts).encode("utf-8", "replace"), digest_size=10).digest()
    if isinstance(done.moment, datetime):
        return ulid(started, int.from_bytes(digest))
    return ulid(datetime.combine(done.moment, NOON, zone), int.from_bytes(digest))


def _record(
    done: Done, meant: Meant, person: Person, moods: Mapping[str, int], key: str, moment: datetime
) -> Session | MatSession:
    started = min(moment, person.now)
    changes: dict[str, Any] = {**done.ratings}
    if done.mood and (mood := moods.get(done.mood.casefold())) is not None:
        changes["mood_after"] = mood
    common = {
        "id": key,
        "made": started,
        "started": started,
        "zone": person.zone_name,
        "day": practice_day(started, person.day_starts_at),
        "note": visible(done.note.strip())[:LONGEST_NOTE],
        "source": Source.IMPORT,
    }
    if not meant.holds:
        return _mat(done, meant, {**common, **changes})
    changes = {name: value for name, value in changes.items() if "discomfort" not in name}
    return _session(done, meant, {**common, **changes})


def _is_today(moment: date | datetime, person: Person) -> bool:
    """Whether it is a date without a time, and that date is today."""
    return not isinstance(moment, datetime) and moment == person.now.date()


def _started(done: Done, meant: Meant, person: Person) -> datetime:
    """The start of a row, in the person's zone. Raises _Refused if it is still to come."""
    moment = _moment(done.moment, meant.at, person)
    if moment > person.now and not _is_today(done.moment, person):
        raise _Refused(f"{describe(moment)} is still to come")
    return moment


def _moment(moment: date | datetime, at: time, person: Person) -> datetime:
    if isinstance(moment, datetime) and moment.tzinfo is not None:
        found = moment.astimezone(person.zone)
    else:
        if isinstance(moment, datetime):
            wall = moment
        else:
            # An hour before the day starts is of the night that follows it.
            later = timedelta(days=at.hour < person.day_starts_at)
            wall = datetime.combine(moment + later, at)
        found = wall.replace(tzinfo=person.zone)
        real = found.astimezone(UTC).astimezone(person.zone)
        if real.replace(tzinfo=None) != wall.replace(fold=0):
            if real.date() != wall.date():
                raise _Refused(f"{day_words(wall.date())} did not exist in {person.zone_name}")
            found = real
    if found.date() < EARLIEST:
        raise _Refused(refusal("", found.date(), Span(EARLIEST, None)))
    return found


def _session(done: Done, meant: Meant, fields: dict[str, Any]) -> Session:
    holds = meant.holds
    if done.seconds is not None:
        whole = sum(hold.planned for hold in holds)
        share = done.seconds / whole if whole else 0.0
        longest = max(hold.planned for hold in holds) * share
        if not 0 < longest <= LONGEST_HOLD:
            words = refusal("a hold of it", longest, Span(0.001, LONGEST_HOLD, "s"))
            raise _Refused(f"{duration_words(done.seconds)}: {words}")
        holds = tuple(_lasting(hold, round(hold.planned * share, 3)) for hold in holds)
    return Session(routine=meant.routine, holds=holds, **fields)


def _lasting(hold: Hold, seconds: float) -> Hold:
    return replace(hold, planned=seconds, held=seconds)


def _mat(done: Done, meant: Meant, fields: dict[str, Any]) -> MatSession:
    lain = done.seconds if done.seconds is not None else meant.seconds
    if lain is None:
        raise _Refused(f'a length is missing; give it with --as "NAME=mat {LENGTH}"')
    if not 0 < lain <= LONGEST_MAT:
        raise _Refused(f"{refusal('', lain, Span(0, LONGEST_MAT, 's'))} on a mat")
    return MatSession(lain=round(lain, 3), position=meant.position, layer=meant.layer, **fields)
