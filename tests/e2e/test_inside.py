"""In tmux, GNU screen and mosh: keys are keys, Esc is Esc, and no answer acts as a key."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from e2e.inside import Inside, mosh, screen, tmux
from e2e.person import Person

pytestmark = pytest.mark.slow

KINDS: dict[str, Callable[[Person, Path], AbstractContextManager[Inside]]] = {
    "tmux": tmux,
    "GNU screen": screen,
    "mosh": lambda person, _: mosh(person),
}
ANSWERS = (
    b"\x1bP>|tmux 3.4\x1b\\",
    b"\x1bP>|contour 0.4.3\x1b\\",
    b"\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\",
    b"\x1b]11;rgb:fdfd/f6f6/e3e3\x07",
    b"\x1b[?62;22c",
    b"\x1b[?0u",
    b"\x1b[24;80R",
)


@pytest.fixture
def person(tmp_path: Path) -> Person:
    person = Person(tmp_path / "practice", "settle_seconds = 0\n")
    person.shell("log", "points", "calm")
    return person


@contextmanager
def opened(kind: str, person: Person, folder: Path) -> Iterator[Inside]:
    """The app on Today, inside this program; afterwards it is quit and the terminal restored."""
    with KINDS[kind](person, folder) as inside:
        terminal = inside.terminal
        terminal.wait_for(" Enter ")
        yield inside
        terminal.press("q")
        terminal.wait_end()
        assert terminal.left_on == set()


@pytest.mark.parametrize("kind", KINDS)
def test_esc_closes_help_at_once_in(kind: str, person: Person, tmp_path: Path) -> None:
    with opened(kind, person, tmp_path) as inside:
        terminal = inside.terminal
        for _ in range(2):
            terminal.press("f1")
            terminal.wait_gone(" Enter ")
            terminal.wait_for("findahelpline")
            pressed = time.monotonic()
            terminal.press("escape")
            terminal.wait_gone("findahelpline")
            assert time.monotonic() - pressed < 2.0
            terminal.wait_for(" Enter ")


@pytest.mark.parametrize("kind", KINDS)
def test_arrows_and_pastes_are_what_they_are_in(kind: str, person: Person, tmp_path: Path) -> None:
    with opened(kind, person, tmp_path) as inside:
        terminal = inside.terminal
        terminal.press("3")
        terminal.wait_for("D remove")
        terminal.press("down", "up", "left", "right")
        terminal.read(1.0)
        assert "Remove" not in terminal.text
        terminal.press("2")
        terminal.wait_for("regions")
        terminal.press("/")
        terminal.wait_for("esc")
        os.write(terminal.master, b"\x1b[200~neiguan qu\x1b[201~")
        terminal.wait_for("neiguan qu")
        terminal.press("!")
        terminal.wait_for("neiguan qu!")
        terminal.press("escape")
        terminal.wait_for("enter open")  # the list has the focus


@pytest.mark.parametrize("kind", KINDS)
def test_no_answer_acts_as_a_key_in(kind: str, person: Person, tmp_path: Path) -> None:
    with opened(kind, person, tmp_path) as inside:
        terminal = inside.terminal
        terminal.wait_for("Three calm minutes")
        terminal.read(2.0)
        shown = terminal.text.splitlines()[:-1]  # the last line is of tmux
        for answer in ANSWERS:
            inside.hand_on(answer)
            middle = len(answer) // 2
            inside.hand_on(answer[:middle])
            inside.hand_on(answer[middle:])
            terminal.read(0.1)
        terminal.read(1.0)
        assert terminal.text.splitlines()[:-1] == shown
        terminal.press("!")
        terminal.wait_for("findahelpline")
        terminal.press("escape")
        terminal.wait_for(" Enter ")
    assert len(person.records()) == 1


@pytest.mark.parametrize("kind", KINDS)
def test_it_gets_the_mouse_only_where_esc_survives_it(
    kind: str, person: Person, tmp_path: Path
) -> None:
    with opened(kind, person, tmp_path) as inside:
        terminal = inside.terminal
        terminal.read(0.5)
        assert (1003 in terminal.left_on) is (kind != "GNU screen")
