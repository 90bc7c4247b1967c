"""Identifies the process that owns a running session."""

from dataclasses import dataclass
from typing import Final

from tracker.core.text.field_checks import check_range
from tracker.core.text.refusals import Expected, refused

BEAT_EVERY: Final = 30.0
"""Seconds between two saves during a pause: the heartbeat of the owner."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The process that counts a session. Taking over means a new token."""

    host: str
    boot: str | None
    """Id of the machine's start: process ids are unique until the next one."""
    pid: int
    born: int | None
    """Start time of the process in kernel ticks: tells it from a later one with its id."""
    token: str

    def __post_init__(self) -> None:
        check_range("pid", self.pid, 1, 2**31 - 1)
        if not self.token:
            raise refused("token", None, Expected("a token"))
