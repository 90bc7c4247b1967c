from __future__ import annotations

from dataclasses import replace
from datetime import date

from conftest import session_of

from tracker.core.facts.sessions import Hold, Session, Side
from tracker.core.insights.point_history import PointHistory, point_history

PC6 = frozenset({"pc6", "p6"})


def rated(days_ago: int, after: int) -> Session:
    return replace(session_of(days_ago=days_ago), mood_before=4, mood_after=after)


def test_a_point_never_held_has_no_history() -> None:
    skipped = Hold(point="PC6", side=Side.LEFT, planned=60, held=0, done=False)
    sessions = [session_of(point="HT7"), replace(session_of(), holds=(skipped,))]
    assert point_history(sessions, PC6) is None


def test_times_are_sessions_and_seconds_are_a_side() -> None:
    both = tuple(
        Hold(point="PC6", side=side, planned=60, held=held, done=True)
        for side, held in ((Side.LEFT, 60.0), (Side.RIGHT, 30.0))
    )
    sessions = [replace(session_of(days_ago=3), holds=both), session_of(days_ago=1, seconds=60)]
    assert point_history(sessions, PC6) == PointHistory(
        times=2, seconds=50, last=date(2026, 11, 21), mood=None
    )


def test_a_session_logged_by_an_alias_counts() -> None:
    found = point_history([session_of(point="p-6")], PC6)
    assert found is not None
    assert found.times == 1


def test_mood_is_said_from_five_ratings_on() -> None:
    four = [rated(days, 6) for days in range(4)]
    assert getattr(point_history(four, PC6), "mood", "none") is None
    found = point_history([*four, rated(4, 5), session_of(days_ago=5)], PC6)
    assert found is not None
    assert found.mood is not None
    assert (found.mood.n, found.mood.mean) == (5, 1.8)
