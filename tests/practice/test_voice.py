"""A voice reads a plain session: no line is said over another, and units are said as words.

The voice is espeak-ng, at its own speed; each line is spoken to a file, whose length counts.
"""

from __future__ import annotations

import shutil
import subprocess
import wave
from itertools import groupby, pairwise
from pathlib import Path

import pytest
from conftest import HandClock
from scripted_lines import ScriptedLines

from tracker.cli.context import Clocks, CommandContext
from tracker.cli.plain.output import PAUSE
from tracker.cli.plain.session import PlainSession
from tracker.core.session.read_aloud import seconds_to_say
from tracker.practice.cautions import of_routine
from tracker.practice.points_line import read_to_press, routine_of_line
from tracker.practice.sessions import plan_mat

VOICE = "espeak-ng"
pytestmark = pytest.mark.skipif(
    shutil.which(VOICE) is None, reason=f"{VOICE} is not installed; .ci/run installs it"
)


class Said:
    """The lines of sessions with the second of the clock at which each was flushed."""

    def __init__(self, folder: Path, clock: HandClock, patch: pytest.MonkeyPatch) -> None:
        self.folder, self.clock = folder, clock
        self.sessions: list[list[tuple[float, str]]] = []
        clocks = Clocks(wall=lambda: clock.now().timestamp(), monotonic=clock.monotonic)
        self.context = CommandContext(folder / "home", clocks)
        patch.setattr("click.echo", self.echo)

    def echo(self, words: str = "", **_: object) -> None:
        if words.strip():
            self.sessions[-1].append((self.clock.seconds, words))

    @property
    def lines(self) -> list[str]:
        """All that was said."""
        return [words for session in self.sessions for _, words in session]

    def routine(self, words: str, hold: float | None = None) -> None:
        self.sessions.append([])
        session = PlainSession(self.context, ScriptedLines(self.clock), paced=True)
        session.open()
        routine = routine_of_line(self.context, read_to_press(self.context, words, hold=hold))
        found = of_routine(self.context, routine)
        session.start_routine(found.routine or routine, (line.text for line in found.lines()))

    def mat(self, seconds: float) -> None:
        self.sessions.append([])
        session = PlainSession(self.context, ScriptedLines(self.clock), paced=True)
        session.open()
        session.start_mat(plan_mat(self.context, seconds))

    def seconds(self, words: str) -> float:
        """How long the voice needs for these words."""
        file = self.folder / "said.wav"
        subprocess.run([VOICE, "-w", str(file), "--", words], check=True, timeout=30)
        with wave.open(str(file)) as sound:
            return float(sound.getnframes() / sound.getframerate())


@pytest.fixture
def said(tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> Said:
    monkeypatch.setenv("COLUMNS", "80")
    return Said(tmp_path, clock, monkeypatch)


def test_the_voice_is_done_with_a_line_before_the_next_is_due(said: Said) -> None:
    said.routine("calm")
    said.routine("PC6 left HT7 left", hold=6)
    said.context.config = said.context.config.set("breath", "long-exhale")
    said.mat(40)
    length = {words: said.seconds(words) for words in {*said.lines}}
    for session in said.sessions:
        moments = [(at, [*group]) for at, group in groupby(session, key=lambda line: line[0])]
        assert len(moments) > 6
        for (at, lines), (following, _) in pairwise(moments):
            needed = sum(length[words] for _, words in lines)
            assert at + needed <= following, (lines, needed, following - at)
    # What the session reckons with is enough, but no voice is waited for in vain.
    late = {words: round(length[words] - seconds_to_say(words), 2) for words in length}
    assert {words: by for words, by in late.items() if by > PAUSE} == {}
    assert sum(map(seconds_to_say, length)) < 2 * sum(length.values())


def spoken(words: str) -> str:
    """The phonemes that the voice makes of these words."""
    done = subprocess.run(
        [VOICE, "-q", "-x", "--", words], check=True, capture_output=True, text=True, timeout=30
    )
    return " ".join(done.stdout.split()).replace("'", "").replace(",", "")


def test_units_and_changes_are_heard_as_words(said: Said) -> None:
    said.routine("calm")
    heard = spoken(" ".join(said.lines))
    for wrong, right in (("15 s", "15 seconds"), ("4 → 6", "from 4 to 6"), ("3 min", "3 minutes")):
        assert spoken(wrong) != spoken(right)
    assert spoken("seconds") in heard
    assert spoken("minutes") in heard
    for sign in ("→", "·", "|", "#"):
        assert spoken(f"a {sign} b").removeprefix(spoken("a")).removesuffix(spoken("b"))
        assert all(sign not in words for words in said.lines)
