import math
from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from random import Random

import pytest
from conftest import mat_of, session_of
from given_days import SUNDAY, at, days_of, practised
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.core.facts.sessions import (
    Hold,
    Kind,
    Layer,
    MatSession,
    Position,
    Practice,
    Session,
    Side,
)
from tracker.core.insights.balance import Neglected, balance
from tracker.core.insights.mood import PairedChange, paired_change, pairs
from tracker.core.insights.periods import (
    Length,
    PartOfDay,
    Period,
    WeekTotal,
    hours,
    usual_week,
    week_totals,
)
from tracker.core.insights.ratings import By, Stretch, by_years, groups, halves, stretches
from tracker.core.insights.words import (
    NO_CAUSE,
    change_words,
    halves_words,
    hour_lines,
    left_out,
    most_often,
    neglected_words,
    numbers,
    part_words,
    rating_lines,
    side_words,
    signed,
    stretch_words,
    times_words,
    too_few,
    week_lines,
    week_summary,
)
from tracker.core.text.dates import day_words

DAY = timedelta(days=1)
MONDAY = SUNDAY - 6 * DAY
MOMENTS = st.lists(
    st.tuples(st.integers(0, 300), st.integers(0, 23), st.sampled_from(Kind)), max_size=60
)


def records(moments: list[tuple[int, int, Kind]]) -> list[Practice]:
    return [practised(at(SUNDAY - ago * DAY, hour), kind=kind) for ago, hour, kind in moments]


def test_a_period_is_whole_weeks_up_to_its_last_day() -> None:
    year = Period.until(SUNDAY, Length.YEAR, date(2020, 1, 1))
    assert (year.first, year.last, year.days) == (date(2025, 11, 24), SUNDAY, 364)
    assert Period.until(SUNDAY, Length.QUARTER, date(2020, 1, 1)).days == 91
    assert Period.until(SUNDAY, Length.ALL, date(2020, 1, 1)).first == date(2020, 1, 1)
    assert Period.until(SUNDAY, Length.ALL, SUNDAY + DAY).days == 1


@given(st.dates(date(2000, 1, 1), date(2030, 1, 1)), st.integers(0, 4000))
def test_a_period_is_read_year_by_year_and_no_day_twice(first: date, days: int) -> None:
    period = Period(first, first + timedelta(days=days))
    parts = period.years
    assert (parts[0].first, parts[-1].last) == (period.first, period.last)
    assert all(one.last + DAY == other.first for one, other in pairwise(parts))
    assert all(part.first.year == part.last.year for part in parts)


def test_weeks_are_summed_up_from_their_own_first_day() -> None:
    days = days_of(
        [
            practised(at(MONDAY), 600),
            practised(at(SUNDAY), 300),
            practised(at(MONDAY - DAY), 60),
            practised(at(MONDAY, 9), 3000, kind=Kind.MAT),
            practised(at(MONDAY - 10 * DAY), 30),
        ]
    )
    assert week_totals(days, SUNDAY, 4) == (
        WeekTotal(MONDAY - 21 * DAY, None, whole=False),
        WeekTotal(MONDAY - 14 * DAY, 30, whole=False, count=1),
        WeekTotal(MONDAY - 7 * DAY, 60, whole=True, count=1),
        WeekTotal(MONDAY, 900, whole=False, count=2),
    )


def test_weeks_start_on_the_persons_day() -> None:
    days = days_of([practised(at(SUNDAY), 300), practised(at(SUNDAY - DAY), 60)], week_starts=6)
    assert [week.seconds for week in week_totals(days, SUNDAY, 2)] == [60, 300]
    assert week_totals(days, SUNDAY, 1)[0].start == SUNDAY


def test_a_practice_that_never_began_has_no_weeks_without() -> None:
    weeks = week_totals(days_of([]), SUNDAY, 3)
    assert [week.seconds for week in weeks] == [None] * 3
    assert week_summary(weeks, SUNDAY) == "nothing in these weeks"
    assert [*week_lines("Mat", weeks, day_words)] == ["Mat: nothing in these weeks."]


