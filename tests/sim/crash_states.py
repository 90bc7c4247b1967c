"""Every legal state after a power cut at every disk call of some operations.

    PYTHONPATH=.:tests python -m sim.crash_states [tries]

What had been acknowledged before is there; the operation cut short is there whole or not at all;
the store opens and goes on.
"""

from __future__ import annotations

import copy
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random
from typing import Any

from sim.memory_disk import Crash, MemoryHome, MemoryOS

from tracker.core.facts.ulid import ulid_of_ms
from tracker.disk import Disk
from tracker.journal.changes import RecordChange, apply
from tracker.store import Store, foreign
from tracker.store.line import compose

NOW = 1_798_000_000_000
DAY = date(2026, 12, 23)
HOME = Path("/h")
YEAR = 366 * 86_400_000
Shown = dict[tuple[str, str], Any]
Operation = tuple[Store, list[RecordChange], Callable[[], object]]


class Bench:
    """A disk in memory with a home on it."""

    def __init__(self) -> None:
        self.ms = NOW
        self.os = MemoryOS(Random(5), "machine", lambda: self.ms)
        self.os.mkdir("/h", 0o700)
        self.os.persist(self.os.pending.pop())

    def store(self) -> Store:
        return Store(HOME, self.tick, disk=Disk(self.os, lambda _fd, _how: None))

    def home(self) -> MemoryHome:
        return MemoryHome(self.os, "/h")

    def tick(self) -> int:
        self.ms += 1
        return self.ms

    def new(self, note: str, years: int = 0) -> RecordChange:
        key = ulid_of_ms(self.tick() - years * YEAR, self.os.chance.getrandbits(80))
        return RecordChange("mat_sessions", key, None, _document(note))


def _document(note: str) -> dict[str, Any]:
    begun = datetime.fromtimestamp(NOW / 1000, UTC)
    moment = begun.isoformat()
    return {
        "day": begun.date().isoformat(), "lain": 60.0, "made": moment,
        "started": moment, "zone": None, "note": note,
    }  # fmt: skip


def _about(turn: str = "do") -> dict[str, Any]:
    return {"turn": turn, "of": None, "label": turn, "made": ""}


def shown(store: Store) -> Shown:
    return {
        (table, str(found.doc_id)): dict(found)
        for table in ("mat_sessions", "goals")
        for found in store.table(table)
    }


def an_empty_home(_bench: Bench) -> None:
    """Nothing has been written."""


def some_steps(bench: Bench) -> None:
    store = bench.store()
    for number in range(3):
        apply(store, [bench.new(str(number)), bench.new(f"old {number}", 1)], _about())
    store.backup(DAY)
    apply(store, [bench.new("since the backup")], _about())


def a_home_of_0_1_0(bench: Bench) -> None:
    home, put = bench.home(), bench.home().put
    new = [bench.new(str(number)) for number in range(4)]
    lines = [compose(each.table, each.id, each.after, NOW) for each in new]
    put("2026.jsonl", b"".join(lines[:3]), NOW)
    put("base.jsonl", compose("goals", "01G", {"times": 1}, NOW), NOW)
    put("steps.jsonl", compose("steps", "01S", {"turn": "do"}, NOW), NOW)
    put("backups/2026-2026-12-01.jsonl", b"".join(lines[:2]), NOW)
    escaped = lines[3].decode().replace('"', '\\"').replace("\n", "\\n")
    intent = f'{{"files":[["2026.jsonl",["{escaped}"]]],"schema":1}}\n'
    home.put("intent.json", intent.encode(), NOW)


def a_conflict_copy(bench: Bench) -> None:
    some_steps(bench)
    new = bench.new("from elsewhere")
    line = compose(new.table, new.id, new.after, NOW)
    bench.home().put("devices/other/2026.sync-conflict-1-A.jsonl", line, NOW)


def a_journal_rolled_back(bench: Bench) -> None:
    some_steps(bench)
    home = bench.home()
    for name in home.names():
        if name.startswith("devices/") and name.endswith("2026.jsonl"):
            home.put(name, home.get(name)[0][:250], NOW)


