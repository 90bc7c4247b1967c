"""However it ends, and wherever it cannot begin: nothing is lost, and one line says why."""

import json
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from e2e.person import Person, begin_two_points
from e2e.terminal import TSUBO, Terminal

pytestmark = pytest.mark.slow


@pytest.fixture
def person(tmp_path: Path) -> Person:
    return Person(tmp_path / "practice", "settle_seconds = 1\n")


def interrupted(person: Person) -> dict[str, Any] | None:
    found: dict[str, Any] | None = json.loads(person.shell("status", "--json").stdout)[
        "interrupted"
    ]
    return found


def hold_for_a_while(terminal: Terminal) -> None:
    """Into a long first hold, until the gap and two seconds of it are gone."""
    begin_two_points(terminal, "60s")
    terminal.wait_seconds(3)


def the_one_line(done: subprocess.CompletedProcess[str]) -> str:
    """The only line on stderr."""
    (line,) = done.stderr.splitlines()
    assert line.startswith("tsubo: "), line
    return line


def test_a_dropped_connection_keeps_what_was_done_and_the_next_start_goes_on(
    person: Person,
) -> None:
    with person.terminal() as terminal:
        terminal.wait_for("Today")
        hold_for_a_while(terminal)
        terminal.hang_up()
        assert terminal.process.wait(30) == 128 + signal.SIGHUP
    waiting = interrupted(person)
    assert waiting is not None
    held = waiting["seconds"]
    assert held >= 2.0
    assert person.records() == []

    with person.terminal() as terminal:
        terminal.wait_for("There is an unfinished session")
        terminal.wait_for("Go on at CV17 middle")
        terminal.press("enter")
        terminal.wait_for("hold 1 of 2")
        terminal.wait_for("press")
        terminal.press("n")
        terminal.wait_for("hold 2 of 2")
        terminal.press(".")
        terminal.wait_for("End and keep")
        terminal.press("enter")
        terminal.wait_for("Mood after")
        terminal.press("enter")
        terminal.wait_for("Kept.")
        terminal.press("enter")
        terminal.wait_for(" Enter ")
    (record,) = person.records()
    assert held <= record["holds"][0]["held"] < held + 10
    assert record["stopped_early"]
    assert interrupted(person) is None


def test_a_system_that_stops_leaves_the_terminal_as_it_was(person: Person) -> None:
    with person.terminal() as terminal:
        terminal.wait_for("Today")
        assert terminal.left_on
        hold_for_a_while(terminal)
        terminal.process.send_signal(signal.SIGTERM)
        assert terminal.wait_end() == 128 + signal.SIGTERM
        assert terminal.left_on == set()
        assert terminal.echoes
        assert "Traceback" not in terminal.text
    waiting = interrupted(person)
    assert waiting is not None
    assert waiting["seconds"] >= 2.0


def test_a_killed_session_is_offered_again_with_all_but_five_seconds(person: Person) -> None:
    with person.terminal() as terminal:
        terminal.wait_for("Today")
        begin_two_points(terminal, "60s")
        terminal.wait_seconds(7)
        terminal.process.kill()
        terminal.process.wait()
    waiting = interrupted(person)
    assert waiting is not None
    assert waiting["seconds"] >= 6.0 - 5.0
    with person.terminal() as terminal:
        terminal.wait_for("There is an unfinished session")
        terminal.press("down")
        terminal.press("enter")
        terminal.wait_for("Mood after")
        terminal.press("enter")
        terminal.wait_for("Kept.")
    (record,) = person.records()
    assert record["holds"][0]["held"] == waiting["seconds"]


def test_leaving_by_a_key_leaves_the_terminal_as_it_was(person: Person) -> None:
    with person.terminal() as terminal:
        terminal.wait_for("Today")
        terminal.press("q")
        assert terminal.wait_end() == 0
        assert terminal.left_on == set()
        assert terminal.echoes


def test_a_hold_goes_on_in_a_terminal_of_one_line(person: Person) -> None:
    with person.terminal() as terminal:
        terminal.wait_for("Today")
        begin_two_points(terminal, "5s")
        terminal.wait_for("press")
        terminal.resize(20, 5)
        terminal.wait_for("CV17 middle 0:0")
        terminal.wait_for("GV20")
        terminal.resize(80, 24)
        terminal.wait_for("Mood after")
        terminal.press("enter")
        terminal.wait_for(", 10 s of pressing")
    assert [held["held"] for held in person.records()[0]["holds"]] == [5.0, 5.0]


