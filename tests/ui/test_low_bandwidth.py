"""Low-bandwidth output paints the same screen as full output."""

import pyte
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.strip import Strip

from tracker.ui.terminal.low_bandwidth import LowBandwidth

WIDTH, HEIGHT = 12, 4
GROUND = Color.parse("#1c1c1c")
STYLES = {
    None: (False, False),
    Style(color="#87d7af", bgcolor="#1c1c1c"): (False, False),
    Style(bold=True, bgcolor="#262626"): (True, False),
    Style(color="#1c1c1c", bgcolor="#87d7af"): (False, True),
    Style(bold=True, reverse=True): (True, True),
}
"""Styles, and whether low-bandwidth output draws them bold and reversed."""

pieces = st.tuples(st.text("ab ░百 ", min_size=1, max_size=WIDTH), st.sampled_from([*STYLES]))
rows = st.lists(pieces, max_size=3).map(
    lambda row: Strip([Segment(*piece) for piece in row]).adjust_cell_length(WIDTH)
)
frames = st.lists(rows, min_size=HEIGHT, max_size=HEIGHT)


class Glass:
    """A terminal, and the lines it should show."""

    def __init__(self) -> None:
        self.screen = pyte.Screen(WIDTH, HEIGHT)
        self.stream = pyte.Stream(self.screen)
        self.output = LowBandwidth()
        self.meant = [Strip.blank(WIDTH)] * HEIGHT

    def frame(self, strips: list[Strip]) -> str:
        self.meant = strips
        written = self.output.frame([[strip] for strip in strips], WIDTH, GROUND)
        self.stream.feed(written)
        return written

    def part(self, y: int, strip: Strip) -> None:
        self.meant = [*self.meant[:y], strip, *self.meant[y + 1 :]]
        self.stream.feed(self.output.part([(y, 0, strip)], WIDTH, HEIGHT, GROUND))

    def compare(self) -> None:
        for y, strip in enumerate(self.meant):
            assert self.screen.display[y] == strip.text
            x = 0
            for segment in strip:
                bold, turned = STYLES[segment.style]
                for character in segment.text:
                    cell = self.screen.buffer[y][x]
                    assert cell.reverse == turned, (y, x)
                    assert cell.bold == bold or character == " ", (y, x)
                    x += 2 if character == "百" else 1


@given(st.lists(frames, min_size=1, max_size=4))
def test_frames_stand_as_they_are_meant(all_of_them: list[list[Strip]]) -> None:
    glass = Glass()
    for strips in all_of_them:
        glass.frame(strips)
        glass.compare()


@given(frames, st.lists(st.tuples(st.integers(0, HEIGHT - 1), rows), max_size=6))
def test_parts_stand_over_the_frame_before(
    strips: list[Strip], parts: list[tuple[int, Strip]]
) -> None:
    glass = Glass()
    glass.frame(strips)
    for y, strip in parts:
        glass.part(y, strip)
        glass.compare()


@given(st.integers(0, HEIGHT - 1), rows)
def test_a_part_that_comes_first_stands_on_an_empty_screen(y: int, strip: Strip) -> None:
    glass = Glass()
    glass.stream.feed("what a shell said\r\nbefore")
    glass.part(y, strip)
    glass.compare()


@given(frames)
def test_the_same_frame_again_costs_nothing(strips: list[Strip]) -> None:
    glass = Glass()
    glass.frame(strips)
    assert glass.frame(strips) == ""


@given(frames)
def test_what_was_forgotten_is_painted_whole(strips: list[Strip]) -> None:
    glass = Glass()
    glass.frame(strips)
    glass.output.forget()
    glass.stream.feed("\x1b[1;1Hsomebody else")
    glass.frame(strips)
    glass.compare()


def test_no_part_is_told_until_the_next_whole_frame() -> None:
    glass = Glass()
    glass.frame(glass.meant)
    glass.output.forget()
    assert not glass.output.is_current


def test_a_digit_costs_a_move_and_itself() -> None:
    glass = Glass()
    glass.frame([Strip([Segment("left 0:42")]).adjust_cell_length(WIDTH)] * HEIGHT)
    again = [Strip([Segment("left 0:41")]).adjust_cell_length(WIDTH), *glass.meant[1:]]
    assert glass.frame(again) == "\x1b[1;9H1"


def test_colours_are_not_sent() -> None:
    glass = Glass()
    written = glass.frame([Strip([Segment("word", Style(color="#87d7af"))])] * HEIGHT)
    assert "8;5" not in written
    assert "8;2" not in written
