"""A machine that still has tsubo 0.1.0, in a home that other machines migrate."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import tarfile
import time
from pathlib import Path
from typing import Any
from zlib import crc32

import pytest
from store_writers import MARCH, session
from synchronisers import Side

from tracker.core.facts.ulid import ulid
from tracker.store.line import SIGNPOST

ROOT = Path(__file__).resolve().parents[2]
RELEASE = "2595b77"
"""The commit of 0.1.0."""
EVENING = """
import io, json, sys
from contextlib import redirect_stdout
from tracker.cli import run

home, note = sys.argv[1:]

def tsubo(*words):
    with redirect_stdout(io.StringIO()) as printed:
        assert run(["--home", home, *words]) == 0, words
    return printed.getvalue()

tsubo("log", "points", "PC6", "--hold", "60s", "--note", note)
records = json.loads(tsubo("history", "--json"))["records"]
(found,) = [each for each in records if each["note"] == note]
tsubo("log", "points", "PC6", "--hold", "60s", "--note", note + ", removed")
tsubo("undo")
tsubo("edit", found["id"], "--note", note + ", corrected")
"""


def line_of_older(table: str, key: str, document: dict[str, Any] | None, m: int) -> bytes:
    """A line as 0.1.0 wrote it, kept by hand: what writes them today may change."""
    content = {"_del": True} if document is None else document
    content = {**content, "_id": key, "_m": m, "_t": table, "_v": 1}
    body = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    checksum = crc32(body[:-1].encode())
    return f'{body[:-1]},"~":"{checksum:08x}"}}\n'.encode()


class Lines(Side):
    """Appends to the files of 0.1.0 the lines that it would append."""

    def write(self, note: str) -> None:
        kept, gone, m = ulid(MARCH), ulid(MARCH), time.time_ns() // 1_000_000
        written = session(note=note)
        corrected = {**written, "note": f"{note}, corrected"}
        removed = {**written, "note": f"{note}, removed"}
        self._step(kept, None, written, m)
        self._step(gone, None, removed, m + 1)
        self._step(gone, removed, None, m + 2)
        self._step(kept, written, corrected, m + 3)
        self.wrote.append(f"{note}, corrected")

    def _step(
        self, key: str, before: dict[str, Any] | None, after: dict[str, Any] | None, m: int
    ) -> None:
        change = {"table": "sessions", "id": key, "before": before, "after": after}
        about = {"changes": [change], "label": "PC6", "made": MARCH.isoformat(), "turn": "do"}
        self._append("2026.jsonl", line_of_older("sessions", key, after, m))
        self._append("steps.jsonl", line_of_older("steps", ulid(MARCH), {**about, "of": None}, m))

    def _append(self, name: str, line: bytes) -> None:
        self.home.mkdir(exist_ok=True)
        with (self.home / name).open("ab") as file:
            file.write(line)

    def notes(self) -> list[str]:
        """The records of this machine if it were updated now, read from a copy of its home."""
        copy = self.home.with_name("copy")
        shutil.rmtree(copy, ignore_errors=True)
        shutil.copytree(self.home, copy)
        return Side(copy).notes()

    def shows(self, home: Path) -> tuple[list[str], list[str]]:
        """The records of its history in this home, and the lines that it says about the files."""
        assert [path.name for path in home.glob("*.jsonl")] == [SIGNPOST]
        (line,) = (home / SIGNPOST).read_bytes().splitlines()
        found = f"day: '{json.loads(line)['day']}' found, a date allowed"
        return [], [f"tsubo: {SIGNPOST}: sessions {'0' * 26} is left out: {found}"]


class Release(Lines):
    """Runs 0.1.0 itself, as it is in the history of this repository."""

    code = Path()

    def _run(self, *words: str | Path) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(
            [sys.executable, *words],
            cwd=self.code,  # whose modules are found first
            env={**os.environ, "TSUBO_HOME": ""},
            check=False,
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, (words, done.stdout, done.stderr)
        return done

    def write(self, note: str) -> None:
        self._run("-c", EVENING, self.home, note)
        self.wrote.append(f"{note}, corrected")

    def shows(self, home: Path) -> tuple[list[str], list[str]]:
        history = self._run("-m", "tracker", "--home", home, "history")
        status = self._run("-m", "tracker", "--home", home, "status")
        return history.stdout.splitlines(), status.stderr.splitlines()


def extract_release(folder: Path) -> None:
    """Put the modules of 0.1.0 there; skip the test where the history does not have them."""
    done = subprocess.run(
        ["git", "archive", RELEASE, "tracker"], cwd=ROOT, check=False, capture_output=True
    )
    if done.returncode:
        pytest.skip("the history of this clone does not reach back to 0.1.0")
    with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(folder, filter="data")
