"""Sessions, mat sessions and favourites as values; goals and rests are re-exported.

Every value is checked when it is made. Derived values are properties, never fields. Durations are
seconds of actual practice, without pauses and gaps.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Final

from tracker.core.facts.goals_and_rests import (
    LONGEST_MAT,
    Goal,
    Kind,
    Per,
    Rest,
    RestReason,
    within,
)
from tracker.core.text.field_checks import LONGEST_NOTE, check_length
from tracker.core.text.refusals import Expected, refused

__all__ = [
    "LEAST_PAIRS",
    "LONGEST_HOLD",
    "LONGEST_MAT",
    "LONGEST_NOTE",
    "SCALE",
    "Effect",
    "Favourite",
    "Goal",
    "Hold",
    "Kind",
    "Layer",
    "MatSession",
    "Per",
    "Position",
    "Practice",
    "PressedWith",
    "Pressure",
    "Rest",
    "RestReason",
    "Session",
    "Side",
    "Skin",
    "Source",
]
SCALE: Final = range(11)
"""Mood: 0 worst, 10 best. Tension, discomfort: 0 none, 10 worst. Our own scales, unvalidated."""

LEAST_PAIRS: Final = 5
"""Minimum number of pairs of ratings for a summary: nothing is claimed from a handful."""
LONGEST_HOLD: Final = 3600.0


class Side(StrEnum):
    """The side of the body where a point is pressed."""

    LEFT = "left"
    RIGHT = "right"
    BOTH = "both"
    MIDLINE = "midline"


class Source(StrEnum):
    """Whether a record was made live, logged afterwards, or imported."""

    LIVE = "live"
    AFTER = "after"
    IMPORT = "import"


class PressedWith(StrEnum):
    """Finger, thumb, knuckle or tool."""

    FINGER = "finger"
    THUMB = "thumb"
    KNUCKLE = "knuckle"
    TOOL = "tool"


class Pressure(StrEnum):
    """Pressure of a hold."""

    LIGHT = "light"
    MODERATE = "moderate"
    FIRM = "firm"


class Effect(StrEnum):
    """Unwanted effects."""

    SORE = "sore"
    BRUISE = "bruise"
    DIZZY = "dizzy"
    TINGLING = "tingling"
    OTHER = "other"


class Position(StrEnum):
    """The part of the body on the mat."""

    BACK = "back"
    UPPER_BACK = "upper back"
    NECK = "neck"
    LOWER_BACK = "lower back"
    SEAT = "seat"
    LEGS = "legs"
    FEET_STANDING = "feet standing"
    FEET_SITTING = "feet sitting"
    BELLY = "belly"


class Layer(StrEnum):
    """The layer between skin and mat."""

    BARE = "bare"
    THIN = "thin"
    THICK = "thick"
    SOCKS = "socks"


class Skin(StrEnum):
    """Look of the skin afterwards."""

    NONE = "none"
    RED = "red"
    BRUISE = "bruise"
    BROKEN = "broken"


def _scales(owner: object, fields: Iterable[str]) -> None:
    for field in fields:
        name = field.replace("_", " ")
        within(field, getattr(owner, field), SCALE[0], SCALE[-1], name=name)


def _aware(field: str, moment: datetime) -> None:
    if moment.utcoffset() is None:
        raise ValueError(f"{field}: {moment.isoformat()} has no UTC offset")


@dataclass(frozen=True, slots=True, kw_only=True)
class Hold:
    """One point on one side: planned and actual seconds."""

    point: str
    side: Side
    planned: float
    held: float
    done: bool
    """Whether it was held as planned, or marked as done by the person."""

    def __post_init__(self) -> None:
        if not self.point:
            raise refused("point", None, Expected("a code"))
        within("planned", self.planned, 0, LONGEST_HOLD, "s")
        within("held", self.held, 0, LONGEST_MAT, "s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A session of points pressed one after another."""

    id: str
    made: datetime
    """When it was entered."""
    started: datetime
    zone: str | None
    """IANA name of the person's zone when the record was made; ``None`` if unknown."""
    day: date
    """The practice day, worked out once when the record was made."""
    routine: str | None = None
    holds: tuple[Hold, ...] = ()
    mood_before: int | None = None
    mood_after: int | None = None
    tension_before: int | None = None
    tension_after: int | None = None
    pressed_with: PressedWith | None = None
    pressure: Pressure | None = None
    effects: tuple[Effect, ...] = ()
    note: str = ""
    source: Source = Source.LIVE
    stopped_early: bool = False
    stopped_why: str = ""

    def __post_init__(self) -> None:
        _aware("started", self.started)
        _aware("made", self.made)
        _scales(self, ("mood_before", "mood_after", "tension_before", "tension_after"))
        check_length("note", self.note)

    @property
    def kind(self) -> Kind:
        """The kind of practice."""
        return Kind.POINTS

    @property
    def seconds(self) -> float:
        """Seconds of actual practice."""
        return sum(hold.held for hold in self.holds)


@dataclass(frozen=True, slots=True, kw_only=True)
class MatSession:
    """A session on an acupressure mat."""

    id: str
    made: datetime
    started: datetime
    zone: str | None
    day: date
    planned: float | None = None
    """Seconds; ``None`` if the timer counted up."""
    lain: float = 0.0
    position: Position | None = None
    layer: Layer | None = None
    surface: str = ""
    discomfort_start: int | None = None
    discomfort_end: int | None = None
    mood_before: int | None = None
    mood_after: int | None = None
    tension_before: int | None = None
    tension_after: int | None = None
    skin: Skin | None = None
    mat: str = ""
    note: str = ""
    source: Source = Source.LIVE
    stopped_early: bool = False
    stopped_why: str = ""

    def __post_init__(self) -> None:
        _aware("started", self.started)
        _aware("made", self.made)
        _scales(self, ("discomfort_start", "discomfort_end", "mood_before", "mood_after"))
        _scales(self, ("tension_before", "tension_after"))
        within("planned", self.planned, 0, LONGEST_MAT, "s")
        within("lain", self.lain, 0, LONGEST_MAT, "s", name="length")
        check_length("note", self.note)

    @property
    def kind(self) -> Kind:
        """The kind of practice."""
        return Kind.MAT

    @property
    def seconds(self) -> float:
        """Seconds of actual practice."""
        return self.lain


Practice = Session | MatSession


@dataclass(frozen=True, slots=True, kw_only=True)
class Favourite:
    """A favourite point."""

    id: str
    made: datetime
    point: str
    """Its code."""
