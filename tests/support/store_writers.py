"""Records for the store's tests, and processes that write them until they are killed."""

from __future__ import annotations

import os
import random
import signal
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TextIO

from tinydb import where
from tinydb.table import Document

from tracker.core.facts.ulid import ulid, ulid_of_ms
from tracker.journal.changes import RecordChange, apply
from tracker.store import Store

MARCH = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
NEW_YEARS_EVE = datetime(2025, 12, 31, 23, 30, tzinfo=UTC)


class Ticking:
    """Milliseconds that grow by one at each look."""

    def __init__(self, ms: int = 1_772_360_000_000) -> None:
        self.ms = ms

    def __call__(self) -> int:
        self.ms += 1
        return self.ms


def session(moment: datetime = MARCH, day: str | None = None, **fields: Any) -> dict[str, Any]:
    hold = {"point": "PC6", "side": "left", "planned": 60.0, "held": 60.0, "done": True}
    return {
        "made": moment.isoformat(),
        "started": moment.isoformat(),
        "zone": "Europe/Berlin",
        "day": day or moment.date().isoformat(),
        "holds": [hold],
        "mood_before": 4,
        "mood_after": 6,
        "note": "",
        **fields,
    }


def mat(moment: datetime = MARCH, **fields: Any) -> dict[str, Any]:
    return {
        "made": moment.isoformat(),
        "started": moment.isoformat(),
        "zone": None,
        "day": moment.date().isoformat(),
        "lain": 1200.0,
        **fields,
    }


def new(table: str, moment: datetime, document: dict[str, Any]) -> RecordChange:
    return RecordChange(table, ulid(moment), None, document)


def over_two_years() -> list[RecordChange]:
    return [
        new("sessions", NEW_YEARS_EVE, session(NEW_YEARS_EVE, "2026-01-01", note="old year")),
        new("sessions", MARCH, session(note="new year")),
        RecordChange("goals", "01G", None, {"kind": "points", "times": 1}),
    ]


def add(store: Store, document: dict[str, Any], ms: int) -> str:
    """Insert a session of this time, as a user of TinyDB would."""
    key: Any = ulid_of_ms(ms)
    store.table("sessions").insert(Document(document, key))
    return str(key)


def kept(store: Store, table: str = "sessions") -> list[dict[str, Any]]:
    """The documents of a table, each with its id as ``_id``, oldest id first."""
    found = sorted(store.table(table), key=lambda document: str(document.doc_id))
    return [{**document, "_id": document.doc_id} for document in found]


def die_at(count: int) -> None:
    """From now on, end at the given call to the disk, half of what it was to write being there."""
    left = [count]

    def mortal(call: Callable[..., Any]) -> Callable[..., Any]:
        def called(*arguments: Any, **options: Any) -> Any:
            left[0] -= 1
            if left[0] == 0:
                if call is write:
                    write(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
                os.kill(os.getpid(), signal.SIGKILL)
            return call(*arguments, **options)

        return called

    write = os.write
    for name in ("write", "fsync", "replace", "unlink", "ftruncate"):
        setattr(os, name, mortal(getattr(os, name)))


def forked(work: Callable[[], None]) -> tuple[int, TextIO]:
    """A child at this work, and what it says."""
    ours, its = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(its, 1)
        status = 1
        try:
            work()
            status = 0
        finally:
            if status:
                traceback.print_exc()
            os._exit(status)
    os.close(its)
    return child, os.fdopen(ours)


def insert(store: Store, clock: Ticking, count: int) -> None:
    for number in range(count):
        add(store, session(note=f"{os.getpid()} {number}"), clock.ms)


def count(store: Store, times: int) -> None:
    counter = store.table("checks")
    counter.upsert({"what": "count"}, where("what") == "count")
    for _ in range(times):
        counter.update(lambda document: document.update(times=document.get("times", 0) + 1))


def acknowledge(folder: Path, length: int) -> None:
    clock = Ticking()
    store = Store(folder, clock)
    while True:
        key = add(store, session(note="x" * length), clock.ms)
        os.write(1, f"{key}\n".encode())


def kill(folder: Path, rounds: int) -> None:
    """Kill four writers a round at any moment; say every id that they said was kept."""
    chance = random.Random(7)
    for _ in range(rounds):
        children = [
            forked(lambda length=length: acknowledge(folder, length))  # type: ignore[misc]
            for length in (10, 1000, 3000, 8000)
        ]
        said = []
        for child, saying in children:
            said += [saying.readline() for _ in range(chance.randrange(1, 12))]
            os.kill(child, signal.SIGKILL)
        for child, saying in children:
            said += saying.readlines()
            saying.close()
            os.waitpid(child, 0)
        sys.stdout.write("".join(line for line in said if line.endswith("\n")))


def step(folder: Path) -> None:
    """Steps killed at the first, second, ... call to the disk, each in its own folder."""
    for number in range(1, 1000):
        store = Store(folder / str(number), Ticking())

        def work(store: Store = store, number: int = number) -> None:
            die_at(number)
            apply(store, over_two_years(), {"what": "three records"})

        child, saying = forked(work)
        saying.close()
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            sys.exit(os.WEXITSTATUS(status))


def main(task: str, folder: str, number: str) -> None:
    clock = Ticking()
    if task == "insert":
        insert(Store(Path(folder), clock), clock, int(number))
    elif task == "count":
        count(Store(Path(folder), clock), int(number))
    elif task == "kill":
        kill(Path(folder), int(number))
    elif task == "step":
        step(Path(folder))


if __name__ == "__main__":
    main(*sys.argv[1:])
