import math
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from random import Random

import pytest
from given_days import SUNDAY, at, days_of, drawn, goal, practised, rest, weeks_drawn
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.days.explanation import why_day, why_streak
from tracker.core.days.explanation_words import day_lines, streak_lines
from tracker.core.days.practice_days import Days
from tracker.core.days.states import State
from tracker.core.days.streak_effect import preview
from tracker.core.days.streaks import Streak, Streaks, streaks
from tracker.core.days.strength import half_life, strength
from tracker.core.days.todays_goal import todays_goal
from tracker.core.facts.sessions import Goal, Kind, Per, Practice, Rest, RestReason

DAY = timedelta(days=1)
MON_FRI = goal(weekdays=range(5))


def counted(days: Days) -> tuple[int, int]:
    current = streaks(days).current
    return (current.done, current.protected) if current else (0, 0)


@pytest.mark.parametrize(
    ("asked_for", "pattern", "done", "protected"),
    [
        (goal(), "xxx o", 3, 0),
        (goal(), "xx.xxx", 3, 0),
        (goal(), "xxpp o", 2, 0),
        (goal(), "xxppx", 3, 2),
        (goal(), "ppp o", 0, 0),
        (goal(times=2), "xx/x", 1, 0),
        (goal(times=2), "xx/", 2, 0),
        (MON_FRI, "xxxxx.o", 5, 0),
        (goal(), "o", 0, 0),
        (goal(), "x", 1, 0),
        (goal(), "xxx.o", 0, 0),
        (goal(), "xpxpx", 3, 2),
        (goal(), "px", 1, 0),
        (goal(), "xxp.px", 1, 0),
        (goal(), "xp.", 1, 0),
        (goal(), "xp", 1, 0),
        (MON_FRI, "xxxxx..xxxxx.o", 10, 2),
        (MON_FRI, "xxxx...xxxxx.o", 5, 0),
        (MON_FRI, "xxxxxx.xxxxx.o", 11, 1),
    ],
)
def test_a_daily_streak_counts_what_was_done(
    asked_for: Goal, pattern: str, done: int, protected: int
) -> None:
    assert counted(drawn(pattern, asked_for)) == (done, protected)


@pytest.mark.parametrize(
    ("weeks", "done", "protected"),
    [
        ([3, 4, 2, 3, 1], 1, 0),
        ([3, 4, 3, 3, 1], 4, 0),
        ([3, "ppppppp", 3], 2, 1),
        ([3, "ppppppp", 3, 0], 2, 1),
        (["xx.ppp.", 0], 1, 0),
        ([3, "x..ppp.", 3], 1, 0),
        (["ppppppp", 0], 0, 0),
        ([3, "ppppppp", 0], 1, 0),
        ([2, 2, 2], 0, 0),
        ([3, 3, 3], 3, 0),
    ],
)
def test_a_weekly_streak_counts_weeks(
    weeks: Sequence[int | str], done: int, protected: int
) -> None:
    saturday = SUNDAY - DAY
    assert counted(weeks_drawn(weeks, goal(Per.WEEK, 3), today=saturday)) == (done, protected)


def test_a_running_week_that_is_met_counts_already() -> None:
    wednesday = SUNDAY - 4 * DAY
    days = weeks_drawn([3, 3], goal(Per.WEEK, 3), today=wednesday)
    current = streaks(days).current
    assert current == Streak(
        done=2,
        protected=0,
        start=date(2026, 11, 9),
        end=SUNDAY,
        unit=Per.WEEK,
    )


def test_three_sessions_on_one_day_are_one_day_of_a_week() -> None:
    records = [practised(at(SUNDAY, hour)) for hour in (8, 9, 10)]
    assert counted(days_of(records, [goal(Per.WEEK, 3)])) == (0, 0)


def test_streaks_are_listed_newest_first_and_the_longest_is_the_latest_of_equals() -> None:
    found = streaks(drawn("xx.xxx.x.xxx.o"))
    assert [each.done for each in found.all] == [3, 1, 3, 2]
    assert found.current is None
    assert found.longest == found.all[0]


