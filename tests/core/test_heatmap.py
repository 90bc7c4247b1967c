from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from given_days import SUNDAY, at, days_of, drawn, goal, practised, rest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.core.calendar.grid import Grid, Place
from tracker.core.calendar.heatmap import DONE, ENOUGH, LEVELS, UNCHANGED, Measure, Scale, heatmap
from tracker.core.calendar.heatmap_words import cell_words, reading
from tracker.core.days.states import State
from tracker.core.facts.sessions import Kind, Per

DAY = timedelta(days=1)
WEEK_STARTS = st.integers(0, 6)
DATES = st.dates(date(1971, 1, 1), date(2100, 12, 31))


@pytest.mark.parametrize(
    ("year", "week_starts", "columns"),
    [
        (2026, 0, 53),
        (2026, 6, 53),
        (2028, 6, 54),
        (2028, 0, 53),
        (2012, 0, 54),
        (2000, 6, 54),
        (2023, 0, 53),
        (2023, 6, 53),
    ],
)
def test_a_year_has_53_or_54_columns(year: int, week_starts: int, columns: int) -> None:
    assert Grid.of_year(year, week_starts).columns == columns


def test_places_of_known_days() -> None:
    year = Grid.of_year(2026)
    assert year.place(date(2026, 1, 1)) == Place(0, 3)
    assert year.place(date(2026, 1, 5)) == Place(1, 0)
    assert year.place(date(2026, 12, 31)) == Place(52, 3)
    assert year.day(Place(0, 2)) is None
    assert year.day(Place(52, 4)) is None
    assert year.day(Place(3, 7)) is None
    assert Grid.of_year(2026, 6).weekdays == (6, 0, 1, 2, 3, 4, 5)


def grids(day: date, week_starts: int) -> list[Grid]:
    return [
        Grid.of_year(day.year, week_starts),
        Grid.rolling(day, week_starts),
        Grid.of_weeks(day, 12, week_starts),
    ]


@settings(max_examples=20)
@given(DATES, WEEK_STARTS)
def test_a_day_is_found_again_at_its_place(day: date, week_starts: int) -> None:
    for grid in grids(day, week_starts):
        assert grid.columns in {12, 53, 54}
        assert list(grid.places) == [grid.place(each) for each in grid.days]
        for each in grid.days:
            place = grid.place(each)
            assert grid.day(place) == each
            assert (each - DAY * place.row).weekday() == week_starts
        found = [grid.day(Place(column, row)) for column in range(grid.columns) for row in range(7)]
        assert [each for each in found if each] == list(grid.days)


@settings(max_examples=20)
@given(DATES, WEEK_STARTS)
def test_month_labels_stand_on_their_weeks_and_never_overlap(day: date, week_starts: int) -> None:
    for grid in grids(day, week_starts):
        labels = grid.months()
        for label in labels:
            begins = max(label.month, grid.first)
            assert label.column == grid.place(begins).column
        ends = [label.column + 3 for label in labels[:-1]]
        assert all(end < label.column for end, label in zip(ends, labels[1:], strict=True))
        whole = {each.replace(day=1) for each in grid.days if each.day == 1}
        assert whole <= {label.month for label in labels}


def test_a_rolling_year_ends_today_and_has_365_days() -> None:
    grid = Grid.rolling(date(2028, 3, 1))
    assert (grid.first, grid.last, len(list(grid.days))) == (
        date(2027, 3, 3),
        date(2028, 3, 1),
        365,
    )


def test_levels_are_fifths_of_the_practised_days() -> None:
    scale = Scale.of(range(1, 101))
    levels = [scale.level(value) for value in range(1, 101)]
    assert levels == [level for level in LEVELS if level for _ in range(20)]


def test_one_enormous_day_dims_no_other() -> None:
    usual = Scale.of([5, 10, 15, 20, 25] * 10)
    with_one = Scale.of([*[5, 10, 15, 20, 25] * 10, 100_000])
    assert [with_one.level(value) for value in (5, 15, 25)] == [
        usual.level(value) for value in (5, 15, 25)
    ]


def test_equal_days_stand_in_the_middle() -> None:
    assert {Scale.of([1] * 30).level(1)} == {3}
    assert Scale.of([]).level(4) == 3


