from datetime import date, timedelta

import pytest
from conftest import mat_of, session_of
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.days.lazy_history import LazyHistory
from tracker.core.facts.sessions import Practice

TODAY = date(2026, 11, 22)


def _pages(counts: list[int]) -> tuple[LazyHistory, list[Practice], list[date]]:
    days: dict[date, list[Practice]] = {}
    for ago, count in enumerate(counts):
        made = [
            session_of(days_ago=ago, at=session_of().started + timedelta(minutes=number))
            for number in range(count)
        ]
        if made:
            days[TODAY - timedelta(days=ago)] = list(made)
    asked: list[date] = []

    def records_on(day: date) -> list[Practice]:
        asked.append(day)
        return days[day]

    pages = LazyHistory(((day, len(found)) for day, found in days.items()), records_on)
    newest = sorted(
        (each for found in days.values() for each in found),
        key=lambda each: each.started,
        reverse=True,
    )
    return pages, newest, asked


@given(st.lists(st.integers(0, 4), max_size=12))
def test_the_pages_are_all_records_newest_first(counts: list[int]) -> None:
    pages, newest, _ = _pages(counts)
    assert list(pages) == newest
    assert len(pages) == len(newest)


def test_only_the_days_that_are_looked_at_are_read() -> None:
    pages, newest, asked = _pages([3, 2, 4])
    assert pages[0] == newest[0]
    assert pages[-1] == newest[-1]
    assert asked == [TODAY, TODAY - timedelta(days=2)]
    assert pages[2:5] == newest[2:5]


def test_a_day_is_found_or_the_one_before_it() -> None:
    pages, newest, _ = _pages([1, 0, 2, 0, 1])
    assert pages.place(TODAY) == 0
    assert newest[pages.place(TODAY - timedelta(days=1))].day == TODAY - timedelta(days=2)
    assert pages.place(TODAY - timedelta(days=4)) == 3
    assert pages.place(TODAY - timedelta(days=400)) == 3
    assert _pages([])[0].place(TODAY) == 0


def test_nothing_lies_beyond_the_last_record() -> None:
    pages, _, _ = _pages([1])
    with pytest.raises(IndexError):
        pages[1]


def test_a_day_with_fewer_records_than_counted_repeats_its_last() -> None:
    only = mat_of()
    pages = LazyHistory([(TODAY, 2)], lambda _: [only])
    assert list(pages) == [only, only]
