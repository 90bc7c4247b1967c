"""A paste is text in every field, however long, even if it contains commands."""

import os
from pathlib import Path

import pytest
from e2e.person import Person
from e2e.terminal import Terminal

pytestmark = pytest.mark.slow

HOSTILE = (
    b"[bold]b[/][@click=app.quit]x[/] \x1b[31mRED\x1b[2J\x07\x9b3J\x00"
    + "bidi\u202elive 東京\U0001f9d8".encode()
    + b"\r\nq\x03\x1a\x11 rm -rf ~ " * 3
)
LONG = b"calm " * 4000
RAW = (b"\x1b[31mRED", b"\x1b[2JRED", b"\xc2\x9b", "\u202e".encode())
FIELDS = {
    "points: search": ("2", "/"),
    "sessions: search": ("3", "/"),
    "sessions: date": ("3", "g"),
    "mat: one line": ("4", "/"),
    "calendar: date": ("5", "g"),
    "start: search": ("s", "/"),
    "start: length": ("s", "tab"),
    "log mat: first field": ("m",),
    "log points: first field": ("a",),
    "own point": ("2", "n"),
    "own routine": ("2", "R", "n"),
    "aims": ("5", "G", "/"),
    "palette": ("ctrl+p",),
}


@pytest.fixture
def person(tmp_path: Path) -> Person:
    person = Person(tmp_path / "practice")
    person.shell("log", "points", "calm")
    return person


def paste(terminal: Terminal, text: bytes) -> None:
    """As a terminal hands over what was pasted, in pieces that it takes."""
    rest = b"\x1b[200~" + text + b"\x1b[201~"
    while rest:
        os.write(terminal.master, rest[:1000])
        rest = rest[1000:]
        terminal.read(0.02)
    terminal.settle()


@pytest.mark.parametrize("where", FIELDS)
def test_a_paste_is_text_in(where: str, person: Person) -> None:
    with person.terminal() as terminal:
        terminal.wait_for(" Enter ")
        for key in FIELDS[where]:
            terminal.press(key)
            terminal.settle()
        for text in (HOSTILE, LONG):
            paste(terminal, text)
            assert terminal.process.poll() is None, terminal.text
            assert "Traceback" not in terminal.text
        for _ in range(3):  # through the other fields, each given the same
            terminal.press("tab")
            paste(terminal, HOSTILE)
        assert terminal.process.poll() is None, terminal.text
        assert [each for each in RAW if each in terminal.raw] == []
        terminal.press("escape")
        terminal.settle()
        terminal.process.terminate()
        assert terminal.wait_end() == 143
        assert not terminal.left_on
        assert terminal.echoes
    assert len(person.shell("history").stdout.splitlines()) == 1
