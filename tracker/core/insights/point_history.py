"""How a person has pressed a point: how often, how long a side, when last, how mood went.

It says what was recorded and rated, never what a point did.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.core.facts.points import folded
from tracker.core.facts.sessions import Session
from tracker.core.insights.mood import PairedChange, paired_change, pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class PointHistory:
    """One point over some sessions."""

    times: int
    """Sessions in which it was held at all."""
    seconds: float
    """Held a side, on average."""
    last: date
    """The latest practice day."""
    mood: PairedChange | None
    """Mood after such sessions against before; none below five that were rated twice."""


def point_history(sessions: Iterable[Session], names: frozenset[str]) -> PointHistory | None:
    """What these sessions hold of the point with these names (``Point.names``); none if nothing."""
    with_it: list[Session] = []
    held: list[float] = []
    for session in sessions:
        here = [
            hold.held for hold in session.holds if hold.held > 0 and folded(hold.point) in names
        ]
        if here:
            with_it.append(session)
            held += here
    if not with_it:
        return None
    return PointHistory(
        times=len(with_it),
        seconds=sum(held) / len(held),
        last=max(session.day for session in with_it),
        mood=paired_change(pairs(with_it)),
    )
