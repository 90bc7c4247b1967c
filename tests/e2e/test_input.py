"""What a terminal sends besides keys: nothing of it ends the app or acts as a key."""

import os
import sys
from pathlib import Path

import pytest
from e2e.person import Person
from e2e.terminal import Terminal

CRASH = """
import sys
from tracker.cli import main
from tracker.app import TrackerApp

def crash(app):
    note = "slept badly, thought of Anna"
    raise RuntimeError(note)

TrackerApp.action_help = crash
main(sys.argv[1:])
"""


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path / "home")


def send(terminal: Terminal, *parts: bytes) -> None:
    for part in parts:
        os.write(terminal.master, part)
        terminal.read(0.05)


def help_opens(terminal: Terminal) -> None:
    """F1 opens help, and Esc closes it."""
    terminal.press("f1")
    terminal.wait_for("findahelpline")
    terminal.press("escape")
    terminal.wait_gone("findahelpline")


def test_no_key_report_ends_the_app(person: Person) -> None:
    with person.terminal() as terminal:
        terminal.wait_for("Done today")
        send(
            terminal,
            b"\x1b[999999999;u",
            b"\x1b[1114112;1u",
            b"\x1b[13;1:3u",
            b"\x1b[1;1:3A",
            b"\x1b[3;5:1~",
            b"\x1b[27;5;99999999~",
            b"\x1b[99~",
            b"\x1b[1;99999999999A",
        )
        help_opens(terminal)
        send(terminal, b"\x1b[50;1:1;50u")
        terminal.wait_for("regions")
        send(terminal, b"\x1b[27;1;49~")
        terminal.wait_for("Done today")
        terminal.press("q")
        assert terminal.wait_end() == 0


def test_a_zero_pixel_size_ends_nothing(person: Person) -> None:
    with person.terminal() as terminal:
        terminal.wait_for("Done today")
        send(terminal, b"\x1b[?2048;2$y", b"\x1b[48;24;80;0;0t", b"\x1b[<35;10;10M")
        help_opens(terminal)
        terminal.press("q")
        assert terminal.wait_end() == 0


def test_a_crash_restores_the_terminal_and_says_in_a_line_where_the_report_is(
    person: Person,
) -> None:
    program = person.home.parent / "crash.py"
    program.write_text(CRASH, encoding="utf-8")
    with Terminal([sys.executable, str(program)], env=person.env, size=(200, 24)) as terminal:
        terminal.wait_for("Done today")
        terminal.press("?")
        assert terminal.wait_end() == 1
        assert terminal.left_on == set()
        assert terminal.echoes
        report = person.home / "cache" / "crash.txt"
        said = bytes(terminal.raw).rpartition(b"\x1b[?1006l")[2].decode()
    (line,) = said.splitlines()
    assert line.endswith(
        f"ended by an error of its own; a report without your notes is in {report}"
    )
    text = report.read_text("utf-8")
    assert "builtins.RuntimeError" in text
    assert "in crash" in text
    assert "Anna" not in text
    assert report.stat().st_mode & 0o077 == 0
