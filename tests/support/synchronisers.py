"""Real synchronisers, and the two homes that they carry to one another."""

from __future__ import annotations

import os
import shutil
import socket
import stat
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
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

    def journals(self) -> set[str]:
        """The files of records that a synchroniser carries."""
        found = [*self.home.glob("*.jsonl"), *self.home.glob("frozen/*.jsonl")]
        found += self.home.glob("devices/*/*.jsonl")
        return {str(path.relative_to(self.home)) for path in found}

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


def git(home: Path, *words: str, ok: tuple[int, ...] = (0,)) -> str:
    named = ("-c", "user.name=Anna", "-c", "user.email=anna@example.org")
    return run("git", *named, *words, cwd=home, ok=ok)


def shared_by_git(here: Side, there: Side) -> Path:
    """Commit one home, and clone it to the other by a bare repository. Returns the repository."""
    bare = here.home.parent / "bare"
    run("git", "init", "-q", "--bare", "-b", "main", bare)
    git(here.home, "init", "-q", "-b", "main")
    git(here.home, "add", "-A")
    git(here.home, "commit", "-qm", "first")
    git(here.home, "remote", "add", "origin", str(bare))
    git(here.home, "push", "-q", "-u", "origin", "main")
    run("git", "clone", "-q", bare, there.home)
    return bare


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


@contextmanager
def paired(here: Side, there: Side, folder: Path, conflicts: int) -> Iterator[list[Syncthing]]:
    """Two that share these homes; at the end neither runs any more."""
    for side in (here, there):
        (side.home / ".stfolder").mkdir(parents=True, exist_ok=True)
    one = Syncthing(folder / "one", here.home, conflicts)
    other = Syncthing(folder / "other", there.home, conflicts)
    one.share(other)
    other.share(one)
    try:
        yield [one, other]
    finally:
        one.stop()
        other.stop()


def synchronise(sides: list[Side], daemons: list[Syncthing]) -> None:
    """Run both daemons until every side has the same and shows everything, or a minute is over."""
    wanted = sorted(note for side in sides for note in side.wrote)
    for each in daemons:
        each.start()
    until = time.monotonic() + 60
    while time.monotonic() < until:
        time.sleep(1)
        settled = all(a.completion(b) for a, b in (daemons, daemons[::-1]))
        shown = settled and all(side.notes() == wanted for side in sides)
        if shown and sides[0].journals() == sides[1].journals():
            break
    for each in daemons:
        each.stop()