def test_a_protected_end_is_not_inside() -> None:
    found = streaks(drawn("ppxxppxpp.x")).all[1]
    assert (found.done, found.protected, found.start, found.end) == (
        3,
        2,
        SUNDAY - 8 * DAY,
        SUNDAY - 4 * DAY,
    )


def test_a_goal_change_judges_each_day_by_its_own_goal() -> None:
    once, twice = goal(since=SUNDAY - 30 * DAY), goal(times=2, since=SUNDAY - 2 * DAY)
    records = [practised(at(SUNDAY - DAY * back, 9)) for back in range(6)]
    records += [practised(at(SUNDAY - DAY * back, 10)) for back in range(3)]
    assert counted(days_of(records, [once, twice])) == (6, 0)
    assert counted(days_of(records[:-1], [once, twice])) == (2, 0)


def test_a_change_between_days_and_weeks_ends_the_run() -> None:
    # Weekly from the Wednesday of the running week on: its week is judged as a week.
    wednesday = SUNDAY - 4 * DAY
    days = drawn("x" * 20, goal(since=SUNDAY - 40 * DAY), goal(Per.WEEK, 3, since=wednesday))
    assert [(each.done, each.unit) for each in streaks(days).all] == [(1, Per.WEEK), (15, Per.DAY)]
    current = streaks(days).current
    assert current is not None
    assert current.unit is Per.WEEK
    back = drawn("x" * 20, goal(Per.WEEK, 3, since=SUNDAY - 40 * DAY), goal(since=wednesday))
    assert [(each.done, each.unit) for each in streaks(back).all] == [(5, Per.DAY), (2, Per.WEEK)]


def test_the_goal_in_force_on_its_last_day_judges_a_week() -> None:
    easier = goal(Per.WEEK, 1, since=SUNDAY - DAY)
    harder = goal(Per.WEEK, 5, since=SUNDAY - 90 * DAY)
    assert counted(weeks_drawn([5, 2], harder, easier)) == (2, 0)
    assert counted(weeks_drawn([5, 2], harder)) == (1, 0)


def test_a_goal_of_the_past_covers_history_before_it() -> None:
    assert counted(drawn("xxxxx", goal(since=SUNDAY))) == (5, 0)


def test_a_goal_that_begins_later_does_not_judge_today() -> None:
    soon = goal(times=5, since=SUNDAY + 3 * DAY)
    assert counted(drawn("xxx", goal(since=SUNDAY - 30 * DAY), soon)) == (3, 0)


def test_leap_day_and_new_year_are_days_like_others() -> None:
    for today in (date(2028, 3, 2), date(2027, 1, 2)):
        assert counted(drawn("xxxxx", goal(since=date(2026, 1, 1)), today=today)) == (5, 0)


HOURS = st.floats(5, 23, allow_nan=False)
RECORDS = st.lists(
    st.tuples(st.integers(0, 40), HOURS, st.sampled_from([30.0, 300.0])), max_size=60
)
RESTS = st.lists(st.tuples(st.integers(-5, 40), st.integers(0, 9)), max_size=4)
GOALS = st.lists(
    st.builds(
        goal,
        st.sampled_from(Per),
        st.integers(1, 4),
        since=st.integers(-5, 45).map(lambda back: SUNDAY - DAY * back),
        weekdays=st.sets(st.integers(0, 6), min_size=1),
    ),
    min_size=1,
    max_size=3,
    unique_by=lambda each: each.since,
)


def records_of(drawn_records: Iterable[tuple[int, float, float]]) -> list[Practice]:
    return [
        practised(at(SUNDAY - DAY * back, min(hour, 12.9) if back == 0 else hour), seconds)
        for back, hour, seconds in drawn_records
    ]


def rests_of(ranges: Iterable[tuple[int, int]]) -> list[Rest]:
    return [rest(SUNDAY - DAY * back, SUNDAY - DAY * (back - more)) for back, more in ranges]


def standing(records: list[Practice], goals: list[Goal], rests: list[Rest]) -> Streaks:
    return streaks(days_of(records, goals, rests, now=at(SUNDAY, 13)))


