"""A kiosk: every way out of the home is tried, and nothing outside of it is read or written."""

import json
import os
import sys
from pathlib import Path

import pytest
from e2e.person import ROOT, Person, begin_two_points
from e2e.terminal import TSUBO, Terminal

pytestmark = pytest.mark.slow

WATCH = """
import os, sys
seen = os.open({log!r}, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
def hook(event, args):
    if event in {{"open", "os.remove", "os.rename", "os.mkdir", "os.listdir", "os.scandir",
                  "subprocess.Popen", "os.exec", "os.system", "os.fork", "os.posix_spawn",
                  "socket.connect", "webbrowser.open", "shutil.copyfile"}}:
        told = [os.fsdecode(it) for it in args[:2] if isinstance(it, (str, bytes, os.PathLike))]
        flags = args[2] if event == "open" and isinstance(args[2], int) else 0
        os.write(seen, (event + "\\t" + str(flags) + "\\t" + "\\t".join(told) + "\\n").encode())
sys.addaudithook(hook)
"""
"""Python tells a hook of every file it opens; this one writes them down."""

MACHINE = (
    *{sys.prefix, sys.base_prefix, sys.exec_prefix, str(ROOT), str(Path(json.__file__).parents[1])},
    "/usr/share/zoneinfo", "/usr/lib/locale", "/usr/share/locale", "/proc/", "/dev/", "/sys/",
    "/etc/localtime", "/usr/lib/python", "/etc/ld.so.cache",
    "/etc/machine-id", "/var/lib/dbus/machine-id",  # part of how the store knows this device
)  # fmt: skip
"""Folders of Python, tsubo and the system, which are only read."""


@pytest.fixture
def person(tmp_path: Path) -> Person:
    person = Person(tmp_path / "practice", "settle_seconds = 1\n")
    person.shell("flags", "pregnant", "skip")
    return person


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Where the paths are written down that were touched."""
    folder = tmp_path / "watch"
    folder.mkdir()
    log = folder / "log"
    (folder / "sitecustomize.py").write_text(WATCH.format(log=str(log)), encoding="utf-8")
    return log


def kiosk(person: Person, log: Path) -> Terminal:
    elsewhere = {
        "PYTHONPATH": f"{log.parent}:{ROOT}",
        "PYTHONDONTWRITEBYTECODE": "1",
        "TEXTUAL_LOG": str(log.parent / "textual.log"),
        "TEXTUAL_SCREENSHOT": "1",
        "TEXTUAL_SCREENSHOT_LOCATION": str(log.parent),
    }
    command = [*TSUBO, "--kiosk", "--home", str(person.home)]
    return Terminal(command, env={**person.env, **elsewhere}, cwd=log.parent)


def open_tab(terminal: Terminal, tab: str) -> None:
    """Press its digit and wait until the line of tabs shows that it is open."""
    before = terminal.looks[0]
    terminal.press(tab)
    terminal.wait(lambda: terminal.looks[0] != before, f"tab {tab}")


def test_no_path_outside_of_the_home_is_touched(person: Person, log: Path) -> None:
    with kiosk(person, log) as terminal:
        terminal.wait_for("so nothing is asked")
        begin_two_points(terminal, "2s")
        terminal.wait_for("Mood after")
        terminal.press("enter")
        terminal.wait_for(", 4 s of pressing")
        terminal.press("enter")
        terminal.wait_for("4 s")
        for tab in "23456":
            open_tab(terminal, tab)
        terminal.press("!")
        terminal.wait_for("findahelpline.com")
        terminal.press("escape")
        terminal.wait_gone("findahelpline.com")
        terminal.press("q")
        assert terminal.wait_end() == 0
    touched = [line.split("\t") for line in log.read_text(encoding="utf-8").splitlines()]
    assert len(touched) > 100
    home = str(person.home)
    allowed = (home, str(log.parent / "sitecustomize.py"), str(log.parent / "__pycache__"))
    outside = [
        (event, path)
        for event, flags, *paths in touched
        for path in paths
        if path.startswith("/")
        and not path.startswith(allowed)
        and (int(flags) & (os.O_WRONLY | os.O_RDWR) or not path.startswith(MACHINE))
        and path != str(log.parent)  # Python looks there for the watcher
        and not path.startswith("/dev/")
    ]
    assert not outside
    started = {event for event, *_ in touched}
    assert not started & {"subprocess.Popen", "os.exec", "os.system", "os.fork", "webbrowser.open"}
    assert {path.name for path in log.parent.iterdir()} <= {"log", "sitecustomize.py"}


def test_no_key_and_no_command_leaves(person: Person, log: Path) -> None:
    with kiosk(person, log) as terminal:
        terminal.wait_for("so nothing is asked")
        terminal.press("\x1a")
        terminal.press("2")
        terminal.wait_for("search")
        state = Path(f"/proc/{terminal.process.pid}/stat").read_text(encoding="ascii")
        assert state.rpartition(")")[2].split()[0] != "T"
        terminal.press("ctrl+p")
        terminal.wait_for("Search for commands")
        terminal.press("screenshot")
        terminal.wait_for("No matches found")
        terminal.press("escape", "escape")
        terminal.wait_gone("No matches found")
        terminal.press(",")
        terminal.wait_for("Settings")
        terminal.press("\x1b[F")
        assert "Kiosk" not in terminal.text
        terminal.press("escape")
        terminal.wait_gone("Settings")
        terminal.press("q")
        assert terminal.wait_end() == 0
    assert {path.name for path in log.parent.iterdir()} <= {"log", "sitecustomize.py"}


def test_files_of_others_are_refused_by_every_command(person: Person, tmp_path: Path) -> None:
    theirs = tmp_path / "theirs.json"
    theirs.write_text("[]", encoding="utf-8")
    (person.home / "way-out").symlink_to(tmp_path)
    for words in (
        ("export", str(tmp_path / "out.json")),
        ("export", str(person.home / ".." / "out.json")),
        ("export", str(person.home / "way-out" / "out.json")),
        ("import", str(theirs)),
        ("import", str(person.home / "way-out" / "theirs.json")),
    ):
        refused = person.shell("--kiosk", *words, code=1).stderr
        assert "kiosk" in refused, words
    assert not (tmp_path / "out.json").exists()
