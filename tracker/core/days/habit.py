"""What a person usually does at this hour."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from tracker.core.facts.sessions import Session

NEAR: Final = 3.0
"""Hours, either way round the clock, that count as the same time of day."""


def usual_routine(sessions: "Iterable[Session]", now: datetime) -> str | None:
    """The id of the routine most often begun about this hour, of equals the latest used.

    None where no session of a routine was. Without one about this hour, the one used most at any.
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
    """Between two times of day as their clocks showed them, at most 12."""
    hours = abs(one.hour + one.minute / 60 - other.hour - other.minute / 60)
    return min(hours, 24 - hours)
