from datetime import UTC, date, datetime, timedelta, timezone
from itertools import permutations

import pytest
from given_days import BERLIN, SUNDAY, at, days_of, drawn, goal, practised, rest, weeks_drawn
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.days.dated_goals import goal_words
from tracker.core.days.practice_days import (
    Days,
    DaySummaries,
    Stamp,
    passed,
    practice_day,
    practice_today,
    summaries_of,
)
from tracker.core.days.states import State
from tracker.core.days.streaks import streaks
from tracker.core.days.weeks import week
from tracker.core.facts.sessions import Goal, Kind, Per, Practice, RestReason

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("wall", "day_starts_at", "day"),
    [
        ("2026-11-22T01:30", 4, "2026-11-21"),
        ("2026-11-22T03:59:59", 4, "2026-11-21"),
        ("2026-11-22T04:00", 4, "2026-11-22"),
        ("2026-11-22T00:00", 0, "2026-11-22"),
        ("2026-11-21T23:59:59", 0, "2026-11-21"),
        ("2026-11-22T05:59", 6, "2026-11-21"),
        ("2026-11-22T06:00", 6, "2026-11-22"),
        ("2028-03-01T03:00", 4, "2028-02-29"),
        ("2027-03-01T03:00", 4, "2027-02-28"),
        ("2027-01-01T02:00", 4, "2026-12-31"),
    ],
)
def test_a_day_begins_at_its_hour(wall: str, day_starts_at: int, day: str) -> None:
    assert practice_day(datetime.fromisoformat(wall), day_starts_at) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("zone", "changed"),
    [
        ("America/New_York", date(2026, 3, 8)),
        ("America/New_York", date(2026, 11, 1)),
        ("Australia/Sydney", date(2026, 4, 5)),
        ("Australia/Sydney", date(2026, 10, 4)),
        ("Australia/Lord_Howe", date(2026, 4, 5)),
        ("Australia/Lord_Howe", date(2026, 10, 4)),
    ],
)
@pytest.mark.parametrize("day_starts_at", range(7))
def test_days_of_23_and_25_hours_are_days_like_others(
    zone: str, changed: date, day_starts_at: int
) -> None:
    for quarters in range(96):
        wall = at(changed, quarters / 4, zone)
        expected = changed if quarters >= 4 * day_starts_at else changed - DAY
        assert practice_day(wall, day_starts_at) == expected
    records = [
        practised(at(changed + DAY * back, 12, zone), day_starts_at=day_starts_at)
        for back in range(-3, 4)
    ]
    days = days_of(
        records, [goal()], now=at(changed + 3 * DAY, 13, zone), day_starts_at=day_starts_at
    )
    current = streaks(days).current
    assert current is not None
    assert (current.done, current.protected) == (7, 0)


def test_a_session_over_midnight_lies_on_the_day_it_began() -> None:
    late = practised(at(SUNDAY - DAY, 23 + 59 / 60), 21 * 60, day_starts_at=0)
    assert late.day == SUNDAY - DAY
    assert days_of([late], [goal()]).state(SUNDAY) is State.OPEN


def test_today_is_the_clocks_day_or_the_latest_day_that_was_lived() -> None:
    clock = at(SUNDAY, 12, "Pacific/Honolulu")
    lived = practised(at(SUNDAY + DAY, 8, "Pacific/Auckland"))
    ahead = practised(at(SUNDAY + DAY, 13, "Pacific/Auckland"))
    assert lived.started < clock < ahead.started
    assert practice_today([], at(SUNDAY, 1)) == SUNDAY - DAY
    assert practice_today(summaries_of([lived]), clock) == SUNDAY + DAY
    assert practice_today(summaries_of([ahead]), clock) == SUNDAY


def test_a_stored_day_that_no_clock_reached_does_not_move_today() -> None:
    odd = practised(at(SUNDAY, 9), day=date(2062, 11, 22))
    days = days_of([odd, practised(at(SUNDAY, 10))], [goal()])
    assert days.today == SUNDAY
    assert days.state(date(2062, 11, 22)) is State.AHEAD
    assert days.totals(SUNDAY, date(2070, 1, 1)).count == 1


