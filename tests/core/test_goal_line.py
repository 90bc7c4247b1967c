from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.core.days.dated_goals import EVERY_DAY
from tracker.core.entry.goal_line import GoalLine, LineError, RestLine, goal_entry, rest_entry
from tracker.core.facts.sessions import Per, RestReason
from tracker.core.text.dates import WhenError
from tracker.core.text.durations import DurationError
from tracker.core.text.visible import visible

TODAY = date(2026, 11, 22)
FIVE = frozenset(range(5))
REFUSED = (LineError, WhenError, DurationError)


@pytest.mark.parametrize(
    ("text", "times", "per", "weekdays", "least", "since"),
    [
        ("once a day", 1, Per.DAY, EVERY_DAY, 60, TODAY),
        ("daily", 1, Per.DAY, EVERY_DAY, 60, TODAY),
        ("2 daily", 2, Per.DAY, EVERY_DAY, 60, TODAY),
        ("weekly", 1, Per.WEEK, EVERY_DAY, 60, TODAY),
        ("2 a day", 2, Per.DAY, EVERY_DAY, 60, TODAY),
        ("Twice per day mon-fri", 2, Per.DAY, FIVE, 60, TODAY),
        ("1 a day mon, wed and fri", 1, Per.DAY, frozenset({0, 2, 4}), 60, TODAY),
        ("once a day sat-mon", 1, Per.DAY, frozenset({5, 6, 0}), 60, TODAY),
        ("once a day on mondays", 1, Per.DAY, frozenset({0}), 60, TODAY),
        ("3 days a week", 3, Per.WEEK, EVERY_DAY, 60, TODAY),
        ("3 a week, least 5m", 3, Per.WEEK, EVERY_DAY, 300, TODAY),
        ("once a day, at least 90s, from 1 dec", 1, Per.DAY, EVERY_DAY, 90, date(2026, 12, 1)),
        ("7 a week since 2026-11-01", 7, Per.WEEK, EVERY_DAY, 60, date(2026, 11, 1)),
    ],
)
def test_a_goal_is_read_as_it_is_written(
    text: str, times: int, per: Per, weekdays: frozenset[int], least: float, since: date
) -> None:
    assert goal_entry(text, TODAY) == GoalLine(times, per, weekdays, least, since)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "a goal is missing"),
        ("often", "“often” is not understood"),
        ("3", "“3” is not a goal"),
        ("1 2 a day", "is not a goal"),
        ("once a day a week", "is not a goal"),
        ("¹ a day", "“¹” is not understood"),
        ("0 a day", "0 times a day is too few; 1 to 24"),
        ("8 a week", "8 times a week is too many; 1 to 7"),
        ("3 a week mon-fri", "a goal a week has no weekdays"),
        ("once a day from never", "“never” is not a date"),
        ("once a day least 5q", "“5q” is not a length of time"),
        ("once a day least 7h", "least: 7 h is too long; up to 6 h"),
        ("1 a day monkeys sunshine", "“monkeys” is not understood"),
        ("once a day \x1b[31m", "␛[31m"),
    ],
)
def test_what_is_no_goal_is_named(text: str, words: str) -> None:
    with pytest.raises(REFUSED) as wrong:
        goal_entry(text, TODAY)
    assert words in str(wrong.value)


@pytest.mark.parametrize(
    ("text", "start", "end", "why"),
    [
        ("today", TODAY, TODAY, RestReason.REST),
        ("3 nov to 9 nov ill", date(2026, 11, 3), date(2026, 11, 9), RestReason.ILL),
        ("away 2026-12-24 - 2027-01-02", date(2026, 12, 24), date(2027, 1, 2), RestReason.AWAY),
        ("2026-11-03..2026-11-09", date(2026, 11, 3), date(2026, 11, 9), RestReason.REST),
        ("sat to sun", date(2026, 11, 28), date(2026, 11, 29), RestReason.REST),
        ("yesterday until today ill", date(2026, 11, 21), TODAY, RestReason.ILL),
    ],
)
def test_a_rest_is_read_as_it_is_written(
    text: str, start: date, end: date, why: RestReason
) -> None:
    assert rest_entry(text, TODAY) == RestLine(start, end, why)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "a rest is missing; write it as today"),
        ("ill", "“ill” is not a rest"),
        ("....", "“....” is not a rest"),
        ("9 nov to 3 nov", "Tue 3 Nov 2026 is before Mon 9 Nov 2026; name the first day first"),
        ("nonsense", "“nonsense” is not a date"),
        ("1 nov to 2 nov to 3 nov", "is not a rest"),
        ("today ill away", "away and ill are two reasons; name one"),
    ],
)
def test_what_is_no_rest_is_refused(text: str, words: str) -> None:
    with pytest.raises(REFUSED) as wrong:
        rest_entry(text, TODAY)
    assert words in str(wrong.value)


def test_what_is_given_apart_is_not_given_again() -> None:
    later = date(2026, 12, 1)
    apart = goal_entry("2 a day", TODAY, since=later, least=300)
    assert apart == goal_entry("2 a day, least 5m, from 1 dec", TODAY)
    for line in ("2 a day from today", "2 a day least 5m"):
        with pytest.raises(LineError, match="named twice; name it once"):
            goal_entry(line, TODAY, since=later, least=300)
    assert rest_entry("today", TODAY, why=RestReason.ILL) == rest_entry("today ill", TODAY)
    with pytest.raises(LineError, match="away and ill are two reasons"):
        rest_entry("today away", TODAY, why=RestReason.ILL)


@given(st.text(max_size=40))
def test_no_line_ends_in_anything_but_safe_words(text: str) -> None:
    said: list[str] = []
    for read in (goal_entry, rest_entry):
        try:
            read(text, TODAY)
        except REFUSED as wrong:
            said.append(str(wrong))
    assert said == [visible(words, lines=False) for words in said]
