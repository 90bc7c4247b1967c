"""What ``tsubo status`` costs a prompt, beside Python itself, in one interleaved run.

    python tests/bench/bench_status.py

Ten years of ten records a day, half of them on the mat. Whole processes, best of a few and the
median: ``python -c pass``, ``tsubo --version``, ``tsubo status``, and ``status`` the first time,
without the sums of the years. Exit 1 when ``status`` costs more than ``LIMIT`` times Python.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Final

from tracker.core.model import Goal, Hold, Kind, MatSession, Session, Side
from tracker.core.ulid import ulid
from tracker.exchange.documents import document, table_of
from tracker.store import RecordChange, Store

YEARS: Final = 10
A_DAY: Final = 10
RUNS: Final = 25
LIMIT: Final = 7.0
ROOT: Final = Path(__file__).parent.parent.parent


def fill(home: Path) -> int:
    """Ten years up to today, written in a few large steps; gives how many records."""
    store = Store(home, lambda: time.time_ns() // 1_000_000)
    today = datetime.now(UTC).date()
    first = today - timedelta(days=365 * YEARS)
    goal = Goal(id=ulid(datetime.now(UTC)), made=datetime.now(UTC), kind=Kind.POINTS, since=first)
    store.apply([RecordChange("goals", goal.id, None, document(goal))], None)
    changes: list[RecordChange] = []
    for days in range(365 * YEARS):
        changes += _day(first + timedelta(days=days + 1))
        if len(changes) > 20_000:
            store.apply(changes, None)
            changes = []
    store.apply(changes, None)
    return 365 * YEARS * A_DAY


def _day(day: date) -> list[RecordChange]:
    hold = Hold(point="PC6", side=Side.LEFT, planned=60, held=60, done=True)
    made = []
    for number in range(A_DAY):
        at = datetime(day.year, day.month, day.day, 7, number * 5, tzinfo=UTC)
        common = {"id": ulid(at), "made": at, "started": at, "zone": "Europe/Berlin", "day": day}
        one = (
            Session(**common, holds=(hold,) * 6, mood_before=4, mood_after=6)  # type: ignore[arg-type]
            if number % 2
            else MatSession(**common, lain=1200.0)  # type: ignore[arg-type]
        )
        made.append(RecordChange(table_of(type(one)), one.id, None, document(one)))
    return made


def seconds(command: list[str]) -> tuple[float, float]:
    """Wall and processor seconds of one process."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> int:
    """Fill a home, then take turns."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        count = fill(home)
        tsubo = [sys.executable, "-m", "tracker", "--home", str(home)]
        first = seconds([*tsubo, "status"])
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "tsubo --version": [*tsubo, "--version"],
            "tsubo status": [*tsubo, "status"],
        }
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for _ in range(RUNS):
            for name, command in commands.items():
                taken[name].append(seconds(command))
        print(f"{count} records in {YEARS} years; {RUNS} turns")
        print(f"{'':18}{'wall ms':>9}{'cpu ms':>9}{'best cpu':>10}{'times Python':>14}")
        bare = statistics.median(cpu for _, cpu in taken["python -c pass"])
        ratio = 0.0
        for name, runs in taken.items():
            wall = statistics.median(each for each, _ in runs)
            cpu = statistics.median(each for _, each in runs)
            best = min(each for _, each in runs)
            ratio = cpu / bare
            row = f"{wall * 1e3:9.1f}{cpu * 1e3:9.1f}{best * 1e3:10.1f}{ratio:14.1f}"
            print(f"{name:18}{row}")
        print(f"{'first, no sums':18}{first[0] * 1e3:9.1f}{first[1] * 1e3:9.1f}")
        return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