def test_records_whose_moment_lies_ahead_count_for_nothing() -> None:
    now = at(SUNDAY, 12)
    morning, evening = practised(at(SUNDAY, 9)), practised(at(SUNDAY, 20))
    tomorrow = practised(at(SUNDAY + DAY, 9))
    asked_for: list[date] = []

    def records_on(kind: Kind, day: date) -> list[Practice]:
        asked_for.append(day)
        return [record for record in (morning, evening) if (record.kind, record.day) == (kind, day)]

    everything = summaries_of([morning, evening, tomorrow])
    kept = passed(DaySummaries.of(Kind.POINTS, everything), now, records_on)
    assert kept == summaries_of([morning])
    assert asked_for == [SUNDAY]
    days = days_of([morning, tomorrow], [goal()], now=now)
    assert days.today == SUNDAY
    assert days.state(SUNDAY + DAY) is State.AHEAD
    assert days.summary(SUNDAY + DAY) is None


def test_a_day_is_summed_whatever_the_order_of_its_records() -> None:
    records = [
        practised(at(SUNDAY, 9), 100, mood=(4, 6)),
        practised(at(SUNDAY, 9), 200, mood=(5, 4)),
        practised(at(SUNDAY, 7), 300),
        practised(at(SUNDAY, 21), 400, kind=Kind.MAT),
    ]
    summaries = [summaries_of(order) for order in permutations(records)]
    assert all(each == summaries[0] for each in summaries)
    points, mat = sorted(summaries[0], key=lambda each: each.kind, reverse=True)
    assert (sorted(points.seconds), points.mood_change, points.mood_count) == (
        [100, 200, 300],
        1.0,
        2,
    )
    assert points.first == Stamp(datetime.fromisoformat("2026-11-22T07:00+01:00"), BERLIN)
    assert mat.seconds == (400,)


@pytest.mark.parametrize(
    ("pattern", "states"),
    [
        ("xo", "met open"),
        ("x.o", "met missed open"),
        ("xp", "met protected"),
        ("x/x/", "met partly met partly"),
    ],
)
def test_days_stand_as_drawn(pattern: str, states: str) -> None:
    days = drawn(pattern, goal(times=2, since=SUNDAY))
    shown = [days.state(SUNDAY - DAY * back) for back in reversed(range(len(pattern)))]
    assert " ".join(shown) == states


def test_days_before_the_first_record_or_goal_are_before() -> None:
    days = drawn("x..o", goal(since=SUNDAY - DAY))
    assert days.first == SUNDAY - 3 * DAY
    assert days.state(SUNDAY - 4 * DAY) is State.BEFORE
    earlier = drawn("x..o", goal(since=SUNDAY - 6 * DAY))
    assert earlier.state(SUNDAY - 5 * DAY) is State.MISSED
    assert earlier.state(SUNDAY - 7 * DAY) is State.BEFORE


def test_rests_to_come_and_rests_before_the_first_day_are_protected() -> None:
    rests = [rest(SUNDAY + 2 * DAY, SUNDAY + 3 * DAY), rest(date(2020, 1, 1))]
    days = days_of([practised(at(SUNDAY, 9))], [goal(since=SUNDAY)], rests)
    assert days.state(SUNDAY + DAY) is State.AHEAD
    assert days.state(SUNDAY + 3 * DAY) is State.PROTECTED
    assert days.state(date(2020, 1, 1)) is State.PROTECTED


def test_a_met_day_inside_a_rest_is_met_and_one_below_its_target_is_protected() -> None:
    records = [practised(at(SUNDAY - DAY * back, hour)) for back, hour in ((1, 9), (1, 10), (2, 9))]
    days = days_of(records, [goal(times=2)], [rest(SUNDAY - 3 * DAY, SUNDAY)])
    states = [days.state(SUNDAY - DAY * back) for back in (3, 2, 1, 0)]
    assert states == [State.PROTECTED, State.PROTECTED, State.MET, State.PROTECTED]


def test_short_records_do_not_meet_a_goal_but_are_some_practice() -> None:
    records = [practised(at(SUNDAY - DAY, 9), 59.9), practised(at(SUNDAY - 2 * DAY, 9), 60)]
    days = days_of(records, [goal()])
    assert days.state(SUNDAY - DAY) is State.PARTLY
    assert days.state(SUNDAY - 2 * DAY) is State.MET
    assert days_of(records, [goal(least_seconds=59)]).state(SUNDAY - DAY) is State.MET


