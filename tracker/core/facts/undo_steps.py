"""The undo and redo stacks, rebuilt from the steps in the order they were made."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Direction(StrEnum):
    """Whether a step did something, undid or redid another, or dropped one from the stacks."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"
    DROPPED = "set aside"
    """The step can be neither undone nor redone: a record of it has changed since."""


class UndoStep(NamedTuple):
    """The part of a step that undo needs: its id, its direction, and the step it refers to."""

    id: str
    direction: Direction
    of: str | None = None


class UndoStacks(NamedTuple):
    """Ids of the steps that can be undone and redone; the last of each comes next."""

    done: tuple[str, ...]
    undone: tuple[str, ...]


def undo_stacks(steps: Iterable[UndoStep]) -> UndoStacks:
    """The stacks after these steps.

    A new step clears the redo stack. An undo or redo of an unknown step, pruned long ago, is
    ignored.
    """
    done: list[str] = []
    undone: list[str] = []
    for step in steps:
        match step.direction:
            case Direction.DO:
                done.append(step.id)
                undone.clear()
            case Direction.UNDO if step.of in done:
                done.remove(step.of)
                undone.append(step.of)
            case Direction.REDO if step.of in undone:
                undone.remove(step.of)
                done.append(step.of)
            case Direction.DROPPED:
                done = [key for key in done if key != step.of]
                undone = [key for key in undone if key != step.of]
            case _:
                pass
    return UndoStacks(tuple(done), tuple(undone))
