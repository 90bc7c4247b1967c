"""What a person chose to press, from typed codes or a routine to the plan of a session."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from tracker.core.facts.points import Point
from tracker.core.facts.routines import LONGEST_ROUTINE, Routine, RoutineStep
from tracker.core.facts.sessions import Side
from tracker.core.session.plan import Plan, Step

TYPED: Final = "typed"
"""The id of a routine that is only these points, pressed once; a record does not name it."""

_SIDES: Final = {
    **dict.fromkeys(("l", "left"), Side.LEFT),
    **dict.fromkeys(("r", "right"), Side.RIGHT),
    **dict.fromkeys(("b", "both"), Side.BOTH),
}
_LONGEST_NAME: Final = 3
"""Words that a name may have: ``ear shenmen``."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A point, on the side that was typed with it, or on all it has."""

    point: Point
    side: Side | None = None

    @property
    def sides(self) -> tuple[Side, ...]:
        """The sides to press, in order."""
        if self.side is not None and self.side in self.point.allowed_sides:
            return (self.side,)
        return self.point.sides


def wanted(text: str, find: Callable[[str], Point | None]) -> tuple[Wanted, ...] | None:
    """The points that this text names, as in ``PC6, HT7 left``; none if a word is no point's."""
    words = [word for word in re.split(r"[\s,;]+", text) if word]
    found: list[Wanted] = []
    while words:
        if found and found[-1].side is None and (side := _SIDES.get(words[0].casefold())):
            if side not in found[-1].point.allowed_sides:
                return None
            found[-1] = Wanted(found[-1].point, side)
            words = words[1:]
            continue
        for length in range(min(_LONGEST_NAME, len(words)), 0, -1):
            if (point := find(" ".join(words[:length]))) is not None:
                found.append(Wanted(point))
                words = words[length:]
                break
        else:
            return None
    return tuple(found) or None


def routine_of(
    points: Sequence[Wanted], *, settle: float, made: datetime, seconds: float | None = None
) -> Routine:
    """These points one after another, each as long as is usual for it unless ``seconds`` says.

    Raises ValueError when there are more than a routine may hold.
    """
    steps = tuple(
        RoutineStep(each.point.code, side, each.point.hold.default if seconds is None else seconds)
        for each in points
        for side in each.sides
    )
    names = list(dict.fromkeys(each.point.code for each in points))
    name = ", ".join(names[:6]) + (" …" if len(names) > 6 else "")
    if len(steps) > LONGEST_ROUTINE:
        raise ValueError(f"points: {len(steps)} holds found, 1 to {LONGEST_ROUTINE} allowed")
    return Routine(id=TYPED, name=name, steps=steps, settle=settle, made=made)


def holding(routine: Routine, seconds: float | None) -> Routine:
    """The same with this length for every hold; as it was without one."""
    if seconds is None:
        return routine
    steps = tuple(replace(step, seconds=seconds) for step in routine.steps)
    return replace(routine, steps=steps)


def plan_of(routine: Routine, find: Callable[[str], Point | None]) -> Plan:
    """The plan of a session that follows this routine; each step says how to press."""
    return Plan(
        steps=tuple(
            Step(step.point, step.side, step.seconds, point.press.how if point else "")
            for step in routine.steps
            for point in (find(step.point),)
        ),
        settle=routine.settle,
    )
