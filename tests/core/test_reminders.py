"""When a person wants to be asked: words, rules, and the moments they give."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.facts.reminders import (
    Reminder,
    ReminderError,
    ReminderLine,
    coming,
    latest,
    reminder_entry,
    rule_of,
)
from tracker.core.facts.sessions import Kind
from tracker.core.facts.ulid import ulid

BERLIN = ZoneInfo("Europe/Berlin")
SUNDAY = date(2026, 11, 22)


def reminder(words: str, *, since: date = SUNDAY, kind: Kind = Kind.POINTS) -> Reminder:
    made = datetime(2026, 11, 1, tzinfo=UTC)
    return Reminder(id=ulid(made), made=made, kind=kind, since=since, rule=rule_of(words))


def moments(words: str, days: int = 14, *, since: date = SUNDAY) -> list[str]:
    first = datetime.combine(since, time(0), BERLIN)
    found = reminder(words, since=since).between(first, first + timedelta(days=days))
    return [f"{moment:%a %d %H:%M}" for moment in found]


@pytest.mark.parametrize(
    ("words", "rule", "said"),
    [
        ("daily 21:00", "FREQ=DAILY;BYHOUR=21;BYMINUTE=0", "daily 21:00"),
        ("21:00", "FREQ=DAILY;BYHOUR=21;BYMINUTE=0", "daily 21:00"),
        ("every day at 9pm", "FREQ=DAILY;BYHOUR=21;BYMINUTE=0", "daily 21:00"),
        ("12am daily", "FREQ=DAILY;BYHOUR=0;BYMINUTE=0", "daily 0:00"),
        ("Mon, Wed 7:30", "FREQ=WEEKLY;BYDAY=MO,WE;BYHOUR=7;BYMINUTE=30", "Monday, Wednesday 7:30"),
        ("sundays 18:00", "FREQ=WEEKLY;BYDAY=SU;BYHOUR=18;BYMINUTE=0", "Sunday 18:00"),
        (
            "weekdays 8:00",
            "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;BYHOUR=8;BYMINUTE=0",
            "Monday to Friday 8:00",
        ),
        (
            "weekends 10:15",
            "FREQ=WEEKLY;BYDAY=SA,SU;BYHOUR=10;BYMINUTE=15",
            "Saturday, Sunday 10:15",
        ),
        (
            "every 2 days 20:00",
            "FREQ=DAILY;INTERVAL=2;BYHOUR=20;BYMINUTE=0",
            "every 2 days 20:00",
        ),
        (
            "every 2 weeks sun 18:00",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU;BYHOUR=18;BYMINUTE=0",
            "every 2 weeks on Sunday 18:00",
        ),
        (
            "monthly 1st 18:00",
            "FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=18;BYMINUTE=0",
            "monthly on day 1 18:00",
        ),
    ],
)
def test_words_give_a_rule_and_the_rule_gives_words(words: str, rule: str, said: str) -> None:
    assert rule_of(words) == rule
    assert reminder(words).words == said
    assert rule_of(rule) == rule
    assert rule_of(f"RRULE:{rule}") == rule


@pytest.mark.parametrize(
    "words",
    [
        "",
        "daily",
        "sometimes 9:00",
        "daily 25:00",
        "daily 9:60",
        "13pm",
        "mon 9:00 10:00",
        "t 9:00",
        "every 0 days 9:00",
        "every 999 days 9:00",
        "every two days 9:00",
        "monthly 32 9:00",
        "monthly 9:00",
        "FREQ=SECONDLY;BYHOUR=1;BYMINUTE=1",
        "FREQ=DAILY",
        "FREQ=DAILY;BYHOUR=1;BYMINUTE=1;COUNT=999999999",
        "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=1",
        "FREQ=DAILY;FREQ=DAILY;BYHOUR=1;BYMINUTE=1",
        "FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=1;BYHOUR=1;BYMINUTE=1",
        "FREQ=DAILY;BYHOUR=1;BYMINUTE=1\nDTSTART:19700101T000000",
        "x" * 500,
        "\x1b[31m 9:00",
    ],
)
def test_other_words_are_refused_with_what_is_allowed(words: str) -> None:
    with pytest.raises(ReminderError) as refused:
        rule_of(words)
    assert "daily 21:00" in str(refused.value)
    assert str(refused.value).isprintable()


@given(st.text(max_size=60))
def test_any_words_are_a_rule_or_refused(words: str) -> None:
    try:
        rule = rule_of(words)
    except ReminderError:
        return
    assert rule_of(rule) == rule


def test_moments_lie_on_the_days_that_were_named() -> None:
    assert moments("mon wed 7:30", 10) == ["Mon 23 07:30", "Wed 25 07:30", "Mon 30 07:30"]
    assert moments("every 3 days 9:00", 9) == ["Sun 22 09:00", "Wed 25 09:00", "Sat 28 09:00"]
    assert moments("monthly 31 9:00", 80) == ["Thu 31 09:00", "Sun 31 09:00"]


def test_a_reminder_begins_on_its_first_day() -> None:
    one = reminder("daily 9:00", since=SUNDAY)
    before = datetime(2026, 11, 20, tzinfo=BERLIN)
    assert next(one.between(before, before + timedelta(days=9))).date() == SUNDAY


def test_the_wall_time_stays_when_the_clocks_change() -> None:
    since = date(2026, 10, 24)
    first = datetime.combine(since, time(0), BERLIN)
    found = list(reminder("daily 21:00", since=since).between(first, first + timedelta(days=3)))
    assert [moment.hour for moment in found] == [21, 21, 21]
    assert found[1] - found[0] == timedelta(days=1)
    assert found[1].astimezone(UTC) - found[0].astimezone(UTC) == timedelta(hours=25)


def test_a_time_that_the_clocks_leave_out_is_as_much_later() -> None:
    spring = date(2026, 3, 29)
    assert moments("daily 2:30", 2, since=spring) == ["Sun 29 03:30", "Mon 30 02:30"]


def test_the_latest_moment_is_named_with_whose_it_is() -> None:
    now = datetime(2026, 11, 22, 21, 3, tzinfo=BERLIN)
    morning = now.replace(hour=4)
    early, late = reminder("daily 7:00"), reminder("daily 21:00")
    assert latest([early, late], morning, now) == (now.replace(minute=0), late)
    assert latest([early], morning, now) == (now.replace(hour=7, minute=0), early)
    assert latest([early, late], now, now) is None


def test_what_comes_next_lies_after_now() -> None:
    now = datetime(2026, 11, 22, 7, 0, tzinfo=BERLIN)
    both = [reminder("daily 7:00"), reminder("daily 21:00")]
    assert coming(both, now, now + timedelta(days=1)) == now.replace(hour=21)
    assert coming(both, now.replace(hour=21), now.replace(hour=23)) is None


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("daily 21:00", ReminderLine("FREQ=DAILY;BYHOUR=21;BYMINUTE=0")),
        (
            "mat mon wed 7:30, from 1 dec",
            ReminderLine(
                "FREQ=WEEKLY;BYDAY=MO,WE;BYHOUR=7;BYMINUTE=30", Kind.MAT, date(2026, 12, 1)
            ),
        ),
        ("Points daily 9pm", ReminderLine("FREQ=DAILY;BYHOUR=21;BYMINUTE=0", Kind.POINTS)),
        (
            "mat FREQ=DAILY;BYHOUR=1;BYMINUTE=2",
            ReminderLine("FREQ=DAILY;BYHOUR=1;BYMINUTE=2", Kind.MAT),
        ),
    ],
)
def test_a_line_names_the_kind_and_the_first_day(line: str, meant: ReminderLine) -> None:
    assert reminder_entry(line, SUNDAY) == meant


@pytest.mark.parametrize("line", ["mat points 7:00", "mat", "daily 7:00 from someday", "from 7:00"])
def test_another_line_is_refused(line: str) -> None:
    with pytest.raises(ReminderError):
        reminder_entry(line, SUNDAY)


@given(
    st.sampled_from(
        [
            "FREQ=DAILY",
            "FREQ=DAILY;INTERVAL=3",
            "FREQ=DAILY;INTERVAL=2;BYDAY=MO,SU",
            "FREQ=DAILY;BYMONTHDAY=31",
            "FREQ=WEEKLY",
            "FREQ=WEEKLY;INTERVAL=2",
            "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU,SA",
            "FREQ=MONTHLY",
            "FREQ=MONTHLY;INTERVAL=5;BYDAY=WE",
        ]
    ),
    st.dates(date(2020, 1, 1), date(2021, 1, 1)),
    st.integers(0, 1200),
)
def test_the_years_before_a_span_change_nothing_in_it(rule: str, since: date, later: int) -> None:
    made = datetime(2026, 11, 1, tzinfo=UTC)
    text = f"{rule};BYHOUR=9;BYMINUTE=0"
    one = Reminder(id=ulid(made), made=made, kind=Kind.MAT, since=since, rule=text)
    first = datetime.combine(since, time(0), BERLIN)
    start = first + timedelta(days=later)
    end = start + timedelta(days=60)
    whole = [moment for moment in one.between(first, end) if moment >= start]
    assert list(one.between(start, end)) == whole


@given(
    st.sampled_from(["daily", "weekdays", "every 2 days", "monthly 31", "every 3 weeks sun"]),
    st.times(),
    st.sampled_from(["Europe/Berlin", "Australia/Lord_Howe", "Pacific/Apia", "UTC"]),
    st.dates(date(2000, 1, 1), date(2040, 1, 1)),
)
def test_every_moment_is_real_and_in_its_span(words: str, at: time, zone: str, since: date) -> None:
    one = reminder(f"{words} {at.hour}:{at.minute:02}", since=since)
    first = datetime.combine(since, time(0), ZoneInfo(zone))
    last = first + timedelta(days=60)
    found = list(one.between(first, last))
    assert found == sorted(found)
    for moment in found:
        assert moment.astimezone(UTC).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == (
            moment.replace(tzinfo=None)
        )


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Europe/Berlin", date(2026, 3, 29)),
        ("Europe/Berlin", date(2026, 10, 25)),
        ("Australia/Lord_Howe", date(2026, 4, 5)),
        ("America/St_Johns", date(2026, 3, 8)),
        ("Africa/Cairo", date(2026, 4, 24)),
    ],
)
@pytest.mark.parametrize("words", ["daily 1:50", "daily 2:30", "daily 0:00", "daily 23:55"])
def test_who_asks_every_ten_minutes_hears_of_each_time_once(
    zone: str, day: date, words: str
) -> None:
    since = day - timedelta(days=1)
    one = reminder(words, since=since)
    begun, end = (
        datetime.combine(since + timedelta(days=days), time(0), ZoneInfo(zone)).timestamp()
        for days in (0, 3)
    )
    found: list[datetime] = []
    for asked in range(int(begun), int(end), 600):
        first, last = (
            datetime.fromtimestamp(at, ZoneInfo(zone)) for at in (asked, min(asked + 599, end - 1))
        )
        found += one.between(first, last)
    assert [moment.date() for moment in found] == [since + timedelta(days=n) for n in range(3)]
