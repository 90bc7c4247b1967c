"""The store beside 0.1.0, vanilla TinyDB, SQLite and the bare disk, measured in turns in one run.

    python tests/bench/bench_store.py --beside ../old [--records 1000,10000,73000] [--rounds 11]

Records are sessions with six holds, a tenth of them in each of ten years. Milliseconds are medians;
compare the rows of one run with one another, and nothing else. Then come the ratios that have a
limit, with the largest number of records, and what a home of 300 MB takes; exit 1 when a limit is
missed. ``--beside`` is a checkout of 0.1.0: ``git worktree add ../old 2595b77``, with its .venv.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from designs import NOW, Floor, Older, Ours, Shared, Sqlite, Vanilla, session
from yardsticks import TSUBO, Row, environment, say, table

COLUMNS: Final = {
    "cold_insert": "open + insert",
    "cold_step": "open + a step",
    "insert": "insert, open",
    "latest": "open + latest year",
    "update": "update one",
    "step": "a step, open",
    "sums": "open + ten years' sums",
    "first_frame": "first frame",
    "status": "status, CPU",
    "log": "log, CPU",
}
WHOLE: Final = {"first_frame", "status", "log"}
"""Columns of whole processes, which measure themselves."""
GIVEN_A_DOCUMENT: Final = {"cold_insert", "cold_step", "insert", "step"}
UNLIMITED: Final = ("cold_insert", "insert", "log")
"""Bare inserts, which the product makes none of, and a command that is more than the store."""
DELETE: Final = "sqlite3 FULL, DELETE"
LIMITS: Final[tuple[tuple[type[Ours], str, type[Older] | str, float], ...]] = (
    (Ours, "step", DELETE, 1.0),
    (Ours, "step", Older, 0.8),
    (Ours, "cold_step", Older, 1.1),
    (Ours, "latest", Older, 1.1),
    (Ours, "update", Older, 1.1),
    (Ours, "first_frame", Older, 1.1),
    (Ours, "status", Older, 1.1),
    *((Shared, column, Older, 1.3) for column in COLUMNS if column not in UNLIMITED),
)
"""The first as a part of the other, each by its faster quarter: other work on the disk and the
processors falls upon either, at random."""
BIG: Final = 420_000
"""Records of 300 MB."""
PEAK: Final = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], check=True, capture_output=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)
"""
"""Prints the MB that a command had at most."""

Times = dict[tuple[str, str], list[float]]


def timed(times: Times, design: Any, column: str, *given: Any) -> None:
    act: Callable[..., Any] | None = getattr(design, column, None)
    if column in WHOLE:
        if act is not None:
            times[design.name, column].append(act())
    elif isinstance(design, Older):
        times[design.name, column].append(design.ask(column, *given))
    elif act is not None:
        begun = time.perf_counter()
        act(*given)
        times[design.name, column].append((time.perf_counter() - begun) * 1000)


def measure(folder: Path, count: int, rounds: int, beside: Path | None) -> Times:
    times: Times = defaultdict(list)
    designs: list[Any] = [
        Ours(folder, count),
        Shared(folder, count),
        *([Older(folder, count, beside)] if beside else []),
        Vanilla(folder, count),
        Sqlite(folder, count, "DELETE"),
        Sqlite(folder, count, "WAL"),
        Floor(folder),
    ]
    chance = random.Random(1)
    for turn in range(rounds + 1):
        if turn == 1:
            times.clear()  # the first turn compiles, and makes this device
        at, document = chance.random(), session(NOW, chance)
        for column in COLUMNS:
            # In any order: an fsync waits for what the one before it left to be written.
            for design in chance.sample(designs, len(designs)):
                if isinstance(design, Vanilla) and turn > 3 and count > 20_000:
                    continue  # seconds each
                given: tuple[Any, ...] = (document,) if column in GIVEN_A_DOCUMENT else ()
                timed(times, design, column, *((at,) if column == "update" else given))
    for design in designs:
        if isinstance(design, Older):
            design.end()
    return times


def show(count: int, times: Times) -> None:
    median = {key: statistics.median(taken) for key, taken in times.items()}
    say(f"\n{count} records, milliseconds (times ours)")
    say(f"{'':24}" + "".join(f"{words:>24}" for words in COLUMNS.values()))
    for name in sorted({name for name, _ in median}):
        cells = []
        for column in COLUMNS:
            taken, ours = median.get((name, column)), median[Ours.name, column]
            cells.append("-" if taken is None else f"{taken:.2f} ({taken / ours:.2f})")
        say(f"{name:24}" + "".join(f"{cell:>24}" for cell in cells))


def faster(taken: list[float]) -> float:
    """The time within which a quarter of them were done."""
    return statistics.quantiles(taken, n=4)[0]


def limits(times: Times) -> list[Row]:
    """The ratios that have a limit; those to 0.1.0 only when it was measured."""
    rows = []
    for design, column, other, limit in LIMITS:
        name = other if isinstance(other, str) else other.name
        if theirs := times.get((name, column)):
            usual = faster(theirs)
            ratio = faster(times[design.name, column]) / usual
            words = f"{design.name}: {COLUMNS[column]}"
            rows.append(Row(words, ratio, "x", limit, f"{name} {usual:.2f} ms"))
    return rows


def big(folder: Path) -> list[Row]:
    """Measure opening and logging in a home of 300 MB, the first time and after it."""
    home = Ours(folder, BIG)
    size = sum(path.stat().st_size for path in home.folder.rglob("*.jsonl")) / 1e6
    shutil.rmtree(home.folder / "cache", ignore_errors=True)
    env = environment(home.folder)
    rows = []
    for words in ("log mat 5m", "log mat 6m", "status"):
        begun = time.perf_counter()
        command = [sys.executable, "-c", PEAK, *TSUBO, *words.split()]
        done = subprocess.run(command, env=env, check=True, capture_output=True, text=True)
        about = f"home of {size:.0f} MB, {time.perf_counter() - begun:.1f} s"
        rows.append(Row(f"{words}, most memory", float(done.stdout), "MB", None, about))
    return rows


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--records", default="1000,10000,73000")
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--folder", type=Path, help="on the disk to measure; a temporary one")
    parser.add_argument("--beside", type=Path, help="a checkout of 0.1.0 with its .venv")
    options = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    beside = options.beside and options.beside.resolve()
    rows: list[Row] = []
    for count in map(int, options.records.split(",")):
        with tempfile.TemporaryDirectory(dir=options.folder) as folder:
            times = measure(Path(folder), count, options.rounds, beside)
        show(count, times)
        rows = limits(times)
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        rows += big(Path(folder))
    say("\n" + table(rows))
    return int(any(row.missed for row in rows))


if __name__ == "__main__":
    sys.exit(main())
