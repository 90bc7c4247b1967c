"""Ctrl-Z: the shell gets the terminal, fg brings all back; where no shell can, it says so."""

import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from e2e.inside import mosh
from e2e.person import Person
from e2e.sshd import listening, missing
from e2e.terminal import TSUBO, Terminal

pytestmark = pytest.mark.slow

SHELLS = {"bash": ["--norc", "--noprofile", "-i"], "zsh": ["-f", "-i"], "fish": ["-N", "-i"]}
"""Shells with job control, and what keeps them from reading settings."""
REFUSED = "No shell here could bring it back"


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path / "practice", "settle_seconds = 0\n")


def with_prompt(shell: str, person: Person) -> Terminal:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell}: not installed")
    return Terminal([shell, *SHELLS[shell]], env={**person.env, "PS1": "prompt> "})


def typed(*words: str) -> str:
    return shlex.join([*TSUBO, *words]) + "\r"


@pytest.mark.parametrize("shell", SHELLS)
def test_control_z_gives_the_shell_back_and_fg_paints_all_again(shell: str, person: Person) -> None:
    with with_prompt(shell, person) as terminal:
        terminal.read(0.5)
        terminal.press(typed())
        terminal.wait_for(" Enter ")
        terminal.press("\x1a")
        terminal.wait(lambda: 1049 not in terminal.left_on, "the shell's screen")
        terminal.press("echo it is $((40 + 2))\r" if shell != "fish" else "echo it is 42\r")
        terminal.wait_for("it is 42")
        written = len(terminal.raw)
        terminal.press("fg\r")
        terminal.wait(lambda: 1049 in terminal.left_on, "the app's screen")
        terminal.wait_for(" Enter ")
        assert b"\x1b[2J" not in terminal.raw[written:]
        terminal.press("2")
        terminal.wait_for("regions")
        terminal.press("q")
        terminal.wait(lambda: 1049 not in terminal.left_on, "the shell's screen")


def test_a_hold_stands_still_while_it_is_suspended(person: Person) -> None:
    with with_prompt("bash", person) as terminal:
        terminal.press(typed("start", "CV17", "GV20", "--hold", "60s"))
        terminal.wait_for("Mood before")
        terminal.press("enter", "enter")
        terminal.wait_seconds(3)
        terminal.press("\x1a")
        terminal.wait(lambda: 1049 not in terminal.left_on, "the shell's screen")
        time.sleep(12)  # in the shell
        terminal.press("fg\r")
        terminal.wait(lambda: 1049 in terminal.left_on, "the app's screen")
        back = time.monotonic()
        terminal.wait_seconds(8)
        assert 2.5 < time.monotonic() - back < 7.0
        terminal.press("q")
        terminal.wait_for("End and keep ")
        assert re.search(r"End and keep [89] s\?", terminal.text)


def refuses(terminal: Terminal) -> None:
    """Ctrl-Z is refused in a line, and the app goes on."""
    terminal.wait_for(" Enter ")
    terminal.press("\x1a")
    terminal.wait_said(REFUSED)
    terminal.press("2")
    terminal.wait_for("regions")
    terminal.press("q")
    assert terminal.wait_end() == 0
    assert terminal.left_on == set()


def unshared() -> Sequence[str]:
    """A command that makes another the first process of a container."""
    command = ["unshare", "--fork", "--pid", "--mount-proc"]
    if (
        shutil.which("unshare") is None
        or subprocess.run([*command, "true"], check=False).returncode
    ):
        pytest.skip("unshare: not installed or not allowed")
    return command


WITHOUT_SHELL: dict[str, Callable[[], Sequence[str]]] = {
    "a terminal of its own": list,
    "the first process": unshared,
    "script -c": lambda: ["script", "-qec"],
    "sh -c": lambda: ["sh", "-c"],
    "a program": lambda: [
        *(sys.executable, "-c"),
        "import subprocess, sys; sys.exit(subprocess.run(sys.argv[1:]).returncode)",
    ],
}


def without_shell(parent: str, person: Person, *words: str) -> Terminal:
    """``tsubo`` with these words, where no shell waits for it to stop."""
    before = [*WITHOUT_SHELL[parent]()]
    if before[:1] == ["script"] and shutil.which("script") is None:
        pytest.skip("script: not installed")
    command = [*TSUBO, *words]
    line = [shlex.join(command) + "; exit $?"] if before[-1:] in (["-qec"], ["-c"]) else command
    tail = ["/dev/null"] if before[:1] == ["script"] else []
    return Terminal([*before, *line, *tail], env=person.env)


@pytest.mark.parametrize("parent", WITHOUT_SHELL)
def test_control_z_says_that_nothing_could_bring_it_back(parent: str, person: Person) -> None:
    with without_shell(parent, person) as terminal:
        refuses(terminal)


