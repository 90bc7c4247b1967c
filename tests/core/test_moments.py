from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.text.durations import DurationError, clock_words, duration_words, seconds
from tracker.core.text.moments import Order, WhenError, day, day_words, describe, moment
from tracker.core.text.visible import visible

BERLIN = ZoneInfo("Europe/Berlin")
SUNDAY = datetime(2026, 11, 22, 15, 4, tzinfo=BERLIN)
TODAY = date(2026, 11, 22)

UNDERSTOOD = [
    ("now", "2026-11-22 15:04"),
    ("today", "2026-11-22 15:04"),
    ("today 7:05", "2026-11-22 07:05"),
    ("yesterday 21:30", "2026-11-21 21:30"),
    ("Yesterday at 21:30", "2026-11-21 21:30"),
    ("21:30 yesterday", "2026-11-21 21:30"),
    ("yesterday 21.30", "2026-11-21 21:30"),
    ("9p.m. yesterday", "2026-11-21 21:00"),
    ("yesterday", "2026-11-21 12:00"),
    ("day before yesterday 8am", "2026-11-20 08:00"),
    ("21:30", "2026-11-21 21:30"),
    ("15:04", "2026-11-22 15:04"),
    ("15:05", "2026-11-21 15:05"),
    ("7:05", "2026-11-22 07:05"),
    ("21.30", "2026-11-21 21:30"),
    ("9pm", "2026-11-21 21:00"),
    ("9 PM", "2026-11-21 21:00"),
    ("9:15pm", "2026-11-21 21:15"),
    ("12am", "2026-11-22 00:00"),
    ("12pm", "2026-11-22 12:00"),
    ("sat 8pm", "2026-11-21 20:00"),
    ("8pm sat", "2026-11-21 20:00"),
    ("sat", "2026-11-21 12:00"),
    ("sun 8pm", "2026-11-15 20:00"),
    ("sun 8am", "2026-11-22 08:00"),
    ("last sun 8am", "2026-11-15 08:00"),
    ("weds 9pm", "2026-11-18 21:00"),
    ("monday", "2026-11-16 12:00"),
    ("2h ago", "2026-11-22 13:04"),
    ("90 min ago", "2026-11-22 13:34"),
    ("1h30 ago", "2026-11-22 13:34"),
    ("an hour ago", "2026-11-22 14:04"),
    ("half an hour ago", "2026-11-22 14:34"),
    ("20h ago", "2026-11-21 19:04"),
    ("3 days ago", "2026-11-19 15:04"),
    ("3 days ago 21:30", "2026-11-19 21:30"),
    ("a week ago", "2026-11-15 15:04"),
    ("a month ago", "2026-10-22 15:04"),
    ("2 years ago", "2024-11-22 15:04"),
    ("18 nov", "2026-11-18 12:00"),
    ("18 nov 7:05", "2026-11-18 07:05"),
    ("18th of November, 7:05", "2026-11-18 07:05"),
    ("nov 18 2025", "2025-11-18 12:00"),
    ("Nov 18, 2025 at 7pm", "2025-11-18 19:00"),
    ("18-nov-2025", "2025-11-18 12:00"),
    ("22 nov 18:00", "2025-11-22 18:00"),
    ("24 dec", "2025-12-24 12:00"),
    ("29 feb", "2024-02-29 12:00"),
    ("wed 18 nov", "2026-11-18 12:00"),
    ("2026-11-18 07:05", "2026-11-18 07:05"),
    ("2026-11-18T07:05", "2026-11-18 07:05"),
    ("2026-11-18T07:05+01:00", "2026-11-18 07:05"),
    ("2026-11-18T07:05Z", "2026-11-18 08:05"),
    ("2026-11-18 07:05:09 +0900", "2026-11-17 23:05"),
    ("2026-11-18", "2026-11-18 12:00"),
    ("2026/11/18 8pm", "2026-11-18 20:00"),
    ("20261118", "2026-11-18 12:00"),
    ("18.11.", "2026-11-18 12:00"),
    ("18.11. 21.30", "2026-11-18 21:30"),
    ("18.11 21:30", "2026-11-18 21:30"),
    ("18.11.2026 21:30", "2026-11-18 21:30"),
    ("18. 11. 2026", "2026-11-18 12:00"),
    ("18.11.26", "2026-11-18 12:00"),
    ("18/11", "2026-11-18 12:00"),
    ("11/18", "2026-11-18 12:00"),
    ("5/5", "2026-05-05 12:00"),
    ("last night", "2026-11-21 22:00"),
    ("last night 23:10", "2026-11-21 23:10"),
    ("last night 1am", "2026-11-22 01:00"),
    ("this morning", "2026-11-22 08:00"),
    ("this morning 7:30", "2026-11-22 07:30"),
    ("this afternoon", "2026-11-22 15:00"),
    ("yesterday evening", "2026-11-21 19:00"),
    ("sat evening", "2026-11-21 19:00"),
    ("evening", "2026-11-21 19:00"),
    ("noon", "2026-11-22 12:00"),
    ("midnight", "2026-11-22 00:00"),
    ("two hours ago", "2026-11-22 13:04"),
    ("one hour ago", "2026-11-22 14:04"),
    ("ten minutes ago", "2026-11-22 14:54"),
    ("2d ago", "2026-11-20 15:04"),
    ("2w ago", "2026-11-08 15:04"),
    ("five days ago", "2026-11-17 15:04"),
    ("yesterday 7", "2026-11-21 07:00"),
    ("sat 20", "2026-11-21 20:00"),
    ("midday", "2026-11-22 12:00"),
    ("yesterday 24:00", "2026-11-22 00:00"),
    ("24:00", "2026-11-22 00:00"),
    ("18 nov 24:00", "2026-11-19 00:00"),
    ("7h15", "2026-11-22 07:15"),
    ("21h30", "2026-11-21 21:30"),
    ("yesterday 21h30", "2026-11-21 21:30"),
    ("２１：３０", "2026-11-21 21:30"),
    ("１８．１１．", "2026-11-18 12:00"),
]

