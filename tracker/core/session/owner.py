"""Who counts a running session, told apart from everyone else who could."""

from dataclasses import dataclass
from typing import Final

from tracker.core.text.field_checks import check_range
from tracker.core.text.refusals import Expected, refused

BEAT_EVERY: Final = 30.0
"""Seconds between two saves while nothing is counted: they say that someone is still there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """The process that counts; whoever takes a session over brings a token of their own."""

    host: str
    boot: str | None
    """Within one of these, a process id means one process."""
    pid: int
    born: int | None
    """When the process began, as its kernel counts; another number is another process."""
    token: str

    def __post_init__(self) -> None:
        check_range("pid", self.pid, 1, 2**31 - 1)
        if not self.token:
            raise refused("token", None, Expected("a token"))
