"""The app on ten years of ten records a day, beside a bare Textual app, in one interleaved run.

    python tests/bench/bench_app.py [--runs 7] [--beside FOLDER] [--peers] [--readme]

Every row has its yardstick and its limit; exit 1 when one is missed. Times are medians of
interleaved runs on a real pseudo-terminal; on a busy machine only the ratios mean anything.
Bytes are what came out of the terminal. With ``--beside`` the same is asked of another checkout,
such as one of 0.1.0, that has a ``.venv`` of its own. With ``--peers`` other Textual apps are
installed into throw-away environments and started too; ``--readme`` puts the table into README.
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
REST: Final = 0.04
"""Seconds without output after a step; what is beside a list follows 0.15 s after it."""
DOWN, UP, RIGHT, LEFT = "\x1b[B", "\x1b[A", "\x1b[C", "\x1b[D"
FIRST_FRAME: Final = ("Points", "days explained")
"""Where the first frame has reached when all of it is there; records are filled in after."""
FIRST_FRAME_BEFORE: Final = ("Done today", "this month", "quit")
"""The same of 0.1.0."""
CONFIG: Final = 'bell = "off"\n'
LOW: Final = f"{CONFIG}low_bandwidth = true\n"
ESCAPE: Final = "\x1b"
WALK_KEYS: Final = (
    *("2", DOWN, DOWN, DOWN, UP, "/", "h", "t", ESCAPE, "3", DOWN, DOWN, "4", "/", "7", ESCAPE),
    *("5", LEFT, UP, UP, RIGHT, DOWN, "6", "1", "m", ESCAPE, "?", ESCAPE, *"234561"),
)
"""Through all tabs, three lists, two fields and two dialogs; each key waits for what it paints."""


FILL: Final = """
import sys
from pathlib import Path
from ten_years import fill, noon
fill(Path(sys.argv[1]), noon())
"""


@dataclass(frozen=True)
class Checkout:
    """A version of tsubo with ten years of records in its own format."""

    command: list[str]
    env: dict[str, str]
    home: Path
    first_frame: tuple[str, ...] = FIRST_FRAME

    def configure(self, config: str) -> None:
        """Set this configuration; no session is left running."""
        (self.home / "live.json").unlink(missing_ok=True)
        (self.home / "config.toml").write_text(config, encoding="utf-8")


def older(folder: Path, home: Path) -> Checkout:
    """Another checkout, with a home that it has filled itself."""
    python = str(folder / ".venv" / "bin" / "python")
    env = environment(home) | {"PYTHONPATH": str(folder), "PYTHONSAFEPATH": "1"}
    path = f"{folder}{os.pathsep}{folder / 'tests' / 'bench'}"
    subprocess.run([python, "-c", FILL, str(home)], env=env | {"PYTHONPATH": path}, check=True)
    return Checkout([python, "-m", "tracker"], env, home, FIRST_FRAME_BEFORE)


def starts(env: dict[str, str], runs: int) -> list[Row]:
    """The first frame, its cost and what stays in memory, against the bare app's."""
    bare: list[Start] = []
    ours: list[Start] = []
    for turn in range(runs + 1):
        pair = (
            start(BARE, env, "bare label"),
            start(TSUBO, env, *FIRST_FRAME, whole="Enter"),
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
    ratio = statistics.median(ours) / statistics.median(cell)
    usual = f"one cell of a bare app {statistics.median(cell):.1f} ms"
    return [
        Row("calendar cursor, key to paint", ratio, "x", 2.0, usual),
        Row("calendar cursor, bytes, median", statistics.median(moved), "B", 130),
        Row("calendar, the day's records once it rests", statistics.median(rested), "B"),
        Row("idle", idle, "B/s", 0),
    ]


@contextmanager
def holding(of: Checkout) -> Iterator[Line]:
    """A hold of a minute that runs, three seconds in."""
    words = ["start", "CV17", "GV20", "--hold", "60s", "--settle", "1s"]
    with Line([*of.command, *words], of.env) as line:
        line.until("Mood before")
        line.settle()
        line.press(" ")
        line.until("hold 1 of 2")
        line.bytes_in(3.0)
        yield line


def held(of: Checkout, seconds: float) -> dict[str, float]:
    """Bytes a second while a hold runs, with a breath to follow, and under another page."""
    with holding(of) as line:
        found = {"hold at 1 Hz": line.bytes_in(seconds)}
        line.press("b")
        line.bytes_in(4.0)  # what says so goes again
        found["hold with breath"] = line.bytes_in(seconds)
        line.press("?")
        line.settle(0.7)
        return found | {"hold hidden under a page": line.bytes_in(seconds / 2)}


def painted(of: Checkout) -> dict[str, float]:
    """Bytes of the first frame, of each kind of key, and of a way through all tabs."""
    with Line(of.command, of.env) as line:
        line.until(*of.first_frame)
        line.settle(1.0)
        found: dict[str, float] = {"first frame": len(line.raw)}
        tabs = [line.painted_by(key, 0.6)[1] for key in "23456123456"]
        found |= {"tab, most": max(tabs), "six tabs": sum(tabs[:6])}
        fields, digits = [], []
        for tab in "24":
            line.painted_by(tab, 0.6)
            fields.append(line.painted_by("/", 0.6)[1])
            if tab == "4":
                digits.append(line.painted_by("7", 0.6)[1])
            line.painted_by(ESCAPE, 0.6)
        found["log dialog"] = line.painted_by("m", 0.6)[1]
        digits.append(line.painted_by("7", 0.6)[1])
        return found | {"field opened": max(fields), "digit typed": max(digits)}


def steps(of: Checkout) -> dict[str, float]:
    """Maximum bytes of a step in two lists that scroll, and of what a pause adds beside them."""
    at_once: list[int] = []
    rested: list[int] = []
    with Line(of.command, of.env) as line:
        line.until(*of.first_frame)
        line.settle(1.0)
        for tab in "23":
            line.painted_by(tab, 0.6)
            for key, count in ((DOWN, 26), (UP, 25)):
                at_once += [line.painted_by(key, REST)[1] for _ in range(count)]
                before = len(line.raw)
                line.settle(0.6)
                rested.append(len(line.raw) - before)
    return {"a list's step": max(at_once), "beside a list, once it rests": max(rested)}


def walk(of: Checkout) -> tuple[int, float]:
    """Bytes and processor seconds of a walk through the app."""
    with Line(of.command, of.env) as line:
        line.until(*of.first_frame)
        line.settle(1.0)
        before, begun = len(line.raw), line.busy
        for key in WALK_KEYS:
            line.painted_by(key, 0.3)
        return len(line.raw) - before, line.busy - begun


LIMITS: Final = {
    "first frame": ("B", 3000), "tab, most": ("B", 5300), "field opened": ("B", 400),
    "digit typed": ("B", 260), "a list's step": ("B", 400),
    "beside a list, once it rests": ("B", 4500), "log dialog": ("B", 4000),
    "hold at 1 Hz": ("B/s", 150), "hold with breath": ("B/s", 230),
    "hold hidden under a page": ("B/s", 0),
}  # fmt: skip


def bytes_sent(ours: Checkout, other: Checkout | None, seconds: float) -> list[Row]:
    """Bytes sent by each act and by a running session, and with low bandwidth."""

    def measured(of: Checkout, config: str) -> dict[str, float]:
        of.configure(config)
        found = painted(of) | steps(of)
        of.configure(config)
        return found | held(of, seconds)

    before = measured(other, CONFIG) if other else {}
    now, low = measured(ours, CONFIG), measured(ours, LOW)
    ours.configure(CONFIG)

    def beside(name: str, unit: str) -> str:
        return f"0.1.0: {before[name]:.0f} {unit}" if name in before else ""

    rows = [
        Row(name, now[name], unit, most, beside(name, unit))
        for name, (unit, most) in LIMITS.items()
    ]
    for name in ("hold at 1 Hz", "hold with breath", "first frame", "six tabs"):
        unit = "B/s" if "hold" in name else "B"
        rows.append(Row(f"low bandwidth: {name}", low[name], unit))
    return rows


def walked(ours: Checkout, other: Checkout | None, runs: int) -> list[Row]:
    """Bytes and processor time of a walk, in turns with the other checkout's."""
    found: dict[str, list[tuple[int, float]]] = {"now": [], "before": []}
    for _ in range(runs):
        found["now"].append(walk(ours))
        if other:
            found["before"].append(walk(other))
    sent = statistics.median(each[0] for each in found["now"])
    if not other:
        return [Row(f"walk of {len(WALK_KEYS)} keys", sent / 1000, "kB", 55)]
    then = statistics.median(each[0] for each in found["before"])
    busy, before = (statistics.median(each[1] for each in found[of]) for of in ("now", "before"))
    each = f"0.1.0: {1000 * before / len(WALK_KEYS):.1f} ms"
    return [
        Row(
            f"walk of {len(WALK_KEYS)} keys", sent / 1000, "kB", 55, f"0.1.0: {then / 1000:.0f} kB"
        ),
        Row("a key of that walk, processor time", busy / before, "x", 1.15, each),
    ]


def started(ours: Checkout, other: Checkout | None, runs: int) -> list[Row]:
    """The first full frame beside the other checkout's."""
    if not other:
        return []
    found = [
        [start(each.command, each.env, *each.first_frame) for each in (ours, other)]
        for _ in range(runs + 1)
    ]
    now, before = zip(*found[1:], strict=True)

    def ratio(of: Callable[[Start], float]) -> float:
        return statistics.median(map(of, now)) / statistics.median(map(of, before))

    return [
        Row("first full frame beside 0.1.0", ratio(lambda each: each.seen), "x", 1.03),
        Row("the same, processor time", ratio(lambda each: each.busy), "x", 1.03),
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
    parser.add_argument("--beside", type=Path, help="a checkout of 0.1.0 with its .venv")
    parser.add_argument("--peers", action="store_true")
    parser.add_argument("--readme", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        home = given.home or Path(folder) / "home"
        count = 0 if given.home else fill(home, noon())
        env = environment(home)
        ours = Checkout(TSUBO, env, home)
        other = older(given.beside, Path(folder) / "older") if given.beside else None
        for each in (ours, *([other] if other else [])):
            each.configure(CONFIG)
            command = [*each.command, "status"]
            subprocess.run(command, env=each.env, check=True, stdout=subprocess.DEVNULL)
        rows = [
            *starts(env, given.runs),
            *moves(env, given.runs),
            *prompt(env, given.runs),
            *bytes_sent(ours, other, given.seconds),
            *walked(ours, other, given.runs),
            *started(ours, other, given.runs),
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
