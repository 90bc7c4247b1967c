"""The history of a point: how often, how long and when last it was pressed, and change of mood."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tracker.core.facts.points import folded
from tracker.core.facts.sessions import Session
from tracker.core.insights.mood import PairedChange, paired_change, pairs


@dataclass(frozen=True, slots=True, kw_only=True)
class PointHistory:
    """Summary of one point over some sessions."""

    times: int
    """Number of sessions with a hold of the point."""
    seconds: float
    """Mean length of a hold."""
    last: date
    """The latest practice day."""
    mood: PairedChange | None
    """Change of mood in these sessions; ``None`` below five that were rated twice."""


def point_history(sessions: Iterable[Session], names: frozenset[str]) -> PointHistory | None:
    """The history of the point with these names (``Point.names``); ``None`` if never held."""
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
