"""A device of the simulation with the store of tsubo 0.1.0, to see what the simulation finds there.

    cd ../old && PYTHONPATH=.:../tsubo/tests .venv/bin/python -m sim.world 0 200 --older --days 35

It imports the modules of 0.1.0, so only that checkout's Python runs it. There are no power cuts:
its store works on a real folder.
"""

# mypy: ignore-errors
# ruff: noqa: ANN001, ANN201

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

from sim.person import TABLES, Person
from tracker.core.ulid import ulid_of_ms

from tracker.journal import Journal, JournalError
from tracker.store import RecordChange, Store, StoreError


class OlderDevice(Person):
    """The same person, and what was acknowledged to them."""

    def __init__(self, world, name, skew, system=None) -> None:
        del system
        super().__init__(world, name, skew)
        self.folder = Path(tempfile.mkdtemp(prefix="tsubo-sim-"))
        self.home = RealHome(self.folder)
        self.os = SimpleNamespace(fuel=-1)
        self.store = None
        self.is_twin = False
        self.done: list[str] = []
        self.undone: list[str] = []

    def opened(self):
        if self.store is None or self.chance.random() < 0.3:
            self.store = Store(self.folder, self.ms)
        else:
            self.store.poll()
        self.journal = Journal(self.store, lambda: datetime.fromtimestamp(self.ms() / 1000, UTC))
        return self.store

    def records(self):
        store = self.opened()
        return {
            (table, found["_id"]): {k: v for k, v in found.items() if k not in {"_id", "_m"}}
            for table in TABLES
            for found in store.every(table)
        }

    def rank(self, table, key) -> int:
        content = self.store.shelf.fresh(self.store.shelf.file_of(table, key)).content
        return content.ranks.get(table, {}).get(key, -1)

    def found(self, table, key):
        found = self.store.get(table, key)
        return found and {name: value for name, value in found.items() if name != "_id"}

    def act(self, kind) -> None:
        store = self.opened()
        try:
            if kind == "log":
                ms, document = self.logged()
                key = ulid_of_ms(ms, self.chance.getrandbits(80))
                self._do([RecordChange("mat_sessions", key, None, document)])
            elif kind == "goal":
                key = ulid_of_ms(self.ms(), self.chance.getrandbits(80))
                self._do([RecordChange("goals", key, None, {"times": 3})])
            elif kind in {"edit", "remove"}:
                if held := sorted(self.records().items()):
                    place, document = self.chance.choice(held)
                    after = {**document, "note": f"edit {self.chance.random()}"}
                    after = after if kind == "edit" else None
                    self._do([RecordChange(*place, document, after)])
            elif kind in {"undo", "redo"}:
                self._turn(kind)
            elif kind == "backup":
                store.backup(self.today(), again=self.chance.random() < 0.5)
            elif kind == "repair":
                store.repair(accept=True)
            elif kind == "open":
                self.store = None
                self.opened().backup(self.today())
        except (StoreError, JournalError) as refusal:
            self.world.count("refused")
            self.world.say(f"{self.name} {kind} refused: {refusal}")

    def _do(self, changes) -> None:
        self.done.append(self.journal.put(changes, label="something").id)
        self.undone.clear()
        for change in changes:
            self.world.acknowledge(self, change.table, change.id)

    def _turn(self, kind) -> None:
        self.world.count(kind)
        step = self.journal.undoable if kind == "undo" else self.journal.redoable
        want = self.done if kind == "undo" else self.undone
        if want and (step is None or step.id != want[-1]):
            self.world.count("another step undone")
        places = [(change.table, change.id) for change in step.changes] if step else []
        try:
            getattr(self.journal, kind)()
        except JournalError:
            again = self.journal.undoable if kind == "undo" else self.journal.redoable
            if step and again and again.id == step.id:
                self.world.count("undo wedged")
            return
        finally:
            self.done, self.undone = [], []  # it can have been another's: begin again
        for place in places:
            self.world.acknowledge(self, *place)

    def fresh(self) -> None:
        self.store = None
        self.records()

    def close(self) -> None:
        shutil.rmtree(self.folder, ignore_errors=True)


class RealHome:
    """A folder as an engine sees it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.changes = 0

    def has(self, name) -> bool:
        return (self.folder / name).is_file()

    def names(self):
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return sorted(str(path.relative_to(self.folder)) for path in files)

    def get(self, name):
        path = self.folder / name
        return path.read_bytes(), path.stat().st_mtime_ns

    def put(self, name, data, mtime) -> None:
        self.changes += 1
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        temporary = path.with_name(".engine.tmp")
        temporary.write_bytes(data)
        os.utime(temporary, ns=(mtime, mtime))
        temporary.rename(path)

    def drop(self, name) -> None:
        self.changes += 1
        (self.folder / name).unlink(missing_ok=True)
