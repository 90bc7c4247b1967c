"""Routines as values: points in order, each with a side and a length."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tracker.core.facts.sessions import LONGEST_HOLD, Side
from tracker.core.text.field_checks import Span, check_code, check_name, check_range, check_text
from tracker.core.text.refusals import refused

LONGEST_ROUTINE: Final = 60
"""Maximum number of steps, far more than any custom or trial has."""
LONGEST_SETTLE: Final = 60.0
GONE: Final = "no point has this code now"
"""Shown for a step whose point was removed; it can still be pressed."""


@dataclass(frozen=True, slots=True)
class RoutineStep:
    """One hold of a routine, in seconds."""

    point: str
    side: Side
    seconds: float

    def __post_init__(self) -> None:
        check_code("point", self.point)
        check_range("seconds", self.seconds, 1, LONGEST_HOLD, "s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Routine:
    """Points to press in this order."""

    id: str
    name: str
    steps: tuple[RoutineStep, ...]
    settle: float = 5.0
    """Seconds to find the point before each hold; they are not practice."""
    source: str = ""
    """The basis of the choice of points."""
    sources: tuple[str, ...] = ()
    notes: str = ""
    made: datetime | None = None
    """When the person entered it; ``None`` for a built-in routine."""

    def __post_init__(self) -> None:
        check_name("id", self.id)
        check_name("name", self.name)
        check_range("settle", self.settle, 0, LONGEST_SETTLE, "s")
        check_text("source", self.source, empty=not self.built_in)
        check_text("notes", self.notes)
        if not 1 <= len(self.steps) <= LONGEST_ROUTINE:
            found = len(self.steps) or None
            raise refused("steps", found, Span(1, LONGEST_ROUTINE, "steps"))

    @property
    def built_in(self) -> bool:
        """Whether it came with tsubo."""
        return self.made is None

    @property
    def held(self) -> float:
        """Seconds of practice if every hold is completed."""
        return sum(step.seconds for step in self.steps)

    @property
    def total(self) -> float:
        """Seconds from start to end, with settling."""
        return self.held + self.settle * len(self.steps)

    @property
    def points(self) -> tuple[str, ...]:
        """The codes of its points, each once, in order."""
        return tuple(dict.fromkeys(step.point for step in self.steps))
