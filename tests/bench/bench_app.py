"""The app on ten years of ten records a day, beside a bare Textual app, in one interleaved run.

    python tests/bench/bench_app.py [--runs 7] [--peers] [--readme]

Every row has its yardstick and its limit; exit 1 when one is missed. Times are medians of
interleaved runs on a real pseudo-terminal; on a busy machine only the ratios mean anything.
Bytes are what came out of the terminal. With ``--peers`` other Textual apps are installed into
throw-away environments and started too; ``--readme`` puts the table into README.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from platform import python_version_tuple
from typing import Final

from line import Line
from peers import peers
from ten_years import fill, noon
from yardsticks import BARE, PASS, TSUBO, Row, Start, environment, start, table, write_readme

WALK: Final = 0.15
"""Seconds from key to key when a person walks along the year."""
DOWN, UP, RIGHT, LEFT = "\x1b[B", "\x1b[A", "\x1b[C", "\x1b[D"
FIRST_FRAME: Final = ("Done today", "this month", "quit")
"""Where the first frame has reached when all of it is there; records are filled in after."""
CONFIG: Final = 'bell = "off"\n'
THIN: Final = f"{CONFIG}low_bandwidth = true\n"
HALF: Final = 0.5
"""Limit of the bytes sent on a low-bandwidth line, as a share of those on another."""


def starts(env: dict[str, str], runs: int) -> list[Row]:
    """The first frame, its cost and what stays in memory, against the bare app's."""
    bare: list[Start] = []
    ours: list[Start] = []
    for turn in range(runs + 1):
        pair = (
            start(BARE, env, "bare label"),
            start(TSUBO, env, *FIRST_FRAME, whole=" Enter "),
        )
        if turn:  # the first one compiles
            bare.append(pair[0])
            ours.append(pair[1])

    def ratio(of: Callable[[Start], float]) -> float:
        return statistics.median(map(of, ours)) / statistics.median(map(of, bare))

    usual = f"bare app {1000 * statistics.median(each.seen for each in bare):.0f} ms"
    least = min(each.seen for each in ours) / min(each.seen for each in bare)
    memory = f"bare app {statistics.median(each.rss for each in bare):.0f} MB"
    return [
        Row("first full frame", ratio(lambda each: each.seen), "x", 1.6, usual),
        Row("first full frame, best of each", least, "x"),
        Row("first full frame, processor time", ratio(lambda each: each.busy), "x"),
        Row("first frame with what is usual filled in", ratio(lambda each: each.whole), "x"),
        Row("resident size at rest", ratio(lambda each: each.rss), "x", 1.8, memory),
    ]


def moves(env: dict[str, str], runs: int) -> list[Row]:
    """Cursor moves on the year, and switches between tabs."""
    ours: list[float] = []
    cell: list[float] = []
    moved: list[int] = []
    rested: list[int] = []
    with Line(TSUBO, env) as line, Line([*BARE, "cell"], env) as bare:
        bare.until("bare cell")
        line.until(*FIRST_FRAME)
        line.settle()
        idle = line.bytes_in(10.0)
        line.press("5")
        line.until("less")
        line.settle(1.0)
        for _ in range(runs):
            for key in (LEFT, UP, UP, RIGHT, DOWN):
                taken, written = line.painted_by(key, WALK)
                ours.append(taken)
                moved.append(written)
            before = len(line.raw)
            line.settle(1.0)
            rested.append(len(line.raw) - before)
            cell += [bare.painted_by(RIGHT, WALK)[0] for _ in range(5)]
        switches = [line.painted_by(key, 0.6)[1] for key in "12345645123"]
    ratio = statistics.median(ours) / statistics.median(cell)
    usual = f"one cell of a bare app {statistics.median(cell):.1f} ms"
    return [
        Row("calendar cursor, key to paint", ratio, "x", 2.0, usual),
        Row("calendar cursor, bytes, median", statistics.median(moved), "B", 400),
        Row("calendar, the day's records once it rests", statistics.median(rested), "B"),
        Row("tab switch, 256 colours, most", max(switches) / 1000, "kB", 40),
        Row("idle", idle, "B/s", 0),
    ]


@contextmanager
def holding(env: dict[str, str]) -> Iterator[Line]:
    """A hold of a minute that runs, three seconds in."""
    with Line([*TSUBO, "start", "CV17", "GV20", "--hold", "60s", "--settle", "1s"], env) as line:
        line.until("Mood before")
        line.settle()
        line.press(" ")
        line.until("hold 1 of 2")
        line.bytes_in(3.0)
        yield line


