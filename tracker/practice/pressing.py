"""Offers points and routines to press, never harder or more than the person's cautions allow."""

from dataclasses import replace
from typing import Final

from tracker.core.facts.points import Point
from tracker.core.facts.routines import Routine
from tracker.core.facts.sessions import Pressure
from tracker.core.points.guard import Answer
from tracker.practice.cautions import of_point, of_routine
from tracker.practice.context import Context

LIGHTLY: Final = "Light, steady pressure; no tool."
"""Replaces instructions to press firmly."""


def as_pressed(context: Context, point: Point) -> Point:
    """The point as this person presses it: only lightly if a caution applies or is not known."""
    found = of_point(context, point)
    if point.press.pressure == (Pressure.LIGHT,) or not (found.personal or found.unreadable):
        return point
    how = LIGHTLY if "firm" in point.press.how.casefold() else point.press.how
    return replace(point, press=replace(point.press, pressure=(Pressure.LIGHT,), how=how))


def find_pressed(context: Context, code: str) -> Point | None:
    """The point of this code as this person presses it; `None` for an unknown code."""
    point = context.library.find(code)
    return as_pressed(context, point) if point else None


def first_routine(context: Context) -> Routine:
    """The routine for a person without a habit: the first that their cautions do not empty."""
    library = context.library
    usual = library.first_routine
    if Answer.YES not in context.personal.answers.values():
        return usual  # no caution can apply, so starting need not read the guard
    offered = (usual, *library.routines())
    return next((each for each in offered if of_routine(context, each).routine), usual)
