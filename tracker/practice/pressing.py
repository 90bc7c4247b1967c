"""Offers points and routines to press, never harder or more than the person's cautions allow."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final, NamedTuple, cast

from tracker.core.days.habit import usual_routine
from tracker.core.days.todays_goal import todays_goal
from tracker.core.facts.goals_and_rests import Kind
from tracker.core.facts.points import Point
from tracker.core.facts.routines import Routine
from tracker.core.facts.sessions import Pressure
from tracker.core.points.guard import UNANSWERED, Answer
from tracker.practice.cautions import of_point, of_routine
from tracker.practice.context import Context

if TYPE_CHECKING:
    from tracker.core.facts.sessions import Session
    from tracker.library import Library

LIGHTLY: Final = "Light, steady pressure; no tool."
"""Replaces instructions to press firmly."""
_HABIT: Final = timedelta(days=60)
"""The period that is searched for the usual routine."""
_ENOUGH: Final = 100
"""Maximum number of the newest sessions that are searched for it."""


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


def why_lightly(context: Context, code: str) -> str:
    """``you bruise easily``: the strongest reason to press this point lightly.

    Empty without such a reason, and where it is not known whether there is one.
    """
    point = context.library.find(code)
    for _, caution in of_point(context, point).personal if point else ():
        if caution.flag and not caution.reason.startswith(UNANSWERED):
            asked = context.library.guard.questions
            return next(each.lightly for each in asked if each.flag is caution.flag)
    return ""


def first_routine(context: Context) -> Routine:
    """The routine for a person without a habit: the first that their cautions do not empty."""
    library = context.library
    usual = library.first_routine
    if Answer.YES not in context.personal.answers.values():
        return usual  # no caution can apply, so starting need not read the guard
    offered = (usual, *library.routines())
    return next((each for each in offered if of_routine(context, each).routine), usual)


class Offer(NamedTuple):
    """A routine to begin, and what was done today."""

    routine: Routine
    done: "Session | None"
    """The newest session of today, if it was all that today asks for."""
    first: bool
    """Whether nothing was ever recorded."""


def offer(context: Context) -> Offer:
    """The usual routine at this hour; after a session of today, another one if there is one."""
    newest = [*islice(context.journal.newest(Kind.POINTS), _ENOUGH)]
    recent = cast("list[Session]", [*takewhile(lambda each: _is_recent(context, each), newest)])
    goal = todays_goal(context.days(Kind.POINTS))
    is_done = recent and recent[0].day == context.today and not (goal and goal.due)
    done = recent[0] if is_done else None
    usual = _usual(context, recent)
    if done is not None and done.routine == usual.id:
        others = [each for each in recent if each.routine != usual.id]
        usual = _usual(context, others) if others else usual
    return Offer(usual, done, not newest and not context.days(Kind.MAT).summaries)


def _is_recent(context: Context, practice: object) -> bool:
    return cast("Session", practice).day >= context.today - _HABIT


def _usual(context: Context, recent: "Iterable[Session]") -> Routine:
    usual = usual_routine(recent, context.now())
    return (usual and context.library.find_routine(usual)) or first_routine(context)


def where_words(library: "Library", routine: Routine) -> str:
    """``wrist, forearm``: where a routine presses."""
    found = (library.find(code) for code in routine.points)
    return ", ".join(dict.fromkeys(point.spot for point in found if point and point.spot))
