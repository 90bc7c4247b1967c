"""On a real terminal the cursor is on what is focused, visible or not."""

from __future__ import annotations

import shlex
from functools import partial
from pathlib import Path

import pytest
from e2e.person import Person
from e2e.terminal import TSUBO, Terminal

pytestmark = pytest.mark.slow

CONFIG = 'settle_seconds = 0\nbell = "off"\n'
CURSOR = 25
"""The mode of a visible cursor; `Terminal.left_on` has it while the cursor is hidden."""


def stands_at(terminal: Terminal, words: str) -> bool:
    """Whether the cursor stands where these words begin."""
    x, y = terminal.cursor
    return terminal.lines[y][x:].startswith(words)


def stands_after(terminal: Terminal, words: str) -> bool:
    x, y = terminal.cursor
    return terminal.lines[y][:x].endswith(words)


def test_the_cursor_follows_a_number_and_what_is_typed(tmp_path: Path) -> None:
    with Person(tmp_path, CONFIG).terminal(["start", "calm"]) as terminal:
        terminal.wait_for("Mood before")
        terminal.press("7")
        terminal.wait_for("7")
        terminal.press("up", "right")
        terminal.wait(partial(stands_at, terminal, "8 "), "the cursor on 8")
        terminal.press("left")
        terminal.wait(partial(stands_at, terminal, "7 "), "the cursor on 7")
        assert CURSOR in terminal.left_on
        terminal.press("escape")
        terminal.wait_gone("Mood before")
        terminal.press("m", "1", "5")
        terminal.wait(partial(stands_after, terminal, "15"), "the cursor after 15")


def test_a_holds_clock_returns_the_cursor_to_its_words(tmp_path: Path) -> None:
    ways = ["start", "CV17", "GV20", "--hold", "60s", "--settle", "0"]
    with Person(tmp_path, CONFIG).terminal(ways) as terminal:
        terminal.wait_for("Mood before")
        terminal.press("space")
        places = set()
        for second in range(2, 6):
            terminal.wait_for(f"0:0{second} done")
            terminal.read(0.3)
            places.add(terminal.cursor)
            x, y = terminal.cursor
            assert terminal.lines[y][x:].strip()
        assert len(places) == 1


def test_a_shown_cursor_is_visible_until_the_end_and_after(tmp_path: Path) -> None:
    with Person(tmp_path, f'{CONFIG}cursor = "shown"\n').terminal() as terminal:
        terminal.wait_for("Enter")
        terminal.press("5", "left")
        terminal.wait_for("~ rest")
        assert CURSOR not in terminal.left_on
        terminal.press("q")
        assert terminal.wait_end() == 0
        assert not terminal.left_on


def test_a_shown_cursor_is_visible_again_after_a_shell_was_there(tmp_path: Path) -> None:
    env = {**Person(tmp_path, f'{CONFIG}cursor = "shown"\n').env, "PS1": "prompt> "}
    with Terminal(["bash", "--norc", "--noprofile", "-i"], env=env) as terminal:
        terminal.press(f"{shlex.join(TSUBO)}\r")
        terminal.wait_for(" Enter ")
        terminal.press("\x1a")
        terminal.wait(lambda: 1049 not in terminal.left_on, "the shell's screen")
        terminal.press("fg\r")
        terminal.wait(lambda: 1049 in terminal.left_on, "the app's screen")
        terminal.wait_for(" Enter ")
        assert CURSOR not in terminal.left_on
        terminal.press("q")
        terminal.wait(lambda: 1049 not in terminal.left_on, "the shell's screen")
