"""Over a real sshd: the main job, a dropped line, tmux, two logins, a practice for each key."""

import getpass
import os
import re
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
            terminal.wait_for("End and keep")
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
        one.wait_for("press")
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


def only(person: Person, *options: str) -> str:
    """The options of a key that opens this practice and nothing else."""
    app = f"env PYTHONPATH={ROOT} LANG=C.UTF-8 {' '.join(TSUBO)} --home {person.home} --kiosk"
    return ",".join(("restrict", *options, f'command="{app}"'))


def test_each_key_opens_its_own_practice_and_nothing_else(
    tmp_path: Path, person: Person, sshd: Sshd
) -> None:
    other = Person(tmp_path / "other")
    other.shell("flags", "pregnant", "skip")
    person.shell("log", "mat", "20m")
    mine, theirs = sshd.key("mine", only(person, "pty")), sshd.key("theirs", only(other, "pty"))
    with sshd.login(mine, ["sh", "-c", "id"]) as terminal:
        assert terminal.wait_end() == 2
        assert "tsubo: “sh” is not a command of this login" in terminal.text
        assert "uid=" not in terminal.text
    with sshd.login(mine) as terminal:
        terminal.wait_for("1 time, 20 min in all")
        terminal.press("q")
        assert terminal.wait_end() == 0
    with sshd.login(mine, ["status"]) as terminal:
        assert terminal.wait_end() == 0
        assert "mat 20 min" in terminal.text
    with sshd.login(theirs) as terminal:
        terminal.wait_for("so nothing is asked")


def test_a_key_without_a_terminal_speaks_commands(person: Person, sshd: Sshd) -> None:
    key = sshd.key("mine", only(person))
    assert sshd.ask(key, "").stdout == sshd.ask(key, "status").stdout
    assert sshd.ask(key, "log mat 20m --note 'a  b'").stdout.startswith("Mat, 20 min")
    assert sshd.ask(key, "history").stdout.count("a b") == 1
    assert sshd.ask(key, "undo").stdout.startswith("Taken back: Mat")
    assert '"schema": 1' in sshd.ask(key, "export -").stdout
    led = sshd.ask(key, "start PC6 left --hold 2s --settle 0")
    assert "Done: 2 seconds held." in led.stdout
    assert led.returncode == 0
    for command in ("sh -c id", "status; id", "scp -t .", "export /etc/x", "config set kiosk off"):
        refused = sshd.ask(key, command)
        assert (refused.returncode, refused.stdout) == (2, ""), command
        assert refused.stderr.count("\n") == 1, command


def test_a_key_that_speaks_commands_carries_no_files_and_forwards_nothing(
    person: Person, sshd: Sshd, tmp_path: Path
) -> None:
    key = sshd.key("mine", only(person))
    secret = tmp_path / "secret"
    secret.write_text("x")
    taken = tmp_path / "taken"
    for program in (("scp",), ("scp", "-O")):
        there = sshd.copy(key, *program, f"{sshd.account}:{secret}", str(taken))
        back = sshd.copy(key, *program, str(secret), f"{sshd.account}:{taken}")
        assert 0 not in {there.returncode, back.returncode}, program
    assert sshd.copy(key, "sftp", f"{sshd.account}:{secret}", str(taken)).returncode
    assert not taken.exists()
    told = re.search(r"key options: (.*)", sshd.ask(key, "status", "-v").stderr)
    assert told is not None
    assert told[1].split() == ["command"]  # no agent, no ports, no X11, no pty
    forward = sshd.ask(key, "status", "-o", "ExitOnForwardFailure=yes", "-R", "0:127.0.0.1:1")
    assert forward.returncode
    through = sshd.ask(key, "", "-W", f"127.0.0.1:{sshd.port}")
    assert "SSH-" not in through.stdout


def test_an_account_may_be_tsubo_and_nothing_else(tmp_path: Path, person: Person) -> None:
    person.shell("log", "mat", "20m")
    app = f"env PYTHONPATH={ROOT} LANG=C.UTF-8 {' '.join(TSUBO)} --home {person.home} --kiosk"
    forced = f"Match User {getpass.getuser()}\nForceCommand {app}\nAllowTcpForwarding no"
    with listening(tmp_path / "sshd", forced) as server:
        key = server.key("key")
        with server.login(key, ["sh", "-c", "id"]) as terminal:
            assert terminal.wait_end() == 2
            assert "uid=" not in terminal.text
        with server.login(key) as terminal:
            terminal.wait_for("1 time, 20 min in all")
            terminal.press("q")
            assert terminal.wait_end() == 0
        assert server.ask(key, "status").stdout.endswith("mat 20 min\n")