@given(
    st.lists(st.floats(0.001, 1e6), min_size=1, max_size=60),
    st.lists(st.floats(0, 1e6), min_size=2, max_size=20),
)
def test_levels_rise_with_the_value(history: Sequence[float], values: Sequence[float]) -> None:
    scale = Scale.of(history)
    levels = [scale.level(value) for value in sorted(values)]
    assert levels == sorted(levels)
    assert all(
        (level >= 1) is (value > 0) for value, level in zip(sorted(values), levels, strict=True)
    )
    assert set(levels) <= set(LEVELS)


@given(
    st.lists(st.floats(-10, 10), min_size=1, max_size=60),
    st.lists(st.floats(-10, 10), min_size=2, max_size=20),
)
def test_levels_of_mood_rise_with_it_and_turn_at_no_change(
    history: Sequence[float], values: Sequence[float]
) -> None:
    scale = Scale.of(history, signed=True)
    levels = [scale.level(value) for value in sorted(values)]
    assert levels == sorted(levels)
    for value in values:
        assert (scale.level(value) > UNCHANGED) is (value > 0)
        assert (scale.level(value) < UNCHANGED) is (value < 0)
        assert scale.level(value) + scale.level(-value) == 2 * UNCHANGED
    assert scale.level(None) == 0


def test_cells_carry_day_state_value_and_level() -> None:
    records = [
        practised(at(SUNDAY - DAY, 9), 600, mood=(4, 7)),
        practised(at(SUNDAY - DAY, 20), 300, mood=(5, 6)),
        practised(at(SUNDAY - 3 * DAY, 9), 60),
        practised(at(SUNDAY - 2 * DAY, 9), 1200, kind=Kind.MAT, mood=(6, 4)),
    ]
    goals = [goal(since=SUNDAY), goal(kind=Kind.MAT, since=SUNDAY)]
    points, mat = (days_of(records, goals, kind=kind) for kind in Kind)
    year = Grid.of_year(2026)
    counts = heatmap(year, Measure.COUNT, points)
    saturday = counts.cell(SUNDAY - DAY)
    assert saturday is not None
    assert (saturday.state, saturday.value, saturday.level) == (State.MET, 2, DONE)
    today = counts.cell(SUNDAY)
    assert today is not None
    assert (today.state, today.value, today.level, today.is_today) == (State.OPEN, None, 0, True)
    first = counts.cell(SUNDAY - 3 * DAY)
    assert first is not None
    assert first.is_first
    assert [cell.is_today for cell in counts.cells].count(True) == 1
    assert counts.at(year.place(SUNDAY)) == today
    assert counts.at(Place(0, 0)) is None
    assert counts.cell(date(2025, 12, 31)) is None

    minutes = heatmap(year, Measure.MINUTES, points).cell(SUNDAY - DAY)
    assert minutes is not None
    assert minutes.value == 15
    mood = heatmap(year, Measure.MOOD, points, mat)
    changes = [cell.marks for cell in mood.cells if any(mark.level for mark in cell.marks)]
    assert [[(mark.kind, mark.value, mark.level) for mark in marks] for marks in changes] == [
        [(Kind.POINTS, None, 0), (Kind.MAT, -2.0, 2)],
        [(Kind.POINTS, 2.0, 4), (Kind.MAT, None, 0)],
    ]


def test_levels_follow_all_history_not_the_year_shown() -> None:
    records = [
        practised(at(date(2025, 3, 1) + DAY * day, 9 + each))
        for day in range(10)
        for each in range(1 + day % 5)
    ]
    records += [practised(at(SUNDAY, 9))]
    cells = heatmap(Grid.of_year(2026), Measure.COUNT, days_of(records, [goal()])).cells
    assert max(cell.level for cell in cells) == 1


def test_levels_compare_days_from_the_tenth_on() -> None:
    def levels(count: int) -> set[int]:
        records = [practised(at(SUNDAY - DAY * day, 9), 60 * (day + 1)) for day in range(count)]
        short = practised(at(SUNDAY - DAY * 20, 9), 10)
        cells = heatmap(Grid.of_year(2026), Measure.MINUTES, days_of([*records, short])).cells
        return {cell.level for cell in cells}

    assert levels(ENOUGH - 2) == {0, DONE}
    assert levels(ENOUGH) == {*LEVELS}


