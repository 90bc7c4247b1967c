"""The stores that bench_store.py measures: tsubo's, that of 0.1.0, TinyDB's, SQLite, bare files.

A design has a method for each column that it can be measured in.
"""

from __future__ import annotations

import json
import os
import random
import resource
import sqlite3
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, Final

from line import Line
from tinydb import TinyDB
from tinydb.table import Document
from yardsticks import TSUBO, environment

from tracker.core.facts.sessions import Kind
from tracker.core.facts.ulid import ulid, ulid_ms
from tracker.journal.changes import RecordChange, apply
from tracker.store import Store
from tracker.store.line import compose, year_of
from tracker.store.tables import OnDays

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)
YEAR = ulid(datetime(2026, 1, 1, tzinfo=UTC), 0)
LATEST = OnDays(date(2026, 1, 1), NOW.date())
YEARS = 10
FIRST_FRAME: Final = ("Points", "days explained")
"""Where the first frame has reached when all of it is there."""
FIRST_FRAME_BEFORE: Final = ("Done today", "this month", "quit")
"""The same of 0.1.0, which asks about flags over it."""
POINTS = ("PC6", "HT7", "LI4", "ST36", "SP6", "GV20")


def session(moment: datetime, chance: random.Random) -> dict[str, Any]:
    return {
        "made": moment.isoformat(),
        "started": moment.isoformat(),
        "zone": "Europe/Berlin",
        "day": moment.date().isoformat(),
        "routine": "calm",
        "holds": [
            {"point": point, "side": "left", "planned": 60.0, "held": 60.0, "done": True}
            for point in POINTS
        ],
        "mood_before": chance.randrange(11),
        "mood_after": chance.randrange(11),
        "note": "",
        "source": "live",
    }


def records(count: int) -> Iterator[tuple[str, dict[str, Any]]]:
    chance = random.Random(count)
    apart = timedelta(days=365 * YEARS) / count
    for number in range(count, 0, -1):
        moment = NOW - number * apart
        yield ulid(moment, chance.getrandbits(80)), session(moment, chance)


def clock() -> int:
    return time.time_ns() // 1_000_000


def command(tsubo: Sequence[str], env: dict[str, str], *words: str) -> float:
    """Milliseconds of processor time that the whole process takes."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([*tsubo, *words], env=env, check=True, capture_output=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return 1000 * (after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)


def first_frame(
    tsubo: Sequence[str], env: dict[str, str], words: tuple[str, ...] = FIRST_FRAME
) -> float:
    """Milliseconds from starting the app to its first whole frame."""
    with Line(tsubo, env) as line:
        return 1000 * line.until(*words)


class Ours:
    name = "tsubo's store"
    devices = 1

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder / f"ours of {self.devices}"
        self.folder.mkdir()
        files: defaultdict[str, list[bytes]] = defaultdict(list)
        for number, (key, document) in enumerate(records(count)):
            line = compose("sessions", key, document, ulid_ms(key))
            files[f"before{number % self.devices}/{year_of(ulid_ms(key))}"].append(line)
        for name, lines in files.items():
            path = self.folder / "devices" / f"{name}.jsonl"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(b"".join(lines))
        self.store = self.open()
        self.store.summaries(Kind.POINTS)
        self.keys: list[Any] = [
            found.doc_id for found in self.store.table("sessions").search(LATEST)
        ]

    def open(self) -> Store:
        return Store(self.folder, clock)

    def cold_insert(self, document: dict[str, Any]) -> None:
        self._insert(self.open(), document)

    def cold_step(self, document: dict[str, Any]) -> None:
        self._step(self.open(), document)

    def insert(self, document: dict[str, Any]) -> None:
        self._insert(self.store, document)

    @staticmethod
    def _insert(store: Store, document: dict[str, Any]) -> None:
        key: Any = ulid(NOW)
        store.table("sessions").insert(Document(document, key))

    @staticmethod
    def _step(store: Store, document: dict[str, Any]) -> None:
        about = {"turn": "do", "of": None, "label": "one", "made": NOW.isoformat()}
        apply(store, [RecordChange("sessions", ulid(NOW), None, document)], about)

    def latest(self) -> int:
        return len(self.open().table("sessions").search(LATEST))

    def update(self, at: float) -> None:
        key = self.keys[int(at * len(self.keys))]
        self.store.table("sessions").update({"note": str(at)}, doc_ids=[key])

    def step(self, document: dict[str, Any]) -> None:
        self._step(self.store, document)

    def sums(self) -> int:
        store = self.open()
        return len(store.summaries(Kind.POINTS)) + len(store.summaries(Kind.MAT))

    def status(self) -> float:
        return command(TSUBO, environment(self.folder), "status")

    def log(self) -> float:
        return command(TSUBO, environment(self.folder), "log", "mat", "5m")

    def first_frame(self) -> float:
        return first_frame(TSUBO, environment(self.folder))


class Shared(Ours):
    name = "tsubo, five devices"
    devices = 5


class Older:
    """The store of an older checkout, in a process of its own that measures itself."""

    name = "tsubo 0.1.0"

    def __init__(self, folder: Path, count: int, checkout: Path) -> None:
        self.home, lines = folder / "older", folder / "records"
        self.home.mkdir()
        lines.write_text("\n".join(json.dumps(record) for record in records(count)))
        script = Path(__file__).with_name("older.py")
        python = str(checkout / ".venv/bin/python")
        self.tsubo = [python, "-P", "-m", "tracker"]  # not the one that lies where this runs
        self.env = environment(self.home) | {"PYTHONPATH": str(checkout)}
        command = [python, script, self.home, lines]
        self.process = subprocess.Popen(
            list(map(str, command)), cwd=checkout, env=self.env, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        )  # fmt: skip
        assert self.process.stdout
        self.process.stdout.readline()

    def ask(self, column: str, *given: Any) -> float:
        """Milliseconds that it took."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps([column, given]) + "\n")
        self.process.stdin.flush()
        return float(self.process.stdout.readline())

    def status(self) -> float:
        return command(self.tsubo, self.env, "status")

    def log(self) -> float:
        return command(self.tsubo, self.env, "log", "mat", "5m")

    def first_frame(self) -> float:
        return first_frame(self.tsubo, self.env, FIRST_FRAME_BEFORE)

    def end(self) -> None:
        self.process.kill()
        self.process.wait()


