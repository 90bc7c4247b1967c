"""Days in columns are the same days: whatever is done to columns equals what is done to values."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from given_days import SUNDAY, goal, rest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.calendar.heatmap import Measure, measured
from tracker.core.days.practice_days import Days, DaySummaries, DaySummary, Stamp
from tracker.core.days.states import State
from tracker.core.days.weeks import weeks
from tracker.core.facts.sessions import Goal, Kind, Per, Rest

KIND = Kind.POINTS
NEAR = st.integers(-20, 0).map(lambda back: SUNDAY + timedelta(days=back))
OFFSETS = st.timedeltas(timedelta(hours=-14), timedelta(hours=14)).map(timezone)
MOMENTS = st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=OFFSETS)
STAMPS = st.builds(Stamp, MOMENTS, st.sampled_from([None, "Europe/Berlin", "Asia/Tokyo", ""]))
SUMMARIES = st.builds(
    DaySummary,
    day=NEAR,
    kind=st.just(KIND),
    seconds=st.lists(st.floats(0, 300), min_size=1, max_size=4).map(tuple),
    first=STAMPS,
    last=STAMPS,
    mood_change=st.floats(-10, 10),
    mood_count=st.integers(0, 3),
)


def in_order(days: dict[date, DaySummary]) -> list[DaySummary]:
    return [days[day] for day in sorted(days)]


def by_day(days: Sequence[DaySummary]) -> dict[date, DaySummary]:
    return {each.day: each for each in days}


@given(st.lists(SUMMARIES, max_size=8))
def test_days_come_out_of_their_columns_as_they_went_in(days: list[DaySummary]) -> None:
    summaries = DaySummaries.of(KIND, days)
    assert summaries == in_order(by_day(days))
    assert list(reversed(summaries)) == list(summaries)[::-1]
    assert [summaries.on(each.day.toordinal()) for each in summaries] == list(summaries)
    assert bool(summaries) == bool(days)
    assert DaySummaries.of(Kind.MAT, days) == []


@given(st.lists(SUMMARIES, max_size=8), NEAR, NEAR)
def test_days_within_two_days_are_those(days: list[DaySummary], low: date, high: date) -> None:
    summaries = DaySummaries.of(KIND, days)
    within = summaries.within(low.toordinal(), high.toordinal())
    assert within == [each for each in summaries if low <= each.day <= high]
    assert summaries[1:] == list(summaries)[1:]
    assert summaries[3:1] == []
    with pytest.raises(ValueError, match="in a row"):
        summaries[::2]


@given(st.lists(SUMMARIES, max_size=8), st.lists(SUMMARIES, max_size=4), st.sets(NEAR))
def test_replacing_days_leaves_the_others(
    days: list[DaySummary], others: list[DaySummary], gone: set[date]
) -> None:
    changed = {**dict.fromkeys(gone), **by_day(others)}
    summaries = DaySummaries.of(KIND, days)
    found = summaries.replaced({day.toordinal(): summary for day, summary in changed.items()})
    wanted = {**by_day(days), **changed}
    assert found == in_order({day: each for day, each in wanted.items() if each is not None})
    assert summaries == in_order(by_day(days))


@given(st.lists(st.lists(SUMMARIES, max_size=4), max_size=4))
def test_sums_of_one_day_in_several_parts_are_added_up(parts: list[list[DaySummary]]) -> None:
    joined = DaySummaries.joined(KIND, [DaySummaries.of(KIND, part) for part in parts])
    there = [by_day(part) for part in parts]
    assert [each.day for each in joined] == sorted(set().union(*there))
    for each in joined:
        same = [part[each.day] for part in there if each.day in part]
        assert each.seconds == sum((one.seconds for one in same), ())
        assert each.first.moment == min(one.first.moment for one in same)
        assert each.last.moment == max(one.last.moment for one in same)
        assert each.mood_change == sum(one.mood_change for one in same)
        assert each.mood_count == sum(one.mood_count for one in same)


@given(st.lists(SUMMARIES, max_size=8), st.floats(0, 300))
def test_what_is_read_from_columns_is_what_the_days_say(
    days: list[DaySummary], least: float
) -> None:
    summaries = DaySummaries.of(KIND, days)
    assert list(summaries.long_enough(least)) == [
        sum(seconds >= least for seconds in each.seconds) for each in summaries
    ]
    assert list(measured(summaries, Measure.COUNT)) == [len(each.seconds) for each in summaries]
    assert list(measured(summaries, Measure.MINUTES)) == [
        sum(each.seconds) / 60 for each in summaries
    ]
    assert list(measured(summaries, Measure.MOOD)) == [
        each.mood_change / each.mood_count if each.mood_count else None for each in summaries
    ]


GOALS = st.builds(
    goal,
    per=st.sampled_from(Per),
    times=st.integers(1, 3),
    since=NEAR,
    weekdays=st.sets(st.integers(0, 6), min_size=1),
    least_seconds=st.sampled_from([0.0, 60.0, 150.0]),
)
RESTS = st.tuples(NEAR, NEAR).map(lambda both: rest(min(both), max(both)))


@given(st.lists(SUMMARIES, max_size=12), st.lists(GOALS, max_size=3), st.lists(RESTS, max_size=2))
def test_days_are_judged_as_one_by_one(
    days: list[DaySummary], goals: list[Goal], rests: list[Rest]
) -> None:
    midnight = datetime.combine(SUNDAY, datetime.min.time(), UTC)
    stamp = Stamp(midnight - timedelta(days=30), "UTC")
    near = [each._replace(first=stamp, last=stamp) for each in days]
    now = Stamp(midnight + timedelta(hours=12), "UTC")
    found = Days.of(KIND, [DaySummaries.of(KIND, near)], goals, rests, now=now)
    for each in found.summaries:
        asked = found.goals.judging(each.day.toordinal(), found.week_starts)
        least = asked.least_seconds if asked else 60.0
        times = asked.times if asked and asked.per is Per.DAY else 1
        done = sum(seconds >= least for seconds in each.seconds)
        assert found.done_on(each.day) == done
        assert (found.state(each.day) is State.MET) == (done >= times)
    for week in weeks(found, found.first.toordinal(), SUNDAY.toordinal()):
        inside = [each for each in found.summaries if week.start <= each.day <= week.end]
        enough = [each for each in inside if max(each.seconds) >= week.goal.least_seconds]
        assert week.done == len(enough)
