"""The plan of a session: holds in order, each after a gap to settle in.

Time on the mat is a plan of one step. Lengths are given in seconds and kept to the millisecond, so
that their sums are exact.
"""

from dataclasses import dataclass, replace
from typing import Final

from tracker.core.facts.sessions import LONGEST_HOLD, LONGEST_MAT, Kind, Side
from tracker.core.text.field_checks import Span, check_range
from tracker.core.text.refusals import Expected, refused

MAT: Final = "mat"
"""In place of a point's code: the step is time on a mat."""

LONGEST_SETTLE: Final = 60.0
"""Seconds."""

FIRST_MINUTE: Final = 60.0
"""Seconds at the start when a mat feels sharpest.

Source: instructions of makers; weak evidence.
"""

LONG_ON_MAT: Final = 40 * 60.0
"""Seconds after which the session warns.

Source: no instructions gave good grounds to lie longer; trials used 15 and 60 minutes a day.
"""


def in_ms(seconds: float) -> int:
    """Whole milliseconds, rounded to the nearest."""
    return round(seconds * 1000)


@dataclass(frozen=True, slots=True)
class Step:
    """One point on one side, or a mat."""

    point: str
    """The point's code, or `MAT`."""
    side: Side
    seconds: float | None
    """`None` counts up until the person ends it; only on a mat."""
    caption: str = ""
    """Words on how to press."""

    def __post_init__(self) -> None:
        longest = LONGEST_MAT if self.point == MAT else LONGEST_HOLD
        if not self.point:
            raise refused("point", None, Expected("a code"))
        if self.seconds is None:
            if self.point != MAT:
                raise refused("length", None, Span(0.001, longest, "s"))
        else:
            check_range("length", self.seconds, 0.001, longest, "s")

    @property
    def ms(self) -> int | None:
        """Length in milliseconds; `None` when it counts up."""
        return None if self.seconds is None else in_ms(self.seconds)

    def lasting(self, ms: int) -> "Step":
        """The same step with this length in milliseconds."""
        return replace(self, seconds=ms / 1000)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """At least one step."""

    steps: tuple[Step, ...]
    settle: float = 0.0
    """Length of the gap before every hold, the first one too, in seconds."""
    goal: float | None = None
    """On a mat: the seconds after which it says that the goal is reached."""

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
        """Points or mat."""
        return Kind.MAT if self.steps[0].point == MAT else Kind.POINTS

    @property
    def settle_ms(self) -> int:
        """Length of the gap before a hold, in milliseconds."""
        return in_ms(self.settle)

    @property
    def hold_ms(self) -> int | None:
        """All holds together in milliseconds, without gaps; `None` when it counts up."""
        return ms_of(self.steps)

    @property
    def length(self) -> float | None:
        """Seconds of all holds and gaps; `None` when it counts up."""
        holding = self.hold_ms
        return None if holding is None else (holding + len(self.steps) * self.settle_ms) / 1000

    def with_step(self, index: int, step: Step) -> "Plan":
        """The same plan with this step in place of another."""
        return replace(self, steps=(*self.steps[:index], step, *self.steps[index + 1 :]))


def mat_plan(seconds: float | None, *, goal: float | None = None, settle: float = 0.0) -> Plan:
    """Time on a mat: down from `seconds`, or up from 0 when that is `None`.

    Without a `goal`, `seconds` is the goal.
    """
    return Plan(
        steps=(Step(MAT, Side.BOTH, seconds),),
        settle=settle,
        goal=seconds if goal is None else goal,
    )


def ms_of(steps: tuple[Step, ...]) -> int | None:
    """Milliseconds of all steps together; `None` if a step counts up."""
    each = [step.ms for step in steps]
    return None if None in each else sum(ms or 0 for ms in each)


def same_point(one: Step, other: Step) -> bool:
    """Whether only the side changes from one step to the other."""
    return one.point == other.point and one.side is not other.side
