"""A paste is text, however it is cut into pieces on its way."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st
from textual import events
from textual_inside import XTermParser

from tracker.ui.terminal.paste_decoder import PasteDecoder

BEGIN, END = b"\x1b[200~", b"\x1b[201~"
texts = st.text("ab\x1b[201~\r\n\t\x11\x1a\x9b🧘", max_size=40).filter(
    lambda text: "\x1b[201~" not in text
)


def seen(written: bytes, cuts: list[int]) -> list[events.Event]:
    """Events of the app when the bytes arrive in these pieces."""
    typed, parser = PasteDecoder("utf-8"), XTermParser(debug=False)
    places = sorted({cut % (len(written) + 1) for cut in cuts} | {0, len(written)})
    told: list[events.Event] = []
    for first, last in pairwise(places):
        if text := typed.decode(written[first:last]):
            told += [each for each in parser.feed(text) if isinstance(each, events.Event)]
    return told


@given(texts, st.lists(st.integers(0, 200), max_size=6))
def test_a_paste_presses_no_key(text: str, cuts: list[int]) -> None:
    told = seen(b"x" + BEGIN + text.encode() + END + b"y", cuts)
    keys = [each.key for each in told if isinstance(each, events.Key)]
    assert keys == ["x", "y"]
    pasted = "".join(each.text for each in told if isinstance(each, events.Paste))
    assert pasted == "".join(character for character in text if character in "ab[201~\r\n\t🧘")


@given(st.binary(max_size=40), st.lists(st.integers(0, 60), max_size=4))
def test_what_is_typed_comes_as_it_was(written: bytes, cuts: list[int]) -> None:
    typed = PasteDecoder("utf-8")
    places = sorted({cut % (len(written) + 1) for cut in cuts} | {0, len(written)})
    pieces = [written[a:b] for a, b in pairwise(places)]
    if BEGIN not in written:
        told = "".join(typed.decode(piece) for piece in pieces) + typed.decode(b"", final=True)
        assert told == written.decode(errors="replace")