def test_weekdays_not_asked_for_are_protected_unless_met() -> None:
    records = [practised(at(SUNDAY - DAY, 9)), practised(at(SUNDAY - 4 * DAY, 9))]
    days = days_of(records, [goal(weekdays=range(5), since=SUNDAY - 20 * DAY)])
    assert days.state(SUNDAY) is State.PROTECTED
    assert days.state(SUNDAY - DAY) is State.MET
    assert days.state(SUNDAY - 2 * DAY) is State.MISSED
    assert days.state(SUNDAY - 7 * DAY) is State.PROTECTED


def test_a_changed_goal_never_repaints_the_past() -> None:
    once, twice = goal(since=SUNDAY - 30 * DAY), goal(times=2, since=SUNDAY - DAY)
    days = drawn("xxxx", once, twice)
    states = [days.state(SUNDAY - DAY * back) for back in (3, 2, 1, 0)]
    assert states == [State.MET, State.MET, State.PARTLY, State.PARTLY]


def test_of_goals_with_the_same_day_the_one_made_last_holds() -> None:
    first = goal(times=3, since=SUNDAY - DAY)
    second = goal(times=1, since=SUNDAY - DAY, made=at(SUNDAY, 9))
    for goals in permutations([first, second]):
        assert days_of([practised(at(SUNDAY, 8))], goals).state(SUNDAY) is State.MET


def test_a_kind_without_a_goal_has_totals_and_no_streak() -> None:
    records = [practised(at(SUNDAY - DAY * back, 9), kind=Kind.MAT) for back in range(3)]
    days = days_of(records, [goal()], kind=Kind.MAT)
    assert streaks(days).current is None
    assert days.state(SUNDAY) is State.MET
    assert days.state(SUNDAY - 3 * DAY) is State.BEFORE
    assert days.totals(SUNDAY.replace(day=1), SUNDAY).days == 3


def test_kinds_are_counted_apart() -> None:
    mat = practised(at(SUNDAY, 9), kind=Kind.MAT)
    days = days_of([mat], [goal(), goal(kind=Kind.MAT)])
    assert days.state(SUNDAY) is State.OPEN


def test_under_a_weekly_goal_a_day_without_practice_is_free() -> None:
    days = drawn("x..x.o", goal(Per.WEEK, 3, since=SUNDAY - DAY))
    states = [days.state(SUNDAY - DAY * back).value for back in (5, 4, 0)]
    assert states == ["met", "free", "open"]
    assert days.state(SUNDAY - 6 * DAY) is State.BEFORE


@pytest.mark.parametrize(
    ("pattern", "state", "target"),
    [
        ("xx.ppp.", State.MET, 2),
        ("x..ppp.", State.MISSED, 2),
        ("ppppppp", State.PROTECTED, 0),
        ("xx.....", State.MISSED, 3),
        ("xxx....", State.MET, 3),
        ("pppppp.", State.MISSED, 1),
    ],
)
def test_a_week_asks_for_less_when_days_of_it_are_protected(
    pattern: str, state: State, target: int
) -> None:
    days = weeks_drawn(["xxxx...", pattern, 0], goal(Per.WEEK, 3))
    found = week(days, SUNDAY - 7 * DAY)
    assert found is not None
    assert (found.state, found.target) == (state, target)


def test_one_practised_day_meets_a_week_that_is_all_rest() -> None:
    start = SUNDAY - 13 * DAY
    records = [practised(at(start + 2 * DAY)), practised(at(start - 9 * DAY))]
    days = days_of(records, [goal(Per.WEEK, 3)], [rest(start, start + 6 * DAY)])
    found = week(days, start)
    assert found is not None
    assert (found.state, found.done, found.target, found.protected) == (State.MET, 1, 0, 7)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (goal(), "once a day, 1 min or more"),
        (goal(times=2, least_seconds=0), "twice a day"),
        (goal(times=3, weekdays=range(5), least_seconds=0), "3 times a day, Monday to Friday"),
        (goal(weekdays=[0, 2, 4], least_seconds=0), "once a day, Monday, Wednesday and Friday"),
        (goal(weekdays=[5, 6], least_seconds=0), "once a day, Saturday and Sunday"),
        (goal(weekdays=[6], least_seconds=0), "once a day, Sunday"),
        (goal(Per.WEEK, 3, least_seconds=300), "3 days a week, 5 min or more"),
        (goal(Per.WEEK, 1, least_seconds=0), "1 day a week"),
    ],
)
def test_a_goal_says_what_it_asks(asked: Goal, words: str) -> None:
    assert goal_words(asked) == words


