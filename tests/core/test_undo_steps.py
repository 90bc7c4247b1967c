from hypothesis import given
from hypothesis import strategies as st

from tracker.core.facts.undo_steps import Direction, UndoStacks, UndoStep, undo_stacks


def test_what_was_done_last_is_undone_first() -> None:
    made = [
        UndoStep("a", Direction.DO),
        UndoStep("b", Direction.DO),
        UndoStep("c", Direction.UNDO, "b"),
    ]
    assert undo_stacks(made) == UndoStacks(("a",), ("b",))


def test_a_redone_step_stands_again() -> None:
    made = [
        UndoStep("a", Direction.DO),
        UndoStep("b", Direction.UNDO, "a"),
        UndoStep("c", Direction.REDO, "a"),
    ]
    assert undo_stacks(made) == UndoStacks(("a",), ())


def test_a_new_step_forgets_no_redo() -> None:
    made = [
        UndoStep("a", Direction.DO),
        UndoStep("b", Direction.UNDO, "a"),
        UndoStep("c", Direction.DO),
    ]
    assert undo_stacks(made) == UndoStacks(("c",), ("a",))


def test_a_dropped_step_is_passed_by() -> None:
    made = [
        UndoStep("a", Direction.DO),
        UndoStep("b", Direction.DO),
        UndoStep("c", Direction.DROPPED, "b"),
    ]
    stacks = undo_stacks(made)
    assert stacks == UndoStacks(("a", "b"), (), frozenset("b"))
    assert stacks.next_undo == "a"
    assert undo_stacks([*made, UndoStep("d", Direction.UNDO, "b")]).next_redo == "b"


def test_an_undo_of_a_step_long_pruned_counts_for_nothing() -> None:
    assert undo_stacks(
        [UndoStep("b", Direction.UNDO, "a"), UndoStep("c", Direction.REDO, "a")]
    ) == UndoStacks((), ())


@given(st.lists(st.sampled_from(["do", "undo", "redo"]), max_size=40))
def test_every_step_is_done_or_undone_or_forgotten_never_twice(turns: list[str]) -> None:
    made: list[UndoStep] = []
    for place, direction in enumerate(turns):
        now = undo_stacks(made)
        if direction == "do":
            made.append(UndoStep(str(place), Direction.DO))
        elif direction == "undo" and now.done:
            made.append(UndoStep(str(place), Direction.UNDO, now.done[-1]))
        elif direction == "redo" and now.undone:
            made.append(UndoStep(str(place), Direction.REDO, now.undone[-1]))
    end = undo_stacks(made)
    both = [*end.done, *end.undone]
    assert len(both) == len(set(both))
    assert all(step.direction is Direction.DO for step in made if step.id in both)
