"""Scripted input of a plain session: each line at its second of the test clock."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Protocol


class MovableClock(Protocol):
    """A clock whose seconds a test sets."""

    seconds: float


@dataclass
class ScriptedLines:
    """Lines that come at given seconds of the hand clock, which it moves on while it waits."""

    clock: MovableClock
    script: list[tuple[float, str]] = field(default_factory=list)
    interactive: bool = False
    gaps: dict[float, float] = field(default_factory=dict)
    """After which second the process stands still, and how long."""

    @property
    def closed(self) -> bool:
        return not self.script

    def read_line(self, seconds: float | None) -> str | None:
        for at in sorted(self.gaps):
            if self.clock.seconds >= at:
                self.clock.seconds += self.gaps.pop(at)
        due = self.script[0][0] if self.script else None
        if due is not None and (seconds is None or due <= self.clock.seconds + seconds):
            self.clock.seconds = max(self.clock.seconds, due)
            return self.script.pop(0)[1]
        self.clock.seconds += seconds or 0
        return None