def test_a_rest_to_come_and_the_days_before_show_their_state() -> None:
    days = days_of([practised(at(SUNDAY, 9))], [goal(since=SUNDAY)], [rest(SUNDAY + 3 * DAY)])
    shown = heatmap(Grid.of_year(2026), Measure.COUNT, days)
    states = [cell.state for cell in shown.cells]
    assert states.count(State.PROTECTED) == 1
    assert states.count(State.BEFORE) == SUNDAY.timetuple().tm_yday - 1
    assert states.count(State.AHEAD) == 365 - SUNDAY.timetuple().tm_yday - 1


def test_a_year_reads_month_by_month() -> None:
    records = [practised(at(date(2026, 10, day), 9), 60 * day) for day in (1, 2, 3, 4, 8, 9)]
    records += [practised(at(SUNDAY - DAY, hour)) for hour in (8, 20)]
    rests = [rest(date(2026, 10, 5), date(2026, 10, 7)), rest(date(2026, 12, 24))]
    days = days_of(records, [goal(since=date(2026, 10, 1))], rests)
    lines = reading(heatmap(Grid.of_year(2026), Measure.MINUTES, days))
    assert lines[0] == "Points, minutes, Thu 1 Jan 2026 to Thu 31 Dec 2026."
    assert lines[1:] == (
        (
            "October 2026: 6 of 31 days with practice, 1 to 4, 8, 9. 27 min in all, "
            "most on Fri 9 Oct 2026: 9 min. Rest days: 5 to 7."
        ),
        (
            "November 2026: 1 of 22 days with practice, 21. 10 min in all, "
            "most on Sat 21 Nov 2026: 10 min. Sun 22 Nov 2026 is open."
        ),
        "December 2026: Rest days to come: 24.",
    )


def test_both_kinds_are_read_apart() -> None:
    records = [practised(at(SUNDAY, 9)), practised(at(SUNDAY - DAY, 9), kind=Kind.MAT)]
    kinds = [days_of(records, [goal()], kind=kind) for kind in Kind]
    lines = reading(heatmap(Grid.of_weeks(SUNDAY, 1), Measure.COUNT, *kinds))
    assert lines == (
        "Points and Mat, sessions, Mon 16 Nov 2026 to Sun 22 Nov 2026.",
        (
            "Points, November 2026: 1 of 7 days with practice, 22. 1 session in all, "
            "most on Sun 22 Nov 2026: 1 session."
        ),
        (
            "Mat, November 2026: 1 of 2 days with practice, 21. 1 session in all, "
            "most on Sat 21 Nov 2026: 1 session."
        ),
    )


def test_mood_is_read_with_its_number_and_no_mean_of_a_handful() -> None:
    few = [practised(at(SUNDAY - DAY * back, 9), mood=(4, 6)) for back in range(4)]
    enough = [*few, practised(at(SUNDAY - 4 * DAY, 9), mood=(6, 6))]
    grid = Grid.of_weeks(SUNDAY, 1)
    read = [
        reading(heatmap(grid, Measure.MOOD, days_of(records, [goal(since=SUNDAY)])))[1]
        for records in (few, enough)
    ]
    assert read[0].endswith("Mood noted on 4 of them.")
    assert read[1].endswith("Mood noted on 5 of them, +1.6 on average.")


def test_a_cell_says_what_it_shows() -> None:
    days = drawn("x.pxo", goal(since=SUNDAY))
    shown = heatmap(Grid.of_weeks(SUNDAY, 2), Measure.COUNT, days)
    said = [cell_words(cell, Measure.COUNT)[0] for cell in shown.cells[-6:]]
    assert said == [
        "Tue 17 Nov 2026: before the first day",
        "Wed 18 Nov 2026: done, 1 session",
        "Thu 19 Nov 2026: no practice",
        "Fri 20 Nov 2026: rest",
        "Sat 21 Nov 2026: done, 1 session",
        "Sun 22 Nov 2026: still open",
    ]
    weekly = days_of([practised(at(SUNDAY - DAY), 10)], [goal(Per.WEEK, 3)])
    cell = heatmap(Grid.of_weeks(SUNDAY, 1), Measure.COUNT, weekly).cell(SUNDAY - DAY)
    assert cell is not None
    assert cell_words(cell, Measure.COUNT) == ("Sat 21 Nov 2026: 1 session",)
