"""A terminal that was sent only the changes shows the same as one that was sent every cell."""

from __future__ import annotations

from functools import partial

import pyte
import pytest
from conftest import LONGER
from hypothesis import given, settings
from hypothesis import strategies as st
from rich.cells import split_graphemes
from rich.color import ColorSystem
from rich.segment import Segment
from rich.style import Style
from terminal_cells import visible_rows
from textual.color import Color
from textual.strip import Strip

from tracker.ui.terminal.cell_diff import ShownCells, clears_in_colour
from tracker.ui.terminal.painting import cells_of, fitted
from tracker.ui.terminal.pen import BLANK, NARROW, Cell, Look, change_of_look, shortest_move

BACKGROUND = Color.parse("#1c1c1c")
STYLES = (
    None,
    Style(color="#87d7af", bgcolor="#1c1c1c"),
    Style(color="#9e9e9e", bgcolor="#1c1c1c"),
    Style(bold=True, bgcolor="#262626"),
    Style(color="red", bgcolor="#262626", italic=True),
    Style(color="#1c1c1c", bgcolor="#87d7af"),
    Style(bold=True, reverse=True, color="#87d7af"),
    Style(underline=True, bgcolor="#1c1c1c", strike=True),
    Style(link="https://example.org", color="bright_blue"),
)
SYSTEMS = (None, ColorSystem.STANDARD, ColorSystem.EIGHT_BIT, ColorSystem.TRUECOLOR)
CHARACTERS = ("a", "b", " ", "░", "⣿", "é", "e\u0301", "百", "👍", "👩\u200d👧", "❤\ufe0f")
"""Of one cell and of two; the last four are not of the same width on every terminal."""

texts = st.lists(st.sampled_from(CHARACTERS), min_size=1, max_size=14).map("".join)
rows = st.lists(st.tuples(texts, st.sampled_from(STYLES)), max_size=4)
sizes = st.tuples(st.integers(1, 14), st.integers(1, 4))
numbers = st.integers(0, 20)
steps = st.one_of(
    st.tuples(st.just("frame"), st.lists(rows, min_size=4, max_size=4)),
    st.tuples(st.just("part"), numbers, numbers, rows),
    st.tuples(st.just("wall"), st.text("Broadcast\r\n", max_size=20)),
    st.tuples(st.just("size"), sizes),
)


class Seen:
    """A terminal, and the cells it should show."""

    def __init__(self, system: ColorSystem | None, *, bce: bool = True) -> None:
        self.shown = ShownCells(bce=bce)
        self.size = (14, 4)
        self.cursor = (0, 0)
        self.meant: list[list[Cell]] = []
        self.screen = emulator(self.size)
        self._stream = pyte.Stream(self.screen)
        self._cells = partial(cells_of, system=system, background=None if system else BACKGROUND)
        self.is_due = True
        """Whether nothing is shown until the next whole frame."""

    def row(self, row: list[tuple[str, Style | None]], width: int) -> list[Cell]:
        strip = Strip([Segment(*piece) for piece in row]).adjust_cell_length(width)
        return [cell for text, style, _ in strip for cell in self._cells(text, style)]

    def frame(self, given: list[list[tuple[str, Style | None]]]) -> None:
        width, height = self.size
        self.meant = [self.row(given[y % len(given)], width) for y in range(height)]
        self.take(self.shown.frame([[*row] for row in self.meant], self.cursor))
        self.is_due = False

    def part(self, y: int, x: int, row: list[tuple[str, Style | None]]) -> None:
        width, height = self.size
        y, x = y % height, x % width
        if not self.is_due:
            while not self.meant[y][x][0]:
                x -= 1  # Textual gives whole characters
        new = self.row(row, width - x)
        if not self.is_due:
            self.meant[y] = [*self.meant[y][:x], *new]
        self.take(self.shown.part([(y, x, new)], self.size, self.cursor))

    def wall(self, words: str) -> None:
        self._stream.feed(f"\x1b[31;4m{words}")
        self.shown.forget()
        self.is_due = True

    def resize(self, size: tuple[int, int]) -> None:
        self.size = size
        self.screen.resize(size[1], size[0])
        if not self.shown.has_size(*size):
            self.shown.forget()
            self.is_due = True

    def take(self, output: str) -> None:
        self._stream.feed(output)

    def compare(self) -> None:
        width = self.size[0]
        expected = emulator(self.size)
        stream = pyte.Stream(expected)
        for y, row in enumerate(self.meant):
            for characters in ([" "] * width, [character for character, _ in row]):
                for x, (character, (_, look)) in enumerate(zip(characters, row, strict=True)):
                    codes = filter(None, ["0", *look.marks, look.foreground, look.background])
                    stream.feed(
                        f"\x1b[{y + 1};{x + 1}H\x1b[{';'.join(codes)}m{character}"
                        if character
                        else ""
                    )
        assert visible_rows(self.screen) == visible_rows(expected)
        assert (self.screen.cursor.x, self.screen.cursor.y) == self.cursor
        assert self.screen.cursor.attrs == expected.default_char