@pytest.mark.parametrize("week_starts", range(7))
def test_a_week_starts_on_the_day_the_person_chose(week_starts: int) -> None:
    found = week(days_of([], [goal(Per.WEEK, 3)], week_starts=week_starts), SUNDAY)
    assert found is not None
    assert (found.start.weekday(), found.end - found.start) == (week_starts, 6 * DAY)
    assert found.start <= SUNDAY <= found.end


def test_the_week_of_the_very_first_record_is_before_unless_it_is_met() -> None:
    weekly = goal(Per.WEEK, 3, since=SUNDAY)
    short, enough = weeks_drawn([".....xx", 3, 0], weekly), weeks_drawn(["....xxx", 3, 0], weekly)
    first = SUNDAY - 14 * DAY
    states = [found.state for days in (short, enough) if (found := week(days, first))]
    assert states == [State.BEFORE, State.MET]


def test_iso_week_53_is_a_week_like_the_others() -> None:
    monday, today = date(2026, 12, 28), date(2027, 1, 10)
    assert monday.isocalendar().week == 53
    records = [practised(at(monday + DAY * more)) for more in (0, 3, 4, 7, 8, 9)]
    days = days_of(records, [goal(Per.WEEK, 3)], now=at(today))
    current = streaks(days).current
    assert current is not None
    assert (current.done, current.start, current.end) == (2, monday, today)


def test_the_thirtieth_of_december_2011_never_was_in_apia() -> None:
    apia = "Pacific/Apia"
    records = [practised(at(date(2011, 12, day), 12, apia)) for day in (27, 28, 29, 31)]
    days = days_of(records, [goal()], now=at(date(2011, 12, 31), 13, apia))
    current = streaks(days).current
    assert current is not None
    assert (current.done, current.protected) == (4, 1)
    assert days.state(date(2011, 12, 30)) is State.PROTECTED


def test_a_date_the_zone_left_out_is_protected_before_the_next_record_comes() -> None:
    apia = "Pacific/Apia"
    records = [practised(at(date(2011, 12, day), 12, apia)) for day in (27, 28, 29)]
    for zone in (apia, "Pacific/Auckland"):
        days = days_of(records, [goal()], now=at(date(2011, 12, 31), 9, zone))
        current = streaks(days).current
        assert current is not None
        assert current.done == 3


def test_in_a_long_gap_the_zones_own_date_is_the_one_that_never_was() -> None:
    apia = "Pacific/Apia"
    records = [
        practised(at(date(2011, 12, 20), 12, apia)),
        practised(at(date(2012, 1, 9), 12, apia)),
    ]
    days = days_of(records, [goal()], now=at(date(2012, 1, 9), 13, apia))
    found = [date.fromordinal(each) for each in days.protection.skipped]
    assert found == [date(2011, 12, 30)]


def test_a_date_flown_over_is_protected() -> None:
    west, east = "America/Los_Angeles", "Pacific/Auckland"
    records = [practised(at(date(2026, 5, day), 20, west)) for day in (1, 2, 3)]
    landed = practised(at(date(2026, 5, 5), 8, east))
    days = days_of([*records, landed], [goal()], now=at(date(2026, 5, 5), 9, east))
    current = streaks(days).current
    assert current is not None
    assert (current.done, current.protected) == (4, 1)
    before_practice = days_of(records, [goal()], now=at(date(2026, 5, 5), 7, east))
    assert (streaks(before_practice).current or current).done == 3
    missed = days_of(
        [*records, practised(at(date(2026, 5, 6), 8, east))],
        [goal()],
        now=at(date(2026, 5, 6), 9, east),
    )
    assert (streaks(missed).current or current).done == 1


def test_a_shorter_flight_skips_no_date() -> None:
    records = [
        practised(at(date(2026, 5, 1), 12, "America/New_York")),
        practised(at(date(2026, 5, 3), 12, "Europe/Athens")),
    ]
    days = days_of(records, [goal()], now=at(date(2026, 5, 3), 13, "Europe/Athens"))
    assert days.protection.skipped == frozenset()
    assert days.state(date(2026, 5, 2)) is State.MISSED