REFUSED = [
    ("", "a moment is missing"),
    ("soon", "not a moment"),
    ("10", "not a moment"),
    ("2026", "not a moment"),
    ("1h", "2h ago"),
    ("\x1b[2J", "␛"),
    ("tomorrow", "Mon 23 Nov 2026"),
    ("in 3 days", "still to come"),
    ("today 21:30", "Sun 22 Nov 2026, 21:30"),
    ("tonight", "still to come"),
    ("this evening", "still to come"),
    ("next sat 8pm", "still to come"),
    ("2026-11-22T15:05", "still to come"),
    ("2027-01-01", "still to come"),
    ("18.11", "write a time as 18:11"),
    ("5.10 6.10", "may be"),
    ("5/4", "5 Apr or 4 May"),
    ("18/18", "no month 18"),
    ("0/0", "no month 0"),
    ("30 feb", "no 30 February"),
    ("29.2.2026", "no 29 February 2026"),
    ("2026-13-01", "no month 13"),
    ("2026-02-30T10:00", "no such day"),
    ("25:00", "not a time of day"),
    ("18 nov 24:01", "not a time of day"),
    ("yesterday 24", "not a moment"),
    ("today 24:00", "still to come"),
    ("13pm", "1 to 12"),
    ("sat 18 nov", "Wed 18 Nov 2026, not saturday"),
    ("1969-12-31", "before 1970"),
    ("99999 days ago", "before 1970"),
    ("99999 years ago", "calendar"),
    ("3 days", "not a moment"),
    ("x" * 200, "80 characters"),
]