def emulator(size: tuple[int, int]) -> pyte.Screen:
    screen = pyte.Screen(*size)
    screen.reset_mode(7, private=True)  # as Textual does: what is too long does not wrap
    return screen


def test_characters_taken_for_one_cell_without_a_table_are_so_in_the_table() -> None:
    text = "".join(sorted(NARROW))
    assert split_graphemes(text) == ([(x, x + 1, 1) for x in range(len(text))], len(text))


@settings(max_examples=150 * LONGER)
@given(
    st.lists(st.tuples(steps, numbers, numbers), min_size=1, max_size=8),
    st.sampled_from(SYSTEMS),
    st.booleans(),
)
def test_changes_show_the_same_as_every_cell(
    walk: list[tuple[tuple[object, ...], int, int]], system: ColorSystem | None, bce: bool
) -> None:
    seen = Seen(system, bce=bce)
    for (step, *given_), x, y in walk:
        seen.cursor = (x % seen.size[0], y % seen.size[1])
        match step, given_:
            case "frame", [list(frame)]:
                seen.frame(frame)
            case "part", [int(row), int(column), list(cells)]:
                seen.part(row, column, cells)
            case "wall", [str(words)]:
                seen.wall(words)
            case "size", [tuple(size)]:
                seen.resize(size)
                continue
        if not seen.is_due:
            seen.compare()
            assert seen.shown.frame([[*row] for row in seen.meant], seen.cursor) == ""


@given(st.lists(st.lists(rows, min_size=4, max_size=4), min_size=1, max_size=4))
def test_a_character_of_disputed_width_moves_none_of_the_others(
    frames: list[list[list[tuple[str, Style | None]]]],
) -> None:
    """On a terminal that gives each emoji one cell, or that does not know joiners."""
    seen = Seen(ColorSystem.EIGHT_BIT)
    with pytest.MonkeyPatch.context() as patch:
        width = pyte.screens.wcwidth
        patch.setattr(
            pyte.screens,
            "wcwidth",
            lambda character: 1 if ord(character) > 0x1F000 else width(character),
        )
        for frame in frames:
            seen.frame(frame)
            for y, row in enumerate(seen.meant):
                for x, (character, _) in enumerate(row):
                    if character in {*"abé░⣿百"}:
                        assert seen.screen.buffer[y][x].data == character


def test_characters_are_split_as_rich_measures_them() -> None:
    for character in CHARACTERS:
        assert len(split_graphemes(character)[0]) == 1
        assert len(cells_of(character, None)) == split_graphemes(character)[1]


def test_cells_that_do_not_fit_are_cut_at_a_whole_character() -> None:
    row = cells_of("a百b", None)
    assert ["".join(character for character, _ in fitted(row, width)) for width in range(6)] == [
        *("", "a", "a ", "a百", "a百b", "a百b ")
    ]
    assert [len(fitted(row, width)) for width in range(6)] == [*range(6)]


def frame(*words: str) -> list[list[Cell]]:
    rows = [cells_of(row, Style(color="#87d7af"), ColorSystem.EIGHT_BIT) for row in words]
    return [row + [BLANK] * (20 - len(row)) for row in rows]


def changes(before: list[list[Cell]], after: list[list[Cell]], *, bce: bool = True) -> str:
    shown = ShownCells(bce=bce)
    shown.frame(before, (0, 0))
    return shown.frame(after, (0, 0))


def test_a_digit_costs_a_move_and_itself() -> None:
    written = changes(frame("", "left 0:42"), frame("", "left 0:41"))
    assert written == "\x1b[2;9H\x1b[38;5;115m1\x1b[H\x1b[m"


def test_what_ends_early_is_cleared() -> None:
    written = changes(frame("a long line of words"), frame("a long"))
    assert written == "\x1b[1;7H\x1b[K\r"


def test_nothing_changed_is_nothing_sent() -> None:
    assert changes(frame("left"), frame("left")) == ""


def test_a_cursor_that_moved_alone_costs_a_move() -> None:
    shown = ShownCells(bce=True)
    shown.frame(frame("left"), (0, 0))
    assert shown.frame(frame("left"), (3, 0)) == "\x1b[1;4H"


def test_a_tail_in_colour_is_cleared_only_where_clearing_takes_the_colour() -> None:
    dark: Cell = (" ", Look(None, "48;5;234"))
    assert "\x1b[K" in changes(frame("word"), [[dark] * 20])
    assert "\x1b[K" not in changes(frame("word"), [[dark] * 20], bce=False)


@pytest.mark.parametrize(
    ("term", "clears"),
    [("xterm-256color", True), ("tmux-256color", True), ("screen-256color", False), ("", True)],
)
def test_terminals_that_clear_to_their_own_background(term: str, clears: bool) -> None:
    assert clears_in_colour({"TERM": term}) is clears


