"""Times ``tsubo status`` against a bare Python, in one interleaved run.

    python tests/bench/bench_status.py

Ten years of ten records a day, a fifth of them on the mat. Whole processes, best of a few and the
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
from pathlib import Path
from typing import Final

from ten_years import fill, noon
from yardsticks import PASS, ROOT, TSUBO

YEARS: Final = 10
A_DAY: Final = 10
RUNS: Final = 25
LIMIT: Final = 7.0


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
        count = fill(home, noon(), years=YEARS, a_day=A_DAY)
        tsubo = [*TSUBO, "--home", str(home)]
        first = seconds([*tsubo, "status"])
        commands = {
            "python -c pass": PASS,
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
