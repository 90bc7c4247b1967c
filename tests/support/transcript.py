"""Transcripts: command lines with their exact output, as text a person can read and correct.

    # a comment: what is being shown
    @ 2026-11-23 07:30        the clock, in Berlin, stands here from now on
    < y                       what is typed into the next command
    < +30 w                   the same in a session, so many seconds after it began
    $ tsubo log mat 20m       a command line
    | Mat, 20 min, ...        what it prints
    ! tsubo: ...              what it says on stderr
    [1]                       its exit code, unless 0

``python tests/generate/write_transcripts.py`` renews what the commands print; read the difference.
"""

from __future__ import annotations

import io
import os
import re
import secrets
import shlex
import sys
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from unittest.mock import patch
from zoneinfo import ZoneInfo

import click
from scripted_lines import ScriptedLines

from tracker.cli import COMMANDS, Commands, run, tsubo
from tracker.cli.context import Clocks
from tracker.cli.with_default import WithDefault

FOLDER = Path(__file__).parents[1] / "transcripts"
BERLIN = ZoneInfo("Europe/Berlin")
SUNDAY = datetime(2026, 11, 22, 10, 0, tzinfo=BERLIN)


@dataclass
class Elapsed:
    """A clock that stands until a session moves it on."""

    start: datetime
    seconds: float = 0.0

    def timestamp(self) -> float:
        """Seconds since 1970."""
        return self.start.timestamp() + self.seconds


def _timed(typed: str) -> Iterator[tuple[float, str]]:
    """The typed lines, each with its second of the session."""
    at = 0.0
    for line in typed.splitlines():
        found = re.fullmatch(r"\+(\d+) ?(.*)", line)
        at = float(found[1]) if found else at
        yield at, found[2] if found else line


@dataclass
class Shell:
    """A home, a clock that stands, ids that count, and a folder to be in."""

    folder: Path
    now: datetime = SUNDAY
    ids: Iterator[int] = field(default_factory=lambda: count(1))
    names: Iterator[int] = field(default_factory=lambda: count(1))
    """Of the device, its steps and its backups."""

    def run(self, line: str, typed: str = "") -> tuple[str, str, int]:
        """Run a command line; return its stdout, stderr and exit code.

        While a session runs, the clock goes on as fast as nobody waits.
        """
        words = shlex.split(line)
        assert words[0] == "tsubo", line
        out, err = io.StringIO(), io.StringIO()
        running = Elapsed(self.now)
        lines = ScriptedLines(running, [*_timed(typed)], interactive=bool(typed))
        came_from = Path.cwd()
        os.chdir(self.folder)
        try:
            with (
                patch.object(secrets, "randbits", lambda _: next(self.ids)),
                patch.object(os, "urandom", lambda size: next(self.names).to_bytes(size, "big")),
                patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode()))),
                patch("tracker.checkpoint.this_place", lambda _: "a terminal at home"),
                patch("tracker.cli.line_input.LineInput", lambda _: lines)
                if typed
                else nullcontext(),
                patch.object(sys, "stdout", out),
                patch.object(sys, "stderr", err),
            ):
                home = str(self.folder / "home")
                clocks = Clocks(wall=running.timestamp, monotonic=running.timestamp)
                code = run(["--home", home, *words[1:]], clocks)
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
        finally:
            os.chdir(came_from)
            self.now += timedelta(seconds=round(running.seconds))
        return self._plain(out), self._plain(err), code

    def _plain(self, said: io.StringIO) -> str:
        return said.getvalue().replace(str(self.folder), "~")

    def play(self, transcript: str) -> str:
        """The transcript with what the commands really print."""
        lines: list[str] = []
        typed = ""
        for line in transcript.splitlines():
            mark, _, words = line.partition(" ")
            if mark == "#" or not line:
                lines.append(line)
            elif mark == "@":
                self.now = datetime.fromisoformat(words).replace(tzinfo=BERLIN)
                lines.append(line)
            elif mark == "<":
                typed += f"{words}\n"
                lines.append(line)
            elif mark == "$":
                out, err, code = self.run(words, typed)
                typed = ""
                lines.append(line)
                lines += [f"| {each}".rstrip() for each in out.splitlines()]
                lines += [f"! {each}".rstrip() for each in err.splitlines()]
                lines += [f"[{code}]"] if code else []
        return "\n".join(lines) + "\n"


def transcripts() -> list[Path]:
    """Every transcript there is."""
    return sorted(FOLDER.glob("*.txt"))


def every_command() -> dict[str, click.Command]:
    """Every command by the words to type, subcommands too."""
    group = Commands()
    context = click.Context(tsubo)
    found: dict[str, click.Command] = {}
    for name in COMMANDS:
        command = group.get_command(context, name)
        assert command is not None
        found[name] = command.default if isinstance(command, WithDefault) else command
        if isinstance(command, click.Group):
            found |= {f"{name} {sub}": each for sub, each in command.commands.items()}
    return found
