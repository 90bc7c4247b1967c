from dataclasses import replace

import pytest
from conftest import mat_of, session_of

from tracker.core.facts.record_names import mood_words, practice_detail, practice_name
from tracker.core.facts.sessions import Layer


def _name(routine: str) -> str | None:
    return {"calm": "Three calm minutes"}.get(routine)


def test_a_session_is_named_by_its_routine_or_its_points() -> None:
    assert practice_name(replace(session_of(), routine="calm"), _name) == "Three calm minutes"
    assert practice_name(replace(session_of(), routine="gone"), _name) == "gone"
    assert practice_name(session_of(), _name) == "PC6"
    assert practice_name(replace(session_of(), holds=()), _name) == "Points"


def test_a_mat_session_says_how_one_lay() -> None:
    assert practice_name(replace(mat_of(), layer=Layer.THIN), _name) == "Mat, back, thin"
    assert practice_name(replace(mat_of(), position=None), _name) == "Mat"


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        (4, 6, "mood 4 → 6"),
        (0, 0, "mood 0 → 0"),
        (None, 6, "mood 6 after"),
        (4, None, "mood 4 before"),
        (None, None, ""),
    ],
)
def test_mood_is_said_as_far_as_it_is_known(
    before: int | None, after: int | None, words: str
) -> None:
    assert mood_words(before, after) == words
    assert mood_words(before, after, "tension") == words.replace("mood", "tension")


def test_a_note_of_many_lines_is_one_line_in_a_list() -> None:
    session = replace(session_of(), note="a\n  b", stopped_early=True, stopped_why="the door")
    assert practice_detail(session) == "ended early: the door · a b"