@given(MOMENTS)
def test_the_weeks_hold_every_second_once(moments: list[tuple[int, int, Kind]]) -> None:
    found = records(moments)
    for kind in Kind:
        weeks = week_totals(days_of(found, now=at(SUNDAY, 24 + 3), kind=kind), SUNDAY, 45)
        summed = sum(week.seconds or 0 for week in weeks)
        assert summed == sum(one.seconds for one in found if one.kind is kind)


def test_the_usual_week_is_the_middle_of_the_whole_ones() -> None:
    whole = [WeekTotal(MONDAY, seconds, whole=True) for seconds in (0, 60, 120, 600)]
    running = WeekTotal(MONDAY, 9000, whole=False)
    assert usual_week([*whole, running]) is None
    assert usual_week([*whole, running, WeekTotal(MONDAY, 90, whole=True)]) == 90


def test_the_running_week_is_not_held_against_anyone() -> None:
    days = days_of([practised(at(MONDAY - number * 7 * DAY), 600 + number) for number in range(9)])
    weeks = week_totals(days, SUNDAY, 9)
    assert week_summary(weeks, SUNDAY) == ("this week 10 min so far · a usual week 10 min")
    empty = (*weeks[:-1], WeekTotal(MONDAY, 0, whole=False))
    assert week_summary(empty, SUNDAY).startswith("nothing yet this week · a usual week")
    assert week_summary(weeks[:-1], SUNDAY).startswith("the last of them 10 min · a usual week")


def test_weeks_read_as_a_line_each_newest_first() -> None:
    days = days_of([practised(at(MONDAY), 600), practised(at(MONDAY - 14 * DAY), 90)])
    assert [*week_lines("Points", week_totals(days, SUNDAY, 4), day_words)] == [
        "Points: 2 of 3 weeks with practice.",
        "  week of Mon 16 Nov 2026: 10 min",
        "  week of Mon 9 Nov 2026: nothing",
        "  week of Mon 2 Nov 2026: 1 min 30 s",
    ]


def test_a_night_is_in_one_piece_at_the_end_of_the_day_before() -> None:
    found = hours([practised(at(SUNDAY, 1)), practised(at(SUNDAY, 4)), practised(at(SUNDAY, 5))])
    saturday, sunday = found.weekdays.index(5), found.weekdays.index(6)
    assert (found.hours[0], found.hours[-1]) == (5, 4)
    assert found.counts[saturday][found.hours.index(1)] == 1
    assert found.counts[saturday][-1] == 1
    assert found.counts[sunday][0] == 1
    assert (found.busiest(saturday), found.busiest(sunday), found.busiest(0)) == (1, 5, None)
    night = [at for at, hour in enumerate(found.hours) if PartOfDay.of(hour) is PartOfDay.NIGHT]
    assert night == [*range(night[0], night[-1] + 1)]


@given(MOMENTS, st.integers(0, 6))
def test_the_hours_count_every_record_once(
    moments: list[tuple[int, int, Kind]], week_starts: int
) -> None:
    found = records(moments)
    grid = hours(found, week_starts=week_starts)
    counted = Counter(
        ((one.started - timedelta(hours=5)).weekday(), one.started.hour) for one in found
    )
    assert counted == Counter(
        {
            (weekday, hour): grid.counts[row][column]
            for row, weekday in enumerate(grid.weekdays)
            for column, hour in enumerate(grid.hours)
            if grid.counts[row][column]
        }
    )
    assert grid.n == len(found) == sum(map(grid.part, PartOfDay))
    assert grid.weekdays[0] == week_starts
    lasted = hours(found, week_starts=week_starts, seconds=True)
    assert lasted.n == round(sum(one.seconds for one in found))


def test_the_hours_say_when_most_begin() -> None:
    found = hours([practised(at(SUNDAY, hour)) for hour in (8, 19, 20, 21, 23, 23)])
    assert most_often(found) == "Most often in the evening: 3 of 6 sessions. Nights 2, mornings 1."
    assert most_often(hours([practised(at(SUNDAY, 0))])) == "Most often at night: 1 of 1 session."
    assert most_often(hours([])) == ""


def test_each_hour_has_its_part_of_the_day() -> None:
    assert [PartOfDay.of(hour)[0] for hour in range(24)] == list("nnnnnmmmmmmaaaaaaeeeeenn")


