"""The app on ten years of ten records a day, beside a bare Textual app, in one interleaved run.

    python tests/bench/bench_app.py [--runs 7] [--peers]

Every row has its yardstick and its limit; exit 1 when one is missed. Times are medians of
interleaved runs on a real pseudo-terminal; on a busy machine only the ratios mean anything.
Bytes are what came out of the terminal. With ``--peers`` other Textual apps are installed into
throw-away environments and started too.
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
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from line import Line
from ten_years import fill, noon

ROOT: Final = Path(__file__).parents[2]
BARE: Final = [sys.executable, str(Path(__file__).with_name("bare_app.py"))]
TSUBO: Final = [sys.executable, "-m", "tracker"]
WALK: Final = 0.15
"""Seconds from key to key when a person walks along the year."""
DOWN, UP, RIGHT, LEFT = "\x1b[B", "\x1b[A", "\x1b[C", "\x1b[D"
FIRST_FRAME: Final = ("Done today", "this month", "quit")
"""Where the first frame has reached when all of it is there; records are filled in after."""
PEERS: Final = {
    "posting": "posting",
    "harlequin": "harlequin",
    "bagels": "bagels",
    "dooit": "dooit",
    "toolong": "tl",
}


@dataclass(frozen=True)
class Row:
    """One thing measured."""

    name: str
    value: float
    unit: str
    limit: float | None = None
    yardstick: str = ""

    def __str__(self) -> str:
        limit = "" if self.limit is None else f"{self.limit:g}"
        missed = "  MISSED" if self.missed else ""
        return f"{self.name:44}{self.value:10.2f} {self.unit:5}{limit:>8}  {self.yardstick}{missed}"

    @property
    def missed(self) -> bool:
        return self.limit is not None and self.value > self.limit


def environment(home: Path) -> dict[str, str]:
    """A plain terminal of 256 colours, as SSH gives; nothing that slows or colours a run."""
    drop = {"PYTHONDONTWRITEBYTECODE", "COLORTERM", "NO_COLOR", "SSH_CONNECTION", "TMUX"}
    kept = {name: value for name, value in os.environ.items() if name not in drop}
    ours = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "TZ": "UTC"}
    return kept | ours | {"TSUBO_HOME": str(home), "PYTHONPATH": str(ROOT)}


@dataclass
class Start:
    """What one start cost."""

    seen: float
    busy: float
    rss: float
    whole: float = 0.0
    """Until the records are filled in too."""


def start(command: list[str], env: dict[str, str], *words: str, whole: str = "") -> Start:
    """Seconds to the first full frame, processor seconds until then, MB at rest."""
    with Line(command, env) as line:
        seen = line.until(*words)
        busy = line.busy
        filled = line.until(whole) if whole else seen
        line.settle(1.5)
        return Start(seen, busy, line.rss, filled)


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
        Row("  best of each", least, "x"),
        Row("  processor time", ratio(lambda each: each.busy), "x"),
        Row("  with what is usual filled in", ratio(lambda each: each.whole), "x"),
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
        Row("  the day's records once it rests", statistics.median(rested), "B"),
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


def holds(env: dict[str, str], seconds: float) -> list[Row]:
    """Bytes a second while a hold runs."""
    with holding(env) as line:
        plain = line.bytes_in(seconds)
        line.press("b")
        line.bytes_in(4.0)  # what says so goes again
        breath = line.bytes_in(seconds)
        line.press("?")
        line.settle(0.7)
        hidden = line.bytes_in(seconds / 2)
    return [
        Row("hold at 1 Hz", plain, "B/s", 400),
        Row("hold with breath", breath, "B/s", 700),
        Row("hold hidden under a page", hidden, "B/s", 0),
    ]


def prompt(env: dict[str, str], runs: int) -> list[Row]:
    """``tsubo status`` against an empty Python."""
    commands = {"pass": [sys.executable, "-c", "pass"], "status": [*TSUBO, "status"]}
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


def peers(env: dict[str, str], runs: int, folder: Path) -> list[Row]:
    """Other Textual apps from start to their last byte of the first frame, ours as half of each."""
    rows: list[Row] = []
    for name, command in PEERS.items():
        place = folder / name
        python = place / "bin" / "python"
        subprocess.run([sys.executable, "-m", "venv", str(place)], check=True)
        done = subprocess.run([python, "-m", "pip", "install", "-q", name], check=False)
        if done.returncode:
            rows.append(Row(f"{name}: does not install", 0, "x"))
            continue
        theirs: list[float] = []
        ours: list[float] = []
        log = folder / "some.log"
        log.write_text("one\n" * 1000)
        run = [str(place / "bin" / command), *([str(log)] if command == "tl" else [])]
        own = env | {"HOME": str(folder), "XDG_DATA_HOME": str(folder / f"{name}-data")}
        for turn in range(runs + 1):
            with Line(run, own) as line:
                line.read(30.0)
                peer = line.settle(1.0)
            with Line(TSUBO, env) as line:
                line.read(30.0)
                mine = line.settle(1.0)
            if turn:
                theirs.append(peer)
                ours.append(mine)
        ratio = statistics.median(ours) / statistics.median(theirs)
        rows.append(Row(f"first frame beside {name}", ratio, "x", 0.5))
    return rows


def main() -> int:
    """Fill a home, measure, print one table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--seconds", type=float, default=20.0, help="of each hold")
    parser.add_argument("--home", type=Path, help="one that is filled already, to try things")
    parser.add_argument("--peers", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = given.home or Path(folder) / "home"
        count = 0 if given.home else fill(home, noon())
        env = environment(home)
        (home / "live.json").unlink(missing_ok=True)
        (home / "config.toml").write_text('bell = "off"\n', encoding="utf-8")
        subprocess.run([*TSUBO, "status"], env=env, check=True, stdout=subprocess.DEVNULL)
        rows = [
            *starts(env, given.runs),
            *moves(env, given.runs),
            *prompt(env, given.runs),
            *holds(env, given.seconds),
            *(peers(env, given.runs, Path(folder)) if given.peers else ()),
        ]
    print(f"{count or 'its own'} records; 80 by 24; {given.runs} interleaved runs")
    print(f"{'':44}{'measured':>10} {'':5}{'at most':>8}")
    print(*rows, sep="\n")
    return int(any(row.missed for row in rows))


if __name__ == "__main__":
    sys.exit(main())
