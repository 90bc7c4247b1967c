"""Lines about points, read with this person's points, routines and usual hold.

Every place where points are typed reads them here: the start of a session, logging, importing,
the editor of routines.
"""

from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.core.entry.points_in_line import ChosenPoint
from tracker.core.entry.practice_line import PointNames, PointsLine, points_entry, points_to_press
from tracker.core.session.routine_plan import typed_routine

if TYPE_CHECKING:
    from tracker.core.facts.points import Point
    from tracker.core.facts.routines import Routine, RoutineStep
    from tracker.library import Library
    from tracker.practice.context import Context


def points_done(context: "Context", text: str, *, hold: float | None = None) -> PointsLine:
    """What was pressed, and when: ``PC6 HT7 left 90s yesterday 21:30``.

    ``hold`` is the length of each hold, in seconds, where it is given apart from the line. Raises
    EntryError for a line that is not understood.
    """
    return points_entry(
        text,
        context.now(),
        context.settings.date_order,
        _names(context.library),
        hold=hold,
        usual=context.config.usual_hold,
    )


def points_asked(context: "Context", text: str, *, hold: float | None = None) -> PointsLine:
    """What is to be pressed: a line as `points_done` reads it, without a moment."""
    usual = context.config.usual_hold
    return points_to_press(text, _names(context.library), hold=hold, usual=usual)


def routine_asked(context: "Context", line: PointsLine) -> "Routine":
    """The routine that a line names, with the lengths of the line, or its points as a routine.

    Raises ValueError when these are more holds than a routine may have.
    """
    if line.routine is not None:
        return replace(line.routine, steps=line.steps)
    return _typed(context, line.steps)


def point_asked(context: "Context", point: "Point") -> "Routine":
    """This point on all its sides, as a routine."""
    steps = ChosenPoint(point).steps(None, context.config.usual_hold)
    return _typed(context, steps)


def steps_to_add(context: "Context", text: str) -> "tuple[RoutineStep, ...]":
    """The steps that a line adds to a routine, as `points_asked` reads it.

    A point without a length has its own: ``hold_seconds`` is for points outside routines.
    """
    return points_to_press(text, _names(context.library)).steps


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
