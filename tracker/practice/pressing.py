"""How hard this person presses: never harder than their cautions allow."""

from dataclasses import replace
from typing import Final

from tracker.core.facts.points import Point
from tracker.core.facts.sessions import Pressure
from tracker.practice.cautions import of_point
from tracker.practice.context import Context

LIGHTLY: Final = "Light, steady pressure; no tool."
"""Instead of words that ask for more."""


def as_pressed(context: Context, point: Point) -> Point:
    """The point as this person presses it: no more than lightly once an answer asks for care."""
    found = of_point(context, point)
    if point.press.pressure == (Pressure.LIGHT,) or not (found.personal or found.unreadable):
        return point
    how = LIGHTLY if "firm" in point.press.how.casefold() else point.press.how
    return replace(point, press=replace(point.press, pressure=(Pressure.LIGHT,), how=how))


def find_pressed(context: Context, code: str) -> Point | None:
    """`as_pressed` of the point with this code; `None` when there is none."""
    point = context.library.find(code)
    return as_pressed(context, point) if point else None
