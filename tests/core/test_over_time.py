"""Practice, ratings and nights over time: a value for every week or day, absent where none is."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from conftest import SUNDAY, mat_of, session_of
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.facts.nights import Night
from tracker.core.facts.sessions import Practice, Session
from tracker.core.facts.ulid import ulid
from tracker.core.insights.over_time import (
    day_columns,
    is_low,
    trend_lines,
    trends,
    week_columns,
)
from tracker.core.insights.periods import Period

TODAY = SUNDAY.date()
MONTH = Period(TODAY - timedelta(days=27), TODAY)


def night(ago: int, rating: int) -> Night:
    made = SUNDAY - timedelta(days=ago)
    return Night(id=ulid(made), made=made, zone=None, day=made.date(), rating=rating)


def rated(ago: int, before: int | None, after: int | None) -> Session:
    return replace(session_of(days_ago=ago), mood_before=before, mood_after=after)


@given(
    first=st.dates(date(2020, 1, 1), date(2026, 1, 1)),
    days=st.integers(0, 4000),
    room=st.integers(1, 120),
    week_starts=st.integers(0, 6),
)
def test_columns_cover_the_period_side_by_side_and_fit(
    first: date, days: int, room: int, week_starts: int
) -> None:
    period = Period(first, first + timedelta(days=days))
    weeks = week_columns(period, week_starts, room)
    assert len(weeks) <= room
    assert weeks[0].first <= period.first
    assert weeks[-1].first <= period.last <= weeks[-1].last
    assert all(each.first.weekday() == week_starts for each in weeks)
    for columns in (weeks, day_columns(period, room)):
        for one, other in pairwise(columns):
            assert other.first - one.last == timedelta(days=1)
            assert one.days == other.days


def test_each_week_has_its_minutes_and_the_mean_of_its_ratings() -> None:
    columns = week_columns(MONTH, 0, 60)
    records: list[Practice] = [rated(0, 4, 6), rated(1, 5, None), rated(14, None, 9)]
    records.append(mat_of(days_ago=7))
    found = {
        each.name: each.values for each in trends(records, [night(0, 6), night(1, 3)], columns)
    }
    assert found == {
        "Points": (None, 120.0, None, 240.0),
        "Mat": (None, None, 1200.0, None),
        "Mood before": (None, None, None, 4.5),
        "Mood after": (None, 9.0, None, 6.0),
        "Nights": (None, None, None, 4.5),
    }


def test_without_a_night_there_is_no_line_of_nights() -> None:
    found = trends([session_of()], [night(300, 5)], week_columns(MONTH, 0, 60))
    assert [each.name for each in found] == ["Points"]


def test_without_averages_each_day_has_its_last_answer_and_no_minutes() -> None:
    late = replace(rated(0, 2, 3), started=SUNDAY + timedelta(hours=3))
    columns = day_columns(MONTH, 3)
    found = trends([late, rated(0, 7, 8), rated(2, 1, 1)], [], columns, averages=False)
    assert {each.name: each.values for each in found} == {
        "Mood before": (1, None, 2),
        "Mood after": (1, None, 3),
    }


@pytest.mark.parametrize(
    ("room", "first"),
    [
        (60, "Week of 2026-11-16: points 2 min, mood after 6, nights 6."),
        (2, "2026-11-09 to 2026-11-22: points 2 min, mood after 6, nights 6."),
    ],
)
def test_every_column_is_a_sentence_the_latest_first(room: int, first: str) -> None:
    columns = week_columns(MONTH, 0, room)
    found = trends([rated(0, None, 6), rated(20, None, 5)], [night(0, 6)], columns)
    lines = [*trend_lines(found, columns, date.isoformat)]
    assert lines[0] == first
    assert len(lines) == 2


@pytest.mark.parametrize(
    ("now", "before", "low"),
    [
        ([3, 3, 3, 3, 3], [], True),
        ([3, 3, 3, 3], [], False),
        ([4, 3, 3, 3, 3], [], False),
        ([6] * 5, [8] * 5, True),
        ([6] * 5, [8] * 4, False),
        ([8] * 5, [2] * 5, False),
    ],
)
def test_a_low_or_fallen_fortnight_is_seen_from_five_answers_on(
    now: list[int], before: list[int], low: bool
) -> None:
    records = [rated(ago, None, each) for ago, each in enumerate(now)]
    records += [rated(14 + ago, None, each) for ago, each in enumerate(before)]
    assert is_low(records, TODAY) is low
