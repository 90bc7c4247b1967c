"""iCalendar: what was done as events, and reminders as recurring ones.

Calendars are often shared, so an event says what and how long, and nothing of moods and notes.
What practices have in common is written once by the library, which knows the escapes and foldings
of the standard; of ten years of them only moments and ids differ.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, time, timedelta, tzinfo
from typing import Final

from icalendar import Alarm, Calendar, Event
from icalendar.prop import vRecur

from tracker.core.facts.record_names import practice_name
from tracker.core.facts.reminders import Reminder
from tracker.core.facts.sessions import Kind, Practice

_WORDS: Final = {"points": "Acupressure", "mat": "Acupressure mat"}
_EVENT: Final = b"BEGIN:VEVENT\r\n"
_END: Final = b"END:VCALENDAR\r\n"
_Lines = list[tuple[str, str]]
"""Of an event, each with the name of what it is about."""


def calendar(
    practices: Iterable[Practice],
    reminders: Iterable[Reminder],
    zone: tzinfo,
    routine_name: Callable[[str], str | None],
) -> bytes:
    """The file, in the order of the ids; reminders are in the person's zone.

    Practices are taken one by one and none is kept: what is held is the text that each becomes.
    """
    whole = _frame(reminders, zone)
    at = whole.find(_EVENT)
    head, tail = (whole[:at], whole[at:]) if at >= 0 else (whole.removesuffix(_END), _END)
    kinds: dict[tuple[Kind, str], _Lines] = {}
    done: list[tuple[str, str]] = []
    for practice in practices:
        alike = (practice.kind, practice_name(practice, routine_name))
        lines = kinds.get(alike)
        if lines is None:
            lines = kinds[alike] = _lines(_done(practice, alike[1]))
        done.append((practice.id, "".join(_filled(lines, practice))))
    done.sort()
    return b"".join((head, *(text.encode() for _, text in done), tail))


def _frame(reminders: Iterable[Reminder], zone: tzinfo) -> bytes:
    """The calendar with the reminders alone: only they name a zone, which is looked up in them."""
    found = Calendar()
    found.add("prodid", "-//tsubo//acupressure practice//EN")
    found.add("version", "2.0")
    for reminder in sorted(reminders, key=lambda each: each.id):
        if (event := _recurring(reminder, zone)) is not None:
            found.add_component(event)
    found.add_missing_timezones()
    return bytes(found.to_ical())


def _lines(event: Event) -> _Lines:
    """An event as the library writes it, line by line; a folded one goes on with a space."""
    lines = event.to_ical().decode().split("\r\n")[:-1]
    return [(line.partition(":")[0], f"{line}\r\n") for line in lines]


def _filled(lines: _Lines, practice: Practice) -> Iterator[str]:
    """These lines with the moments and the id of this practice: digits, nothing to escape."""
    begun, ended = _span(practice)
    own = {
        "UID": _uid(practice.id),
        "DTSTAMP": _utc(practice.made),
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


def _uid(id: str) -> str:
    return f"{id}@tsubo"


def _done(practice: Practice, name: str) -> Event:
    event = Event()
    begun, ended = _span(practice)
    event.add("uid", _uid(practice.id))
    event.add("dtstamp", _utc(practice.made))
    event.add("dtstart", begun)
    event.add("dtend", ended)
    event.add("summary", f"{_WORDS['points']}: {name}")
    event.add("categories", [practice.kind.value])
    event.add("transp", "TRANSPARENT")
    return event


def _recurring(reminder: Reminder, zone: tzinfo) -> Event | None:
    first = datetime.combine(reminder.since, time(0), zone)
    begins = next(reminder.between(first, first + timedelta(days=800)), None)
    if begins is None:
        return None
    event = Event()
    event.add("uid", _uid(reminder.id))
    event.add("dtstamp", _utc(reminder.made))
    event.add("dtstart", begins)
    event.add("duration", timedelta(minutes=15))
    # The time of day stands in the start; beside it in the rule some programs stumble.
    parts = [part for part in reminder.rule.split(";") if not part.startswith(("BYHOUR", "BYMIN"))]
    event.add("rrule", vRecur.from_ical(";".join(parts)))
    event.add("summary", _WORDS[reminder.kind.value])
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", _WORDS[reminder.kind.value])
    alarm.add("trigger", timedelta(0))
    event.add_component(alarm)
    return event