def test_the_hours_read_weekday_by_weekday() -> None:
    found = hours([practised(at(SUNDAY, hour)) for hour in (8, 8, 21)])
    lines = [*hour_lines("sessions", found)]
    assert part_words(found) == "morning 2, evening 1"
    assert lines[0] == "3 sessions: morning 2, evening 1."
    assert lines[1] == "Monday: none."
    assert lines[-1] == "Sunday: 3, most often from 08:00. 08h 2, 21h 1."


def rated(
    before: int, after: int, *points: str, routine: str | None = None, hour: float = 8
) -> Session:
    holds = tuple(
        Hold(point=point, side=Side.LEFT, planned=60, held=60, done=True)
        for point in points or ("PC6",)
    )
    session = session_of(at=at(SUNDAY, hour))
    return replace(session, holds=holds, routine=routine, mood_before=before, mood_after=after)


def lain(start: int | None, end: int | None, *, days_ago: int = 0) -> MatSession:
    session = mat_of(at=at(SUNDAY), days_ago=days_ago)
    return replace(session, discomfort_start=start, discomfort_end=end)


def test_ratings_are_grouped_by_routine_the_most_rated_first() -> None:
    found = groups(
        [
            *(rated(4, 6, routine="calm") for _ in range(5)),
            *(rated(5, 5, routine="own-1") for _ in range(6)),
            *(rated(5, 6) for _ in range(2)),
            replace(rated(1, 2, routine="calm"), mood_after=None),
            mat_of(),
        ],
        By.ROUTINE,
        "mood",
        {"calm": "Three calm minutes"}.get,
    )
    assert [(one.name, one.n) for one in found.parts] == [("own-1", 6), ("Three calm minutes", 5)]
    assert (found.everything.name, found.everything.n) == ("All sessions", 13)
    assert found.small == 1
    assert left_out(found, 1) == "1 more, rated less often, 1 more rated fewer than 5 times"
    assert found.parts[1].pairs == ((4, 6),) * 5


def test_a_session_counts_for_each_point_that_was_held() -> None:
    session = rated(4, 6, "PC6", "HT7", "PC6")
    skipped = Hold(point="LU9", side=Side.LEFT, planned=60, held=0, done=False)
    found = groups([replace(session, holds=(*session.holds, skipped))] * 5, By.POINT, "mood")
    assert [(one.name, one.n) for one in found.parts] == [("HT7", 5), ("PC6", 5)]
    assert found.everything.n == 5


def test_the_mat_is_grouped_by_position_layer_and_mat() -> None:
    one = replace(
        mat_of(),
        layer=Layer.THIN,
        position=Position.BACK,
        mat="the  green\none",
        tension_before=7,
        tension_after=4,
    )
    found = groups([one] * 5 + [rated(4, 6)] * 5, By.MAT, "tension")
    names = ["layer: thin", "mat: the green one", "position: back"]
    assert [group.name for group in found.parts] == names
    assert (found.everything.name, found.everything.n) == ("All mat sessions", 5)


def test_the_time_of_day_groups_points_and_mat_together() -> None:
    mat = replace(mat_of(at=at(SUNDAY, 23)), mood_before=5, mood_after=6)
    found = groups([rated(4, 6)] * 5 + [mat] * 6, By.TIME, "mood")
    assert [(one.name, one.n) for one in found.parts] == [
        ("morning, 05 to 11", 5),
        ("night, 22 to 05", 6),
    ]


def test_below_five_ratings_nothing_is_summed_up() -> None:
    found = groups([rated(4, 6)] * 4, By.ROUTINE, "mood")
    assert (found.parts, found.small) == ((), 1)
    assert paired_change(found.everything.pairs) is None
    assert [*rating_lines("mood", found, [])] == [
        "5 sessions with mood before and after are needed here; this period has 4."
    ]
    assert too_few(0, "sessions").endswith("has none.")


RATINGS = st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=5, max_size=60)


@settings(max_examples=20, deadline=None)
@given(RATINGS)
def test_mean_and_spread_agree_with_exact_fractions(ratings: list[tuple[int, int]]) -> None:
    found = paired_change(ratings)
    assert found is not None
    mean, squares = moments_of(ratings)
    assert found.mean == pytest.approx(float(mean), abs=1e-12)
    assert found.spread == pytest.approx(math.sqrt(squares / (len(ratings) - 1)), abs=1e-12)