def a_gone_device(bench: Bench) -> None:
    some_steps(bench)
    for number in range(2):
        new = bench.new(f"theirs {number}")
        line = compose(new.table, new.id, new.after, NOW)
        bench.home().put(f"devices/other/{2026 - number}.jsonl", line, NOW)


def record(bench: Bench) -> Operation:
    store, changes = bench.store(), [bench.new("new")]
    return store, changes, lambda: apply(store, changes, _about())


def record_over_years(bench: Bench) -> Operation:
    goal = RecordChange("goals", "01H", None, {"times": 2})
    store, changes = bench.store(), [bench.new("new"), bench.new("older", 1), goal]
    return store, changes, lambda: apply(store, changes, _about())


def edit(bench: Bench) -> Operation:
    store = bench.store()
    place, held = next(iter(shown(store).items()))
    changes = [RecordChange(*place, held, {**held, "note": "edited"})]
    return store, changes, lambda: apply(store, changes, _about())


def remove(bench: Bench) -> Operation:
    store = bench.store()
    place, held = next(iter(shown(store).items()))
    changes = [RecordChange(*place, held, None)]
    return store, changes, lambda: apply(store, changes, _about())


def back_up(bench: Bench) -> Operation:
    store = bench.store()
    return store, [], lambda: store.backup(DAY, again=True)


def repair(bench: Bench) -> Operation:
    store = bench.store()
    return store, [], lambda: store.repair(DAY, accept=True)


def look(bench: Bench) -> Operation:
    store = bench.store()
    return store, [], store.problems


def forget(bench: Bench) -> Operation:
    store = bench.store()
    return store, [], lambda: foreign.forget(store.journals, "other")


OPERATIONS: Sequence[tuple[Callable[[Bench], None], Callable[[Bench], Operation]]] = [
    *((an_empty_home, act) for act in (record, record_over_years, look, back_up)),
    *((some_steps, act) for act in (record, record_over_years, edit, remove)),
    *((some_steps, act) for act in (back_up, repair, look)),
    *((a_home_of_0_1_0, act) for act in (look, record, edit, back_up, repair)),
    *((a_conflict_copy, act) for act in (look, record, remove, repair)),
    *((a_journal_rolled_back, act) for act in (look, record, edit, remove, back_up, repair)),
    *((a_gone_device, act) for act in (forget, record, look, repair)),
]


def examine(tries: int, operations: Sequence[Any] = OPERATIONS) -> Counter[str]:
    """Try this many states after a power cut at each disk call of each operation."""
    counts: Counter[str] = Counter()
    for begin, operation in operations:
        before = Bench()
        begin(before)
        want = shown(copy.deepcopy(before).store())
        calls = 0
        is_finished = False
        while not is_finished:
            is_finished = True
            for attempt in range(tries):
                bench = copy.deepcopy(before)
                bench.os.chance = Random(calls * 1000 + attempt)
                bench.os.fuel = calls
                is_finished &= _try(bench, operation, want, counts, f"{begin.__name__} {calls}")
            calls += 1
        counts["operations"] += 1
        counts["calls"] += calls
    return counts


def _try(
    bench: Bench,
    operation: Callable[[Bench], Operation],
    want: Shown,
    counts: Counter[str],
    what: str,
) -> bool:
    changes: list[RecordChange] = []
    is_acknowledged = False
    try:
        _, changes, act = operation(bench)
        act()
        is_acknowledged = True
    except Crash:
        pass
    bench.os.crash()
    counts["states"] += 1
    found = shown(bench.store())
    expected = dict(want)
    for change in changes:
        expected.pop((change.table, change.id), None)
        if change.after is not None:
            expected[change.table, change.id] = change.after
    if found != expected and (is_acknowledged or found != want):
        counts["wrong"] += 1
        lost, more = len(expected.keys() - found.keys()), len(found.keys() - expected.keys())
        print(what, operation.__name__, f"lost {lost}, more {more}")
    new = bench.new("and on")
    apply(bench.store(), [new], _about())
    if (new.table, new.id) not in shown(bench.store()):
        counts["stuck"] += 1
    return is_acknowledged


if __name__ == "__main__":
    total = examine(int(sys.argv[1]) if len(sys.argv) > 1 else 8)
    print(dict(total))
    sys.exit(bool(total["wrong"] or total["stuck"]))
