"""The printed timers ask often, by full path, and each reminder is said once."""

import os
import shlex
import sys
from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from conftest import BERLIN
from transcript import Shell

from tracker.cli import said_once, timers


@pytest.fixture
def evening(shell: Shell) -> Shell:
    shell.run("tsubo config set zone Europe/Berlin")
    shell.run("tsubo goal points once a day")
    shell.run("tsubo goal mat once a day")
    shell.run("tsubo remind add daily 21:00")
    return shell


def at(shell: Shell, hour: int, minute: int, day: int = 22) -> tuple[str, int]:
    """What is said at this time."""
    shell.now = datetime(2026, 11, day, hour, minute, 1, tzinfo=BERLIN)
    out, err, code = shell.run("tsubo due --once")
    assert err == ""
    return out, code


def test_each_reminder_is_said_once(evening: Shell) -> None:
    assert at(evening, 20, 45) == ("", 1)
    assert at(evening, 21, 0) == ("points: 0 of 1 today\n", 0)
    assert at(evening, 21, 15) == ("", 1)
    assert at(evening, 21, 0, day=23)[1] == 0


def test_after_sleep_one_late_line_says_it(evening: Shell) -> None:
    evening.run("tsubo remind add daily 21:30")
    assert at(evening, 20, 45) == ("", 1)
    assert at(evening, 23, 10) == ("points: 0 of 1 today\n", 0)
    assert at(evening, 23, 15) == ("", 1)


def test_what_was_done_meanwhile_is_not_said(evening: Shell) -> None:
    assert at(evening, 20, 45) == ("", 1)
    evening.run("tsubo log points calm")
    assert at(evening, 21, 0) == ("", 1)


def test_another_zone_needs_no_other_timer(evening: Shell) -> None:
    before = evening.run("tsubo remind install --print")
    assert at(evening, 13, 45) == ("", 1)
    evening.run("tsubo config set zone Asia/Shanghai")  # seven hours ahead
    assert at(evening, 14, 0) == ("points: 0 of 1 today\n", 0)
    assert evening.run("tsubo remind install --print") == before


def test_a_clock_that_was_set_back_says_it_again_at_its_time(tmp_path: Path) -> None:
    now = datetime(2026, 11, 22, 21, 0, tzinfo=BERLIN)
    said_once.said(tmp_path, now)
    assert said_once.unsaid_seconds(tmp_path, now + timedelta(minutes=5)) == 300
    assert said_once.unsaid_seconds(tmp_path, now - timedelta(hours=1)) == 600
    for content in ("", "nan", "inf", "x" * 99):
        (tmp_path / "cache" / "said-until").write_text(content)
        assert said_once.unsaid_seconds(tmp_path, now) == 600


@pytest.mark.parametrize(
    ("times", "minutes"),
    [(["21:00"], 15), (["21:00", "07:30"], 15), (["21:05"], 5), (["21:00", "07:32"], 1)],
)
def test_it_is_asked_often_enough_to_meet_every_time(times: list[str], minutes: int) -> None:
    assert timers.every(time.fromisoformat(each) for each in times) == minutes


def test_the_command_is_a_full_path_that_runs_tsubo(evening: Shell) -> None:
    out, _, code = evening.run("tsubo remind install --print")
    assert code == 0
    (line,) = (each for each in out.splitlines() if each.startswith("*/15 * * * * "))
    words = shlex.split(line.split(maxsplit=5)[5])
    assert words[-2:] == ["due", "--once"]
    assert words[-4:-2] == ["--home", "~/home"]
    assert Path(words[0]).is_absolute()
    assert "OnCalendar=*:0/15" in out


def test_a_file_of_that_name_in_the_folder_is_not_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "bin" / "python"))
    assert timers.command(None, None).split()[1:4] == ["-P", "-m", "tracker"]


def test_odd_names_of_homes_stay_one_word(tmp_path: Path) -> None:
    home = tmp_path / "50% o'clock $HOME"
    command = timers.command(home, ("LC_TSUBO_TZ", "Pacific/Auckland"))
    assert shlex.split(command)[:2] == ["env", "LC_TSUBO_TZ=Pacific/Auckland"]
    assert str(home) in shlex.split(command)
    assert "50\\% o" in timers.crontab(command, 15)[-1]
    (run,) = (each for each in timers.systemd(command, 15) if each.startswith("ExecStart="))
    assert "50%% o" in run
    assert "$$HOME" in run


def test_the_platforms_folders_come_along_where_they_were_moved(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert timers.command(None, None).startswith("env XDG_DATA_HOME=/data ")
    assert "XDG" not in timers.command(Path(os.sep), None)
