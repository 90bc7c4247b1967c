"""Without an input, or once it is gone: one clear line, or what was done is kept; no spinning."""

import json
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from e2e.person import Person, begin_two_points
from e2e.terminal import TSUBO, Terminal

pytestmark = pytest.mark.slow

NOTHING = ("</dev/null", "<&-", "< <(sleep 0.1)")
PLAIN = ("start", "CV17", "--hold", "5s", "--settle", "0", "--plain")


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path / "practice", 'settle_seconds = 0\nbell = "off"\n')


@pytest.fixture
def unheard(person: Person) -> Iterator[Terminal]:
    """The app on a terminal that controls no process: nobody is told when it goes."""
    with Terminal(TSUBO, env=person.env, controls=False) as terminal:
        terminal.wait_for(" Enter ")
        yield terminal


def held(person: Person) -> float:
    """Seconds of the session that waits, or runs."""
    seconds: float = json.loads(person.shell("status", "--json").stdout)["interrupted"]["seconds"]
    return seconds


@pytest.mark.parametrize("way", NOTHING)
def test_the_app_does_not_begin_a_session(person: Person, way: str) -> None:
    shell = ["bash", "-c", f"{' '.join(TSUBO)} start calm {way}"]
    with Terminal(shell, env=person.env) as terminal:
        assert terminal.wait_end() == 1
        said = " ".join(line.strip() for line in terminal.lines if line.strip())
        assert said.startswith("tsubo: the app needs a terminal for its keys")
        assert not terminal.left_on
        assert terminal.echoes


@pytest.mark.parametrize("way", NOTHING)
def test_a_session_line_by_line_runs_to_its_end_and_rests_meanwhile(
    person: Person, way: str
) -> None:
    command = ["bash", "-c", f"exec {' '.join([*TSUBO, *PLAIN])} {way}"]
    with subprocess.Popen(
        command, env={**os.environ, **person.env}, stdout=subprocess.PIPE
    ) as process:
        assert process.stdout
        said = process.stdout.read().decode()
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    assert process.returncode == 0
    assert "Done: 5 seconds held." in said
    assert used.ru_utime + used.ru_stime < 2.5
    (record,) = person.records()
    assert record["seconds"] == 5.0


def test_the_app_ends_when_its_terminal_goes_and_nobody_tells_it(unheard: Terminal) -> None:
    unheard.hang_up()
    assert unheard.process.wait(10) == 129


def test_a_hold_is_kept_when_its_terminal_goes_and_nobody_tells_it(
    person: Person, unheard: Terminal
) -> None:
    begin_two_points(unheard, "60s")
    unheard.wait_seconds(3)
    unheard.hang_up()
    assert unheard.process.wait(10) == 129
    assert held(person) >= 2.0


def test_a_session_line_by_line_is_kept_when_its_terminal_goes(person: Person) -> None:
    plain = [*TSUBO, "start", "CV17", "--hold", "60s", "--settle", "0", "--plain"]
    with Terminal(plain, env=person.env, controls=False) as terminal:
        for question in ("Mood before", "Tension before"):
            terminal.wait_for(question)
            terminal.press("enter")
        terminal.wait_for("Press now")
        terminal.wait(lambda: held(person) >= 2.0, "two seconds of it on disk")
        terminal.hang_up()
        assert terminal.process.wait(10) != 0
    assert held(person) >= 2.0
