from dataclasses import replace
from datetime import timedelta

from conftest import SUNDAY, session_of

from tracker.core.days.habit import usual_routine
from tracker.core.facts.sessions import Session


def _done(routine: str | None, *, hour: int, days_ago: int) -> Session:
    at = SUNDAY.replace(hour=hour)
    return replace(session_of(at=at, days_ago=days_ago), routine=routine)


def test_without_sessions_nothing_is_usual() -> None:
    assert usual_routine([], SUNDAY) is None
    assert usual_routine([_done(None, hour=10, days_ago=1)], SUNDAY) is None


def test_the_routine_of_this_hour_is_usual_though_another_is_used_more() -> None:
    evenings = [_done("evening", hour=22, days_ago=day) for day in range(1, 9)]
    mornings = [_done("morning", hour=8, days_ago=day) for day in range(1, 4)]
    assert usual_routine([*evenings, *mornings], SUNDAY) == "morning"
    assert usual_routine([*evenings, *mornings], SUNDAY.replace(hour=21)) == "evening"


def test_the_hours_go_round_midnight() -> None:
    late = [_done("evening", hour=23, days_ago=1)]
    noon = [_done("desk", hour=12, days_ago=1)]
    assert usual_routine([*late, *noon], SUNDAY.replace(hour=1)) == "evening"


def test_of_equals_the_latest_is_usual() -> None:
    sessions = [_done("calm", hour=10, days_ago=2), _done("desk", hour=10, days_ago=1)]
    assert usual_routine(sessions, SUNDAY + timedelta(hours=1)) == "desk"
    assert usual_routine(reversed(sessions), SUNDAY) == "desk"