def most(streak: Streak | None) -> int:
    return streak.done if streak else 0


@given(RECORDS, GOALS, RESTS, st.randoms(use_true_random=False))
def test_the_order_of_entry_is_irrelevant(
    drawn_records: list[tuple[int, float, float]],
    goals: list[Goal],
    ranges: list[tuple[int, int]],
    chance: Random,
) -> None:
    records, rests = records_of(drawn_records), rests_of(ranges)
    before = days_of(records, goals, rests)
    for each in (records, goals, rests):
        chance.shuffle(each)
    after = days_of(records, goals, rests)
    assert (after.states, streaks(after)) == (before.states, streaks(before))
    assert strength(after) == strength(before)


@given(RECORDS, GOALS, RESTS, st.tuples(st.integers(0, 40), HOURS, st.just(300.0)))
def test_adding_practice_never_lowers_done(
    drawn_records: list[tuple[int, float, float]],
    goals: list[Goal],
    ranges: list[tuple[int, int]],
    more: tuple[int, float, float],
) -> None:
    records, rests = records_of(drawn_records), rests_of(ranges)
    before = standing(records, goals, rests)
    after = standing([*records, *records_of([more])], goals, rests)
    assert most(after.current) >= most(before.current)
    assert most(after.longest) >= most(before.longest)


@given(RECORDS, GOALS, RESTS, st.tuples(st.integers(-5, 40), st.integers(0, 9)))
def test_a_rest_never_lowers_done(
    drawn_records: list[tuple[int, float, float]],
    goals: list[Goal],
    ranges: list[tuple[int, int]],
    more: tuple[int, int],
) -> None:
    records, rests = records_of(drawn_records), rests_of(ranges)
    before = standing(records, goals, rests)
    after = standing(records, goals, [*rests, *rests_of([more])])
    assert most(after.current) >= most(before.current)
    assert most(after.longest) >= most(before.longest)


@given(RECORDS, st.integers(1, 3), RESTS)
def test_a_daily_streak_is_the_walk_back_from_today(
    drawn_records: list[tuple[int, float, float]], times: int, ranges: list[tuple[int, int]]
) -> None:
    days = days_of(records_of(drawn_records), [goal(times=times)], rests_of(ranges))
    met: list[date] = []
    protected: list[date] = []
    day = days.today
    while (state := days.state(day)) in {State.MET, State.PROTECTED} or day == days.today:
        if state is State.MET:
            met.append(day)
        elif state is State.PROTECTED:
            protected.append(day)
        day -= DAY
        if day < SUNDAY - 60 * DAY:
            break
    current = streaks(days).current
    if not met:
        assert current is None
        return
    assert current is not None
    assert (current.done, current.start, current.end) == (len(met), met[-1], met[0])
    assert current.protected == sum(1 for each in protected if met[-1] < each < met[0])


@given(GOALS, RESTS)
def test_protection_alone_makes_no_streak(goals: list[Goal], ranges: list[tuple[int, int]]) -> None:
    assert standing([], goals, rests_of(ranges)) == Streaks()


@given(RECORDS, GOALS, RESTS)
def test_strength_stays_between_0_and_100(
    drawn_records: list[tuple[int, float, float]], goals: list[Goal], ranges: list[tuple[int, int]]
) -> None:
    found = strength(days_of(records_of(drawn_records), goals, rests_of(ranges)))
    assert found is not None
    assert 0 <= found.value <= 100


@given(RECORDS, GOALS, RESTS)
def test_why_walks_what_the_streak_counts(
    drawn_records: list[tuple[int, float, float]], goals: list[Goal], ranges: list[tuple[int, int]]
) -> None:
    days = days_of(records_of(drawn_records), goals, rests_of(ranges))
    for streak in (None, *streaks(days).all):
        why = why_streak(days, streak)
        met = [step for step in why.walked if step.state is State.MET]
        assert len(met) == most(why.streak)
        if why.streak:
            assert (met[-1].first, met[0].last) == (why.streak.start, why.streak.end)
        for end in (why.stopped_by, why.ended_by):
            assert end is None or end.state not in {State.MET, State.PROTECTED}
        assert all(streak_lines(why))


