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
    """The next undo or redo skips the step, because a record of it has changed since."""


class UndoStep(NamedTuple):
    """The part of a step that undo needs: its id, its direction, and the step it refers to."""

    id: str
    direction: Direction
    of: str | None = None


class UndoStacks(NamedTuple):
    """Ids of the steps that can be undone and redone; the last of each comes next."""

    done: tuple[str, ...]
    undone: tuple[str, ...]
    dropped: frozenset[str] = frozenset()
    """Steps that the next undo or redo skips; each can still be undone by its id."""

    @property
    def next_undo(self) -> str | None:
        """The step that undo takes back by default; ``None`` without any."""
        return next((each for each in reversed(self.done) if each not in self.dropped), None)

    @property
    def next_redo(self) -> str | None:
        """The step that redo makes again by default; ``None`` without any."""
        return next((each for each in reversed(self.undone) if each not in self.dropped), None)


def undo_stacks(steps: Iterable[UndoStep]) -> UndoStacks:
    """The stacks after these steps.

    A new step leaves the redo stack as it is. A step that is undone or redone goes to the end of
    the other stack, wherever it was. An undo or redo of an unknown step, pruned long ago, is
    ignored.
    """
    done: dict[str, None] = {}
    undone: dict[str, None] = {}
    dropped: set[str] = set()
    for step in steps:
        match step.direction:
            case Direction.DO:
                done[step.id] = None
            case Direction.UNDO if step.of in done:
                undone[step.of] = done.pop(step.of)
                dropped.discard(step.of)
            case Direction.REDO if step.of in undone:
                done[step.of] = undone.pop(step.of)
                dropped.discard(step.of)
            case Direction.DROPPED if step.of in done or step.of in undone:
                dropped.add(step.of)
            case _:
                pass
    return UndoStacks(tuple(done), tuple(undone), frozenset(dropped))
