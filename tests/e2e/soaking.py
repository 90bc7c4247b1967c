"""A long evening: seeded keys, other sizes of the window, a second process that writes.

Now and then the app is brought to rest, on Today without anything above, and looked at: its memory,
its tasks. At the end every record is accounted for.
"""

from __future__ import annotations

import json
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, Self

import pyte
from e2e.person import Person
from e2e.terminal import Terminal

from tracker.store import Store

_HERE: Final = Path(__file__).parent
_KEYS: Final = (
    *("up", "down", "left", "right", "enter", "escape", "tab", "space", "backspace", "f1"),
    *"123456" * 2, *"smaewovtyzgbnprxcFRGAJKu./,?![]+-=jkhl", "ctrl+r",
    *("PC6", "Grüße [b]東京", "7", "20m", "\x1b[5~", "\x1b[6~", "\x1b[H", "\x1b[F", "\x1b[Z"),
)  # fmt: skip
"""Keys to press; none can quit, suspend, remove, or choose one of these by name."""
_SIZES: Final = ((20, 5), (40, 10), (80, 24), (120, 40), (300, 100))
_USUAL: Final = (80, 24)
CONFIG: Final = 'settle_seconds = 0\nhold_seconds = 5\nbell = "off"\n'
GROWTH: Final = 1.05
"""How much memory may grow once it is warm."""
_REST: Final = 60
"""Number of keys that bring the app to rest from any open screen."""


@dataclass(frozen=True)
class Sample:
    """The app at rest."""

    at: float
    """Seconds since the start."""
    memory: float
    """Resident MB."""
    tasks: Counter[str]
    """By their names."""


@dataclass
class Soak:
    """Samples of the process, and the records that must be in the store."""

    samples: list[Sample] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    """Ids of the second writer's records, each after it was told that it is kept."""
    kept: int = 0
    """Number of sessions that the app said it keeps."""
    keys: int = 0
    written: int = 0
    """Bytes of the terminal."""
    code: int | None = None
    left_on: set[int] = field(default_factory=set)
    """Modes of the terminal that were not put back."""
    echoes: bool = False
    tasks_left: list[str] = field(default_factory=list)


class Unseen(Terminal):
    """A terminal nobody looks at: what is written is counted, not drawn."""

    def __init__(self, command: Sequence[str], *, env: dict[str, str]) -> None:
        super().__init__(command, env=env)
        self._stream = _Nothing()

    def drain(self, quiet: float) -> None:
        """Read until nothing came for so long, three times as long at most."""
        end = time.monotonic() + 3 * quiet
        written = -1
        while written != self.written and time.monotonic() < end:
            written = self.written
            self.read(quiet)
        del self.raw[:-4000]


class _Nothing(pyte.ByteStream):
    def feed(self, data: bytes) -> None:  # type: ignore[override]
        """Draw nothing."""


class Watched:
    """The app with somebody who can be asked how it stands."""

    def __init__(self, person: Person, folder: Path) -> None:
        path, self._left = folder / "asked", folder / "left.json"
        command = [sys.executable, str(_HERE / "watched.py"), str(path), str(self._left)]
        self.terminal = Unseen(command, env=person.env)
        end = time.monotonic() + self.terminal.patience
        self._socket = socket.socket(socket.AF_UNIX)
        while not path.exists() and time.monotonic() < end:
            self.terminal.read(0.1)
        self._socket.connect(str(path))
        self._line = self._socket.makefile("rw")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._line.close()
        self._socket.close()
        self.terminal.end()

    def ask(self) -> dict[str, Any]:
        """How it stands; what it writes meanwhile is read, or it could not answer."""
        self._line.write("\n")
        self._line.flush()
        self._socket.setblocking(False)
        told = b""
        end = time.monotonic() + self.terminal.patience
        while not told.endswith(b"\n"):
            assert time.monotonic() < end, "it does not answer"
            assert self.terminal.process.poll() is None, f"it ended: {self.terminal.raw!r}"
            self.terminal.read(0.02)
            try:
                told += self._socket.recv(65536)
            except BlockingIOError:
                continue
        self._socket.setblocking(True)
        standing: dict[str, Any] = json.loads(told)
        return standing

    @property
    def memory(self) -> float:
        """Resident MB."""
        status = Path(f"/proc/{self.terminal.process.pid}/status").read_text(encoding="ascii")
        (found,) = re.findall(r"VmRSS:\s+(\d+) kB", status)
        return int(found) / 1024

    @property
    def tasks_left(self) -> list[str]:
        """Names of tasks that were still running at the end."""
        names: list[str] = json.loads(self._left.read_text(encoding="utf-8"))
        return names