def strong(days: Days) -> float:
    found = strength(days)
    assert found is not None
    return found.value


@pytest.mark.parametrize("practised_days", [1, 2, 5, 13, 20])
def test_strength_grows_as_loop_publishes_it(practised_days: int) -> None:
    # Loop's ScoreListTest: 20 days give 0.655747, one day 0.051922.
    days = drawn("x" * practised_days, goal(since=SUNDAY))
    assert strong(days) == pytest.approx(100 * (1 - 0.5 ** (practised_days / 13)), abs=1e-9)
    if practised_days == 20:
        assert strong(days) == pytest.approx(65.5747, abs=1e-4)


def test_strength_halves_in_its_half_life() -> None:
    full = strong(drawn("x" * 200 + "o", goal(since=SUNDAY)))
    left = strong(drawn("x" * 200 + "." * 13 + "o", goal(since=SUNDAY)))
    assert left == pytest.approx(full / 2)


def test_today_counts_only_once_it_is_met() -> None:
    twice = goal(times=2, since=SUNDAY)
    assert strong(drawn("xxxo", twice)) == strong(drawn("xxx/", twice))
    assert strong(drawn("xxxx", twice)) > strong(drawn("xxxo", twice))


def test_half_a_day_counts_half() -> None:
    twice = goal(times=2, since=SUNDAY)
    assert strong(drawn("/o", twice)) == pytest.approx(strong(drawn("xo", twice)) / 2)


def test_protected_days_cost_no_strength() -> None:
    for one in (goal(since=SUNDAY), goal(Per.WEEK, 7, since=SUNDAY)):
        assert strong(drawn("xxx" + "p" * 20 + "xx", one)) == pytest.approx(
            strong(drawn("xxxxx", one))
        )
    weekends = goal(weekdays=range(5), since=SUNDAY)
    assert strong(drawn("xxxxx.o", weekends)) == pytest.approx(
        strong(drawn("xxxxx", weekends, today=SUNDAY - 2 * DAY))
    )


def test_a_week_of_three_keeps_full_strength_on_its_days_between() -> None:
    days = drawn("x.x.x.." * 60, goal(Per.WEEK, 3, since=SUNDAY))
    assert strong(days) > 99


def test_strength_goes_on_over_a_change_from_days_to_weeks() -> None:
    wednesday = SUNDAY - 4 * DAY
    changed = drawn("x" * 20, goal(since=SUNDAY - 40 * DAY), goal(Per.WEEK, 7, since=wednesday))
    assert strong(changed) == pytest.approx(strong(drawn("x" * 20, goal(since=SUNDAY - 40 * DAY))))
    daily = goal(since=SUNDAY - 40 * DAY)
    eased = drawn("x" * 15 + "....o", daily, goal(Per.WEEK, 3, since=wednesday))
    kept = 0.5 ** (1 / half_life(goal(Per.WEEK, 3)))
    # The seven days up to Wednesday hold six practised ones, up to Saturday three: all is reached.
    assert strong(eased) == pytest.approx(100 * (1 - 0.5 ** (15 / 13) * kept**4))


def test_the_half_life_follows_how_often_practice_is_asked_for() -> None:
    assert half_life(goal()) == 13
    assert half_life(goal(times=2)) == 13
    assert half_life(MON_FRI) == pytest.approx(13 / math.sqrt(5 / 7))
    assert half_life(goal(Per.WEEK, 3)) == pytest.approx(13 / math.sqrt(3 / 7))
    assert strength(days_of([], [])) is None


def test_why_names_each_day_and_what_lies_before() -> None:
    days = drawn("x.xpxo")
    lines = streak_lines(why_streak(days))
    assert lines == [
        "Points: 2 days, 1 rest day inside, Thu 19 Nov 2026 to Sat 21 Nov 2026.",
        "Goal: once a day, 1 min or more.",
        "Sun 22 Nov 2026: still open, 0 of 1 so far.",
        "Sat 21 Nov 2026: done, 1 of 1, 5 min.",
        "Fri 20 Nov 2026: rest.",
        "Thu 19 Nov 2026: done, 1 of 1, 5 min.",
        "Wed 18 Nov 2026: no practice. The streak can only begin after it.",
    ]