@pytest.mark.parametrize("seed", range(4))
def test_the_interval_agrees_with_its_closed_form(seed: int) -> None:
    """Under weights of a flat Dirichlet the mean varies by the population variance over n + 1.

    Source: Rubin, The Bayesian Bootstrap, Annals of Statistics 9(1), 1981. With two hundred
    ratings it is near normal; the rest is the chance of a thousand resamples.
    """
    chance = Random(seed)
    ratings = [(chance.randrange(7), chance.randrange(3, 11)) for _ in range(200)]
    found = paired_change(ratings, seed)
    assert found is not None
    mean, squares = moments_of(ratings)
    error = math.sqrt(squares / len(ratings) / (len(ratings) + 1))
    assert found.interval == pytest.approx(
        (float(mean) - 1.96 * error, float(mean) + 1.96 * error), abs=0.3 * error
    )


def moments_of(ratings: list[tuple[int, int]]) -> tuple[Fraction, Fraction]:
    """The exact mean of the differences, and the sum of their squares about it."""
    differences = [Fraction(after - before) for before, after in ratings]
    mean = sum(differences, Fraction()) / len(differences)
    return mean, sum(((each - mean) ** 2 for each in differences), Fraction())


def change_of(
    n: int, mean: float, spread: float = 1.0, interval: tuple[float, float] | None = None
) -> PairedChange:
    low, high = interval or (None, None)
    return PairedChange(n=n, mean=mean, spread=spread, low=low, high=high, most=(-1, 2))


def test_a_change_is_said_as_a_person_would_and_never_with_a_cause() -> None:
    rose, fell = change_of(40, 0.5, 1.4, (0.3, 0.8)), change_of(12, -2.1, 1.0, (-2.5, -1.4))
    unclear = change_of(12, 0.3, 1.0, (-0.1, 0.8))
    assert change_words("mood", rose) == (
        "After a session you rated your mood half a step higher, on average."
    )
    assert change_words("tension", fell) == (
        "After a session you rated your tension about two steps lower, on average."
    )
    assert change_words("discomfort", fell) == (
        "By the end you rate it about two steps lower than at the start."
    )
    assert "about the same as before" in change_words("mood", unclear)
    assert "about the same as at the start" in change_words("discomfort", unclear)
    assert "a little higher" in change_words("mood", change_of(300, 0.2, 1.0, (0.1, 0.3)))
    assert "about one step higher" in change_words("mood", change_of(6, 1.1))
    assert times_words("mood", rose) == ("40 sessions; most answers moved between −1 and +2 steps.")
    assert numbers(rose) == "+0.5 on average over 40, spread 1.4, interval +0.3 to +0.8"
    assert (signed(-0.04), signed(-0.4), signed(0.4)) == ("0.0", "-0.4", "+0.4")


def test_where_an_interval_means_nothing_the_words_say_why() -> None:
    few = paired_change([(4, 6), (5, 5), (3, 7), (6, 5), (2, 5)])
    same = paired_change([(4, 6)] * 9)
    still = paired_change([(4, 4)] * 9)
    assert few is not None
    assert same is not None
    assert still is not None
    why = "how sure an average is can be said from 8 on"
    assert numbers(few) == f"+1.6 on average over 5, spread 2.1; {why}"
    assert times_words("mood", few) == f"5 sessions; {why}."
    assert numbers(same) == "+2.0 each time, over 9; without a spread no interval"
    assert times_words("discomfort", same) == "9 times; every answer moved by +2."
    assert times_words("mood", still) == "9 sessions; no answer moved."
    assert "about the same" in change_words("mood", still)


def test_ratings_read_as_sentences_that_deny_a_cause() -> None:
    chance = Random(5)
    found = groups(
        [rated(chance.randrange(5), chance.randrange(4, 9), routine="calm") for _ in range(30)],
        By.ROUTINE,
        "mood",
    )
    changes = [
        (group, change)
        for group in (found.everything, *found.parts)
        if (change := paired_change(group.pairs))
    ]
    lines = [*rating_lines("mood", found, changes)]
    assert lines[0].startswith("After a session you rated your mood about ")
    assert lines[1].startswith("All sessions: +")
    assert lines[2].startswith("calm: +")
    assert NO_CAUSE.format("mood") in lines