@given(st.tuples(numbers, numbers), st.tuples(numbers, numbers))
def test_a_move_ends_where_it_should(start: tuple[int, int], end: tuple[int, int]) -> None:
    screen = pyte.Screen(21, 21)
    stream = pyte.Stream(screen)
    for way in (None, start):
        stream.feed(f"\x1b[{start[1] + 1};{start[0] + 1}H{shortest_move(way, end)}")
        assert (screen.cursor.x, screen.cursor.y) == end


def test_a_change_of_one_part_of_a_look_sends_that_part() -> None:
    bold = Look("31", "48;5;234", ("1",))
    assert change_of_look(Look("31", "48;5;234"), bold)[0] == "\x1b[1m"
    assert change_of_look(bold, Look("32", "48;5;234", ("1",)))[0] == "\x1b[32m"
    assert change_of_look(bold, Look("31", "", ("1",)))[0] == "\x1b[49m"
    assert change_of_look(bold, Look())[0] == "\x1b[m"


@pytest.mark.slow
@pytest.mark.parametrize("bce", [True, False])
@settings(max_examples=50 * LONGER)
@given(st.lists(st.tuples(numbers, numbers, st.integers(-3, 3), numbers, rows), max_size=8))
def test_rows_that_moved_are_as_if_all_was_painted(
    bce: bool, moves: list[tuple[int, int, int, int, list[tuple[str, Style | None]]]]
) -> None:
    seen = Seen(ColorSystem.EIGHT_BIT, bce=bce)
    seen.resize((14, 12))
    whole: list[list[tuple[str, Style | None]]]
    whole = [[(f"row {y}", STYLES[y % len(STYLES)])] for y in range(12)]
    seen.frame(whole)
    for one, other, by, changed, row in moves:
        first, last = sorted((one % 12, other % 12))
        block = whole[first : last + 1]
        turned = [*block[by % len(block) :], *block[: by % len(block)]]
        whole = [*whole[:first], *turned, *whole[last + 1 :]]
        whole[changed % 12] = row
        seen.frame(whole)
        seen.compare()


def test_a_list_that_scrolls_costs_the_row_that_comes() -> None:
    seen = Seen(ColorSystem.EIGHT_BIT)
    seen.resize((60, 20))
    names: list[list[tuple[str, Style | None]]] = [
        [(f"record {y}, with a few words about it", STYLES[1])] for y in range(30)
    ]
    seen.frame(names[:20])
    before = [[*row] for row in seen.meant]
    for first in (1, 2, 4, 3, 0):
        meant = [seen.row(row, 60) for row in names[first : first + 20]]
        sent = seen.shown.frame([[*row] for row in meant], (0, 0))
        assert len(sent) < 250
    assert meant == before


@pytest.mark.slow
@settings(max_examples=50 * LONGER)
@given(
    st.booleans(),
    st.lists(st.tuples(st.integers(0, 40), rows), min_size=1, max_size=8),
    st.integers(6, 30),
)
def test_rows_that_take_along_what_stands_beside_them_are_mended_by_a_whole_frame(
    bce: bool, steps: list[tuple[int, list[tuple[str, Style | None]]]], width: int
) -> None:
    seen = Seen(ColorSystem.EIGHT_BIT, bce=bce)
    seen.resize((60, 12))
    names = [seen.row([(f"{y} record, with words", STYLES[1])], width) for y in range(60)]
    pane = seen.row([("beside ", STYLES[2]), ("it, all words", STYLES[3])], 60 - width)
    for first, words in steps:
        seen.meant = [[*names[first + y], *pane] for y in range(12)]
        pieces = [(y, 0, names[first + y]) for y in range(12)]
        if seen.is_due:
            seen.take(seen.shown.frame([[*row] for row in seen.meant], (0, 0)))
        else:
            seen.take(seen.shown.part(pieces, seen.size, (0, 0), drags=True))
        seen.is_due = False
        shown = [row[:width] for row in visible_rows(seen.screen)]
        pane = seen.row(words, 60 - width)
        seen.meant = [[*names[first + y], *pane] for y in range(12)]
        seen.take(seen.shown.frame([[*row] for row in seen.meant], (0, 0)))
        assert not seen.shown.is_dragged
        assert [row[:width] for row in visible_rows(seen.screen)] == shown
        seen.compare()


def test_a_list_that_scrolls_takes_along_what_stands_beside_it_only_where_it_can() -> None:
    seen = Seen(ColorSystem.EIGHT_BIT)
    seen.resize((60, 12))
    names = [seen.row([(chr(97 + y) * 20, STYLES[1])], 30) for y in range(20)]
    pane = [seen.row([(f"{y} words of another thing", STYLES[2])], 30) for y in range(12)]
    seen.shown.frame([[*names[y], *pane[y]] for y in range(12)], (0, 0))
    for first, drags, most in ((1, False, 500), (2, True, 130)):
        pieces = [(y, 0, names[first + y]) for y in range(12)]
        sent = seen.shown.part(pieces, seen.size, (0, 0), drags=drags)
        assert len(sent) < most
        assert seen.shown.is_dragged is drags
