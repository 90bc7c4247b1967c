"""A running session as its checkpoint saves it, and when to save it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from tracker.core.facts.ulid import is_ulid
from tracker.core.session.live import LiveSession
from tracker.core.session.owner import BEAT_EVERY, Owner
from tracker.core.text.refusals import Expected, refused

SAVE_EVERY: Final = 4.0
"""Seconds between two saves while it runs: with a sample each second, under 5 s can be lost."""

Answer = bool | int | float | str | list[str] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Running:
    """Everything needed to continue a session in another process."""

    id: str
    """Id of its record: made at the start, so that it can be recorded only once."""
    started: datetime
    zone: str | None
    day: date
    routine: str | None = None
    session: LiveSession
    form: Mapping[str, Answer]
    """Answers so far: mood and tension before, position and layer of a mat ..."""
    where: str
    """Terminal and machine, in words."""
    saved: datetime
    """When it was last saved: the heartbeat of its owner."""
    owner: Owner

    def __post_init__(self) -> None:
        if not is_ulid(self.id):
            raise refused("id", self.id, Expected("an id"))
        for field, moment in (("started", self.started), ("saved", self.saved)):
            if moment.utcoffset() is None:
                raise ValueError(f"{field}: {moment.isoformat()} has no UTC offset")


def due(saved: LiveSession, saved_at: float, session: LiveSession, now: float) -> bool:
    """Whether the checkpoint is due at `now`, given the last saved session and when it was saved.

    Due at every change of hold, pause, resume and plan; in between every `SAVE_EVERY` seconds, or
    `BEAT_EVERY` while no time is counted.
    """
    if _marks(saved) != _marks(session):
        return True
    return not 0 <= now - saved_at < (SAVE_EVERY if session.running else BEAT_EVERY)


def _marks(session: LiveSession) -> tuple[object, ...]:
    # A new run of the first hold has the same index; only run_ms tells them apart.
    return (
        session.index,
        session.why,
        session.staying,
        session.settling,
        session.plan,
        sum(session.held_ms) - session.run_ms,
    )
