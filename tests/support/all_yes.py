"""A person who answers every question yes: the first run, a session and the help, as they read it.

Once in the app, as the text of its screens, and once by the commands alone.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shlex import split
from unittest.mock import patch

from conftest import HandClock
from screen_text import painted
from scripted_lines import ScriptedLines
from session_steps import let_pass
from unhurried import unhurried

from tracker.cli import run
from tracker.cli.commands.start import app_of
from tracker.cli.context import Clocks, CommandContext
from tracker.core.points.guard import Flag

FOLDER = Path(__file__).parents[1] / "transcripts" / "all_yes"
SIZE = (80, 24)
_STEPS: tuple[tuple[str, tuple[str | int, ...]], ...] = (
    ("The first page", ()),
    ("The questions", ("enter",)),
    ("The last question, all of them answered yes", ("y",) * len(Flag)),
    ("What to do first", ("enter",)),
    ("The routine offered first", ("enter",)),
    ("One of which nothing is left", ("escape", "s", *"its", "enter")),
    ("To choose another", ("escape", "escape")),
    ("A point that was typed", ("slash", *"gv20", "enter")),
    ("Its hold", ("space", 20)),
    ("After it", (".", "enter")),
    ("What was kept, with the mood at 1", ("1", "enter")),
    ("On the mat", ("enter", "4", "s")),
    ("Help", ("f1",)),
    ("The page of a point", ("escape", "escape", "2", "enter")),
)
"""The screens to read, each with the keys, or seconds, that lead there from the one before."""
_AT_ONE_POINT = (
    *((0, "5"), (0, "6"), (30, "w"), (40, ".")),
    *((40, ""), (40, "1"), (40, "8"), (40, "q")),
)
_ON_THE_MAT = (
    *((30, ""), (30, ""), (60, "my doctor knows"), (60, ""), (60, ""), (60, "")),
    *((90, "q"), (91, "k"), (92, "q")),
)
_COMMANDS: tuple[tuple[str, tuple[tuple[float, str], ...]], ...] = (
    *((f"flags {flag} yes", ()) for flag in Flag),
    ("flags", ()),
    ("start calm --plain", ()),
    ("start GV20 --plain", _AT_ONE_POINT),
    ("start mat 5m --plain", _ON_THE_MAT),
    ("log points PC6 --mood 4:0", ()),
    ("help-now", ()),
)
"""Command lines, and the lines typed into each, with the second."""


async def of_app(home: Path) -> str:
    """The screens, one below the other."""
    clock = HandClock()
    with _at_home(home), unhurried():
        context = CommandContext(home, Clocks(lambda: clock.ms() / 1000, clock.monotonic))
        app = app_of(context)
        said: list[str] = []
        async with app.run_test(size=SIZE) as pilot:
            await pilot.pause()
            for title, steps in _STEPS:
                for step in steps:
                    if isinstance(step, int):
                        await let_pass(pilot, clock, step)
                    else:
                        await pilot.press("full_stop" if step == "." else step)
                        await pilot.pause()
                await app.workers.wait_for_complete()
                await pilot.pause()
                said += [f"# {title}", painted(app), ""]
    return "\n".join(line.rstrip() for line in "\n".join(said).splitlines()) + "\n"


def of_commands(home: Path) -> str:
    """The typed lines and the output, stdout and stderr as they come."""
    clock = HandClock()
    clocks = Clocks(lambda: clock.ms() / 1000, clock.monotonic)
    said = io.StringIO()
    with _at_home(home), patch.object(sys, "stdout", said), patch.object(sys, "stderr", said):
        for line, typed in _COMMANDS:
            said.write(f"$ tsubo {line}\n")
            now = clock.seconds
            lines = ScriptedLines(clock, [(now + at, each) for at, each in typed], interactive=True)
            with patch("tracker.cli.line_input.LineInput", lambda _, lines=lines: lines):
                try:
                    code = run(["--home", str(home), *split(line)], clocks)
                except SystemExit as ended:
                    code = ended.code if isinstance(ended.code, int) else 1
            if code:
                said.write(f"[{code}]\n")
            clock.seconds += 60
    return said.getvalue().replace(str(home), "~")


@contextmanager
def _at_home(home: Path) -> Iterator[None]:
    """In Berlin, without the settings of the person who runs it."""
    home.mkdir(parents=True)
    told = {"HOME": str(home), "TZ": "Europe/Berlin", "LC_ALL": "C.UTF-8", "COLUMNS": "80"}
    with patch.dict(os.environ, told), patch("textual.constants.COLOR_SYSTEM", "256"):
        for name in ("NO_COLOR", "TSUBO_HOME", "TSUBO_TZ", "LC_TSUBO_TZ"):
            os.environ.pop(name, None)
        yield