@pytest.mark.parametrize(("text", "expected"), UNDERSTOOD)
def test_a_moment_is_what_the_words_mean(text: str, expected: str) -> None:
    found = moment(text, SUNDAY).moment
    assert (f"{found:%Y-%m-%d %H:%M}", found.tzinfo) == (expected, BERLIN)


@pytest.mark.parametrize(("text", "words"), REFUSED)
def test_other_words_are_refused_by_name(text: str, words: str) -> None:
    with pytest.raises(WhenError) as refusal:
        moment(text, SUNDAY)
    assert words in str(refusal.value)
    assert "\x1b" not in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("5/4", "dmy", "2026-04-05"),
        ("5/4", "mdy", "2026-05-04"),
        ("5/4/2025", "dmy", "2025-04-05"),
        ("5-4-2025", "mdy", "2025-05-04"),
        ("5/4/26", "mdy", "2026-05-04"),
        ("5.4.", "mdy", "2026-04-05"),
        ("2026/5/4", "dmy", "2026-05-04"),
    ],
)
def test_numbers_follow_the_persons_order(text: str, order: Order, expected: str) -> None:
    assert f"{moment(text, SUNDAY, order).moment:%Y-%m-%d}" == expected


@pytest.mark.parametrize(("text", "order"), [("11/18", "dmy"), ("18/11", "mdy"), ("5/4", "ymd")])
def test_no_order_is_bent_to_make_a_date(text: str, order: Order) -> None:
    with pytest.raises(WhenError):
        moment(text, SUNDAY, order)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        ("yesterday 7", "7: 07:00 taken"),
        ("21:30", None),
        ("now", None),
        ("yesterday", "no time given: 12:00 taken"),
        ("3 days ago", "no time given: 15:04, as now"),
        ("last night", "night: 22:00 taken"),
        ("2026-11-18T07:05Z", "written as Wed 18 Nov 2026, 07:05 +00:00"),
        ("25.10. 2:30", "02:30 came twice that night: the first is taken"),
    ],
)
def test_what_was_assumed_is_said(text: str, note: str | None) -> None:
    assert moment(text, SUNDAY).note == note


def test_a_day_whose_noon_lies_ahead_is_now() -> None:
    morning = datetime(2026, 11, 22, 9, 30, tzinfo=BERLIN)
    assert moment("sun", morning).moment == morning
    assert moment("this morning", morning.replace(hour=6)).moment.hour == 6


def test_a_time_that_did_not_exist_is_refused_with_its_moment() -> None:
    with pytest.raises(WhenError, match=r"02:30 did not exist on Sun 29 Mar 2026.*03:30"):
        moment("29.3. 2:30", SUNDAY)


def test_days_ago_move_on_where_the_time_did_not_exist() -> None:
    after = datetime(2026, 3, 30, 2, 30, tzinfo=BERLIN)
    found = moment("1 day ago", after)
    assert (found.moment.hour, found.note) == (3, "02:30 did not exist on that day: 03:30 taken")


def test_hours_ago_count_real_hours_over_a_clock_change() -> None:
    assert moment("3h ago", datetime(2026, 3, 29, 4, 0, tzinfo=BERLIN)).moment.hour == 0
    assert moment("3h ago", datetime(2026, 10, 25, 4, 0, tzinfo=BERLIN)).moment.hour == 2


def test_in_the_hour_that_comes_again_nothing_ahead_is_returned() -> None:
    first = datetime(2026, 10, 25, 2, 10, tzinfo=BERLIN, fold=0)
    second = first.replace(fold=1)
    assert moment("2:30", first).moment.day == 24
    assert moment("2:30", second).moment.utcoffset() == timedelta(hours=2)
    assert moment("30 min ago", second).moment.utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize(
    ("zone", "text"),
    [
        ("America/New_York", "8.3.2026 2:30"),
        ("Australia/Lord_Howe", "4.10.2026 2:15"),
        ("Pacific/Apia", "30.12.2011 12:00"),
    ],
)
def test_the_hours_that_a_zone_skipped_are_refused(zone: str, text: str) -> None:
    with pytest.raises(WhenError, match="did not exist"):
        moment(text, datetime(2026, 11, 22, 12, tzinfo=ZoneInfo(zone)))


