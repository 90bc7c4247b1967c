"""Every example of a time that a message or a help text gives is read, wherever it can be typed."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from tracker.core.entry.goal_line import goal_entry
from tracker.core.entry.practice_line import PointNames, mat_entry, mat_to_begin, points_entry
from tracker.core.entry.record_fields import length
from tracker.core.text.durations import DurationError, long_seconds, seconds
from tracker.core.text.examples import DAYS, HOLDS, LENGTHS, MOMENTS, write_one_of
from tracker.core.text.moments import day, moment
from tracker.library import Library

NOW = datetime(2026, 11, 22, 15, 4, tzinfo=ZoneInfo("Europe/Berlin"))
LIBRARY = Library()


def goal_of(text: str) -> float:
    return goal_entry(text, NOW.date()).least_seconds


NAMES = PointNames(find_point=LIBRARY.find, find_routine=LIBRARY.find_routine)


def test_a_moment_is_the_same_alone_and_in_every_line() -> None:
    for example in MOMENTS:
        alone = moment(example, NOW)
        assert mat_entry(f"20m {example}", NOW).when == alone
        assert mat_entry(f"{example} 20m back", NOW).when == alone
        assert points_entry(f"PC6 60s {example}", NAMES, NOW).when == alone


def test_a_day_is_read_alone_and_as_a_moment() -> None:
    for example in DAYS:
        assert moment(f"{example} 0:05", NOW).moment.date() == day(example, date(2026, 11, 22))


def test_a_length_is_the_same_in_every_field_and_line() -> None:
    for example in LENGTHS:
        found = seconds(example)
        assert {length(example), long_seconds(example)} == {found}
        assert mat_entry(example, NOW).seconds == found
        assert mat_to_begin(f"{example} back").seconds == found
        assert goal_of(f"once a day, least {example}") == found
    for example in HOLDS:
        assert points_entry(f"PC6 {example}", NAMES).steps[0].seconds == seconds(example)


@pytest.mark.parametrize(("text", "words"), [("1:30", "1h30 or 90m"), ("0:45", "0h45 or 45m")])
def test_a_length_that_is_hours_or_minutes_is_refused_everywhere(text: str, words: str) -> None:
    for read in (
        length,
        long_seconds,
        lambda typed: mat_entry(typed, NOW),
        lambda typed: mat_to_begin(f"{typed} back"),
        lambda typed: goal_of(f"once a day, least {typed}"),
    ):
        with pytest.raises(ValueError, match=words):
            read(text)


def test_the_messages_name_the_examples() -> None:
    with pytest.raises(DurationError, match=write_one_of(LENGTHS)):
        seconds("long")
    with pytest.raises(ValueError, match=write_one_of(MOMENTS)):
        moment("soon", NOW)
    with pytest.raises(ValueError, match=r"write today, yesterday, sat"):
        day("soon", NOW.date())
