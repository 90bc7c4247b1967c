"""The routine that the person usually does at this hour."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tracker.core.facts.sessions import Session

NEAR: Final = 3.0
"""Hours before or after that count as the same time of day, across midnight too."""


def usual_routine(sessions: "Iterable[Session]", now: datetime) -> str | None:
    """The id of the routine started most often about this hour; ``None`` without any routine.

    If none was started about this hour, the one used most at any hour. Of equals, the last used.
    """
    latest: dict[str, datetime] = {}
    near: Counter[str] = Counter()
    ever: Counter[str] = Counter()
    for session in sessions:
        if session.routine is None:
            continue
        ever[session.routine] += 1
        near[session.routine] += _hours_apart(session.started, now) <= NEAR
        begun = latest.setdefault(session.routine, session.started)
        latest[session.routine] = max(begun, session.started)
    return max(latest, key=lambda name: (near[name], ever[name], latest[name]), default=None)


def _hours_apart(one: datetime, other: datetime) -> float:
    """Hours between two local times of day, at most 12."""
    hours = abs(one.hour + one.minute / 60 - other.hour - other.minute / 60)
    return min(hours, 24 - hours)
