from hypothesis import given
from hypothesis import strategies as st

from tracker.core.facts.undo_steps import Made, Standing, Turn, standing


def test_what_was_done_last_is_undone_first() -> None:
    made = [Made("a", Turn.DO), Made("b", Turn.DO), Made("c", Turn.UNDO, "b")]
    assert standing(made) == Standing(("a",), ("b",))


def test_a_redone_step_stands_again() -> None:
    made = [Made("a", Turn.DO), Made("b", Turn.UNDO, "a"), Made("c", Turn.REDO, "a")]
    assert standing(made) == Standing(("a",), ())


def test_a_new_step_forgets_what_was_undone() -> None:
    made = [Made("a", Turn.DO), Made("b", Turn.UNDO, "a"), Made("c", Turn.DO)]
    assert standing(made) == Standing(("c",), ())


def test_a_step_set_aside_is_passed_by() -> None:
    made = [Made("a", Turn.DO), Made("b", Turn.DO), Made("c", Turn.SET_ASIDE, "b")]
    assert standing(made) == Standing(("a",), ())


def test_a_turn_of_a_step_long_pruned_counts_for_nothing() -> None:
    assert standing([Made("b", Turn.UNDO, "a"), Made("c", Turn.REDO, "a")]) == Standing((), ())


@given(st.lists(st.sampled_from(["do", "undo", "redo"]), max_size=40))
def test_every_step_is_done_or_undone_or_forgotten_never_twice(turns: list[str]) -> None:
    made: list[Made] = []
    for place, turn in enumerate(turns):
        now = standing(made)
        if turn == "do":
            made.append(Made(str(place), Turn.DO))
        elif turn == "undo" and now.done:
            made.append(Made(str(place), Turn.UNDO, now.done[-1]))
        elif turn == "redo" and now.undone:
            made.append(Made(str(place), Turn.REDO, now.undone[-1]))
    end = standing(made)
    both = [*end.done, *end.undone]
    assert len(both) == len(set(both))
    assert all(step.turn is Turn.DO for step in made if step.id in both)
