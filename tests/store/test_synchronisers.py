"""Real synchronisers carry a home: each side writes while apart, and both have everything after.

Each test is left out where its program is missing; ``.ci/run`` installs them all.
"""

from __future__ import annotations

import os
import shutil
import socket
import stat
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from store_writers import MARCH, kept, new, session

from tracker.journal.changes import apply
from tracker.store import Store


def needs(program: str) -> pytest.MarkDecorator:
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"{program} is not installed")


def run(*words: str | Path, cwd: Path | None = None, ok: tuple[int, ...] = (0,)) -> str:
    done = subprocess.run(
        [str(word) for word in words],
        cwd=cwd,
        env={**os.environ, "HOME": str((cwd or Path.cwd()).parent), "GIT_EDITOR": "true"},
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode in ok, (words, done.stdout, done.stderr)
    return done.stdout


def now() -> int:
    return time.time_ns() // 1_000_000


class Side:
    """One machine's home, and every note that its store acknowledged."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.wrote: list[str] = []

    def write(self, note: str) -> None:
        """Record, correct and remove something, as an evening does."""
        store = Store(self.home, now)
        apply(store, [new("sessions", MARCH, session(note=note))], {"turn": "do"})
        (found,) = [each for each in kept(store) if each["note"] == note]
        table = store.table("sessions")
        table.update({"note": f"{note}, corrected"}, doc_ids=[found["_id"]])
        gone = new("sessions", MARCH, session(note=f"{note}, removed"))
        apply(store, [gone], {"turn": "do"})
        key: int = gone.id  # type: ignore[assignment]
        table.remove(doc_ids=[key])
        self.wrote.append(f"{note}, corrected")

    def notes(self) -> list[str]:
        store = Store(self.home, now)
        assert store.problems() == []
        return sorted(str(found["note"]) for found in kept(store))


def judge(*sides: Side) -> None:
    """Everything that was acknowledged is on every side, and is its owner's alone."""
    wanted = sorted(note for side in sides for note in side.wrote)
    for side in sides:
        assert side.notes() == wanted
        for path in side.home.rglob("*.jsonl"):
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path


@pytest.fixture
def here(tmp_path: Path) -> Side:
    side = Side(tmp_path / "here")
    side.write("before")
    return side


@pytest.fixture
def there(tmp_path: Path) -> Side:
    return Side(tmp_path / "there")


@needs("rsync")
def test_rsync_there_and_back(here: Side, there: Side) -> None:
    run("rsync", "-a", f"{here.home}/", there.home)
    for number in range(3):
        here.write(f"here {number}")
        there.write(f"there {number}")
        run("rsync", "-a", f"{here.home}/", there.home)
        run("rsync", "-a", f"{there.home}/", here.home)
        there.notes()
        here.notes()
    run("rsync", "-a", f"{here.home}/", there.home)
    run("rsync", "-a", f"{there.home}/", here.home)
    judge(here, there)


@needs("rclone")
@pytest.mark.parametrize("resolve", ["newer", "path1", "none"])
def test_rclone_bisync(here: Side, there: Side, resolve: str) -> None:
    there.home.mkdir()
    command = ["rclone", "bisync", str(here.home), str(there.home), "--conflict-resolve", resolve]
    command += ["--workdir", str(here.home.parent / "work"), "--config", os.devnull]
    help_text = run("rclone", "help", "flags", "conflict", ok=(0, 1))
    if "conflict-resolve" not in help_text:
        command = [word for word in command if word not in {"--conflict-resolve", resolve}]
    run(*command, "--resync")
    for number in range(3):
        here.write(f"here {number}")
        there.write(f"there {number}")
        run(*command)
        here.notes()
        there.notes()
    run(*command)
    judge(here, there)


@needs("unison")
@pytest.mark.parametrize("prefer", ["newer", "here"])
def test_unison_both_ways(here: Side, there: Side, prefer: str) -> None:
    there.home.mkdir()
    preferred = str(here.home) if prefer == "here" else "newer"
    command = ["unison", str(here.home), str(there.home), "-batch", "-silent", "-times"]
    command += ["-prefer", preferred, "-ignore", "Name .lock"]
    run(*command, cwd=here.home, ok=(0, 1))
    for number in range(3):
        here.write(f"here {number}")
        there.write(f"there {number}")
        run(*command, cwd=here.home, ok=(0, 1))
        here.notes()
        there.notes()
    run(*command, cwd=here.home, ok=(0, 1))
    judge(here, there)


def git(home: Path, *words: str, ok: tuple[int, ...] = (0,)) -> str:
    named = ("-c", "user.name=Anna", "-c", "user.email=anna@example.org")
    return run("git", *named, *words, cwd=home, ok=ok)


@needs("git")
@pytest.mark.parametrize("how", ["merge", "rebase"])
def test_git_merges_and_rebases_without_a_conflict(here: Side, there: Side, how: str) -> None:
    bare = here.home.parent / "bare"
    run("git", "init", "-q", "--bare", "-b", "main", bare)
    git(here.home, "init", "-q", "-b", "main")
    git(here.home, "add", "-A")
    git(here.home, "commit", "-qm", "first")
    git(here.home, "remote", "add", "origin", str(bare))
    git(here.home, "push", "-q", "-u", "origin", "main")
    run("git", "clone", "-q", bare, there.home)
    pull = ["pull", "-q", "--no-rebase" if how == "merge" else "--rebase"]
    for number in range(3):
        for side, name in ((here, "here"), (there, "there")):
            side.write(f"{name} {number}")
            git(side.home, "add", "-A")
            git(side.home, "commit", "-qm", name)
            git(side.home, *pull)
            git(side.home, "push", "-q", ok=(0, 1))
    git(here.home, *pull)
    judge(here, there)
    tracked = git(here.home, "ls-files").split()
    assert all(name.startswith((".git", ".st", "devices/")) for name in tracked), tracked
    assert not [name for name in tracked if "/steps/" in name]


class Syncthing:
    """A Syncthing with its own configuration, reached over its REST interface."""

    def __init__(self, folder: Path, home: Path, conflicts: int) -> None:
        self.config, self.home = folder, home
        generate = ["syncthing", "generate", f"--home={folder}", "--no-default-folder"]
        run(*generate, "--skip-port-probing", ok=(0, 1, 2, 80))
        self.path = folder / "config.xml"
        tree = ET.parse(self.path)  # noqa: S314 - Syncthing has just written it
        self.id = str(tree.findall("device")[0].get("id"))
        self.key = str(tree.findtext("gui/apikey"))
        self.gui, self.port = free_port(), free_port()
        self.conflicts = conflicts
        self.process: subprocess.Popen[bytes] | None = None

    def share(self, other: Syncthing) -> None:
        tree = ET.parse(self.path)  # noqa: S314 - Syncthing has written it
        root = tree.getroot()
        for old in root.findall("folder"):
            root.remove(old)
        shared = ET.SubElement(
            root, "folder", id="home", path=str(self.home), type="sendreceive",
            rescanIntervalS="1", fsWatcherEnabled="true", fsWatcherDelayS="1",
        )  # fmt: skip
        ET.SubElement(shared, "maxConflicts").text = str(self.conflicts)
        for each in (self, other):
            ET.SubElement(shared, "device", id=each.id)
        for device in root.findall("device"):
            if device.get("id") == other.id:
                root.remove(device)
        device = ET.SubElement(root, "device", id=other.id, name="other")
        ET.SubElement(device, "address").text = f"tcp://127.0.0.1:{other.port}"
        gui = root.find("gui")
        options = root.find("options")
        assert gui is not None
        assert options is not None
        address = gui.find("address")
        assert address is not None
        address.text = f"127.0.0.1:{self.gui}"
        for name, value in {
            "listenAddress": f"tcp://127.0.0.1:{self.port}", "globalAnnounceEnabled": "false",
            "localAnnounceEnabled": "false", "relaysEnabled": "false", "natEnabled": "false",
            "startBrowser": "false", "crashReportingEnabled": "false", "urAccepted": "-1",
            "reconnectionIntervalS": "1",
        }.items():  # fmt: skip
            for old in options.findall(name):
                options.remove(old)
            ET.SubElement(options, name).text = value
        tree.write(self.path)

    def start(self) -> None:
        command = ["syncthing", "serve", f"--home={self.config}", "--no-browser", "--no-restart"]
        self.process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def stop(self) -> None:
        if self.process:
            self.process.terminate()
            self.process.wait(30)

    def completion(self, other: Syncthing) -> bool:
        """Whether both ends say that everything is on the other side."""
        address = f"http://127.0.0.1:{self.gui}/rest/db/completion?folder=home&device={other.id}"
        request = urllib.request.Request(address, headers={"X-API-Key": self.key})
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:  # noqa: S310
                return b'"completion": 100' in answer.read()
        except OSError:
            return False


def free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        return int(listening.getsockname()[1])


@pytest.fixture
def running() -> Iterator[list[Syncthing]]:
    started: list[Syncthing] = []
    yield started
    for each in started:
        each.stop()


def synchronise(sides: list[Side], daemons: list[Syncthing]) -> None:
    """Run both daemons until every side shows everything, or a minute is over."""
    wanted = sorted(note for side in sides for note in side.wrote)
    for each in daemons:
        each.start()
    until = time.monotonic() + 60
    while time.monotonic() < until:
        time.sleep(1)
        settled = all(a.completion(b) for a, b in (daemons, daemons[::-1]))
        if settled and all(side.notes() == wanted for side in sides):
            break
    for each in daemons:
        each.stop()


@needs("syncthing")
@pytest.mark.slow
@pytest.mark.longest
@pytest.mark.parametrize("conflicts", [10, 0])
def test_syncthing_with_and_without_conflict_copies(
    here: Side, there: Side, tmp_path: Path, running: list[Syncthing], conflicts: int
) -> None:
    there.home.mkdir()
    for side in (here, there):
        (side.home / ".stfolder").mkdir()
    one = Syncthing(tmp_path / "one", here.home, conflicts)
    other = Syncthing(tmp_path / "other", there.home, conflicts)
    one.share(other)
    other.share(one)
    running += [one, other]
    synchronise([here, there], [one, other])
    for number in range(2):  # two rounds apart
        here.write(f"here {number}")
        there.write(f"there {number}")
        synchronise([here, there], [one, other])
    judge(here, there)
