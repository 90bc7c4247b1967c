"""The routine that a person without a habit is offered."""

from typing import TYPE_CHECKING

from tracker.practice.context import Context

if TYPE_CHECKING:
    from tracker.core.facts.routines import Routine


def first_routine(context: Context) -> "Routine":
    """The library's first routine, or the first of which this person's cautions leave something."""
    from tracker.core.points.guard import Answer

    library = context.library
    usual = library.first_routine
    if Answer.YES not in context.personal.answers.values():
        return usual  # the guard need not be read at the start
    from tracker.practice.cautions import of_routine

    offered = (usual, *library.routines())
    return next((each for each in offered if of_routine(context, each).routine), usual)
