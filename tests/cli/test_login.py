"""A restricted login speaks commands: those of a list, without a shell, and only in its home."""

from __future__ import annotations

import io
import json
import os
import random
import re
import shlex
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from unittest.mock import patch

import click
import pytest
from conftest import LONGER, HandClock
from scripted_lines import ScriptedLines
from source_tree import ROOT
from transcript import every_command

from tracker.cli import run
from tracker.cli.context import Clocks
from tracker.cli.login import COMMAND, LONGEST, VERBS

_SIGNALS: Final = (signal.SIGINT, signal.SIGTSTP, signal.SIGCONT, signal.SIGHUP, signal.SIGTERM)
_EVENTS: Final = frozenset(
    {
        *("open", "os.listdir", "os.scandir", "os.remove", "os.rename", "os.mkdir", "os.rmdir"),
        *("os.link", "os.symlink", "os.chmod", "os.truncate", "os.utime", "shutil.copyfile"),
    }
)
_NEVER: Final = frozenset(
    {
        *("subprocess.Popen", "os.exec", "os.system", "os.fork", "os.posix_spawn", "os.spawn"),
        *("socket.connect", "socket.bind", "webbrowser.open", "os.chdir"),
    }
)
_READ: Final = (
    *{sys.prefix, sys.base_prefix, str(ROOT / "tracker"), str(Path(json.__file__).parents[1])},
    *("/usr/share/zoneinfo", "/proc/", "/dev/", "/etc/localtime", "/etc/machine-id"),
    "/var/lib/dbus/machine-id",
)
"""Folders of Python, tsubo and the system, which are only read."""


class Watch:
    """Notes what Python opens and starts while it is on."""

    def __init__(self) -> None:
        self.is_on = False
        self.seen: list[tuple[str, tuple[str, ...], int]] = []
        sys.addaudithook(self._note)

    def _note(self, event: str, values: tuple[object, ...]) -> None:
        if self.is_on and event in _EVENTS | _NEVER:
            paths = tuple(os.fsdecode(each) for each in values[:2] if isinstance(each, str | bytes))
            flags = values[2] if event == "open" and isinstance(values[2], int) else 0
            self.seen.append((event, paths, flags))

    def outside(self, home: Path) -> list[tuple[str, tuple[str, ...], int]]:
        """What touched anything else than the home, or wrote to what is only read."""
        return [each for each in self.seen if self._is_outside(*each, str(home))]

    def _is_outside(self, event: str, paths: tuple[str, ...], flags: int, home: str) -> bool:
        if event in _NEVER:
            return True
        writes = event not in {"open", "os.listdir", "os.scandir"}
        writes = writes or bool(flags & (os.O_WRONLY | os.O_RDWR))
        for path in paths:
            if not path.startswith("/") or path.startswith(home) or "__pycache__" in path:
                continue
            # the folder of the home is opened to sync its new entry
            if writes or not (path.startswith(_READ) or path == str(Path(home).parent)):
                return path not in {"/", "/dev/null"}
        return False


_WATCH: list[Watch] = []


@contextmanager
def watched() -> Iterator[Watch]:
    if not _WATCH:
        _WATCH.append(Watch())  # a hook of Python cannot be taken away again
    (watch,) = _WATCH
    watch.seen.clear()
    watch.is_on = True
    try:
        yield watch
    finally:
        watch.is_on = False


class Login:
    """A login with a restricted key, without a terminal."""

    def __init__(self, home: Path, clock: HandClock) -> None:
        self.home, self.clock = home, clock
        self.clocks = Clocks(lambda: clock.now().timestamp(), clock.monotonic)

    def __call__(self, command: str | None) -> tuple[str, str, int]:
        """Run a command; return its stdout, its stderr and its exit code."""
        out, err = io.StringIO(), io.StringIO()
        told = {} if command is None else {COMMAND: command}
        handlers = {each: signal.getsignal(each) for each in _SIGNALS}
        with (
            patch.dict(os.environ, {**told, "TZ": "Europe/Berlin"}),
            patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO())),
            patch.object(sys, "stdout", out),
            patch.object(sys, "stderr", err),
            patch("tracker.cli.line_input.LineInput", lambda _: ScriptedLines(self.clock)),
        ):
            try:
                code = run(["--home", str(self.home), "--kiosk"], self.clocks)
            except SystemExit as ended:
                code = ended.code if isinstance(ended.code, int) else 1
        for number, handler in handlers.items():
            signal.signal(number, handler)
        return out.getvalue(), err.getvalue(), code


@pytest.fixture
def login(tmp_path: Path, clock: HandClock) -> Login:
    return Login(tmp_path / "home", clock)


