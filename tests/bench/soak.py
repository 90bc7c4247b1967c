"""Half an hour of keys, sizes and a second writer; what it did to memory, tasks and records.

    python tests/bench/soak.py [--minutes 30] [--seed 1]

Exit 1 when memory grew by more than 5 % after the first third, a task was left, a record is
missing or counted twice, or the terminal was not put back.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from e2e.person import Person
from e2e.soaking import CONFIG, soak, unaccounted, wrong_with

WARM = 1 / 3
"""Share of the time before memory is compared: afterwards the keys of this third are repeated.
Modules loaded on first use stay in memory, and do not count as growth."""
EVERY = 20.0
"""Seconds of keys in a round; coming to rest takes some ten more."""


def main() -> int:
    """Soak, then a line for each thing."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=30.0)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        person = Person(Path(folder) / "practice", CONFIG)
        seconds = 60 * given.minutes
        rounds = max(1, int(WARM * seconds / (EVERY + 14)))
        seen = soak(person, seconds, seed=given.seed, every=EVERY, pace=0.15, rounds=rounds)
        wrong = [*wrong_with(seen, WARM * seconds), *unaccounted(person, seen)]
    for sample in seen.samples[:: max(1, len(seen.samples) // 30)]:
        print(f"{sample.at:8.0f} s{sample.memory:9.1f} MB{sample.tasks.total():6} tasks")
    print(f"seed {given.seed}: {seen.keys} keys, {seen.written / 1e6:.1f} MB written")
    print(f"{len(seen.told)} records of the second writer, {seen.kept} sessions kept")
    print(*(wrong or ["nothing is wrong"]), sep="\n")
    return int(bool(wrong))


if __name__ == "__main__":
    sys.exit(main())
