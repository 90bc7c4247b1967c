"""Limits what a prompt and the app's first frame import, so that starts stay fast."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

SEEN = """
import sys
def loaded(*names):
    there = set(sys.modules)
    return sorted(name for name in names if name in there)
"""

HEAVY = (
    *("textual", "rich", "asyncio", "msgspec", "tomlkit", "tomllib", "icalendar"),
    *("platformdirs", "dateutil", "importlib.metadata", "shutil", "tempfile", "subprocess"),
    *(
        "tracker.journal.journal",
        "tracker.core.facts.sessions",
        "tracker.core.facts.points",
        "tracker.core.points.guard",
    ),
    *("tracker.library", "tracker.checkpoint", "tracker.config.setting", "tracker.config.editing"),
    *("tracker.store.backup", "tracker.store.doctor", "tracker.store.foreign"),
    *("tracker.journal.changes", "tracker.exchange.import_plan", "tracker.cli.errors", "heapq"),
)
"""Each costs a prompt a millisecond or many, and tells it nothing."""

LATER = (
    *("msgspec", "tomlkit", "icalendar", "dateutil"),
    *(
        "importlib.metadata",
        "tracker.core.facts.sessions",
        "tracker.core.facts.points",
        "tracker.core.points.guard",
    ),
    *(
        "tracker.library",
        "tracker.core.days.strength",
        "tracker.core.insights.periods",
        "tracker.ui.figure",
    ),
    *(
        "tracker.ui.points.tab",
        "tracker.ui.records.tab",
        "tracker.ui.mat.tab",
        "tracker.ui.calendar.tab",
    ),
    *(
        "tracker.ui.insights.tab",
        "tracker.ui.session.live",
        "tracker.ui.settings.screen",
        "tracker.store.doctor",
    ),
    *("tracker.ui.terminal.command_palette", "tracker.core.session.owner"),
)
"""Modules that Today's first frame does not import, because it needs only summaries."""


def run(script: str, home: Path) -> str:
    environ = {
        "HOME": str(home),
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "TZ": "Europe/Berlin",
        "TSUBO_HOME": str(home / "home"),
    }
    done = subprocess.run(
        [sys.executable, "-c", SEEN + script],
        env=environ,
        cwd=home,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A home with a goal, a rest, records of both kinds, and their sums made."""
    script = """
from tracker.cli import run
for words in ("log mat 20m", "log points PC6 HT7 --hold 60s", "rest yesterday", "status",
              "goal points 2 a day"):
    assert run(words.split()) == 0, words
"""
    run(script, tmp_path)
    return tmp_path


@pytest.mark.parametrize("words", ["status", "status --json", "due", "streak"])
def test_a_prompt_loads_nothing_that_it_does_not_say(kept: Path, words: str) -> None:
    script = f"""
from tracker.cli import run
try:
    run({words.split()!r})
except SystemExit:
    pass
print(loaded(*{HEAVY!r}))
"""
    assert run(script, kept).splitlines()[-1] == "[]"


def test_the_first_frame_waits_for_no_record(kept: Path) -> None:
    script = f"""
from tracker.app import TrackerApp
from tracker.cli.context import CommandContext
from tracker.checkpoint import Checkpoint
from pathlib import Path
found = []
class Seen(TrackerApp):
    def on_ready(self):
        found.append(loaded(*{LATER!r}))
        self.exit()
context = CommandContext(Path("home"))
app = Seen(context.journal, lambda: context.built_in, context.config,
           context.zone, Checkpoint(context.paths.data),
           now=context.now, monotonic=context.monotonic)
app.run(headless=True)
print(*found)
"""
    assert run(script, kept).splitlines()[-1] == "[]"


@pytest.mark.slow
@pytest.mark.parametrize(
    "words", ["history", "calendar", "goal", "export records.json", "log mat 5m", "undo"]
)
def test_records_are_read_and_changed_through_tinydb_alone(kept: Path, words: str) -> None:
    journals = {path: path.read_bytes() for path in kept.rglob("*.jsonl")}
    script = f"""
sys.modules["tinydb"] = None
from tracker.cli import run
try:
    run({words.split()!r})
except ModuleNotFoundError as error:
    print(error.name)
"""
    assert run(script, kept) == "tinydb"
    assert {path: path.read_bytes() for path in kept.rglob("*.jsonl")} == journals
    assert not (kept / "records.json").exists()


def test_what_is_loaded_would_be_seen(tmp_path: Path) -> None:
    assert run("import textual; print(loaded('textual', 'tinydb'))", tmp_path) == "['textual']"


@pytest.mark.parametrize("name", sorted({*HEAVY, *LATER}))
def test_what_is_looked_for_is_there_to_be_found(name: str) -> None:
    assert find_spec(name) is not None
