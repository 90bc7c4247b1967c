"""Output has no control characters, and none that a terminal without UTF-8 cannot show."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color

from tracker.ui.terminal.ascii_characters import AsciiCharacters, plain
from tracker.ui.terminal.control_characters import VisibleCharacters

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
def test_both_gates_together_leave_printable_ascii(text: str) -> None:
    safe = VisibleCharacters().apply([Segment(text)], BLACK)
    (segment,) = AsciiCharacters().apply(safe, BLACK)
    assert segment.text.isascii()
    assert segment.text.isprintable()


@given(st.text(st.characters(min_codepoint=0x20, exclude_categories=("Cc", "Cs", "Cn", "Co"))))
def test_plain_text_is_as_wide_as_it_was(text: str) -> None:
    assert cell_len(plain(text)) == sum(map(cell_len, text))


def test_letters_lose_their_marks_and_pictures_their_curves() -> None:
    assert plain("PC6 Nèiguān 內關 · █▒░ → …") == "PC6 Neiguan ???? . #+: > ."