def test_why_names_the_record_that_reached_the_target() -> None:
    records = [
        practised(at(SUNDAY, hour), seconds) for hour, seconds in ((8, 30), (9, 90), (10, 80))
    ]
    days = days_of(records, [goal(times=2)])
    step = why_streak(days, records_on=lambda day: [r for r in records if r.day == day]).walked[0]
    assert step.decided_by == records[2]
    why = why_streak(days, records_on=lambda day: [r for r in records if r.day == day])
    assert streak_lines(why)[2] == "Sun 22 Nov 2026: done, 2 of 2, 3 min 20 s, reached at 10:00."


def test_why_says_what_ended_a_streak_of_the_past() -> None:
    days = drawn("xxp.xo", goal(since=SUNDAY))
    past = streaks(days).all[1]
    why = why_streak(days, past)
    assert why.ended_by is not None
    assert (why.ended_by.first, why.ended_by.state) == (SUNDAY - 2 * DAY, State.MISSED)
    assert [step.state.value for step in why.walked] == ["met", "met"]
    assert why.stopped_by is None
    assert streak_lines(why)[-1] == "Here the counting begins."


def test_why_says_when_the_goal_was_another() -> None:
    once, twice = goal(since=SUNDAY - 30 * DAY), goal(times=2, since=SUNDAY)
    records = [practised(at(SUNDAY - DAY * back, hour)) for back in range(2) for hour in (8, 9)]
    lines = streak_lines(why_streak(days_of(records, [once, twice])))
    assert lines[1:5] == [
        "Goal: twice a day, 1 min or more.",
        "Sun 22 Nov 2026: done, 2 of 2, 10 min.",
        "Goal up to Sat 21 Nov 2026: once a day, 1 min or more.",
        "Sat 21 Nov 2026: done, 2 done, 1 asked, 10 min.",
    ]


def test_why_walks_weeks_under_a_weekly_goal() -> None:
    days = weeks_drawn([1, 3, "xx.ppp.", 1], goal(Per.WEEK, 3))
    lines = streak_lines(why_streak(days))
    assert lines[2:5] == [
        "Mon 16 Nov 2026 to Sun 22 Nov 2026: still open, 1 of 3 days so far, 5 min.",
        "Mon 9 Nov 2026 to Sun 15 Nov 2026: done, 2 of 2 days, 3 rest days in it, 10 min.",
        "Mon 2 Nov 2026 to Sun 8 Nov 2026: done, 3 of 3 days, 15 min.",
    ]


def test_a_streak_of_one_day_names_that_day_once() -> None:
    assert streak_lines(why_streak(drawn("x")))[0] == "Points: 1 day, Sun 22 Nov 2026."


def test_a_longest_that_alone_changes_is_said_alone() -> None:
    assert preview(drawn("x.x..o"), drawn("xxx..o")).words == "longest 1 day → 3"


def test_why_without_a_goal_or_a_streak_is_said_plainly() -> None:
    assert streak_lines(why_streak(days_of([], []))) == [
        "Points: no goal is set, so no streak is counted, only totals."
    ]
    lines = streak_lines(why_streak(drawn("x.o")))
    assert lines[0] == "Points: no days in a row now."
    assert lines[-1] == "Sat 21 Nov 2026: no practice. A streak can only begin after it."


