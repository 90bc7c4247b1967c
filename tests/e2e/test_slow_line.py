"""Over a real sshd and a line that is late, narrow and in pieces: what is typed is what comes."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from e2e.person import Person
from e2e.slow_line import slow_line
from e2e.sshd import Sshd, listening, missing
from e2e.terminal import Terminal

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(missing() is not None, reason=str(missing())),
]

ANSWERS = (
    b"\x1bP>|contour 0.4.3\x1b\\",
    b"\x1b]11;rgb:fdfd/f6f6/e3e3\x07",
    b"\x1b[?62;22c",
    b"\x1b[?0u",
)
REFUSED = "No shell here could bring it back"
SEEN = 60.0
"""Seconds; a whole screen takes several on such a line."""


@pytest.fixture
def person(tmp_path: Path) -> Person:
    person = Person(tmp_path / "practice", "settle_seconds = 0\n")
    person.shell("log", "points", "calm")
    return person


@pytest.fixture
def far(tmp_path: Path) -> Iterator[Sshd]:
    """An sshd 300 ms away, at 2 kB a second, that gets each byte by itself."""
    with listening(tmp_path / "sshd") as near, slow_line(near.port) as port:
        yield replace(near, port=port)


def login(far: Sshd, person: Person, *words: str) -> Terminal:
    terminal = far.login(far.key("key"), person.command(*words))
    terminal.patience = SEEN
    return terminal


def type_apart(terminal: Terminal, data: bytes, apart: float) -> None:
    """Type bytes so far apart that each goes in a packet of its own."""
    for byte in data:
        os.write(terminal.master, bytes([byte]))
        read_for(terminal, apart)


def read_for(terminal: Terminal, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        terminal.read()


def help_opens(terminal: Terminal, apart: float) -> None:
    type_apart(terminal, b"\x1bOP", apart)
    terminal.wait_for("findahelpline")
    type_apart(terminal, b"\x1b", apart)
    terminal.wait_gone("findahelpline")


def test_keys_pastes_and_answers_are_right_over_a_slow_line(far: Sshd, person: Person) -> None:
    with login(far, person) as terminal:
        terminal.wait_for(" Enter ")
        terminal.press("3")
        terminal.wait_for("D remove")
        for apart in (0.05, 0.3, 0.5):
            for arrow in (b"\x1b[D", b"\x1b[C", b"\x1bOD"):
                type_apart(terminal, arrow, apart)
            help_opens(terminal, apart)
            terminal.wait_for("D remove")
        for answer in ANSWERS:
            type_apart(terminal, answer, 0.04)
        read_for(terminal, 2.0)
        assert "Remove" not in terminal.text
        terminal.press("2")
        terminal.wait_for("regions")
        terminal.press("/")
        read_for(terminal, 1.5)
        type_apart(terminal, b"\x1b[200~neiguan qu\x1b[201~", 0.04)
        terminal.wait_for("neiguan qu")
        terminal.press("!")
        terminal.wait_for("neiguan qu!")
        terminal.press("escape")
        read_for(terminal, 2.0)
        terminal.press("\x1a")
        terminal.wait_said(REFUSED)
        terminal.press("q")
        assert terminal.wait_end() == 0
        assert terminal.left_on == set()
    assert len(person.shell("history").stdout.splitlines()) == 1


def test_a_hold_goes_on_through_answers_over_a_slow_line(far: Sshd, person: Person) -> None:
    with login(far, person, "start", "CV17", "GV20", "--hold", "60s") as terminal:
        terminal.wait_for("Mood before")
        terminal.press("enter", "enter")
        terminal.wait_seconds(2)
        for answer in ANSWERS:
            type_apart(terminal, answer, 0.04)
        terminal.press("\x1a")
        read_for(terminal, 4.0)
        terminal.wait_for("hold 1 of 2")
        type_apart(terminal, b" ", 0.1)
        terminal.wait_for("aused")
        terminal.press("q")
        terminal.wait_for("End and keep ")
