"""Who counts a running session, told apart from everyone else who could."""

from dataclasses import dataclass
from typing import Final

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
        if not 0 < self.pid < 2**31:
            raise ValueError(f"pid: {self.pid} found, 1 to {2**31 - 1} allowed")
        if not self.token:
            raise ValueError("token: nothing found")
