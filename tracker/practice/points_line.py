"""Reads lines about points with this person's points, routines and usual hold.

Points are typed to start a session, to log, to import and to edit routines; all read them here.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.core.entry.points_in_line import ChosenPoint
from tracker.core.entry.practice_line import PointNames, PointsLine, points_entry
from tracker.core.session.routine_plan import typed_routine

if TYPE_CHECKING:
    from tracker.core.facts.points import Point
    from tracker.core.facts.routines import Routine, RoutineStep
    from tracker.library import Library
    from tracker.practice.context import Context


def read_to_press(context: "Context", text: str, *, hold: float | None = None) -> PointsLine:
    """Read a line of points to press: ``PC6 HT7 left 90s``, ``calm``.

    ``hold`` is the length of each hold in seconds, if it is not in the line. Raises EntryError for
    a line that is not understood.
    """
    usual = context.config.usual_hold
    return points_entry(text, _names(context.library), hold=hold, usual=usual)


def read_to_log(context: "Context", text: str, *, hold: float | None = None) -> PointsLine:
    """Read a line of points that were pressed, with the moment: ``calm yesterday 21:30``.

    ``hold`` and errors as in `read_to_press`.
    """
    names, order = _names(context.library), context.settings.date_order
    usual = context.config.usual_hold
    return points_entry(text, names, context.now(), order, hold=hold, usual=usual)


def routine_of_line(context: "Context", line: PointsLine) -> "Routine":
    """The routine that a line names, with the line's lengths; else its points as a routine.

    Raises ValueError if it has too many holds for a routine.
    """
    if line.routine is not None:
        return replace(line.routine, steps=line.steps)
    return _typed(context, line.steps)


def routine_of_point(context: "Context", point: "Point") -> "Routine":
    """A routine of one point, on all its sides."""
    return _typed(context, ChosenPoint(point).steps(None, context.config.usual_hold))


def steps_to_add(context: "Context", text: str) -> "tuple[RoutineStep, ...]":
    """The steps that a line adds to a routine, read as in `read_to_press`.

    A point without a length keeps its own: ``hold_seconds`` is only for points outside routines.
    """
    return points_entry(text, _names(context.library)).steps


def _typed(context: "Context", steps: "tuple[RoutineStep, ...]") -> "Routine":
    settle = float(context.settings.settle_seconds)
    return typed_routine(steps, settle=settle, made=context.now())


def _names(library: "Library") -> PointNames:
    return PointNames(
        find_point=library.find,
        find_routine=library.find_routine,
        codes=tuple(point.code for point in library.points()),
        routines=tuple(
            routine.id if routine.built_in else routine.name for routine in library.routines()
        ),
    )
