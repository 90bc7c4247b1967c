"""Output has no control characters, and none that a terminal cannot show."""

import unicodedata
from collections.abc import Callable

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from tracker.characters import CONSOLE, in_ascii, on_console
from tracker.ui.terminal.control_characters import VisibleCharacters
from tracker.ui.terminal.painting import cells_of

BLACK = Color.parse("black")
RUDE = "\x00\x07\x1b\x7f\x84\x9b\x9d\u061c\u200e\u202e\u2066\u2028\ud800[]/@=;m"
TEXTS = st.text(st.one_of(st.characters(), st.sampled_from(RUDE)), max_size=40)


@given(TEXTS)
def test_no_text_of_a_segment_commands_the_terminal(text: str) -> None:
    (segment,) = VisibleCharacters().apply([Segment(text)], BLACK)
    assert not [
        character
        for character in segment.text
        if unicodedata.category(character) in {"Cc", "Cs", "Zl", "Zp"}
    ]
    assert not set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2069") & {*segment.text}


@given(TEXTS)
def test_all_gates_together_leave_printable_ascii(text: str) -> None:
    safe = VisibleCharacters().apply([Segment(text)], BLACK)
    text = "".join(cell for cell, _ in cells_of(safe[0].text, None, shown=in_ascii))
    assert text.isascii()
    assert text.isprintable()


ANY = st.text(
    st.one_of(
        st.characters(
            min_codepoint=0x20,
            max_codepoint=0x25FF,
            exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp"),
        ),
        st.sampled_from("百あ한ｓ３👍✓"),
    )
)
"""Characters to whose width all agree."""


@given(ANY, st.sampled_from([in_ascii, on_console]))
def test_a_replaced_text_is_as_wide_as_it_was(text: str, replaced: Callable[[str], str]) -> None:
    assert cell_len(replaced(text)) == sum(map(cell_len, text))


@given(ANY | st.sampled_from(["\u2764\ufe0f", "e\u0301", "\U0001f468\u200d\U0001f469"]))
def test_every_cell_of_a_replaced_character_has_its_own(text: str) -> None:
    for replaced in (in_ascii, on_console):
        cells = cells_of(text, None, shown=replaced)
        assert len(cells) == len(cells_of(text, None))
        assert {cell_len(cell) for cell, _ in cells} <= {1}


def test_letters_lose_their_marks_and_pictures_their_curves() -> None:
    assert in_ascii("PC6 Nèiguān 內關 · █▒░ → …") == "PC6 Neiguan ???? . #+: > ."


def test_a_console_has_lines_and_accents_but_no_braille_and_no_halves_of_blocks() -> None:
    assert (
        on_console("Nèiguān 內關 · █▒░ → … ● “é” ▀▄ ⣿ ━┃") == 'Nèiguan ???? · █▒░ → . • "é" ── . ─│'
    )


def test_letters_of_other_alphabets_stay_on_a_console() -> None:
    assert on_console("в поезде, στο τρένο, fünf") == "в поезде, στο τρένο, fünf"
    assert on_console("Ａ ﬁ ℵ") == "?? ? ?"


@given(ANY)
def test_a_console_gets_its_characters_and_letters_alone(text: str) -> None:
    beyond = {each for each in on_console(text) if not each.isascii()} - CONSOLE
    assert all(unicodedata.category(each).startswith("L") for each in beyond)