@pytest.mark.parametrize("tab", range(1, 7))
def test_every_tab_opens_in_hardly_any_room(person: Person, tab: int) -> None:
    with person.terminal(size=(20, 5)) as terminal:
        terminal.wait(lambda: terminal.text.strip() != "", "anything")
        terminal.press(str(tab))
        terminal.resize(80, 24)
        terminal.wait_for("6 Insights")
        terminal.resize(20, 5)
        terminal.wait_gone("6 Insights")
        terminal.press("q")
        assert terminal.wait_end() == 0
        assert "Traceback" not in terminal.text


@pytest.mark.parametrize("way", ["</dev/null", "<&-", "2>/dev/null </dev/null"])
def test_without_a_terminal_the_app_does_not_begin(tmp_path: Path, way: str) -> None:
    person = Person(tmp_path / "practice", newcomer=True)
    with Terminal(["sh", "-c", f"{' '.join(TSUBO)} {way}"], env=person.env) as terminal:
        assert terminal.wait_end() == 1
        said = " ".join(line.strip() for line in terminal.lines if line.strip())
    if "2>" not in way:
        assert said.startswith("tsubo: the app needs a terminal")
    assert list(person.home.iterdir()) == [person.home / "config.toml"]


def test_in_a_pipe_the_app_does_not_begin(person: Person) -> None:
    assert "needs a terminal" in the_one_line(person.shell(code=1))


def test_a_wrong_setting_is_its_default_and_one_line(tmp_path: Path) -> None:
    person = Person(tmp_path / "practice", 'hold_seconds = "long"\n')
    line = the_one_line(person.shell("status"))
    assert "hold_seconds" in line
    assert "“long” is not a whole number; 5 to 600 s" in line
    with person.terminal() as terminal:
        terminal.wait_for("6 Insights")
        terminal.wait_said("hold_seconds: “long” is not")
        terminal.press("q")
        assert terminal.wait_end() == 0


def test_a_file_in_place_of_the_folder_is_named(tmp_path: Path) -> None:
    person = Person(tmp_path / "practice", newcomer=True)
    shutil.rmtree(person.home)
    person.home.write_text("not a folder", encoding="utf-8")
    assert str(person.home) in person.shell("log", "mat", "20m", code=1).stderr
    with person.terminal() as terminal:
        assert terminal.wait_end() == 1
        assert terminal.left_on == set()
        said = "".join(terminal.lines)
        assert str(person.home) in said
        assert "Traceback" not in said
    assert person.home.read_text(encoding="utf-8") == "not a folder"


def bound(*words: str) -> list[str]:
    """The command, held to what files allow, even for root."""
    drop = "--bounding-set=-dac_override,-dac_read_search"
    return [*(["setpriv", drop] if os.geteuid() == 0 else []), *TSUBO, *words]


def close(folder: Path, mode: int) -> None:
    """Let no one do more than this with the folder and all in it."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.chmod(mode if path.is_dir() else mode & 0o600)
    folder.chmod(mode)


def reopen(folder: Path) -> None:
    """Let its owner do all again."""
    folder.chmod(0o700)
    for path in folder.iterdir():
        if path.is_dir():
            reopen(path)
        else:
            path.chmod(0o600)


@pytest.fixture(params=[0o500, 0o000], ids=["read only", "unreadable"])
def closed(person: Person, request: pytest.FixtureRequest) -> Iterator[Person]:
    if os.geteuid() == 0 and shutil.which("setpriv") is None:
        pytest.skip("root, and no setpriv to be less")
    person.shell("log", "mat", "20m")
    close(person.home, request.param)
    yield person
    reopen(person.home)


def test_a_folder_that_is_closed_is_named(closed: Person) -> None:
    done = subprocess.run(
        bound("log", "mat", "5m"),
        env={**os.environ, **closed.env},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert str(closed.home) in done.stderr
    assert "Traceback" not in done.stderr
    reopen(closed.home)
    assert [each["seconds"] for each in closed.records()] == [1200.0]


def test_the_app_opens_on_a_closed_folder_or_says_why_not(closed: Person) -> None:
    with Terminal(bound(), env=closed.env) as terminal:
        terminal.wait_said("ermission denied")
        if closed.home.stat().st_mode & 0o500:
            terminal.wait_said("cannot be written: Permission denied")
            terminal.press("!")
            terminal.wait_for("findahelpline")
            terminal.press("escape")
            terminal.wait_gone("findahelpline")
            terminal.press("q")
        assert terminal.wait_end() == (0 if closed.home.stat().st_mode & 0o500 else 1)
        assert "Traceback" not in terminal.text
        assert terminal.left_on == set()
