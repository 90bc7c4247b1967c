"""The store of tsubo 0.1.0 at the work of bench_store.py, told line by line what to measure.

It is run by bench_store.py --beside FOLDER with the Python of that checkout: what is installed
there is another tracker than the one beside this file.
"""

# mypy: ignore-errors
# ruff: noqa: ANN001

from __future__ import annotations

import json
import sys
import time
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path

from tracker.core.aims import Kind
from tracker.core.ulid import ulid, ulid_ms
from tracker.store.shelf import year_file

from tracker.store import RecordChange, Store
from tracker.store.line import compose

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


class Older:
    def __init__(self, folder: Path, records: Path) -> None:
        self.folder = folder
        files = defaultdict(list)
        for line in records.read_text().splitlines():
            key, document = json.loads(line)
            files[year_file(ulid_ms(key))].append(
                compose("sessions", key, document, ulid_ms(key), 1)
            )
        for name, lines in files.items():
            (folder / name).write_bytes(b"".join(lines))
        self.store = self.open()
        self.store.summaries(Kind.POINTS)
        self.keys = [found.doc_id for found in self.store.dated("sessions").year(2026)]

    def open(self) -> Store:
        return Store(self.folder, lambda: time.time_ns() // 1_000_000)

    def cold_insert(self, document) -> None:
        self.open().dated("sessions").insert(document, int(NOW.timestamp() * 1000))

    def cold_step(self, document) -> None:
        self._step(self.open(), document)

    def insert(self, document) -> None:
        self.store.dated("sessions").insert(document, int(NOW.timestamp() * 1000))

    def latest(self) -> None:
        self.open().dated("sessions").year(2026).all()

    def update(self, at) -> None:
        key = self.keys[int(at * len(self.keys))]
        self.store.dated("sessions").of(key).update({"note": str(at)}, doc_ids=[key])

    def step(self, document) -> None:
        self._step(self.store, document)

    def _step(self, store, document) -> None:
        about = {"turn": "do", "of": None, "label": "one", "made": NOW.isoformat()}
        change = RecordChange("sessions", ulid(NOW), None, document)
        changes = [{"table": "sessions", "id": change.id, "before": None, "after": document}]
        store.apply([change], {**about, "changes": changes})

    def sums(self) -> None:
        store = self.open()
        store.summaries(Kind.POINTS)
        store.summaries(Kind.MAT)


def main() -> None:
    older = Older(Path(sys.argv[1]), Path(sys.argv[2]))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        what, given = json.loads(line)
        begun = time.perf_counter()
        getattr(older, what)(*given)
        sys.stdout.write(f"{(time.perf_counter() - begun) * 1000}\n")
        sys.stdout.flush()


main()