@pytest.mark.skipif(missing() is not None, reason=str(missing()))
def test_control_z_goes_on_under_ssh_and_suspends_in_a_login_shell(
    person: Person, tmp_path: Path
) -> None:
    given = ["env", *(f"{name}={value}" for name, value in person.env.items()), "LANG=C.UTF-8"]
    with listening(tmp_path / "sshd") as sshd:
        key = sshd.key("key")
        with sshd.login(key, [*given, *TSUBO]) as terminal:
            refuses(terminal)
        with sshd.login(key, [*given, "bash", *SHELLS["bash"]]) as terminal:
            terminal.press(typed())
            terminal.wait_for(" Enter ")
            terminal.press("\x1a")
            terminal.wait(lambda: 1049 not in terminal.left_on, "the shell's screen")
            terminal.press("fg\r")
            terminal.wait_for(" Enter ")
            terminal.press("q")


def test_control_z_goes_on_under_mosh(person: Person) -> None:
    with mosh(person) as inside:
        terminal = inside.terminal
        terminal.wait_for(" Enter ")
        terminal.press("\x1a")
        terminal.wait_said(REFUSED)
        terminal.press("q")
        terminal.wait_end()


def test_a_signal_from_outside_suspends_and_the_time_is_left_out(person: Person) -> None:
    with person.terminal(["start", "CV17", "GV20", "--hold", "60s"]) as terminal:
        terminal.wait_for("Mood before")
        terminal.press("enter", "enter")
        terminal.wait_seconds(2)
        os.kill(terminal.process.pid, signal.SIGTSTP)
        terminal.wait(lambda: 1049 not in terminal.left_on, "the screen go")
        time.sleep(4)
        os.kill(terminal.process.pid, signal.SIGCONT)
        # With the four seconds of the stop it would be 6 or more.
        assert terminal.wait_seconds(3) <= 5


@pytest.mark.parametrize("stopped", [6, 13], ids=["shorter than a gap", "longer than a gap"])
def test_the_time_of_a_stop_that_it_could_not_see_is_left_out(
    stopped: float, person: Person
) -> None:
    with person.terminal(["start", "CV17", "GV20", "--hold", "60s"]) as terminal:
        terminal.wait_for("Mood before")
        terminal.press("enter", "enter")
        terminal.wait_seconds(3)
        os.kill(terminal.process.pid, signal.SIGSTOP)
        time.sleep(stopped)
        terminal.read()
        os.kill(terminal.process.pid, signal.SIGCONT)
        back = time.monotonic()
        terminal.wait_seconds(7)
        assert 2.0 < time.monotonic() - back < 7.0
        terminal.press("q")
        terminal.wait_for("End and keep ")
        assert re.search(r"End and keep [78] s\?", terminal.text)


PLAIN = ("start", "CV17", "GV20", "--hold", "60s", "--settle", "0", "--plain")


def begin_plain(terminal: Terminal) -> float:
    """Pass the questions by; when the first hold began."""
    for question in ("Mood before", "Tension before"):
        terminal.wait_for(question)
        terminal.press("\r")
    terminal.wait_for("1 of 2")
    return time.monotonic()


def stop_plain(terminal: Terminal) -> float:
    """Stop and keep; the seconds that were held."""
    terminal.press(".\r")
    terminal.wait_for("Why it ended early")
    terminal.press("q\r")
    terminal.wait_for("Kept")
    return float(re.findall(r"Stopped: (\d+) seconds held", terminal.text)[-1])


def read_for(terminal: Terminal, seconds: float) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        terminal.read()


def test_a_plain_session_stands_still_while_it_is_suspended(person: Person) -> None:
    with with_prompt("bash", person) as terminal:
        terminal.press(typed(*PLAIN))
        began = begin_plain(terminal)
        read_for(terminal, 2.0)
        terminal.press("\x1a")
        terminal.wait_for("Stopped")
        gone = time.monotonic()
        time.sleep(13)  # in the shell
        terminal.press("fg\r")
        back = time.monotonic()
        read_for(terminal, 2.0)
        pressed = gone - began + time.monotonic() - back
        assert stop_plain(terminal) == pytest.approx(pressed, abs=3.0)


@pytest.mark.parametrize("stopped", [6, 13], ids=["shorter than a gap", "longer than a gap"])
def test_a_plain_session_leaves_out_a_stop_that_it_could_not_see(
    stopped: float, person: Person
) -> None:
    with person.terminal(PLAIN) as terminal:
        began = begin_plain(terminal)
        read_for(terminal, 2.5)
        os.kill(terminal.process.pid, signal.SIGSTOP)
        gone = time.monotonic()
        time.sleep(stopped)
        os.kill(terminal.process.pid, signal.SIGCONT)
        back = time.monotonic()
        read_for(terminal, 2.0)
        pressed = gone - began + time.monotonic() - back
        assert pressed - 2.5 < stop_plain(terminal) < pressed + 1.5
        assert terminal.wait_end() == 0


@pytest.mark.parametrize("parent", WITHOUT_SHELL)
def test_a_plain_session_says_that_nothing_could_bring_it_back(parent: str, person: Person) -> None:
    with without_shell(parent, person, *PLAIN) as terminal:
        begin_plain(terminal)
        terminal.press("\x1a", "\x1a")
        terminal.wait_said(REFUSED)
        terminal.read(1.0)
        assert terminal.text.count(REFUSED) == 1
        stop_plain(terminal)
        assert terminal.wait_end() == 0
