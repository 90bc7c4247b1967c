"""The store beside vanilla TinyDB, SQLite and the bare disk, measured in turns in one run.

    python tests/bench/bench_store.py [--records 1000,10000,73000] [--rounds 7] [--folder DIR]

Records are sessions with six holds, a tenth of them in each of ten years. Milliseconds are medians;
compare the rows of one run with one another, and nothing else.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import shutil
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from tinydb import TinyDB
from tinydb.table import Document

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

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


class Ours:
    name = "tsubo's store"

    def __init__(self, folder: Path, count: int) -> None:
        self.folder = folder / "ours"
        self.folder.mkdir()
        files: defaultdict[str, list[bytes]] = defaultdict(list)
        for key, document in records(count):
            line = compose("sessions", key, document, ulid_ms(key))
            files[year_of(ulid_ms(key))].append(line)
        place = self.folder / "devices" / "before"
        place.mkdir(parents=True)
        for stem, lines in files.items():
            (place / f"{stem}.jsonl").write_bytes(b"".join(lines))
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


class Older:
    """The store of an older checkout, in a process of its own that measures itself."""

    name = "tsubo 0.1.0"

    def __init__(self, folder: Path, count: int, checkout: Path) -> None:
        home, lines = folder / "older", folder / "records"
        home.mkdir()
        lines.write_text("\n".join(json.dumps(record) for record in records(count)))
        script = Path(__file__).with_name("older.py")
        command = [checkout / ".venv/bin/python", script, home, lines]
        self.process = subprocess.Popen(
            list(map(str, command)), cwd=checkout, text=True,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": str(checkout)},
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


COLUMNS = {
    "cold_insert": "open + insert",
    "cold_step": "open + a step",
    "insert": "insert, open",
    "latest": "open + latest year",
    "update": "update one",
    "step": "a step, open",
    "sums": "open + ten years' sums",
}
Times = dict[tuple[str, str], list[float]]


def timed(times: Times, design: Any, column: str, *given: Any) -> None:
    if isinstance(design, Older):
        times[design.name, column].append(design.ask(column, *given))
        return
    act: Callable[..., Any] | None = getattr(design, column, None)
    if act is not None:
        begun = time.perf_counter()
        act(*given)
        times[design.name, column].append((time.perf_counter() - begun) * 1000)


def measure(folder: Path, count: int, rounds: int, beside: Path | None) -> Times:
    times: Times = defaultdict(list)
    designs = [
        Ours(folder, count),
        *([Older(folder, count, beside)] if beside else []),
        Vanilla(folder, count),
        Sqlite(folder, count, "DELETE"),
        Sqlite(folder, count, "WAL"),
        Floor(folder),
    ]
    chance = random.Random(1)
    for turn in range(rounds):
        at, document = chance.random(), session(NOW, chance)
        for column in COLUMNS:
            for design in designs:
                if isinstance(design, Vanilla) and turn >= 3 and count > 20_000:
                    continue  # seconds each
                given = {"latest": (), "sums": (), "update": (at,)}.get(column, (document,))
                if column not in {"latest", "sums"}:
                    timed(times, design, column, *given)
                else:
                    timed(times, design, column)
    return times


def show(count: int, times: Times) -> None:
    median = {key: statistics.median(taken) for key, taken in times.items()}
    print(f"\n{count} records, milliseconds (times ours)")
    print(f"{'':24}" + "".join(f"{words:>24}" for words in COLUMNS.values()))
    for name in dict.fromkeys(name for name, _ in median):
        cells = []
        for column in COLUMNS:
            taken, ours = median.get((name, column)), median[Ours.name, column]
            cells.append("-" if taken is None else f"{taken:.2f} ({taken / ours:.2f})")
        print(f"{name:24}" + "".join(f"{cell:>24}" for cell in cells))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--records", default="1000,10000,73000")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--folder", type=Path, help="on the disk to measure; a temporary one")
    parser.add_argument("--beside", type=Path, help="a checkout of 0.1.0 with its .venv")
    options = parser.parse_args()
    for count in map(int, options.records.split(",")):
        folder = Path(tempfile.mkdtemp(dir=options.folder))
        try:
            show(count, measure(folder, count, options.rounds, options.beside))
        finally:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
