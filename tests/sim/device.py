"""One device of the simulation: a person at it, a clock of its own, and what was acknowledged."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sim.memory_disk import MemoryHome, MemoryOS
from sim.person import TABLES, Person

from tracker.core.facts.ulid import ulid_of_ms
from tracker.disk import Disk
from tracker.journal.changes import RecordChange
from tracker.journal.journal import Journal, JournalError, Step
from tracker.store import Conflict, Store, StoreError
from tracker.store.line import stem_of

if TYPE_CHECKING:
    from sim.world import World

Key = tuple[str, str]


class Device(Person):
    """A store on a disk in memory."""

    def __init__(self, world: World, name: str, skew: int, system: MemoryOS | None = None) -> None:
        super().__init__(world, name, skew)
        self.os = system or MemoryOS(world.chance, f"machine-{name}", self.now)
        self.os.now = self.now
        if system is None:
            self.os.mkdir("/h", 0o700)
            self.os.persist(self.os.pending.pop())
        self.home = MemoryHome(self.os, "/h")
        self.store: Store | None = None
        self.steps: dict[str, Step] = {}
        """The steps made here by id, as undo should know them."""
        self.done: list[str] = []
        self.undone: list[str] = []
        self.passed_by: set[str] = set()
        self.is_twin = False
        self.was_cut_short = False
        self.in_flight: list[Key] = []
        """Records of the operation that a crash cut short."""

    def opened(self) -> Store:
        """The store, opened again now and then, else polled."""
        if self.store is None or self.chance.random() < 0.3:
            disk = Disk(self.os, lambda _fd, _how: None)
            self.store = Store(Path("/h"), self.ms, disk=disk)
        else:
            self.store.poll()
        if self.was_cut_short:
            self._settle(self.store)
        return self.store

    def _journal(self, store: Store) -> Journal:
        return Journal(store, lambda: datetime.fromtimestamp(self.ms() / 1000, UTC))

    def _settle(self, store: Store) -> None:
        """After a crash: what is shown of the operation cut short counts as acknowledged."""
        self.was_cut_short = False
        for table, key in self.in_flight:
            self.world.acknowledge(self, table, key)
        self.in_flight = []
        self._learn(store)

    def _learn(self, store: Store) -> None:
        """Believe what the store says of undo: nobody knows whether the last step was made."""
        self.done, self.undone, self.passed_by, self.steps = [], [], set(), {}
        for file in store.steps():
            of, turn = file.about.get("of"), file.about.get("turn")
            if turn == "do":
                after = file.documents()
                changes = tuple(
                    RecordChange(c["table"], c["id"], c["before"], after[c["table"], c["id"]])
                    for c in file.about["changes"]
                )
                self.steps[file.name] = Step(file.name, file.about["label"], changes)
                self.done.append(file.name)
            elif turn == "undo" and of in self.done:
                self._move(of, self.done, self.undone)
            elif turn == "redo" and of in self.undone:
                self._move(of, self.undone, self.done)
            elif turn == "set aside" and of in self.steps:
                self.passed_by.add(of)

    def _move(self, key: str, source: list[str], target: list[str]) -> None:
        source.remove(key)
        target.append(key)
        self.passed_by.discard(key)

    def records(self) -> dict[Key, dict[str, Any]]:
        """The records that the store shows when it is opened or polled now."""
        return self._shown(self.opened())

    @staticmethod
    def _shown(store: Store) -> dict[Key, dict[str, Any]]:
        return {
            (table, str(found.doc_id)): dict(found)
            for table in TABLES
            for found in store.table(table)
        }

    def rank(self, table: str, key: str) -> int:
        assert self.store is not None
        return self.store.journals.content(stem_of(table, key)).rank(table, key)

    def found(self, table: str, key: str) -> dict[str, Any] | None:
        assert self.store is not None
        return self.store.find(table, key)

    def act(self, kind: str) -> None:
        """Do one thing. Raises Crash when the power goes in the middle of it."""
        store = self.opened()
        try:
            if kind == "log":
                self._do(store, [self._mat() for _ in range(self.chance.choice([1, 1, 1, 3]))])
            elif kind == "goal":
                key = ulid_of_ms(self.ms(), self.chance.getrandbits(80))
                goal = {"times": self.chance.randrange(9)}
                self._do(store, [RecordChange("goals", key, None, goal)])
            elif kind in {"edit", "remove"}:
                self._change(store, remove=kind == "remove")
            elif kind in {"undo", "redo"}:
                self._turn(store, kind)
            elif kind in {"undo one", "redo one"}:
                self._turn_one(store, kind.split(maxsplit=1)[0])
            elif kind == "import":
                self._import(store)
            elif kind == "backup":
                store.backup(self.today(), again=self.chance.random() < 0.5)
            elif kind == "repair":
                for done in store.repair(self.today(), accept=self.chance.random() < 0.5):
                    if done.endswith("kept as it is now"):  # this person's decision
                        table, key = done.partition(":")[0].split()
                        self.world.acknowledge(self, table, key)
            elif kind == "open":
                self.store = None
                self.opened().backup(self.today())
        except StoreError as refusal:
            self.world.count("refused")
            self.world.say(f"{self.name} {kind} refused: {refusal}")

    def _mat(self) -> RecordChange:
        ms, document = self.logged()
        key = ulid_of_ms(ms, self.chance.getrandbits(80))
        return RecordChange("mat_sessions", key, None, document)

    def _change(self, store: Store, *, remove: bool) -> None:
        held = sorted(self._shown(store).items())
        if held:
            (table, key), document = self.chance.choice(held)
            after = None if remove else {**document, "note": f"edit {self.chance.random()}"}
            self._do(store, [RecordChange(table, key, document, after)])

    def _import(self, store: Store) -> None:
        other = self.chance.choice(self.world.devices)
        if other is self or other.store is None:
            return
        mine, theirs = self._shown(store), other.records()
        new = [
            RecordChange(*place, None, document)
            for place, document in theirs.items()
            if place not in mine and self.rank(*place) < 0
        ]
        if new:
            self._do(store, new[:5])

    def _do(self, store: Store, changes: list[RecordChange]) -> None:
        self.in_flight = [(change.table, change.id) for change in changes]
        step = self._journal(store).put(changes, label="something")
        self._acknowledge()
        self.steps[step.id] = step
        self.done.append(step.id)

    def _acknowledge(self) -> None:
        for table, key in self.in_flight:
            self.world.acknowledge(self, table, key)
        self.in_flight = []

    def _turn(self, store: Store, kind: str) -> None:
        """Undo or redo what comes next, and hold it to what this person did."""
        self.world.count(kind)
        journal = self._journal(store)
        source, target = self.done, self.undone
        if kind == "redo":
            source, target = target, source
        expected = next((key for key in reversed(source) if key not in self.passed_by), None)
        offered = journal.undoable if kind == "undo" else journal.redoable
        if (offered.id if offered else None) != expected and not self.is_twin:
            self.world.fail(f"{self.name}: {kind} offers {offered}, not {expected}")
        if self.is_twin and offered:  # it can be the other's step, which is how twins are
            expected = offered.id
            self.steps[offered.id] = offered
            if expected not in source:
                source.append(expected)
                if expected in target:
                    target.remove(expected)
        if offered is None or expected is None:
            return
        self._reverse(journal, kind, expected, None, source, target)

    def _turn_one(self, store: Store, kind: str) -> None:
        """Undo or redo any of the last fifty steps."""
        source, target = self.done, self.undone
        if kind == "redo":
            source, target = target, source
        latest = sorted(self.steps)[-50:]
        choices = [key for key in source if key in latest]
        if choices and not self.is_twin:
            self.world.count(f"{kind} one")
            key = self.chance.choice(choices)
            self._reverse(self._journal(store), kind, key, key, source, target)

    def _reverse(
        self,
        journal: Journal,
        kind: str,
        expected: str,
        named: str | None,
        source: list[str],
        target: list[str],
    ) -> None:
        step = self.steps[expected]
        before = {(c.table, c.id): (c.after if kind == "undo" else c.before) for c in step.changes}
        is_unchanged = all(self.found(*place) == document for place, document in before.items())
        self.in_flight = list(before)
        try:
            getattr(journal, kind)(named)
        except JournalError as refusal:
            if is_unchanged and isinstance(refusal.__cause__, Conflict):
                self.world.fail(f"{self.name}: {kind} refuses though nothing changed: {refusal}")
            self.world.count("passed by")
            self.in_flight = []
            if named is None:
                self.passed_by.add(expected)
            return
        if not is_unchanged:
            self.world.fail(f"{self.name}: {kind} of {expected}, whose records have changed")
        self._acknowledge()
        self._move(expected, source, target)

    def crash(self) -> None:
        self.os.crash()
        self.store = None
        self.was_cut_short = True

    def close(self) -> None:
        """Nothing is left of a disk in memory."""

    def fresh(self) -> None:
        self.store = None
        self.records()
