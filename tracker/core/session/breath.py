"""Breath pacing: the patterns, and which part of a breath a moment of a hold falls in.

The patterns set a pace and treat nothing. The reviews named as sources study how slow breathing
changes heart rhythm and how people feel while doing it; none studies acupressure.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from tracker.core.text.field_checks import check_range
from tracker.core.text.refusals import Expected, refused

ZACCARO: Final = "Zaccaro et al. 2018, Front Hum Neurosci 12:353, doi 10.3389/fnhum.2018.00353"
LABORDE: Final = "Laborde et al. 2022, Neurosci Biobehav Rev, doi 10.1016/j.neubiorev.2022.104711"
VAN_DIEST: Final = (
    "Van Diest et al. 2014, Appl Psychophysiol Biofeedback 39:171-180,"
    " doi 10.1007/s10484-014-9253-x"
)
BALBAN: Final = "Balban et al. 2023, Cell Rep Med 4:100895, doi 10.1016/j.xcrm.2022.100895"


class Part(StrEnum):
    """A part of a breath; its value is the word on the screen."""

    IN = "in"
    HOLD = "hold"
    OUT = "out"
    REST = "rest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pattern:
    """A breath that repeats; the lengths of its parts are seconds."""

    name: str
    words: str
    """Its name on the screen."""
    source: str
    """The studies that its lengths follow."""
    inhale: float = 0.0
    hold: float = 0.0
    exhale: float = 0.0
    rest: float = 0.0

    def __post_init__(self) -> None:
        for part, seconds in self.parts:
            check_range(part, seconds, 0, 60, "s")
        if self.length and not (self.inhale and self.exhale):
            raise refused("inhale and exhale", None, Expected("one of them", "a breath needs both"))

    @property
    def parts(self) -> tuple[tuple[Part, float], ...]:
        """Each part and its seconds, in order; some are 0."""
        return (
            (Part.IN, self.inhale),
            (Part.HOLD, self.hold),
            (Part.OUT, self.exhale),
            (Part.REST, self.rest),
        )

    @property
    def counts(self) -> str:
        """``4 s in, 6 s out``; empty when nothing is paced."""
        return ", ".join(f"{seconds:g} s {part}" for part, seconds in self.parts if seconds)

    @property
    def length(self) -> float:
        """Seconds of a whole breath; 0 when nothing is paced."""
        return sum(seconds for _, seconds in self.parts)


@dataclass(frozen=True, slots=True)
class Breath:
    """A moment of a breath."""

    part: Part
    fraction: float
    """Share of the part that has passed: 0 or more, below 1."""
    fullness: float
    """0 is breathed out, 1 is breathed in."""
    left: float
    """Seconds to the next part."""


EVEN: Final = Pattern(
    name="even",
    words="even 5/5",
    source=f"six a minute, from slow-breathing studies: {ZACCARO}; {LABORDE}",
    inhale=5,
    exhale=5,
)
"""Six breaths a minute, in as long as out.

Source: Zaccaro 2018 reviews 15 studies of fewer than ten breaths a minute; Laborde 2022 pools 223
on heart rate variability. The even split is a custom, not their finding.
"""

LONG_EXHALE: Final = Pattern(
    name="long-exhale",
    words="long exhale 4/6",
    source=f"six a minute, longer out than in, as in {VAN_DIEST}, whose own in/out was 0.42",
    inhale=4,
    exhale=6,
)
"""Six breaths a minute, out longer than in.

Source: Van Diest 2014, 30 people: more relaxed with in/out 0.42 than with 2.33. Its in/out of 0.42
is about 3 to 7 seconds; 4 to 6 is a gentler custom.
"""

BOX: Final = Pattern(
    name="box",
    words="box 4/4/4/4",
    source=f"equal sides, one of the exercises in {BALBAN}; counts of four are custom",
    inhale=4,
    hold=4,
    exhale=4,
    rest=4,
)
"""Four equal sides of four seconds.

Source: Balban 2023, a remote trial of five minutes a day, had box breathing as one of three
exercises. Sides of four seconds are the customary ones.
"""

NONE: Final = Pattern(name="none", words="no breath pacing", source="custom")
"""No pacing."""

PATTERNS: Final = {pattern.name: pattern for pattern in (EVEN, LONG_EXHALE, BOX, NONE)}
"""Breathing patterns by name, in the order of the key that changes them."""


def breath_at(pattern: Pattern, seconds: float) -> Breath | None:
    """The breath, ``seconds`` after the start of a first breath in; `None` without pacing.

    `seconds` is the time held, so that a pause stops the breath too; below 0 counts as 0.
    """
    if not pattern.length:
        return None
    into = max(seconds, 0.0) % pattern.length
    parts = [(part, length) for part, length in pattern.parts if length]
    for part, length in parts[:-1]:
        if into < length:
            return _breath(part, length, into)
        into -= length
    part, length = parts[-1]
    return _breath(part, length, into)


def _breath(part: Part, length: float, into: float) -> Breath:
    fraction = into / length
    fullness = {Part.IN: fraction, Part.HOLD: 1.0, Part.OUT: 1 - fraction, Part.REST: 0.0}[part]
    return Breath(part, fraction, fullness, length - into)


def next_pattern(pattern: Pattern) -> Pattern:
    """The pattern after this one; after the last, the first."""
    order = list(PATTERNS.values())
    return order[(order.index(pattern) + 1) % len(order)]
