"""Times the lines of a plain session at the end of its pipe against the moments they are due.

    python tests/bench/bench_lines.py

A real process, real seconds, a pipe as `ssh home start calm --plain` has one. Each hold's half and
end are compared with the line that began it. Exit 1 when any line comes later than ``LIMIT``.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tempfile
import time
from typing import Final

from yardsticks import ROOT, TSUBO

HOLD: Final = 4.0
POINTS: Final = ("PC6", "HT7", "LU9", "TE5")
LIMIT: Final = 0.1
"""Seconds; a voice needs a third of one to begin."""
_BEGINS: Final = re.compile("Press now")
_DUE: Final = ((re.compile("Half-way"), HOLD / 2), (re.compile("Change|Next|Done"), HOLD))


def delays(home: str) -> list[float]:
    """Seconds by which each line of a session came later than due."""
    told = [*POINTS, "--hold", f"{HOLD:g}s", "--settle", "1s", "--plain"]
    command = [*TSUBO, "--home", home, "start", *told]
    begun, found = 0.0, []
    with subprocess.Popen(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True
    ) as session:
        assert session.stdout is not None
        for line in session.stdout:
            now = time.monotonic()
            found += [now - begun - due for words, due in _DUE if begun and words.match(line)]
            begun = now if _BEGINS.match(line) else begun
    return found


def main() -> int:
    """Lead through one session, and print how late its lines were."""
    with tempfile.TemporaryDirectory() as folder:
        found = delays(f"{folder}/home")
    middle, most = statistics.median(map(abs, found)), max(map(abs, found))
    print(f"{len(found)} lines at the end of a pipe, against the moment each was due")
    print(f"median {middle * 1e3:.1f} ms, most {most * 1e3:.1f} ms, limit {LIMIT * 1e3:.0f} ms")
    return int(most > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
