"""iCalendar export: records as events, reminders as recurring events.

Calendars are often shared, so an event has a name and a length, but no ratings or notes. For speed
icalendar, which knows escaping and folding, writes one event for each kind and name; for the other
records only moments and ids are replaced.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Final

from icalendar import Alarm, Calendar, Event
from icalendar.prop import vRecur

from tracker.core.facts.record_names import practice_name
from tracker.core.facts.reminders import Reminder
from tracker.core.facts.sessions import Kind, Practice
from tracker.exchange.calendar_zone import write_by_rule
from tracker.exchange.files import ExchangeError

_WORDS: Final = {"points": "Acupressure", "mat": "Acupressure mat"}
_NO_NAME: Final = (
    "your time zone has no name, only an offset, and reminders need one; "
    "`tsubo config set zone Europe/Berlin` names it"
)
_EVENT: Final = b"BEGIN:VEVENT\r\n"
_END: Final = b"END:VCALENDAR\r\n"
_Lines = list[tuple[str, str]]
"""Lines of an event, each after the name of its property."""


def calendar(
    practices: Iterable[Practice],
    reminders: Iterable[Reminder],
    zone: tzinfo,
    zone_name: str | None,
    routine_name: Callable[[str], str | None],
    version: Callable[[Practice | Reminder], int],
) -> bytes:
    """The file, with records in the order of their ids and reminders in the person's zone.

    ``version`` is when a record changed last, in milliseconds; calendars take the newer event by
    it. Records are read one by one, so that ten years of them are never in memory at once. Raises
    ExchangeError for reminders in a zone without a name: other programs would not know it.
    """
    reminders = tuple(reminders)
    if reminders and zone_name is None:
        raise ExchangeError(_NO_NAME)
    whole = _frame(reminders, zone, version)
    at = whole.find(_EVENT)
    head, tail = (whole[:at], whole[at:]) if at >= 0 else (whole.removesuffix(_END), _END)
    kinds: dict[tuple[Kind, str], _Lines] = {}
    done: list[tuple[str, str]] = []
    for practice in practices:
        alike = (practice.kind, practice_name(practice, routine_name))
        lines = kinds.get(alike)
        if lines is None:
            lines = kinds[alike] = _lines(_done(practice, alike[1], version(practice)))
        done.append((practice.id, "".join(_filled(lines, practice, version(practice)))))
    done.sort()
    return b"".join((head, *(text.encode() for _, text in done), tail))


def _frame(
    reminders: Sequence[Reminder], zone: tzinfo, version: Callable[[Practice | Reminder], int]
) -> bytes:
    """The calendar with reminders alone: only they need the definition of a zone."""
    found = Calendar()
    found.add("prodid", "-//tsubo//acupressure practice//EN")
    found.add("version", "2.0")
    for reminder in sorted(reminders, key=lambda each: each.id):
        if (event := _recurring(reminder, zone, version(reminder))) is not None:
            found.add_component(event)
    found.add_missing_timezones()
    for definition in found.timezones:
        write_by_rule(definition, min(each.since for each in reminders))
    return bytes(found.to_ical())


def _lines(event: Event) -> _Lines:
    """The lines of an event as icalendar writes it; a folded line continues with a space."""
    lines = event.to_ical().decode().split("\r\n")[:-1]
    return [(line.partition(":")[0], f"{line}\r\n") for line in lines]


def _filled(lines: _Lines, practice: Practice, version: int) -> Iterator[str]:
    """These lines with the moments and the id of this record, which need no escaping."""
    begun, ended = _span(practice)
    changed, sequence = _revision(practice.made, version)
    own = {
        "UID": _uid(practice.id),
        "DTSTAMP": changed,
        "LAST-MODIFIED": changed,
        "SEQUENCE": str(sequence),
        "DTSTART": begun,
        "DTEND": ended,
    }
    for name, line in lines:
        value = own.get(name)
        if value is None:
            yield line
        elif isinstance(value, str):
            yield f"{name}:{value}\r\n"
        else:
            yield f"{name}:{value:%Y%m%dT%H%M%SZ}\r\n"


def _span(practice: Practice) -> tuple[datetime, datetime]:
    begun = _utc(practice.started)
    return begun, begun + timedelta(seconds=max(1, round(practice.seconds)))


def _utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC).replace(microsecond=0)


def _revision(made: datetime, version: int) -> tuple[datetime, int]:
    """When a record changed last, and a number that grows with each change (RFC 5545, 3.8.7.4).

    It is the seconds since the record was made.
    """
    changed = datetime.fromtimestamp(version // 1000, UTC)
    return changed, max(0, round((changed - _utc(made)).total_seconds()))


def _revised(event: Event, made: datetime, version: int) -> None:
    changed, sequence = _revision(made, version)
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", sequence)


def _uid(id: str) -> str:
    return f"{id}@tsubo"


def _done(practice: Practice, name: str, version: int) -> Event:
    event = Event()
    begun, ended = _span(practice)
    event.add("uid", _uid(practice.id))
    _revised(event, practice.made, version)
    event.add("dtstart", begun)
    event.add("dtend", ended)
    event.add("summary", f"{_WORDS['points']}: {name}")
    event.add("categories", [practice.kind.value])
    event.add("transp", "TRANSPARENT")
    return event


def _recurring(reminder: Reminder, zone: tzinfo, version: int) -> Event | None:
    first = datetime.combine(reminder.since, time(0), zone)
    begins = next(reminder.between(first, first + timedelta(days=800)), None)
    if begins is None:
        return None
    event = Event()
    event.add("uid", _uid(reminder.id))
    _revised(event, reminder.made, version)
    # A first time that the clocks leave out is written as it is: RFC 5545, 3.3.5, moves it as much
    # later, and only it; the moved time would be that of every day.
    event.add("dtstart", datetime.combine(begins.date(), reminder.at, zone))
    event.add("duration", timedelta(minutes=15))
    # The start has the time of day: some programs misread rules that repeat it.
    parts = [part for part in reminder.rule.split(";") if not part.startswith(("BYHOUR", "BYMIN"))]
    event.add("rrule", vRecur.from_ical(";".join(parts)))
    event.add("summary", _WORDS[reminder.kind.value])
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _WORDS[reminder.kind.value])
    alarm.add("trigger", timedelta(0))
    event.add_component(alarm)
    return event
