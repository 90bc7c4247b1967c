"""Nothing that a terminal sends besides keys ends the app or acts as a key."""

import os
import re
import sys
import time
from pathlib import Path

import pytest
from e2e.person import Person
from e2e.terminal import TSUBO, Terminal

pytestmark = pytest.mark.slow

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
        terminal.wait_for(" Enter ")
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
            b"\x1b[1099::115;;1099u",
        )
        terminal.press("escape")
        terminal.wait_for(" Enter ")
        help_opens(terminal)
        send(terminal, b"\x1b[50;1:1u")  # the key 2, pressed
        terminal.wait_for("regions")
        send(terminal, b"\x1b[50;1:1;50u")
        terminal.wait_for("regions")
        send(terminal, b"\x1b[27;1;49~")
        terminal.wait_for(" Enter ")
        terminal.press("q")
        assert terminal.wait_end() == 0


def test_a_zero_pixel_size_ends_nothing(person: Person) -> None:
    with person.terminal() as terminal:
        terminal.wait_for(" Enter ")
        send(terminal, b"\x1b[?2048;2$y", b"\x1b[48;24;80;0;0t", b"\x1b[<35;10;10M")
        help_opens(terminal)
        terminal.press("q")
        assert terminal.wait_end() == 0


def test_no_answer_acts_as_a_key_early_late_or_in_pieces(person: Person) -> None:
    answers = (
        b"\x1bP>|contour 0.4.3\x1b\\",
        b"\x1bP>|tmux 3.4\x1b\\",
        b"\x1b]11;rgb:fdfd/f6f6/e3e3\x1b\\",
        b"\x1b]11;rgb:fdfd/f6f6/e3e3\x07",
        b"\x1b[?62;22c",
        b"\x1b[?0u",
        b"\x1b[24;80R",
        b"\x1b_Gi=31;OK\x1b\\",
    )
    person.shell("log", "points", "calm")
    with person.terminal() as terminal:
        send(terminal, *answers)  # before it reads, and while it starts
        terminal.wait_for("Done for today")
        terminal.settle(0.4)  # the picture follows the first frame
        shown = terminal.text
        for answer in answers:
            send(terminal, answer)
            send(terminal, answer[: len(answer) // 2], answer[len(answer) // 2 :])
        send(terminal, b"\x1bP>|never ends")
        time.sleep(1.0)
        terminal.read()
        assert terminal.text == shown
        help_opens(terminal)
        terminal.press("q")
        assert terminal.wait_end() == 0
    assert len(person.shell("history").stdout.splitlines()) == 1


def test_a_hold_goes_on_through_every_answer(person: Person) -> None:
    with person.terminal(["start", "CV17", "GV20", "--hold", "60s", "--settle", "0s"]) as terminal:
        terminal.wait_for("Mood before")
        terminal.press("enter", "enter")
        terminal.wait_seconds(1)
        send(terminal, b"\x1bP>|contour 0.4.3\x1b\\", b"\x1b]11;rgb:ffff/f6f6/e3e3\x1b\\")
        send(terminal, b"\x1b[?62;22c", b"\x1b[?0u")
        terminal.wait_seconds(3)
        assert "hold 1 of 2" in terminal.text


def test_a_paste_whose_end_never_comes_ends_and_its_rest_is_text(person: Person) -> None:
    with person.terminal() as terminal:
        terminal.wait_for(" Enter ")
        send(terminal, b"\x1b[200~hello")
        terminal.wait_said("Pasted text needs a field")
        help_opens(terminal)
        terminal.press("2")
        terminal.wait_for("regions")
        terminal.press("/")
        terminal.wait_for("esc")
        send(terminal, b"\x1b[200~nei")
        terminal.wait_for("nei")
        send(terminal, b"guan qu", b"\x1b[201~")
        terminal.wait_for("neiguan qu")
        terminal.press("!")
        terminal.wait_for("neiguan qu!")


@pytest.mark.parametrize(
    ("remote", "parts"),
    [
        ({"SSH_CONNECTION": "10.0.0.5 50 10.0.0.9 22"}, (b"\x1b", b"[", b"D")),
        ({}, (b"\x1b", b"[", b"D")),
    ],
    ids=["over SSH", "at home"],
)
def test_a_split_arrow_asks_nothing_on_sessions(
    remote: dict[str, str], parts: tuple[bytes, ...], person: Person
) -> None:
    person.shell("log", "points", "calm")
    with Terminal(TSUBO, env={**person.env, **remote}) as terminal:
        terminal.wait_for(" Enter ")
        terminal.press("3")
        terminal.wait_for("D remove")
        for part in parts:
            os.write(terminal.master, part)
            time.sleep(0.3)
            terminal.read()
        time.sleep(1.0)
        terminal.read()
        assert "Remove" not in terminal.text.replace("D remove", "")
        os.write(terminal.master, b"\x1bO")
        time.sleep(0.15)
        os.write(terminal.master, b"P")
        terminal.wait_for("findahelpline")
        os.write(terminal.master, b"\x1b2")  # Esc, then 2
        terminal.wait_for("regions")


QUESTION = re.compile(
    rb"\x1b\[[?>=]?[0-9;]*(c|n|q|\$p|t)|\x1b\[\?u|\x1b\][0-9;]+;\?|\x1bP[+$]q|\x1b_G|\x05"
)
"""What a terminal answers: attributes, modes, places, sizes, colours, settings."""


@pytest.mark.parametrize("remote", [{}, {"SSH_CONNECTION": "10.0.0.5 50 10.0.0.9 22"}])
def test_nothing_is_asked_so_that_no_late_answer_is_on_the_prompt(
    remote: dict[str, str], person: Person
) -> None:
    with Terminal(TSUBO, env={**person.env, **remote}) as terminal:
        terminal.wait_for(" Enter ")
        for tab, words in (("2", "meridians"), ("5", "~ rest"), ("1", " Enter ")):
            terminal.press(tab)
            terminal.wait_for(words)
        terminal.read(1.5)
        terminal.press("q")
        assert terminal.wait_end() == 0
        asked = [each.group() for each in QUESTION.finditer(bytes(terminal.raw))]
        assert asked == []
        assert (b"\x1b[?2026h" in terminal.raw) is not bool(remote)


def test_inside_gnu_screen_the_mouse_is_left_alone(person: Person) -> None:
    with Terminal(TSUBO, env={**person.env, "STY": "1.pts-0.home"}) as terminal:
        terminal.wait_for(" Enter ")
        assert terminal.left_on & {1000, 1003} == set()


def test_a_crash_restores_the_terminal_and_says_in_a_line_where_the_report_is(
    person: Person,
) -> None:
    program = person.home.parent / "crash.py"
    program.write_text(CRASH, encoding="utf-8")
    with Terminal([sys.executable, str(program)], env=person.env, size=(200, 24)) as terminal:
        terminal.wait_for(" Enter ")
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
