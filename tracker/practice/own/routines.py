"""Personal routines: made and changed from typed fields, and copied."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from tracker.core.facts.routines import Routine, RoutineStep
from tracker.core.facts.ulid import ulid
from tracker.core.text.spelling import plain
from tracker.core.text.visible import visible
from tracker.library.toml import LibraryError

if TYPE_CHECKING:
    from tracker.practice.context import Context

USUAL_SETTLE = 5.0
"""Seconds between the holds of a new routine."""


def routine_of_fields(
    context: "Context",
    name: str,
    steps: Sequence[RoutineStep],
    *,
    settle: float = USUAL_SETTLE,
    notes: str = "",
    before: Routine | None = None,
) -> Routine:
    """A personal routine of these fields: a new one, or `before` with them.

    A step stays even if its point was removed. Raises LibraryError or ValueError, whose text starts
    with the name of the field.
    """
    library, now = context.library, context.now()
    shown = visible(name, lines=False)
    if before is None:
        key = ulid(now)
        routine = Routine(
            id=key, made=now, name=shown, steps=tuple(steps), settle=settle, notes=notes
        )
    else:
        routine = replace(before, name=shown, steps=tuple(steps), settle=settle, notes=notes)
    known = tuple(step for step in steps if library.find(step.point) is not None)
    if known:
        library.check_routine(replace(routine, steps=known))
    for other in library.routines():
        if other.id != routine.id and plain(shown) in {plain(other.name), plain(other.id)}:
            raise LibraryError(f"name: there is a routine {other.name}; choose another name")
    return routine


def new_routine_label(routine: Routine) -> str:
    """The label of the step that adds it."""
    return f"add your routine {routine.name}"


def edit_routine_label(routine: Routine) -> str:
    """The label of the step that changes it; its name is the one before."""
    return f"change your routine {routine.name}"


def remove_routine_label(routine: Routine) -> str:
    """The label of the step that removes it."""
    return f"remove your routine {routine.name}"


def copy_of(context: "Context", routine: Routine, name: str = "") -> Routine:
    """A copy as a personal routine, under this name or under a free one: `calm, mine 2`.

    Raises LibraryError if the name is taken.
    """
    if name:
        copied = routine_of_fields(
            context, name, routine.steps, settle=routine.settle, notes=routine.notes
        )
        return replace(copied, source=routine.source, sources=routine.sources)
    now = context.now()
    return replace(routine, id=ulid(now), made=now, name=_free_name(context, routine.name))


def copy_label(routine: Routine) -> str:
    """The label of the step that copies this routine."""
    return f"copy {routine.name}"


def _free_name(context: "Context", name: str) -> str:
    taken = {plain(each.name) for each in context.library.routines()}
    first = re.sub(r", mine( \d+)?$", "", name)[:70]
    number = 1
    while plain(found := f"{first}, {'mine' if number == 1 else f'mine {number}'}") in taken:
        number += 1
    return found
