"""Calendar programs take the newer event, and remind when tsubo says what is due."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import recurring_ical_events
import vobject
from conftest import BERLIN, SUNDAY, mat_of
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from icalendar import Calendar
from transcript import Shell

from tracker.core.facts.reminders import Reminder, rule_of
from tracker.core.facts.sessions import Kind
from tracker.core.facts.ulid import ulid
from tracker.exchange.calendar_file import calendar
from tracker.exchange.files import ExchangeError

MADE = datetime(2026, 11, 1, tzinfo=UTC)
YEARS = timedelta(days=3653)
ZONES = ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo")
NAMES: dict[str, str] = {}


def reminder(words: str, since: date) -> Reminder:
    return Reminder(id=ulid(MADE, 7), made=MADE, kind=Kind.MAT, since=since, rule=rule_of(words))


def exported(comes: Reminder, zone: str) -> bytes:
    return calendar(
        [],
        [comes],
        ZoneInfo(zone),
        zone_name=zone,
        routine_name=NAMES.get,
        version=lambda _: int(MADE.timestamp() * 1000),
    )


def by_icalendar(file: bytes, first: datetime, last: datetime) -> list[datetime]:
    """The starts between, as an expansion of what icalendar reads."""
    last += timedelta(seconds=1)  # which it leaves out
    events = recurring_ical_events.of(Calendar.from_ical(file)).between(first, last)
    return sorted(event["DTSTART"].dt.astimezone(UTC) for event in events)


def by_vobject(file: bytes, first: datetime, last: datetime) -> list[datetime]:
    """The starts between, as vobject expands what it reads, by the zone in the file."""
    event: Any = vobject.readOne(file.decode()).vevent
    found = (each.astimezone(UTC) for each in event.getrruleset(addRDate=True))
    starts = []
    for each in found:
        if each > last:
            break
        starts += [each] if each >= first else []
    return starts


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    zone=st.sampled_from(
        ["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Tokyo"]
    ),
    days=st.sampled_from(["daily", "mon wed fri", "weekdays", "every 2 days", "monthly 13"]),
    at=st.sampled_from([time(2, 30), time(1, 45), time(21), time(0), time(7, 10)]),
    since=st.dates(date(2026, 1, 1), date(2027, 12, 31)),
)
def test_two_readers_remind_when_tsubo_does_over_ten_years(
    zone: str, days: str, at: time, since: date
) -> None:
    comes = reminder(f"{days} {at:%H:%M}", since)
    first = datetime.combine(since, time(0), ZoneInfo(zone))
    own = [each.astimezone(UTC) for each in comes.between(first, first + YEARS)]
    file = exported(comes, zone)
    assert by_icalendar(file, first, first + YEARS) == own
    assert by_vobject(file, first.astimezone(UTC), (first + YEARS).astimezone(UTC)) == own


def test_a_first_time_that_the_clocks_leave_out_is_moved_alone() -> None:
    comes = reminder("daily 2:30", date(2026, 3, 29))
    first = datetime(2026, 3, 29, tzinfo=BERLIN)
    found = by_icalendar(exported(comes, "Europe/Berlin"), first, first + timedelta(days=3))
    assert [each.astimezone(BERLIN).strftime("%a %H:%M") for each in found] == [
        "Sun 03:30",
        "Mon 02:30",
        "Tue 02:30",
    ]


def test_a_corrected_record_is_the_newer_event(shell: Shell) -> None:
    shell.run("tsubo log mat 20m")
    first = _event(shell)
    assert first["SEQUENCE"] == 0
    shell.now += timedelta(minutes=7)
    shell.run("tsubo edit 00001 --length 25m")
    second = _event(shell)
    assert second["UID"] == first["UID"]
    assert second["SEQUENCE"] == 7 * 60
    assert second["LAST-MODIFIED"].dt - first["LAST-MODIFIED"].dt == timedelta(minutes=7)
    assert second["DTSTAMP"].dt == second["LAST-MODIFIED"].dt


def _event(shell: Shell) -> Any:
    shell.run("tsubo export practice.ics --force")
    (event,) = Calendar.from_ical((shell.folder / "practice.ics").read_bytes()).walk("VEVENT")
    return event


def test_a_zone_without_a_name_is_refused_for_reminders_alone() -> None:
    more: dict[str, Any] = {"zone_name": None, "routine_name": NAMES.get, "version": lambda _: 0}
    with pytest.raises(ExchangeError, match="has no name, only an offset"):
        calendar([], [reminder("daily 21:00", SUNDAY.date())], BERLIN, **more)
    assert b"VEVENT" in calendar([mat_of()], [], BERLIN, **more)
