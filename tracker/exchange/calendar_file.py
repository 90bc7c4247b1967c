"""iCalendar: what was done as events, and reminders as recurring ones.

Calendars are often shared, so an event says what and how long, and nothing of moods and notes.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime, time, timedelta, tzinfo

from icalendar import Alarm, Calendar, Event
from icalendar.prop import vRecur

from tracker.core.model import Practice
from tracker.core.reminders import Reminder
from tracker.core.words import practice_name

_WORDS = {"points": "Acupressure", "mat": "Acupressure mat"}


def calendar(
    practices: Iterable[Practice],
    reminders: Iterable[Reminder],
    zone: tzinfo,
    routine_name: Callable[[str], str | None],
) -> bytes:
    """The file, in the order of the ids; reminders are in the person's zone."""
    found = Calendar()
    found.add("prodid", "-//tsubo//acupressure practice//EN")
    found.add("version", "2.0")
    for practice in sorted(practices, key=lambda each: each.id):
        found.add_component(_done(practice, routine_name))
    for reminder in sorted(reminders, key=lambda each: each.id):
        if (event := _recurring(reminder, zone)) is not None:
            found.add_component(event)
    found.add_missing_timezones()
    return bytes(found.to_ical())


def _done(practice: Practice, routine_name: Callable[[str], str | None]) -> Event:
    event = Event()
    begun = practice.started.astimezone(UTC).replace(microsecond=0)
    event.add("uid", f"{practice.id}@tsubo")
    event.add("dtstamp", practice.made.astimezone(UTC).replace(microsecond=0))
    event.add("dtstart", begun)
    event.add("dtend", begun + timedelta(seconds=max(1, round(practice.seconds))))
    event.add("summary", f"{_WORDS['points']}: {practice_name(practice, routine_name)}")
    event.add("categories", [practice.kind.value])
    event.add("transp", "TRANSPARENT")
    return event


def _recurring(reminder: Reminder, zone: tzinfo) -> Event | None:
    first = datetime.combine(reminder.since, time(0), zone)
    begins = next(reminder.between(first, first + timedelta(days=800)), None)
    if begins is None:
        return None
    event = Event()
    event.add("uid", f"{reminder.id}@tsubo")
    event.add("dtstamp", reminder.made.astimezone(UTC).replace(microsecond=0))
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
