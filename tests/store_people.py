"""Records for the store's tests, and a process that writes them until it is told to die."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from tinydb import where

from tracker.core.ulid import ulid
from tracker.store import RecordChange, Store

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


def main(task: str, folder: str, number: str) -> None:
    clock = Ticking()
    store = Store(Path(folder), clock)
    if task == "insert":
        for count in range(int(number)):
            store.dated("sessions").insert(session(note=f"{os.getpid()} {count}"), clock.ms)
    elif task == "count":
        counter = store.table("checks")
        counter.upsert({"what": "count"}, where("what") == "count")
        for _ in range(int(number)):
            counter.update(lambda document: document.update(times=document.get("times", 0) + 1))
    elif task == "acknowledge":  # until it is killed
        while True:
            key = store.dated("sessions").insert(session(note="x" * int(number)), clock.ms)
            sys.stdout.write(key + "\n")
            sys.stdout.flush()
    elif task == "step":
        die_at(int(number))
        store.apply(over_two_years(), {"what": "three records"})


if __name__ == "__main__":
    main(*sys.argv[1:])
