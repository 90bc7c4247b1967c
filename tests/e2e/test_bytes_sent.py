"""Low bandwidth sends less than half the bytes, and the terminal shows the same."""

import os
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest
from e2e.person import Person
from e2e.terminal import TSUBO, Terminal

pytestmark = pytest.mark.slow

USUAL = 'settle_seconds = 0\nbell = "off"\n'
LOW = f"{USUAL}low_bandwidth = true\n"
Seen = dict[str, int]
"""Bytes sent, by action."""


def people(folder: Path) -> list[Person]:
    """Two people with the same practice; the second has set low bandwidth."""
    both = [Person(folder / "usual", USUAL), Person(folder / "low", LOW)]
    for person in both:
        person.shell("log", "points", "calm", "--at", "yesterday 21:30")
        person.shell("log", "mat", "20m", "--note", "on the balcony")
    return both


def settled(terminal: Terminal) -> int:
    """Wait until nothing more is sent; return the bytes so far."""
    written = -1
    while written != terminal.written:
        written = terminal.written
        terminal.read(0.4)
    return written


def counted(terminal: Terminal, do: Callable[[], None]) -> int:
    """Do this, and return the bytes sent until the terminal is quiet again."""
    before = settled(terminal)
    do()
    terminal.wait(lambda: terminal.written > before, "anything painted")
    return settled(terminal) - before


def walked(person: Person) -> Seen:
    """Go through the tabs and to another picture; return the bytes of each step."""
    with person.terminal() as terminal:
        terminal.wait_for("on the balcony")
        seen = {"the first frame": settled(terminal)}
        for key in (*"2345612", "down"):
            seen[f"{key} after {list(seen)[-1]}"] = counted(terminal, partial(terminal.press, key))
        terminal.press("q")
        assert terminal.wait_end() == 0
        assert not terminal.left_on
    return seen


def held(person: Person) -> Seen:
    """Bytes sent during a hold without and with breathing, between two of its seconds."""
    with person.terminal(["start", "CV17", "GV20", "--hold", "60s", "--settle", "0"]) as terminal:
        terminal.wait_for("Mood before")
        before = settled(terminal)
        terminal.press("space")
        terminal.wait_for("0:01 gone")
        begun = terminal.written
        terminal.wait_for("0:08 gone")
        seen = {"a session": begun - before, "a hold": terminal.written - begun}
        terminal.press("b")
        terminal.wait_for("0:12 gone")
        begun = terminal.written
        terminal.wait_for("0:20 gone")
        return {**seen, "a breath": terminal.written - begun}


@pytest.mark.parametrize("way", [walked, held])
def test_half_the_bytes_are_enough(tmp_path: Path, way: Callable[[Person], Seen]) -> None:
    with ThreadPoolExecutor() as pool:
        usual, low = pool.map(way, people(tmp_path))
    assert {what: (low[what], usual[what]) for what in usual if low[what] > usual[what] / 2} == {}


def test_the_screen_is_the_same_as_without_colours(tmp_path: Path) -> None:
    usual, low = people(tmp_path)
    without = {**usual.env, "NO_COLOR": "1"}
    with Terminal(TSUBO, env=without) as one, low.terminal() as other:
        for terminal in (one, other):
            terminal.wait_for("on the balcony")
        for tab in "234561":
            for terminal in (one, other):
                assert counted(terminal, partial(terminal.press, tab))
            assert one.lines == other.lines


def test_another_size_and_another_painter_are_painted_over(tmp_path: Path) -> None:
    _, low = people(tmp_path)
    with low.terminal() as terminal:
        terminal.wait_for("on the balcony")
        for size in ((40, 12), (120, 40), (20, 5), (80, 24)):
            terminal.resize(*size)
            settled(terminal)
        terminal.wait_for("on the balcony")
        whole = terminal.text
        terminal.press("2")
        terminal.wait_for("Head, from above")
        terminal.press("1")
        terminal.wait_for("on the balcony")
        settled(terminal)
        assert terminal.text == whole


def test_all_is_painted_again_after_a_shell_was_there(tmp_path: Path) -> None:
    _, low = people(tmp_path)
    with low.terminal() as terminal:
        terminal.wait_for("on the balcony")
        settled(terminal)
        whole = terminal.text
        terminal.press("\x1a")
        stat = Path(f"/proc/{terminal.process.pid}/stat")
        terminal.wait(lambda: stat.read_text().rpartition(")")[2].split()[0] == "T", "it stop")
        settled(terminal)
        assert not terminal.left_on
        os.kill(terminal.process.pid, signal.SIGCONT)
        terminal.wait(lambda: terminal.text == whole, "all of it again")
        terminal.press("q")
        assert terminal.wait_end() == 0