def soak(
    person: Person, seconds: float, *, seed: int, every: float, pace: float, rounds: int
) -> Soak:
    """So long, at rest every so many seconds, ``pace`` seconds from key to key.

    Each round has a seed of its own, from this one on; after so many ``rounds`` the same keys come
    again, so that from then on nothing is met for the first time.
    """
    seen = Soak()
    begun = time.monotonic()
    writing = [sys.executable, str(_HERE / "second_writer.py"), str(person.home)]
    # A socket's path must be short.
    folder = Path(tempfile.mkdtemp(prefix="soak"))
    try:
        with (
            Watched(person, folder) as app,
            subprocess.Popen(
                writing, env=person.env, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE
            ) as writer,
        ):
            assert writer.stdin
            assert writer.stdout
            _see_all(app, seen)
            while (now := time.monotonic()) < begun + seconds:
                chance = random.Random(seed + len(seen.samples) % rounds)
                _mash(app, seen, chance, now + every, pace)
                _practise(app, seen)
                writer.stdin.write("one\n")
                writer.stdin.flush()
                seen.told.append(writer.stdout.readline().strip())
                _rest(app, seen)
                seen.samples.append(_look(app, begun))
            writer.stdin.close()
            app.terminal.press("q")
            seen.code = app.terminal.wait_end()
            seen.written = app.terminal.written
            seen.left_on = app.terminal.left_on
            seen.echoes = app.terminal.echoes
            seen.tasks_left = app.tasks_left
    finally:
        shutil.rmtree(folder)
    return seen


def _mash(app: Watched, seen: Soak, chance: random.Random, end: float, pace: float) -> None:
    """Keys and sizes by chance, until then."""
    while time.monotonic() < end:
        if chance.random() < 0.04:
            app.terminal.resize(*chance.choice(_SIZES))
        app.terminal.press(chance.choice(_KEYS))
        seen.keys += 1
        app.terminal.drain(pace)


def _see_all(app: Watched, seen: Soak) -> None:
    """Open every tab, at the largest size too, and search: what is made once is made."""
    for size in (_USUAL, max(_SIZES)):
        app.terminal.resize(*size)
        for tab in "234561":
            app.terminal.press(tab)
            app.terminal.drain(0.7)
    for key in ("2", "/", "sleep"):
        app.terminal.press(key)
        app.terminal.drain(0.7)
    _rest(app, seen)


def _practise(app: Watched, seen: Soak) -> None:
    """Begin what is usual, for two seconds."""
    _rest(app, seen)
    for key in ("enter", "space"):
        app.terminal.press(key)
        app.terminal.drain(0.7)
    app.terminal.drain(2.0)


def _rest(app: Watched, seen: Soak) -> None:
    """Bring it to Today, keeping what runs."""
    app.terminal.resize(*_USUAL)
    for key in _home(app, seen):
        app.terminal.press(key)
        app.terminal.drain(0.4)  # an escape and a key right after it are one key


def _look(app: Watched, begun: float) -> Sample:
    while (standing := app.ask())["words"]:  # each is a widget with tasks of its own
        app.terminal.read(0.5)
    return Sample(time.monotonic() - begun, app.memory, Counter(standing["tasks"]))


def _home(app: Watched, seen: Soak) -> Iterator[str]:
    above: list[str] = []
    for turn in range(_REST):
        before, above = above, app.ask()["screens"]
        match above:
            case ["TodayScreen"]:
                return
            case [_]:
                yield from ("escape", "1")
            case [*_, "LiveScreen"]:
                yield from (".", "enter")
            case [*_, "AfterScreen"]:
                yield "escape"
            case [*_, "SummaryScreen"]:
                seen.kept += before != above
                yield "escape"
            case [*_, "ConfirmScreen"]:
                yield "enter"
            case _:
                yield "q" if turn % 2 else "escape"
    raise AssertionError(f"never at rest: {above}")


def wrong_with(seen: Soak, warm: float) -> list[str]:
    """Problems of the process; memory is compared from second `warm` on."""
    first, *later = [sample for sample in seen.samples if sample.at >= warm]
    most = max(sample.memory for sample in later)
    wrong = []
    if most > GROWTH * first.memory:
        wrong.append(f"memory grew from {first.memory:.1f} to {most:.1f} MB")
    came = Counter(
        {name: count for name, count in later[-1].tasks.items() if "ScrollBar" not in name}
    )  # a scroll bar is made when it is first needed, and stays with its widget
    if came := came - first.tasks:
        wrong.append(f"tasks that came and stayed: {sorted(came.elements())}")
    if seen.tasks_left:
        wrong.append(f"left when it had ended: {seen.tasks_left}")
    if seen.code or seen.left_on or not seen.echoes:
        wrong.append(f"it ended {seen.code}, modes left on {seen.left_on}, echo {seen.echoes}")
    return wrong


def unaccounted(person: Person, seen: Soak) -> list[str]:
    """Problems of the records; empty if each is stored and counted once."""
    records = person.records()
    known = {record["id"] for record in records}
    steps = Store(person.home, lambda: 0, read_only=True).steps()
    taken_back = {
        change["id"]: change["before"]
        for step in steps
        for change in step.about.get("changes", ())
        if step.documents()[change["table"], change["id"]] is None
    }
    wrong = [f"{id}: told yes, not there" for id in seen.told if id not in known | {*taken_back}]
    if len(known) != len(records):
        wrong.append("an id twice")
    live = sorted(
        (datetime.fromisoformat(record["started"]), record["seconds"])
        for record in records
        if record["source"] == "live"
    )
    undone = [id for id in taken_back.keys() - known if taken_back[id].get("source") == "live"]
    if len(live) + len(undone) < seen.kept:
        wrong.append(f"{seen.kept} sessions kept, {len(live)} there, {len(undone)} undone")
    for (started, lasted), (after, _) in pairwise(live):
        if started + timedelta(seconds=lasted) > after + timedelta(seconds=1):
            wrong.append(f"{started} and {after}: seconds counted twice")
    return wrong
