"""Over a real sshd: the main job, a dropped line, tmux, two logins, a practice for each key."""

import getpass
import os
import shutil
import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from e2e.person import ROOT, Person, begin_two_points
from e2e.sshd import Sshd, listening, missing
from e2e.terminal import TSUBO

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(missing() is not None, reason=str(missing())),
]


@pytest.fixture
def person(tmp_path: Path) -> Person:
    person = Person(tmp_path / "practice", "settle_seconds = 1\n")
    person.shell("flags", "pregnant", "skip")
    return person


@pytest.fixture
def sshd(tmp_path: Path) -> Iterator[Sshd]:
    with listening(tmp_path / "sshd") as server:
        yield server


@pytest.fixture
def key(sshd: Sshd) -> Path:
    return sshd.key("key")


def test_the_main_job_is_done_over_ssh(person: Person, sshd: Sshd, key: Path) -> None:
    with sshd.login(key, person.command()) as terminal:
        terminal.wait_for("Today")
        begin_two_points(terminal, "2s")
        terminal.wait_for("Mood after")
        terminal.press("enter")
        terminal.wait_for(", 4 s of pressing")
        terminal.press("enter")
        terminal.wait_for("enter begin")
        assert "CV17, GV20" in terminal.text
        terminal.press("q")
        assert terminal.wait_end() == 0
        assert not terminal.left_on
    (record,) = person.records()
    assert [held["held"] for held in record["holds"]] == [2.0, 2.0]


def test_a_dropped_connection_loses_nothing_and_a_new_login_goes_on(
    person: Person, sshd: Sshd, key: Path
) -> None:
    with sshd.login(key, person.command()) as terminal:
        terminal.wait_for("Today")
        begin_two_points(terminal, "20s")
        terminal.wait_seconds(3)
        os.kill(terminal.process.pid, signal.SIGKILL)
    with sshd.login(key, person.command()) as terminal:
        terminal.wait_for("There is an unfinished session")
        terminal.wait_for("by SSH from")
        terminal.press("enter")
        terminal.wait_for("hold 1 of 2")
        terminal.press("n")
        terminal.wait_for("hold 2 of 2")
        terminal.press("n")
        terminal.wait_for("Mood after")
        terminal.press("enter")
        terminal.wait_for("Kept.")
    (record,) = person.records()
    assert 2.0 <= record["holds"][0]["held"] <= 20.0
    assert not (person.home / "live.json").exists()


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux: not installed")
def test_a_hold_goes_on_in_tmux_and_is_seen_again_at_another_size(
    person: Person, sshd: Sshd, key: Path, tmp_path: Path
) -> None:
    tmux = ["env", "LANG=C.UTF-8", "tmux", "-u", "-S", str(tmp_path / "tmux"), "-f", "/dev/null"]
    command = " ".join(person.command())
    try:
        with sshd.login(key, [*tmux, "new-session", "-s", "mine", command]) as terminal:
            terminal.wait_for("Today")
            begin_two_points(terminal, "60s")
            terminal.wait_seconds(2)
            terminal.press("\x02", "d")
            terminal.wait_end()
        with sshd.login(key, [*tmux, "attach", "-t", "mine"], size=(110, 30)) as terminal:
            terminal.wait(
                lambda: (
                    terminal.lines[0].rstrip().endswith("hold 1 of 2")
                    and len(terminal.lines[0].rstrip()) > 90
                ),
                "the session in the wider window",
            )
            terminal.press(".")
            terminal.wait_for("Finish here and keep")
            terminal.press("enter")
            terminal.wait_for("Mood after")
            terminal.press("enter")
            terminal.wait_for("Kept.")
    finally:
        subprocess.run([*tmux, "kill-server"], check=False, capture_output=True)
    (record,) = person.records()
    assert record["holds"][0]["held"] >= 1.0


def test_two_logins_see_each_others_records_and_one_session(
    person: Person, sshd: Sshd, key: Path
) -> None:
    with sshd.login(key, person.command()) as one, sshd.login(key, person.command()) as other:
        one.wait_for("Today")
        other.wait_for("Today")
        begin_two_points(one, "60s")
        one.wait_for("press, light")
        other.press("s")
        other.wait_for("A session runs in another terminal")
        other.wait_for("by SSH from")
        other.press("escape")
        sshd.run(key, person.command("log", "mat", "20m"))
        other.wait_for("1 time, 20 min in all")
        one.press("n", "n")
        one.wait_for("Mood after")
        one.press("enter")
        one.wait_for("Kept.")
        one.press("enter")
        one.wait_for("1 time, 20 min in all")
        other.wait_for("CV17, GV20")
    kinds = sorted(record["kind"] for record in person.records())
    assert kinds == ["mat", "points"]


def test_each_key_opens_its_own_practice_and_nothing_else(
    tmp_path: Path, person: Person, sshd: Sshd
) -> None:
    other = Person(tmp_path / "other")
    other.shell("flags", "pregnant", "skip")
    person.shell("log", "mat", "20m")

    def only(one: Person) -> str:
        app = f"env PYTHONPATH={ROOT} LANG=C.UTF-8 {' '.join(TSUBO)} --home {one.home} --kiosk"
        return f'restrict,pty,command="{app}"'

    mine, theirs = sshd.key("mine", only(person)), sshd.key("theirs", only(other))
    with sshd.login(mine, ["sh", "-c", "id"]) as terminal:
        terminal.wait_for("1 time, 20 min in all")
        assert "uid=" not in terminal.text
        terminal.press("q")
        assert terminal.wait_end() == 0
    with sshd.login(theirs) as terminal:
        terminal.wait_for("so nothing is asked")


def test_an_account_may_be_tsubo_and_nothing_else(tmp_path: Path, person: Person) -> None:
    person.shell("log", "mat", "20m")
    app = f"env PYTHONPATH={ROOT} LANG=C.UTF-8 {' '.join(TSUBO)} --home {person.home} --kiosk"
    only = f"Match User {getpass.getuser()}\nForceCommand {app}\nAllowTcpForwarding no"
    with listening(tmp_path / "sshd", only) as server:
        key = server.key("key")
        for command in ([], ["sh", "-c", "id"]):
            with server.login(key, command) as terminal:
                terminal.wait_for("1 time, 20 min in all")
                assert "uid=" not in terminal.text
                terminal.press("q")
                assert terminal.wait_end() == 0