def test_a_naive_now_is_a_programming_mistake() -> None:
    with pytest.raises(ValueError, match="no UTC offset"):
        moment("now", datetime(2026, 11, 22))


@pytest.mark.parametrize(
    ("text", "expected", "ahead"),
    [
        ("today", date(2026, 11, 22), date(2026, 11, 22)),
        ("yesterday", date(2026, 11, 21), date(2026, 11, 21)),
        ("sun", date(2026, 11, 22), date(2026, 11, 22)),
        ("sat", date(2026, 11, 21), date(2026, 11, 28)),
        ("last sat", date(2026, 11, 21), date(2026, 11, 21)),
        ("18 nov", date(2026, 11, 18), date(2026, 11, 18)),
        ("24 dec", date(2025, 12, 24), date(2026, 12, 24)),
        ("18.11", date(2026, 11, 18), date(2026, 11, 18)),
        ("3", date(2026, 11, 3), date(2026, 12, 3)),
        ("31st", date(2026, 10, 31), date(2026, 10, 31)),
        ("a week ago", date(2026, 11, 15), date(2026, 11, 15)),
        ("29 feb", date(2024, 2, 29), date(2028, 2, 29)),
    ],
)
def test_a_day_is_what_the_words_mean(text: str, expected: date, ahead: date) -> None:
    assert (day(text, TODAY), day(text, TODAY, ahead=True)) == (expected, ahead)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("tomorrow", date(2026, 11, 23)),
        ("in 3 days", date(2026, 11, 25)),
        ("in 2 weeks", date(2026, 12, 6)),
        ("in a month", date(2026, 12, 22)),
        ("next sun", date(2026, 11, 29)),
        ("2027-01-05", date(2027, 1, 5)),
    ],
)
def test_a_day_ahead_is_taken_only_where_it_may_be(text: str, expected: date) -> None:
    assert day(text, TODAY, ahead=True) == expected
    with pytest.raises(WhenError, match="still to come"):
        day(text, TODAY)


@pytest.mark.parametrize("text", ["", "21:30", "yesterday 21:30", "2090-01-01", "nov 2026", "0"])
def test_no_day_is_refused(text: str) -> None:
    with pytest.raises(WhenError):
        day(text, TODAY, ahead=True)


def test_a_moment_is_described_by_its_own_clock() -> None:
    evening = datetime(2026, 11, 21, 20, 0, tzinfo=BERLIN)
    assert describe(evening) == "Sat 21 Nov 2026, 20:00"
    assert describe(evening, SUNDAY) == "Sat 21 Nov 2026, 20:00"
    assert describe(evening, SUNDAY, "mdy") == "Sat Nov 21 2026, 20:00"
    tokyo = evening.replace(tzinfo=timezone(timedelta(hours=9)))
    assert describe(tokyo, SUNDAY) == "Sat 21 Nov 2026, 20:00 +09:00"


ZONES = st.sampled_from(
    ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"]
).map(ZoneInfo)
NOWS = st.builds(
    lambda utc, zone: utc.astimezone(zone),
    st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),
    ZONES,
)
ORDERS = st.sampled_from(["dmy", "mdy", "ymd", None])
PHRASES = """now today
yesterday sat sunday last next 8pm 21:30 2:30 noon morning night ago 2h 3 days
an in month nov 18 31st 2026 5/4 18.11. 18.11 29.2. 2026-03-29 T02:30 +01:00 99999"""
WORDS = st.lists(st.sampled_from(PHRASES.split()), max_size=5).map(" ".join)


def safe(refusal: ValueError) -> bool:
    return visible(str(refusal), lines=False) == str(refusal)


