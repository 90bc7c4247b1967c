"""A running session with all that is needed to go on with it elsewhere, and when to save it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from tracker.core.facts.ulid import is_ulid
from tracker.core.session.live import LiveSession
from tracker.core.session.owner import BEAT_EVERY, Owner
from tracker.core.text.refusals import Expected, refused

SAVE_EVERY: Final = 4.0
"""Seconds of running between two saves. A sample a second later still loses less than five."""

Answer = bool | int | float | str | list[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """What a checkpoint holds."""

    id: str
    """Of the record it will become: made at the start, so that it can be counted only once."""
    started: datetime
    zone: str | None
    day: date
    routine: str | None = None
    session: LiveSession
    form: Mapping[str, Answer]
    """What was answered so far: mood and tension before, position and layer of a mat ..."""
    where: str
    """Terminal and machine, in words for a person."""
    saved: datetime
    """When it was last written: the heartbeat of its owner."""
    owner: Owner

    def __post_init__(self) -> None:
        if not is_ulid(self.id):
            raise refused("id", self.id, Expected("an id"))
        for field, moment in (("started", self.started), ("saved", self.saved)):
            if moment.utcoffset() is None:
                raise ValueError(f"{field}: {moment.isoformat()} has no UTC offset")


def due(saved: LiveSession, saved_at: float, session: LiveSession, now: float) -> bool:
    """Whether to save again, at this reading, given what was saved and at which reading.

    At every change of hold, pause, resume and plan; in between every ``SAVE_EVERY`` seconds, or
    ``BEAT_EVERY`` while nothing is counted.
    """
    if _marks(saved) != _marks(session):
        return True
    return not 0 <= now - saved_at < (SAVE_EVERY if session.running else BEAT_EVERY)


def _marks(session: LiveSession) -> tuple[object, ...]:
    # A run begun again at the first hold has the same index: it shows in what was run.
    return (
        session.index,
        session.why,
        session.staying,
        session.settling,
        session.plan,
        sum(session.held_ms) - session.run_ms,
    )