class Vanilla:
    name = "TinyDB, JSONStorage"

    def __init__(self, folder: Path, count: int) -> None:
        self.path = folder / "vanilla.json"
        documents = {str(at): document for at, (_, document) in enumerate(records(count), 1)}
        self.path.write_text(json.dumps({"sessions": documents}), encoding="utf-8")
        self.count = count
        self.table = TinyDB(self.path).table("sessions")

    def cold_insert(self, document: dict[str, Any]) -> None:
        with TinyDB(self.path) as db:
            db.table("sessions").insert(document)

    def insert(self, document: dict[str, Any]) -> None:
        # With an id of its own: the one this object would give next, another has taken meanwhile.
        self.table.insert(Document(document, clock()))

    def latest(self) -> int:
        with TinyDB(self.path) as db:
            sessions = db.table("sessions")
            return len(sessions.search(lambda found: found["started"] >= "2026"))

    def update(self, at: float) -> None:
        self.table.update({"note": str(at)}, doc_ids=[int(self.count * (0.91 + at * 0.08))])


class Sqlite:
    def __init__(self, folder: Path, count: int, mode: str) -> None:
        self.name = f"sqlite3 FULL, {mode}"
        self.path = folder / f"{mode}.db"
        self.mode = mode
        self.db = self.open()
        with self.db:
            self.db.execute("CREATE TABLE sessions (id TEXT PRIMARY KEY, document TEXT)")
            self.db.executemany(
                "INSERT INTO sessions VALUES (?, ?)",
                ((key, json.dumps(document)) for key, document in records(count)),
            )
        found = self.db.execute("SELECT id FROM sessions WHERE id >= ?", (YEAR,))
        self.keys = [key for (key,) in found]

    def open(self) -> sqlite3.Connection:
        db = sqlite3.connect(self.path)
        db.execute(f"PRAGMA journal_mode={self.mode}")
        db.execute("PRAGMA synchronous=FULL")
        return db

    def cold_insert(self, document: dict[str, Any]) -> None:
        db = self.open()
        self._insert(db, document)
        db.close()

    def insert(self, document: dict[str, Any]) -> None:
        self._insert(self.db, document)

    def step(self, document: dict[str, Any]) -> None:
        self._insert(self.db, document)

    def cold_step(self, document: dict[str, Any]) -> None:
        self.cold_insert(document)

    def _insert(self, db: sqlite3.Connection, document: dict[str, Any]) -> None:
        with db:
            db.execute("INSERT INTO sessions VALUES (?, ?)", (ulid(NOW), json.dumps(document)))

    def latest(self) -> int:
        db = self.open()
        rows = db.execute("SELECT id, document FROM sessions WHERE id >= ?", (YEAR,))
        found = [(key, json.loads(document)) for key, document in rows]
        db.close()
        return len(found)

    def update(self, at: float) -> None:
        key = self.keys[int(at * len(self.keys))]
        with self.db:
            query = "SELECT document FROM sessions WHERE id = ?"
            (text,) = self.db.execute(query, (key,)).fetchone()
            document = {**json.loads(text), "note": str(at)}
            self.db.execute(
                "UPDATE sessions SET document = ? WHERE id = ?", (json.dumps(document), key)
            )


class Floor:
    name = "append and fsync"

    def __init__(self, folder: Path) -> None:
        self.path = folder / "floor"
        self.path.touch()
        self.fd = os.open(self.path, os.O_WRONLY | os.O_APPEND)

    def cold_insert(self, document: dict[str, Any]) -> None:
        fd = os.open(self.path, os.O_WRONLY | os.O_APPEND)
        os.write(fd, json.dumps(document).encode())
        os.fsync(fd)
        os.close(fd)

    def insert(self, document: dict[str, Any]) -> None:
        os.write(self.fd, json.dumps(document).encode())
        os.fsync(self.fd)
