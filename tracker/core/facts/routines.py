"""Routines as values: points to press in an order, with the time each takes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from tracker.core.facts.sessions import LONGEST_HOLD, Side
from tracker.core.text.field_checks import Span, check_code, check_name, check_range, check_text
from tracker.core.text.refusals import refused

LONGEST_ROUTINE: Final = 60
"""Steps; with settling between them that is far beyond any custom or trial found."""
LONGEST_SETTLE: Final = 60.0
GONE: Final = "no point has this code now"
"""What is said of a step whose point was removed; it can be pressed all the same."""


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
    """Points to press in an order."""

    id: str
    name: str
    steps: tuple[RoutineStep, ...]
    settle: float = 5.0
    """Seconds to find the place before each hold; not practice."""
    source: str = ""
    """What the choice rests on."""
    sources: tuple[str, ...] = ()
    notes: str = ""
    made: datetime | None = None
    """When a person entered it; none for the library's own."""

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
        """Whether it is the library's own."""
        return self.made is None

    @property
    def held(self) -> float:
        """Seconds of practice when every hold is kept."""
        return sum(step.seconds for step in self.steps)

    @property
    def total(self) -> float:
        """Seconds from beginning to end, settling included."""
        return self.held + self.settle * len(self.steps)

    @property
    def points(self) -> tuple[str, ...]:
        """The codes it presses, each once, in order."""
        return tuple(dict.fromkeys(step.point for step in self.steps))