def test_the_verbs_of_the_list_are_carried_out(login: Login) -> None:
    assert login(None) == ("0 points, no streak; mat 0 min\n", "", 0)
    assert login("status")[0] == login("tsubo status")[0] == login("")[0]
    assert login("log mat 20m")[0].startswith("Mat, 20 min")
    assert login("log points calm --note 'on the  train; $HOME'")[2] == 0
    assert "on the train; $HOME" in login("history")[0]
    assert login("undo")[0] == "Taken back: Three calm minutes, Sun 22 Nov 09:57\n"
    assert login("redo")[2] == 0
    assert "Done: 2 minutes 40 seconds held." in login("start calm")[0]
    assert json.loads(login("export -")[0])["schema"] == 1
    assert login("report")[0] == "Written to out/report.html in the home\n"
    assert login("report -")[0].startswith("<!DOCTYPE html>")
    assert login("routine new Short PC6 60s")[2] == login("favourite PC6")[2] == 0
    for command in (
        "insights",
        "about",
        "point PC6",
        "routine Short --toml",
        "due",
        "streak",
        "calendar --text",
        "help-now",
        "points sleep",
        "help",
    ):
        assert login(command)[2] in {0, 1}, command
    assert {each.split()[0] for each in every_command()} >= set(VERBS)


@pytest.mark.parametrize(
    "command",
    [
        *("sh -c id", "scp -t /tmp", "/usr/lib/openssh/sftp-server", "status; id", "$(id)"),
        *("--home /etc status", "--kiosk status", "config set kiosk off", "backup", "restore"),
        *("report /etc/x", "report x.html", "point PC6 --picture x.svg"),
        *("import /etc/passwd", "completion bash", "demo", "doctor", "schema export"),
        *("export /etc/x", "export ../x", "export x.json", "status --home /etc", "log mat 'x"),
        *("x" * (LONGEST + 1), "log mat " + "x " * 300, "status \udcff", "''"),
    ],
)
def test_anything_else_is_refused_in_one_line(login: Login, command: str) -> None:
    out, err, code = login(command)
    assert (out, err.count("\n"), code) == ("", 1, 2)
    assert err.startswith("tsubo: ")
    assert not login.home.exists()


def test_what_readme_asks_through_the_key_is_carried_out(login: Login) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    block = text.partition("<!-- key -->")[2].partition("\n```\n")[0]
    asked = re.findall(r"ssh home ([^\"'|)\n]+)", block)
    assert len(asked) == 10
    for command in asked:
        _, err, code = login(" ".join(shlex.split(command)))  # as the shell and ssh hand it over
        assert code in {0, 1}, (command, err)


def test_no_subcommand_of_the_list_takes_a_file() -> None:
    for name, command in every_command().items():
        if name.partition(" ")[0] in VERBS and " " in name:
            assert not any(isinstance(each.type, click.Path) for each in command.params), name


def test_words_of_a_crisis_are_answered_before_the_refusal(login: Login) -> None:
    _, err, code = login("i want to die")
    assert code == 2
    assert err.startswith("tsubo: Emergency 112.")
    assert err.count("\n") == 2


def test_a_command_that_takes_too_long_is_ended(login: Login) -> None:
    with patch("tracker.cli.login.SECONDS", 7), patch.object(signal, "alarm") as alarm:
        login("status")
        login("start PC6")
    assert [call.args for call in alarm.call_args_list] == [(7,), (0,)]


_HOSTILE: Final = (
    *("/etc/passwd", "../../etc/shadow", "~root/.ssh", "file:///etc/passwd", "/dev/sda", "-"),
    *("$(id)", "`id`", ";", "&&", "|", ">", "/var/x", "*", "\x1b[2J", "\x07", "\x9b31m"),
    *("\u202e", "é漢字", "--", "--help", "-h", "'", '"', "\\", "{}", "{points}", "{0.__class__}"),
    *("calm", "PC6", "HT7", "left", "mat", "points", "night", "20m", "60s", "6", "yesterday"),
    *("2026-11-21", "99999999999999999999", "-1", "", " ", "x" * 3000, "--home", "--kiosk"),
    *("a,b", "4:6", "0000", "once a day", "yes", "no", "all", "phq2", "list", "add", "install"),
)


def _words(chance: random.Random) -> str:
    """A command line that was made up: a verb, its options, words of good and of bad will."""
    every = every_command()
    verb = chance.choice((*VERBS, *VERBS, *VERBS, *every, *_HOSTILE))
    command = every.get(verb)
    options = [
        option
        for parameter in (command.params if command else ())
        if isinstance(parameter, click.Option)
        for option in parameter.opts
    ]
    words = [verb]
    for _ in range(chance.randrange(7)):
        words.append(chance.choice(options) if options and chance.random() < 0.4 else "")
        words.append(chance.choice(_HOSTILE))
    if chance.random() < 0.5:
        return " ".join(words)
    return " ".join("'" + word.replace("'", "'\\''") + "'" for word in words)


def test_made_up_commands_leave_the_home_alone_and_end_in_one_line(
    tmp_path: Path, clock: HandClock
) -> None:
    """A hundred commands, and a hundred thousand in the long part."""
    for number in range(100 * (1000 if LONGER > 1 else 1)):
        chance = random.Random(number)  # made up, and the same at every run
        login = Login(tmp_path / f"home-{number // 200}", clock)
        command = _words(chance)
        with watched() as watch:
            out, err, code = login(command)
        assert code in {0, 1, 2}, (number, command)
        assert "Traceback" not in err, (number, command)
        assert "\x1b" not in out + err, (number, command)
        assert not watch.outside(login.home), (number, command)
        if code == 2:
            assert out == "", (number, command)
            assert err.count("\n") in {1, 2} or err.startswith("Usage: "), (number, command)
