"""Which steps stand and which are undone, worked out from the steps in the order they were made."""

from collections.abc import Iterable
from enum import StrEnum
from typing import NamedTuple


class Turn(StrEnum):
    """What a step is to the steps before it."""

    DO = "do"
    UNDO = "undo"
    REDO = "redo"
    SET_ASIDE = "set aside"
    """It could not be turned back, because a record of it has changed since."""


class Made(NamedTuple):
    """One step as far as undo cares: its id, what it was, and of which other step."""

    id: str
    turn: Turn
    of: str | None = None


class Standing(NamedTuple):
    """Ids of the steps that stand and of those undone; the last of each is next to be turned."""

    done: tuple[str, ...]
    undone: tuple[str, ...]


def standing(steps: Iterable[Made]) -> Standing:
    """Where undo and redo stand after these steps.

    A new step forgets what was undone before it. A turn of a step that is not known (it was
    made too long ago) counts for nothing.
    """
    done: list[str] = []
    undone: list[str] = []
    for step in steps:
        match step.turn:
            case Turn.DO:
                done.append(step.id)
                undone.clear()
            case Turn.UNDO if step.of in done:
                done.remove(step.of)
                undone.append(step.of)
            case Turn.REDO if step.of in undone:
                undone.remove(step.of)
                done.append(step.of)
            case Turn.SET_ASIDE:
                done = [key for key in done if key != step.of]
                undone = [key for key in undone if key != step.of]
            case _:
                pass
    return Standing(tuple(done), tuple(undone))
