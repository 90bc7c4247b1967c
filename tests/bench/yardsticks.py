"""Baselines and the output format of all benchmarks."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from line import Line

ROOT: Final = Path(__file__).parents[2]
PASS: Final = [sys.executable, "-c", "pass"]
"""The least that a program in Python costs."""
BARE: Final = [sys.executable, str(Path(__file__).with_name("bare_app.py"))]
"""The smallest Textual app; with ``cell`` one that moves a cell."""
TSUBO: Final = [sys.executable, "-m", "tracker"]
BARE_FRAME: Final = """
import time
start = time.{clock}()
from textual.app import App
from textual.widgets import Label
class Bare(App):
    def compose(self):
        yield Label("bare")
    def on_mount(self):
        self.call_after_refresh(self.exit)
Bare().run(headless=True)
print(time.{clock}() - start)
"""
"""Prints what the smallest Textual app takes from its first import to its first frame."""


def say(words: str) -> None:
    """A line of the result."""
    sys.stdout.write(words + "\n")


def seconds(program: str, *words: str) -> list[float]:
    """Run a program; return the seconds it printed, one on each line."""
    said = subprocess.run(
        [sys.executable, "-c", program, *words], check=True, capture_output=True, text=True
    ).stdout
    return [float(line) for line in said.split()]


def environment(home: Path) -> dict[str, str]:
    """A plain terminal of 256 colours, as SSH gives; nothing that slows or colours a run."""
    drop = {"PYTHONDONTWRITEBYTECODE", "COLORTERM", "NO_COLOR", "SSH_CONNECTION", "TMUX"}
    kept = {name: value for name, value in os.environ.items() if name not in drop}
    ours = {"TERM": "xterm-256color", "LANG": "C.UTF-8", "TZ": "UTC"}
    return kept | ours | {"TSUBO_HOME": str(home), "PYTHONPATH": str(ROOT)}


@dataclass(frozen=True)
class Row:
    """One thing measured."""

    name: str
    value: float | None
    """None for what could not be measured; the yardstick says why."""
    unit: str
    limit: float | None = None
    yardstick: str = ""

    def __str__(self) -> str:
        limit = "" if self.limit is None else f"{self.limit:g}"
        missed = "  MISSED" if self.missed else ""
        return f"{self.name:44}{self.words:>10} {self.unit:5}{limit:>8}  {self.yardstick}{missed}"

    @property
    def words(self) -> str:
        """The value as it is written."""
        if self.value is None:
            return "-"
        return f"{self.value:.2f}" if self.value < 100 else f"{self.value:.0f}"

    @property
    def missed(self) -> bool:
        """Whether it is over its limit."""
        return self.limit is not None and self.value is not None and self.value > self.limit

    @property
    def cells(self) -> str:
        """The row in README's table."""
        limit = "" if self.limit is None else f"{self.limit:g} {self.unit}"
        measured = f"{self.words} {self.unit}" if self.value is not None else "–"
        return f"| {self.name.strip()} | {measured} | {limit} | {self.yardstick} |"


def table(rows: Iterable[Row]) -> str:
    """The rows for a terminal."""
    return "\n".join([f"{'':44}{'measured':>10} {'':5}{'limit':>8}", *map(str, rows)])


def write_readme(rows: Iterable[Row], about: str) -> None:
    """Put the rows, and what they are about, between the two marks of README."""
    readme = ROOT / "README.md"
    before, begin, rest = readme.read_text(encoding="utf-8").partition("<!-- bench -->\n")
    _, end, after = rest.partition("<!-- end of bench -->")
    if not (begin and end):
        raise SystemExit("README.md has no place for the table")
    head = f"{about}\n\n| figure | measured | limit | baseline |\n|---|---|---|---|\n"
    text = before + begin + head + "\n".join(row.cells for row in rows) + "\n" + end + after
    readme.write_text(text, encoding="utf-8")


@dataclass
class Start:
    """The measured cost of one start."""

    seen: float
    """Seconds to the first full frame."""
    busy: float
    """Processor seconds until then."""
    rss: float
    """MB at rest."""
    whole: float = 0.0
    """Until the records are filled in too."""


def start(command: list[str], env: dict[str, str], *words: str, whole: str = "") -> Start:
    """Start it and wait for these words, then for the word that is filled in last."""
    with Line(command, env) as line:
        seen = line.until(*words)
        busy = line.busy
        filled = line.until(whole) if whole else seen
        line.settle(1.5)
        return Start(seen, busy, line.rss, filled)