@given(st.one_of(st.text(max_size=40), WORDS), NOWS, ORDERS)
def test_whatever_is_typed_gives_a_past_moment_or_words(
    text: str, now: datetime, order: Order | None
) -> None:
    try:
        found = moment(text, now, order)
    except WhenError as refusal:
        assert safe(refusal)  # noqa: PT017 - either way is fine, but safely
        return
    assert found.moment.timestamp() <= now.timestamp()
    assert found.moment.tzinfo is now.tzinfo


@given(st.one_of(st.text(max_size=40), WORDS), st.dates(date(1990, 1, 1), date(2100, 1, 1)), ORDERS)
def test_whatever_is_typed_gives_a_past_day_or_words(
    text: str, today: date, order: Order | None
) -> None:
    try:
        assert day(text, today, order) <= today
    except WhenError as refusal:
        assert safe(refusal)  # noqa: PT017 - as above


@given(NOWS, st.timedeltas(timedelta(0), timedelta(days=3000)), st.sampled_from(["dmy", "mdy"]))
def test_a_description_reads_back_to_its_minute(
    now: datetime, back: timedelta, order: Order
) -> None:
    earlier = (now.astimezone(UTC) - back).astimezone(now.tzinfo)
    found = moment(describe(earlier, None, order), now, order).moment
    assert (found.date(), found.hour, found.minute) == (
        earlier.date(),
        earlier.hour,
        earlier.minute,
    )


@given(st.dates(date(1970, 1, 2), date(2100, 1, 1)))
def test_a_day_in_words_reads_back(when: date) -> None:
    assert day(day_words(when), date(2100, 1, 1)) == when


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("20m", 1200),
        ("20 min", 1200),
        ("60s", 60),
        ("45 seconds", 45),
        ("1h", 3600),
        ("1h05", 3900),
        ("1 h 05", 3900),
        ("1h 5m", 3900),
        ("1h5m", 3900),
        ("2 hours", 7200),
        ("1.5h", 5400),
        ("1,5 h", 5400),
        ("1:30", 90),
        ("90:00", 5400),
        ("1:05:00", 3900),
        ("1 min 30 s", 90),
        ("0.5 min", 30),
    ],
)
def test_a_duration_is_what_the_words_mean(text: str, expected: float) -> None:
    assert seconds(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "0", "0m", "-5m", "m", "20 parsecs", "1h 90", "1:60", "1:75:00", "nan", "inf", "9999h"],
)
def test_no_duration_is_refused(text: str) -> None:
    with pytest.raises(DurationError):
        seconds(text, "min")


def test_a_bare_number_takes_the_callers_unit_or_is_refused() -> None:
    assert (seconds("20", "min"), seconds("20", "s")) == (1200, 20)
    with pytest.raises(DurationError, match="20m or 20s"):
        seconds("20")


@given(st.text(max_size=20))
def test_whatever_is_typed_gives_a_duration_or_words(text: str) -> None:
    try:
        assert seconds(text, "min") > 0
    except DurationError as refusal:
        assert safe(refusal)  # noqa: PT017 - as above


@pytest.mark.parametrize(
    ("duration", "words", "clock"),
    [
        (0, "0 s", "0:00"),
        (42.9, "42 s", "0:42"),
        (60, "1 min", "1:00"),
        (90, "1 min 30 s", "1:30"),
        (725, "12 min", "12:05"),
        (3600, "1 h 00", "1:00:00"),
        (3900, "1 h 05", "1:05:00"),
        (45_296, "12 h 34", "12:34:56"),
    ],
)
def test_a_duration_has_words_and_a_clock(duration: float, words: str, clock: str) -> None:
    assert (duration_words(duration), clock_words(duration)) == (words, clock)


@given(st.floats(1, 999 * 3600))
def test_the_words_of_a_duration_read_back_within_a_minute(duration: float) -> None:
    assert 0 <= duration - seconds(duration_words(duration)) < 60
