"""Values for reading: pages of text, and the uses that trials tried a point for."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Levels of evidence for a use, the best first."""

    SHAM = "against sham"
    TRIALS = "in small trials"
    TRADITION = "tradition"


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedUse:
    """One use of a point, and the result of its trials."""

    point: str
    use: str
    level: Level
    alone: bool
    """Whether the point was tried on its own; else together with others."""
    result: str
    sources: tuple[str, ...] = ()

    @property
    def words(self) -> str:
        """`nausea after surgery: against sham, on its own; better, low certainty`."""
        if self.level is Level.TRADITION:
            return f"{self.use}: {self.level}; {self.result}"
        alone = "on its own" if self.alone else "together with other points"
        return f"{self.use}: {self.level}, {alone}; {self.result}"


@dataclass(frozen=True, slots=True)
class Page:
    """A short text to read."""

    name: str
    title: str
    lines: tuple[str, ...]
    """Without the title."""