def test_a_flown_over_date_is_looked_for_outside_of_rests() -> None:
    west, east = "America/Los_Angeles", "Pacific/Auckland"
    records = [
        practised(at(date(2026, 5, 1), 20, west)),
        practised(at(date(2026, 5, 6), 8, east)),
    ]
    rests = [rest(date(2026, 5, 2), date(2026, 5, 4), RestReason.AWAY)]
    days = days_of(records, [goal()], rests, now=at(date(2026, 5, 6), 9, east))
    current = streaks(days).current
    assert current is not None
    assert (current.done, current.protected) == (2, 4)


def test_a_date_lived_twice_neither_doubles_nor_ends_a_streak() -> None:
    auckland, honolulu = "Pacific/Auckland", "Pacific/Honolulu"
    home = [practised(at(date(2026, 5, day), 8, auckland)) for day in (3, 4, 5)]
    landed = at(date(2026, 5, 4), 22, honolulu)
    assert landed > home[-1].started
    before = days_of(home, [goal()], now=landed)
    assert (before.today, before.state(date(2026, 5, 5))) == (date(2026, 5, 5), State.MET)
    again = [*home, practised(landed)]
    for records in permutations(again):
        days = days_of(records, [goal()], now=landed + timedelta(minutes=20))
        current = streaks(days).current
        assert current is not None
        assert (days.today, current.done, current.protected) == (date(2026, 5, 5), 3, 0)


def test_two_records_with_the_same_second_are_two_records() -> None:
    twice = [practised(at(SUNDAY, 9)), practised(at(SUNDAY, 9))]
    assert days_of(twice, [goal(times=2)]).state(SUNDAY) is State.MET


def test_the_zone_of_the_clock_moves_no_stored_day() -> None:
    records = [practised(at(SUNDAY - DAY * back, 12)) for back in range(5)]
    moment = at(SUNDAY, 13)
    shown = {
        (found.current, found.longest)
        for hours in range(-3, 9)
        if (
            found := streaks(
                days_of(records, [goal()], now=moment.astimezone(timezone(timedelta(hours=hours))))
            )
        )
    }
    assert len(shown) == 1


def test_a_zone_nobody_knows_takes_nothing_from_a_record() -> None:
    started = datetime(2026, 11, 22, 9, tzinfo=UTC)
    summary = summaries_of([practised(started)])[0]
    assert summary.first.zone is None
    for name in ("Mars/Olympus", "../etc", "", "America"):
        stamped = Stamp(started - 3 * DAY, name)
        odd = summary._replace(day=SUNDAY - 3 * DAY, first=stamped, last=stamped)
        summaries = DaySummaries.of(Kind.POINTS, [odd])
        days = Days.of(Kind.POINTS, [summaries], [goal()], [], now=Stamp(started, BERLIN))
        assert days.state(SUNDAY - 3 * DAY) is State.MET


def test_totals_count_days_records_and_seconds() -> None:
    records = [
        practised(at(SUNDAY, 8), 30),
        practised(at(SUNDAY, 9), 90),
        practised(at(SUNDAY - DAY, 9), 30),
        practised(at(SUNDAY - 25 * DAY, 9), 600),
    ]
    days = days_of(records, [goal()])
    month = days.totals(SUNDAY.replace(day=1), SUNDAY)
    assert (month.days, month.met, month.count, month.seconds) == (2, 1, 3, 150)
    assert days.totals(date(2020, 1, 1), date(2030, 1, 1)).count == 4
    assert days.totals(SUNDAY - 6 * DAY, SUNDAY).days == 2


@given(
    st.datetimes(datetime(1971, 1, 1), datetime(2099, 1, 1)),
    st.integers(0, 6),
    st.integers(-14, 14),
)
def test_a_practice_day_depends_on_the_wall_clock_alone(
    wall: datetime, day_starts_at: int, hours: int
) -> None:
    zoned = wall.replace(tzinfo=timezone(timedelta(hours=hours)))
    found = practice_day(zoned, day_starts_at)
    assert found == practice_day(wall, day_starts_at)
    assert wall.date() - found in {timedelta(0), DAY}
