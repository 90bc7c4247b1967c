from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from textual.geometry import Size

from tracker.ui.widgets.flow import Paragraph, Tone, closed, flowed, run_in

words = st.text(st.sampled_from("abcdé內關 "), max_size=120)
paragraphs = st.lists(
    st.builds(Paragraph, words, st.sampled_from(Tone), st.sampled_from(["", "1 "]), st.booleans()),
    max_size=5,
)


@given(paragraphs, st.integers(10, 90), st.integers(0, 40), st.integers(0, 12))
def test_no_row_is_wider_than_its_room_and_no_letter_is_lost(
    said: list[Paragraph], width: int, hole_width: int, hole_height: int
) -> None:
    hole = Size(min(hole_width, width), hole_height)
    rows = flowed(said, width, hole)
    assert all(cell_len(mark) + cell_len(text) <= width for mark, _, text in rows)
    beside = width - hole.width - 2
    if hole.width and beside >= 12:
        narrow = rows[: hole.height]
        assert all(
            cell_len(mark) + cell_len(text) <= beside or " " not in text for mark, _, text in narrow
        )
    letters = "".join(text for _, _, text in rows).replace(" ", "")
    assert letters == "".join(each.text for each in said).replace(" ", "")


def test_a_mark_hangs_before_its_text() -> None:
    step = Paragraph("turn the palm up", mark="1 ", hangs=True)
    assert flowed([step], 12) == [
        ("1 ", Tone.PLAIN, "turn the"),
        ("  ", Tone.PLAIN, "palm up"),
    ]


def test_beside_a_wide_picture_nothing_is_squeezed_in() -> None:
    rows = flowed([Paragraph("words below")], 30, Size(26, 3))
    assert [text for _, _, text in rows] == ["", "", "", "words below"]


def test_where_there_is_little_room_steps_run_in_and_blank_rows_go() -> None:
    steps = [Paragraph("one", mark="1 ", hangs=True), Paragraph("two", mark="2 ", hangs=True)]
    said = [Paragraph("here"), Paragraph(""), *steps, Paragraph("why", mark="- ", hangs=True)]
    assert closed(said) == (said[0], *said[2:])
    assert [f"{each.mark}{each.text}" for each in run_in(said)] == ["here", "1 one 2 two", "- why"]
