"""Turns a routine, or holds that were typed, into the plan of a session."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Final

from tracker.core.facts.points import Point
from tracker.core.facts.routines import LONGEST_ROUTINE, Routine, RoutineStep
from tracker.core.session.plan import Plan, Step

TYPED: Final = "typed"
"""Id of a routine made of typed points, for one session; records do not name it."""


def typed_routine(steps: Sequence[RoutineStep], *, settle: float, made: datetime) -> Routine:
    """A routine of these holds, named after its points.

    Raises ValueError if there are more than a routine can hold.
    """
    codes = list(dict.fromkeys(step.point for step in steps))
    name = ", ".join(codes[:6]) + (" …" if len(codes) > 6 else "")
    if len(steps) > LONGEST_ROUTINE:
        raise ValueError(f"{len(steps)} holds is too many; up to {LONGEST_ROUTINE}")
    return Routine(id=TYPED, name=name, steps=tuple(steps), settle=settle, made=made)


def holding(routine: Routine, seconds: float | None) -> Routine:
    """The same routine with every hold this long, in seconds; unchanged for `None`."""
    if seconds is None:
        return routine
    steps = tuple(replace(step, seconds=seconds) for step in routine.steps)
    return replace(routine, steps=steps)


def plan_of(routine: Routine, find: Callable[[str], Point | None]) -> Plan:
    """The plan of a session that follows this routine; its captions say how to press."""
    return Plan(
        steps=tuple(
            Step(step.point, step.side, step.seconds, point.press.how if point else "")
            for step in routine.steps
            for point in (find(step.point),)
        ),
        settle=routine.settle,
    )