def test_what_was_left_alone_is_named_with_its_day() -> None:
    found = [Neglected("GV20", None), Neglected("SP6", None), Neglected("LU9", date(2026, 10, 3))]
    assert neglected_words(found, SUNDAY, day_words) == (
        "Last pressed before the four weeks to Sun 22 Nov 2026: LU9 (Sat 3 Oct 2026). "
        "Not pressed in this period: GV20, SP6."
    )
    assert neglected_words(found, SUNDAY, day_words, 1).endswith("GV20 and 1 more.")
    assert neglected_words([], SUNDAY, day_words) == ""


def test_the_sides_add_up_to_a_hundred() -> None:
    left = session_of(seconds=200)
    right = replace(
        session_of(),
        holds=(Hold(point="PC6", side=Side.RIGHT, planned=60, held=100, done=True),),
    )
    found = balance([left, right], lambda _: None)
    assert side_words(found) == "Left 67 %, right 33 % of the time held on a side."
    assert side_words(balance([], lambda _: None)) == ""


def test_discomfort_is_summed_up_in_four_weeks_newest_first() -> None:
    period = Period.until(SUNDAY, Length.YEAR, SUNDAY)
    near = [lain(6, end, days_ago=27) for end in (1, 2, 3, 4, 5)]
    far = [lain(8, 6, days_ago=28)] * 5 + [lain(8, None, days_ago=28)]
    found = stretches([*far, *near, *[lain(9, 9, days_ago=200)] * 4], period)
    assert found == (
        Stretch(first=SUNDAY - 27 * DAY, last=SUNDAY, n=5, start=6, end=3),
        Stretch(first=SUNDAY - 55 * DAY, last=SUNDAY - 28 * DAY, n=5, start=8, end=6),
    )
    assert stretch_words(found[0], day_words) == (
        "Mon 26 Oct 2026 to Sun 22 Nov 2026: 6.0 at the start, 3.0 at the end, on average of 5"
    )


@given(
    st.lists(st.tuples(st.integers(0, 363), st.integers(0, 10), st.integers(0, 10)), max_size=80)
)
def test_the_four_weeks_agree_with_a_plain_walk(ratings: list[tuple[int, int, int]]) -> None:
    period = Period.until(SUNDAY, Length.YEAR, SUNDAY)
    found = stretches([lain(start, end, days_ago=ago) for ago, start, end in ratings], period)
    expected = []
    for number in range(13):
        inside = [(start, end) for ago, start, end in ratings if ago // 28 == number]
        if len(inside) >= 5:
            starts, ends = zip(*inside, strict=True)
            expected.append([len(inside), sum(starts) / len(starts), sum(ends) / len(ends)])
    assert [number for one in found for number in (one.n, one.start, one.end)] == pytest.approx(
        [number for one in expected for number in one]
    )


def test_a_long_period_is_summed_up_by_years() -> None:
    period = Period.until(SUNDAY, Length.ALL, date(2024, 3, 1))
    assert by_years(period)
    found = stretches([lain(6, 3)] * 5 + [lain(7, 5, days_ago=365)] * 5, period)
    assert [(one.first, one.last) for one in found] == [
        (date(2026, 1, 1), SUNDAY),
        (date(2025, 1, 1), date(2025, 12, 31)),
    ]


def test_the_halves_are_the_earlier_and_the_later_sessions() -> None:
    found = [
        lain(start, None, days_ago=20 - number) for number, start in enumerate([8] * 5 + [4] * 6)
    ]
    both = halves(found[::-1])
    assert both is not None
    assert (both.earlier, both.later, both.n_earlier, both.n_later) == (8, 4, 5, 6)
    assert halves_words(both) == ("At the start: 8.0 at first, 4.0 lately.")
    assert halves(found[:9]) is None


def test_discomfort_is_of_the_mat_alone() -> None:
    assert pairs([lain(6, 3), rated(1, 2)], "discomfort") == [(6, 3)]