def test_why_a_day_stands_as_it_does() -> None:
    records = [practised(at(SUNDAY, 8), 30), practised(at(SUNDAY, 9), 90)]
    ill = rest(SUNDAY - 2 * DAY, SUNDAY - DAY, RestReason.ILL)
    days = days_of(records, [goal(times=2, weekdays=range(1, 7))], [ill])
    assert day_lines(why_day(days, SUNDAY, records)) == [
        "Points, Sun 22 Nov 2026: a little.",
        "Goal: twice a day, Tuesday to Sunday, 1 min or more.",
        "08:00, 30 s, too short to count.",
        "09:00, 1 min 30 s.",
        "1 of 2.",
    ]
    assert day_lines(why_day(days, SUNDAY - DAY))[-1] == (
        "A rest covers it: ill, Fri 20 Nov 2026 to Sat 21 Nov 2026."
    )
    monday = days_of([practised(at(SUNDAY - 9 * DAY))], [goal(weekdays=range(1, 7))])
    assert day_lines(why_day(monday, SUNDAY - 6 * DAY))[-1] == "The goal does not ask for a Monday."


def test_why_a_day_of_a_week_shows_the_week() -> None:
    days = weeks_drawn([3, 1], goal(Per.WEEK, 3))
    assert day_lines(why_day(days, SUNDAY))[-1] == (
        "Its week, Mon 16 Nov 2026 to Sun 22 Nov 2026: still open, 1 of 3 days."
    )
    assert day_lines(why_day(days_of([], []), SUNDAY))[1] == (
        "No goal is set, so nothing is asked of the day."
    )


def test_why_a_date_that_never_was_is_protected() -> None:
    apia = "Pacific/Apia"
    records = [practised(at(date(2011, 12, day), 12, apia)) for day in (29, 31)]
    days = days_of(records, [goal()], now=at(date(2011, 12, 31), 13, apia))
    assert day_lines(why_day(days, date(2011, 12, 30)))[-1] == (
        "This date never was: the zone or a flight left it out."
    )
    assert "Fri 30 Dec 2011: rest, the date never was." in streak_lines(why_streak(days))


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ("x" * 12 + "..", "x" * 31, "0 → 31 days in a row, longest 12 days → 31"),
        ("x" * 18 + "." + "x" * 12, "x" * 31, "12 days in a row → 31, longest 18 days → 31"),
        (".xxo", "xxxo", "2 days in a row → 3"),
        ("xxo", "xxo", "2 days in a row, as before"),
        ("x.o", "x.o", "nothing in a row changes"),
        ("xxx.x", "xxxx.", "1 day in a row → 4, longest 3 days → 4"),
        ("x", "o", "1 day in a row → none"),
        ("xxx.xo", "xxx..o", "1 day in a row → none"),
    ],
)
def test_a_change_is_previewed(before: str, after: str, words: str) -> None:
    seen = preview(drawn(before), drawn(after))
    assert seen.words == words
    assert seen.changed is (before != after)


def test_a_change_of_unit_is_previewed_with_both_units() -> None:
    seen = preview(drawn("x" * 14), drawn("x" * 14, goal(Per.WEEK, 3)))
    assert seen.words == "14 days in a row → 2 weeks"


@pytest.mark.parametrize(
    ("days", "words", "due", "left"),
    [
        (drawn("x/", goal(times=2)), "1 of 2 today", True, 1),
        (drawn("xx", goal(times=2)), "2 of 2 today", False, 0),
        (drawn("xo"), "0 of 1 today", True, 1),
        (drawn("xp"), "rest day", False, 1),
        (weeks_drawn([3, 2], goal(Per.WEEK, 3)), "2 of 3 days this week", True, 1),
        (weeks_drawn([3, "o......"], goal(Per.WEEK, 1)), "0 of 1 day this week", True, 1),
        (weeks_drawn([3, 4], goal(Per.WEEK, 3)), "4 days done, 3 asked this week", False, 0),
        (weeks_drawn([3, "x.....x"], goal(Per.WEEK, 3)), "2 of 3 days this week", False, 1),
        (weeks_drawn([3, "ppppppp"], goal(Per.WEEK, 3)), "rest week", False, 0),
    ],
)
def test_today_asks_for_what_is_not_done_yet(days: Days, words: str, due: bool, left: int) -> None:
    found = todays_goal(days)
    assert found is not None
    assert (found.words, found.due, found.left) == (words, due, left)


def test_a_kind_without_a_goal_asks_for_nothing() -> None:
    assert todays_goal(days_of([], [goal()], kind=Kind.MAT)) is None
