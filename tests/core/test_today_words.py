"""How a kind of practice stands today, in words."""

from __future__ import annotations

import pytest
from given_days import drawn, goal

from tracker.core.days.today_words import NO_AIM, today_words
from tracker.core.facts.sessions import Per

WEEKLY = goal(per=Per.WEEK, times=3)


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (drawn("xxo"), ("2 days in a row", "today is still open", "today open")),
        (drawn("xxx"), ("3 days in a row", "done today", "done today")),
        (drawn(".x"), ("", "done today", "done today")),
        (drawn("xxp"), ("2 days in a row", "rest day", "rest day")),
        (drawn("x/", goal(times=2)), ("", "1 of 2 today", "1 of 2")),
        (drawn("x", goal(times=2)), ("", "2 of 2 today, done", "2 of 2")),
        (drawn("x.x", WEEKLY), ("", "2 of 3 days this week", "2 of 3")),
        (drawn("x.x.x.x", WEEKLY), ("", "4 days this week, 3 asked", "4, 3 asked")),
    ],
)
def test_a_streak_is_said_from_two_on_and_the_aim_in_words(days: object, words: tuple[str]) -> None:
    assert tuple(today_words(days)) == words  # type: ignore[arg-type]


def test_who_hides_numbers_reads_totals_that_cannot_fall() -> None:
    assert tuple(today_words(drawn("xx"), hidden=True)) == (
        "",
        "2 days, 10 min in all",
        "done today",
    )
    assert NO_AIM.endswith(".")
