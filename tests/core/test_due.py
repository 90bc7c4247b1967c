"""A kind is due from its reminder until it is done, and never on a rest day."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from conftest import BERLIN, SUNDAY, mat_of, session_of

from tracker.core.days.due import Due, day_begins, due
from tracker.core.days.practice_days import Days, Stamp
from tracker.core.facts.reminders import Reminder, rule_of
from tracker.core.facts.sessions import Goal, Kind, Per, Rest, RestReason
from tracker.core.facts.ulid import ulid
from tracker.journal.journal import Journal

EVENING = SUNDAY.replace(hour=21, minute=3)


def reminder(words: str, *, kind: Kind = Kind.POINTS, note: str = "") -> Reminder:
    return Reminder(
        id=ulid(SUNDAY),
        made=SUNDAY,
        kind=kind,
        since=SUNDAY.date(),
        rule=rule_of(words),
        note=note,
    )


def goal(*, kind: Kind = Kind.POINTS, times: int = 1, per: Per = Per.DAY) -> Goal:
    return Goal(id=ulid(SUNDAY), made=SUNDAY, kind=kind, since=SUNDAY.date(), times=times, per=per)


def days(journal: Journal, now: datetime, kind: Kind = Kind.POINTS) -> Days:
    return journal.days(kind, Stamp(now, "Europe/Berlin"), day_starts_at=4, week_starts=0)


def due_at(
    journal: Journal,
    now: datetime,
    *words: str,
    kind: Kind = Kind.POINTS,
    within: float | None = None,
) -> Due | None:
    found = days(journal, now, kind)
    begun = day_begins(found.today, 4, BERLIN)
    return due(found, [reminder(each, kind=kind) for each in words], now, begun, within)


def test_a_reminder_is_due_from_its_time_on(journal: Journal) -> None:
    journal.record(goal())
    at = SUNDAY.replace(hour=21)
    assert due_at(journal, at - timedelta(minutes=1), "daily 21:00") is None
    for now in (at, EVENING, at + timedelta(hours=6)):
        assert due_at(journal, now, "daily 21:00") == Due(
            kind=Kind.POINTS, words="0 of 1 today", at=at
        )


def test_it_is_gone_when_the_day_ends(journal: Journal) -> None:
    journal.record(goal())
    assert due_at(journal, SUNDAY.replace(hour=4) + timedelta(days=1), "daily 21:00") is None


def test_what_is_done_is_not_due(journal: Journal) -> None:
    journal.record(goal(), session_of())
    assert due_at(journal, EVENING, "daily 21:00") is None


def test_a_rest_day_silences_the_reminder(journal: Journal) -> None:
    today = SUNDAY.date()
    journal.record(goal())
    journal.record(Rest(id=ulid(SUNDAY), made=SUNDAY, start=today, end=today, why=RestReason.ILL))
    assert due_at(journal, EVENING, "daily 21:00") is None


def test_without_a_goal_any_practice_of_the_day_is_enough(journal: Journal) -> None:
    journal.record(goal())
    asked = due_at(journal, EVENING, "daily 21:00", kind=Kind.MAT)
    assert asked is not None
    assert asked.words == "not yet today"
    journal.record(mat_of())
    assert due_at(journal, EVENING, "daily 21:00", kind=Kind.MAT) is None


def test_without_a_reminder_a_goal_is_due_as_long_as_it_asks(journal: Journal) -> None:
    journal.record(goal())
    assert due_at(journal, SUNDAY) == Due(kind=Kind.POINTS, words="0 of 1 today")
    assert due_at(journal, SUNDAY, within=300.0) is None
    assert due_at(journal, SUNDAY, kind=Kind.MAT) is None


@pytest.mark.parametrize(("within", "found"), [(120.0, False), (300.0, True)])
def test_within_is_counted_from_now(journal: Journal, within: float, found: bool) -> None:
    journal.record(goal())
    assert (due_at(journal, EVENING, "daily 21:00", within=within) is not None) is found


def test_the_latest_of_two_reminders_speaks(journal: Journal) -> None:
    journal.record(goal())
    both = [reminder("daily 7:00"), reminder("daily 20:00", note="after tea")]
    found = due(days(journal, EVENING), both, EVENING, day_begins(SUNDAY.date(), 4, BERLIN), None)
    assert found is not None
    assert (found.at, found.note) == (SUNDAY.replace(hour=20), "after tea")