def held(env: dict[str, str], seconds: float) -> tuple[float, float, float]:
    """Bytes a second while a hold runs, with a breath to follow, and under another page."""
    with holding(env) as line:
        plain = line.bytes_in(seconds)
        line.press("b")
        line.bytes_in(4.0)  # what says so goes again
        breath = line.bytes_in(seconds)
        line.press("?")
        line.settle(0.7)
        return plain, breath, line.bytes_in(seconds / 2)


def painted(env: dict[str, str]) -> tuple[int, int]:
    """Bytes of the first frame, and of a way through all tabs to another picture."""
    with Line(TSUBO, env) as line:
        line.until("quit")
        line.settle(1.0)
        first = len(line.raw)
        for key in (*"2345612", DOWN):
            line.painted_by(key, 0.6)
        return first, len(line.raw) - first


def bytes_sent(env: dict[str, str], home: Path, seconds: float) -> list[Row]:
    """Bytes sent by a running session, and by all of it with low bandwidth."""

    def begin(config: str) -> None:
        (home / "live.json").unlink(missing_ok=True)
        (home / "config.toml").write_text(config, encoding="utf-8")

    begin(CONFIG)
    first, tabs = painted(env)
    plain, breath, hidden = held(env, seconds)
    begin(THIN)
    thin_first, thin_tabs = painted(env)
    thin_plain, thin_breath, _ = held(env, seconds)
    begin(CONFIG)
    return [
        Row("hold at 1 Hz", plain, "B/s", 400),
        Row("hold with breath", breath, "B/s", 700),
        Row("hold hidden under a page", hidden, "B/s", 0),
        Row("low bandwidth: hold", thin_plain / plain, "x", HALF, f"{thin_plain:.0f} B/s"),
        Row(
            "low bandwidth: hold with breath",
            thin_breath / breath,
            "x",
            HALF,
            f"{thin_breath:.0f} B/s",
        ),
        Row(
            "low bandwidth: first frame",
            thin_first / first,
            "x",
            HALF,
            f"{thin_first} B, else {first} B",
        ),
        Row(
            "low bandwidth: all tabs, two pictures",
            thin_tabs / tabs,
            "x",
            HALF,
            f"{thin_tabs} B, else {tabs} B",
        ),
    ]


def prompt(env: dict[str, str], runs: int) -> list[Row]:
    """``tsubo status`` against an empty Python."""
    commands = {"pass": PASS, "status": [*TSUBO, "status"]}
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(3 * runs + 1):
        for name, command in commands.items():
            begun = time.perf_counter()
            subprocess.run(command, env=env, check=True, stdout=subprocess.DEVNULL)
            if turn:
                taken[name].append(time.perf_counter() - begun)
    bare = statistics.median(taken["pass"])
    usual = f"python -c pass {1000 * bare:.0f} ms"
    return [Row("tsubo status", statistics.median(taken["status"]) / bare, "x", 7, usual)]


def main() -> int:
    """Fill a home, measure, print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=20.0, help="of each hold")
    parser.add_argument("--home", type=Path, help="one that is filled already, to try things")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--readme", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = given.home or Path(folder) / "home"
        count = 0 if given.home else fill(home, noon())
        env = environment(home)
        (home / "live.json").unlink(missing_ok=True)
        (home / "config.toml").write_text(CONFIG, encoding="utf-8")
        subprocess.run([*TSUBO, "status"], env=env, check=True, stdout=subprocess.DEVNULL)
        rows = [
            *starts(env, given.runs),
            *moves(env, given.runs),
            *prompt(env, given.runs),
            *bytes_sent(env, home, given.seconds),
            *(peers(env, given.runs, Path(folder), FIRST_FRAME) if given.peers else ()),
        ]
    python = ".".join(python_version_tuple()[:2])
    about = (
        f"{datetime.now(UTC):%Y-%m-%d}, {os.cpu_count()} shared cores, Python {python}; "
        f"{count or 'its own'} records, 80 by 24, 256 colours; medians of {given.runs} turns."
    )
    print(about)
    print(table(rows))
    if given.readme:
        write_readme(rows, about)
    return int(any(row.missed for row in rows))


if __name__ == "__main__":
    sys.exit(main())
