"""On every screen: no answer of a terminal, however it is cut, changes it or a record."""

import os
import random
from pathlib import Path

import pytest
from e2e.person import Person
from e2e.terminal import TSUBO, Terminal

pytestmark = pytest.mark.slow

SCREENS: dict[str, tuple[str, ...]] = {
    "Today": (),
    "Points": ("2",),
    "History": ("3",),
    "Mat": ("4",),
    "Calendar": ("5",),
    "Insights": ("6",),
    "a field": ("2", "/"),
    "a date": ("3", "g"),
    "preparing": ("s",),
    "a length": ("s", "tab"),
    "logging a mat": ("m",),
    "logging points": ("a",),
    "removing": ("3", "D"),
    "correcting": ("3", "enter", "e"),
    "settings": (",",),
    "keys": ("?",),
    "help now": ("!",),
    "palette": ("ctrl+p",),
}
ANSWERS = (
    b"\x1bP>|contour 0.4.3\x1b\\",
    b"\x1bP1+r544e=787465726d\x1b\\",
    b"\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\",
    b"\x1b]4;255;rgb:ffff/0000/0000\x07",
    b"\x1b_Gi=31;OK\x1b\\",
    b"\x1b[?62;22c",
    b"\x1b[>41;354;0c",
    b"\x1b[?0u",
    b"\x1b[?2048;2$y",
    b"\x1b[?997;1n",
    b"\x1b[24;80R",
    b"\x1b[48;24;80;0;0t",
    b"\x1b[4;0;0t",
    b"\x1b[117;1:3u",
    b"\x1b[60344;1u",
    b"\x1b[1114112;1u",
)


@pytest.fixture
def person(tmp_path: Path) -> Person:
    person = Person(tmp_path / "practice")
    person.shell("log", "points", "calm")
    return person


def send(terminal: Terminal, answer: bytes, chance: random.Random) -> None:
    """Whole, and in two pieces; a piece that is a lone ESC would be the Esc key in time."""
    os.write(terminal.master, answer)
    cut = chance.randrange(2, len(answer))
    for piece in (answer[:cut], answer[cut:]):
        os.write(terminal.master, piece)
        terminal.read(0.02 if answer[cut - 1 : cut] == b"\x1b" else 0.2)


@pytest.mark.parametrize("where", SCREENS)
def test_no_answer_changes(where: str, person: Person) -> None:
    before = person.shell("export").stdout
    with Terminal(TSUBO, env=person.env) as terminal:
        terminal.wait_for("Three calm minutes")
        terminal.settle(0.4)  # the picture follows the first frame
        for key in SCREENS[where]:
            terminal.press(key)
            terminal.settle(0.4)
        shown, chance = terminal.text, random.Random(where)
        for answer in ANSWERS:
            send(terminal, answer, chance)
        terminal.settle(0.4)
        assert terminal.text == shown
        terminal.process.terminate()
        assert terminal.wait_end() == 143
        assert terminal.left_on == set()
    assert person.shell("export").stdout == before
