"""What a live session is going to be: holds in their order, and the gaps to settle in before them.

A mat session is the same thing with one step. Lengths come in as seconds and are kept to the
millisecond, so that sums of them are exact.
"""

from dataclasses import dataclass, replace
from typing import Final

from tracker.core.facts.sessions import LONGEST_HOLD, LONGEST_MAT, Kind, Side
from tracker.core.text.field_checks import Span, check_range
from tracker.core.text.refusals import Expected, refused

MAT: Final = "mat"
"""Stands where a point's code stands when the step is time on a mat."""

LONGEST_SETTLE: Final = 60.0

FIRST_MINUTE: Final = 60.0
"""Seconds in which a mat is sharpest.

Source: instructions of makers; weak evidence.
"""

LONG_ON_MAT: Final = 40 * 60.0
"""Seconds from which the session warns.

Source: no instructions gave good grounds to lie longer; trials used 15 and 60 minutes a day.
"""


def in_ms(seconds: float) -> int:
    """The nearest whole number of milliseconds."""
    return round(seconds * 1000)


@dataclass(frozen=True, slots=True)
class Step:
    """One point on one side, or a mat."""

    point: str
    """Its code; ``MAT`` on a mat."""
    side: Side
    seconds: float | None
    """None counts up until the person ends it; only on a mat."""
    caption: str = ""
    """What to say about it: how to press, where to move."""

    def __post_init__(self) -> None:
        longest = LONGEST_MAT if self.point == MAT else LONGEST_HOLD
        if not self.point:
            raise refused("point", None, Expected("a code"))
        if self.seconds is None:
            if self.point != MAT:
                raise refused("seconds", None, Span(0.001, longest, "s"))
        else:
            check_range("seconds", self.seconds, 0.001, longest, "s")

    @property
    def ms(self) -> int | None:
        """Its length in milliseconds."""
        return None if self.seconds is None else in_ms(self.seconds)

    def lasting(self, ms: int) -> "Step":
        """The same with another length, in milliseconds."""
        return replace(self, seconds=ms / 1000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """Steps in their order, each after a gap to settle in."""

    steps: tuple[Step, ...]
    settle: float = 0.0
    """Seconds before every hold, the first one too."""
    goal: float | None = None
    """On a mat: the seconds at which a gentle mark says that it is enough."""

    def __post_init__(self) -> None:
        if not self.steps:
            raise refused("steps", None, Expected("a step"))
        if len(self.steps) > 1 and any(step.point == MAT for step in self.steps):
            raise ValueError("steps: the mat cannot be one of several; give it a plan of its own")
        check_range("settle", self.settle, 0, LONGEST_SETTLE, "s")
        if self.goal is not None:
            check_range("goal", self.goal, 0.001, LONGEST_MAT, "s")

    @property
    def kind(self) -> Kind:
        """Which practice it is."""
        return Kind.MAT if self.steps[0].point == MAT else Kind.POINTS

    @property
    def settle_ms(self) -> int:
        """The gap before a hold, in milliseconds."""
        return in_ms(self.settle)

    @property
    def hold_ms(self) -> int | None:
        """All holds together in milliseconds, gaps not counted; none when it counts up."""
        return ms_of(self.steps)

    @property
    def length(self) -> float | None:
        """Seconds from beginning to end with the gaps, untouched; none when it counts up."""
        holding = self.hold_ms
        return None if holding is None else (holding + len(self.steps) * self.settle_ms) / 1000

    def with_step(self, index: int, step: Step) -> "Plan":
        """The same with one step changed."""
        return replace(self, steps=(*self.steps[:index], step, *self.steps[index + 1 :]))


def mat_plan(seconds: float | None, *, goal: float | None = None, settle: float = 0.0) -> Plan:
    """Time on a mat: down from ``seconds``, or up from nothing when that is None.

    Without a ``goal`` the planned seconds are it.
    """
    return Plan(
        steps=(Step(MAT, Side.BOTH, seconds),),
        settle=settle,
        goal=seconds if goal is None else goal,
    )


def ms_of(steps: tuple[Step, ...]) -> int | None:
    """Milliseconds of all of them together; none when one counts up."""
    each = [step.ms for step in steps]
    return None if None in each else sum(ms or 0 for ms in each)


def same_point(one: Step, other: Step) -> bool:
    """Whether going from one to the other only changes the side."""
    return one.point == other.point and one.side is not other.side
