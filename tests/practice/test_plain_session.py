"""The plain session, line by line: what is said when, what is kept, what the next one finds."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import HandClock
from scripted_lines import ScriptedLines as Lines

from tracker.checkpoint import Checkpoint
from tracker.cli.cautions import cautions_of_routine
from tracker.cli.context import Clocks, CommandContext
from tracker.cli.line_input import LineInput
from tracker.cli.plain.session import PlainSession
from tracker.core.facts.routines import Routine
from tracker.core.facts.sessions import Kind, MatSession, Session
from tracker.core.facts.ulid import ulid
from tracker.core.points.guard import Answer, Flag, FlagAnswer
from tracker.core.session.plan import mat_plan
from tracker.core.session.read_aloud import in_words
from tracker.core.session.spoken import stands_at
from tracker.core.text.durations import duration_words
from tracker.library import Library
from tracker.practice.sessions import plan_mat

ROOT = Path(__file__).parents[2]
_OPEN = "The questions about you are not answered. `tsubo flags` answers them."
BEFORE_PC6 = (Library().about.standing, _OPEN, *Library().point("PC6").cautions)
"""Said before the first session of a person of whom nothing is known."""


@pytest.fixture
def context(tmp_path: Path, clock: HandClock) -> CommandContext:
    clocks = Clocks(wall=lambda: clock.now().timestamp(), monotonic=clock.monotonic)
    return CommandContext(tmp_path / "home", clocks)


@pytest.fixture(autouse=True)
def wide(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave every line in one row, as far as a test does not say otherwise."""
    monkeypatch.setenv("COLUMNS", "1000")


def _calm(context: CommandContext) -> Routine:
    return context.library.routine("calm")


def _run(context: CommandContext, lines: Lines, routine: Routine | None = None) -> int:
    session = PlainSession(context, lines)
    session.open()
    found = cautions_of_routine(context, routine or _calm(context))
    assert found.routine is not None
    return session.start_routine(found.routine, (line.text for line in found.lines()))


def _sessions(context: CommandContext) -> list[Session]:
    return [each for each in context.journal.newest(Kind.POINTS) if isinstance(each, Session)]


def test_a_routine_is_said_hold_by_hold_and_kept(
    context: CommandContext, clock: HandClock, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(context, Lines(clock)) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[:4] == [
        "Three calm minutes: 4 holds, 3 minutes in all.",
        "HT7 left, right; PC6 left, right.",
        context.library.about.standing,
        _OPEN,
    ]
    first = next(place for place, line in enumerate(said) if line.startswith("1 of 4: "))
    assert said[first].startswith("1 of 4: HT7, the left inner wrist, 40 seconds. ")
    assert said[first + 1 :] == [
        "Press now, 40 seconds.",
        "Half-way, 20 seconds to go.",
        "Change sides. 2 of 4: HT7, the right inner wrist, 40 seconds.",
        "Press now, 40 seconds.",
        "Half-way, 20 seconds to go.",
        next(line for line in said if line.startswith("Next point. 3 of 4: PC6, the left ")),
        "Press now, 40 seconds.",
        "Half-way, 20 seconds to go.",
        "Change sides. 4 of 4: PC6, the right inner forearm, 40 seconds.",
        "Press now, 40 seconds.",
        "Half-way, 20 seconds to go.",
        "Done: 2 minutes 40 seconds held.",
        "Kept. Three calm minutes, 2 minutes 40 seconds of pressing.",
        "HT7 left wrist 40 seconds",
        "HT7 right wrist 40 seconds",
        "PC6 left forearm 40 seconds",
        "PC6 right forearm 40 seconds",
        "That was your first. It will be here tomorrow too.",
    ]
    (kept,) = _sessions(context)
    assert kept.routine == "calm"
    assert kept.seconds == pytest.approx(160, abs=0.01)
    assert all(hold.done for hold in kept.holds)
    assert not (context.paths.data / "live.json").exists()


def test_nothing_it_says_moves_a_cursor(
    context: CommandContext, clock: HandClock, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(context, Lines(clock))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f]", capsys.readouterr().out)


def test_enter_pauses_and_goes_on(
    context: CommandContext, clock: HandClock, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(context, Lines(clock, [(15, ""), (500, ""), (600, "q")]))
    said = capsys.readouterr().out
    assert "Paused, 30 seconds to go. Enter goes on." in said
    assert "Going on: find the place again, 5 seconds." in said
    (kept,) = _sessions(context)
    assert kept.seconds < 100


def test_n_skips_and_p_begins_again(context: CommandContext, clock: HandClock) -> None:
    _run(context, Lines(clock, [(15, "n"), (30, "p"), (40, "q")]))
    (kept,) = _sessions(context)
    assert [(hold.side.value, round(hold.held)) for hold in kept.holds] == [
        ("left", 15),
        ("right", 10),
    ]
    assert kept.stopped_early


def test_q_stops_and_keeps(
    context: CommandContext, clock: HandClock, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(context, Lines(clock, [(25, "q")])) == 0
    assert "Stopped: 20 seconds held." in capsys.readouterr().out
    (kept,) = _sessions(context)
    assert (kept.seconds, kept.stopped_early) == (20, True)


def test_nothing_held_is_nothing_kept(
    context: CommandContext, clock: HandClock, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(context, Lines(clock, [(2, "q")])) == 0
    assert "nothing is kept" in capsys.readouterr().out
    assert _sessions(context) == []
    assert not (context.paths.data / "live.json").exists()


def test_other_words_change_nothing(
    context: CommandContext, clock: HandClock, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(context, Lines(clock, [(10, "what\x1b[2J"), (20, "?")]))
    captured = capsys.readouterr()
    assert "“what␛[2J” is not a key. ? and Enter say them all." in captured.out
    assert captured.err == ""
    assert captured.out.count("Enter alone pauses and goes on") == 1
    (kept,) = _sessions(context)
    assert kept.seconds == pytest.approx(160, abs=0.01)


def test_a_line_that_stands_still_pauses_and_credits_nothing(
    context: CommandContext, clock: HandClock, capsys: pytest.CaptureFixture[str]
) -> None:
    _run(context, Lines(clock, [(5000, "")], gaps={20: 3600}))
    assert "the line stood still" in capsys.readouterr().out
    (kept,) = _sessions(context)
    assert kept.seconds == pytest.approx(160, abs=2)


def test_where_nobody_can_answer_a_stillness_ends_by_itself(
    context: CommandContext, clock: HandClock
) -> None:
    _run(context, Lines(clock, gaps={20: 3600}))
    (kept,) = _sessions(context)
    assert kept.seconds == pytest.approx(160, abs=2)


def test_moods_are_asked_when_a_person_is_there(context: CommandContext, clock: HandClock) -> None:
    lines = [(0, "4"), (0, ""), (25.0, "."), (26.0, ""), (26.0, "6"), (27.0, "eleven"), (28.0, "q")]
    _run(context, Lines(clock, lines, interactive=True))
    (kept,) = _sessions(context)
    assert (kept.mood_before, kept.mood_after) == (4, 6)
    assert (kept.tension_before, kept.tension_after) == (None, None)


@pytest.mark.parametrize(
    ("ask", "asked"),
    [
        ("both", ["Mood before", "Tension before", "Mood after"]),
        ("after", ["Mood after"]),
        ("never", []),
    ],
)
def test_moods_are_asked_as_often_as_set(
    tmp_path: Path,
    clock: HandClock,
    capsys: pytest.CaptureFixture[str],
    ask: str,
    asked: list[str],
) -> None:
    (tmp_path / "home").mkdir()
    (tmp_path / "home" / "config.toml").write_text(f'ask = "{ask}"\n')
    clocks = Clocks(wall=lambda: clock.now().timestamp(), monotonic=clock.monotonic)
    context = CommandContext(tmp_path / "home", clocks)
    before = [(0.0, ""), (0.0, "")] if ask == "both" else []
    lines = [*before, (25.0, "."), (0.0, ""), (0.0, "q")]
    assert _run(context, Lines(clock, lines, interactive=True)) == 0
    said = capsys.readouterr().out
    moods = re.findall(r"^((?:Mood|Tension) (?:before|after))", said, re.MULTILINE)
    assert moods == asked
    assert len(_sessions(context)) == 1


def test_the_mat_is_led_through_too(
    context: CommandContext, clock: HandClock, capsys: pytest.CaptureFixture[str]
) -> None:
    context.journal.begin(context.today)
    assert PlainSession(context, Lines(clock)).start_mat(mat_plan(300)) == 0
    said = capsys.readouterr().out
    assert "Mat: 5 minutes." in said
    assert "The first minute is behind you" in said
    (kept,) = context.journal.newest(Kind.MAT)
    assert isinstance(kept, MatSession)
    assert kept.lain == pytest.approx(300, abs=0.01)


def test_on_the_mat_it_says_when_the_time_begins_and_what_is_marked(
    context: CommandContext, clock: HandClock, capsys: pytest.CaptureFixture[str]
) -> None:
    assert PlainSession(context, Lines(clock, [(40, "q")])).start_mat(plan_mat(context, None)) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Mat: until you stop; 20 minutes are marked."
    assert "Lie down or stand on the mat; the time begins in 5 seconds." in said


def test_what_a_flag_touches_is_left_out_with_the_reason(
    context: CommandContext, clock: HandClock, capsys: pytest.CaptureFixture[str]
) -> None:
    now = clock.now()
    context.journal.record(
        FlagAnswer(id=ulid(now), made=now, flag=Flag.PREGNANT, answer=Answer.YES)
    )
    _run(context, Lines(clock, [(10, "q")]), context.library.routine("one-hand"))
    captured = capsys.readouterr()
    left = set(re.findall(r"(?m)^(\S+) is left out", captured.out))
    assert left
    assert not any(f": {code}," in captured.out for code in left)


class _LineError(Exception):
    """The line is gone."""


def _broken_off(context: CommandContext, clock: HandClock) -> None:
    class Dropped(Lines):
        def read_line(self, seconds: float | None) -> str | None:
            if self.clock.seconds > 30:
                raise _LineError
            return super().read_line(seconds)

    with pytest.raises(_LineError):
        _run(context, Dropped(clock))


def _another(context: CommandContext, clock: HandClock) -> CommandContext:
    clocks = Clocks(wall=lambda: clock.now().timestamp(), monotonic=clock.monotonic)
    return CommandContext(context.paths.data, clocks)


def test_a_session_whose_line_dropped_goes_on_where_it_was(
    context: CommandContext, clock: HandClock, capsys: pytest.CaptureFixture[str]
) -> None:
    _broken_off(context, clock)
    there = Checkpoint(context.paths.data).read()
    assert there is not None
    assert there.session.practised >= 20
    later = _another(context, clock)
    clock.seconds += 7200
    assert PlainSession(later, Lines(clock)).go_on("go") == 0
    what = in_words(f"{duration_words(there.session.practised)} done, {stands_at(there.session)}")
    out = capsys.readouterr().out
    assert f"There is an unfinished session\nThree calm minutes: {what}\n" in out
    (kept,) = _sessions(later)
    assert kept.id == there.id
    assert kept.seconds == pytest.approx(160, abs=6)


@pytest.mark.parametrize(("choice", "count"), [("keep", 1), ("discard", 0)])
def test_a_session_that_waits_is_kept_or_discarded(
    context: CommandContext, clock: HandClock, choice: str, count: int
) -> None:
    _broken_off(context, clock)
    later = _another(context, clock)
    assert PlainSession(later, Lines(clock)).go_on(choice) == 0
    assert len(_sessions(later)) == count
    assert not (context.paths.data / "live.json").exists()


def test_a_waiting_session_is_not_begun_over(context: CommandContext, clock: HandClock) -> None:
    import click

    _broken_off(context, clock)
    later = _another(context, clock)
    with pytest.raises(click.ClickException, match="unfinished session"):
        _run(later, Lines(clock))
    with pytest.raises(click.ClickException, match="--waiting"):
        PlainSession(later, Lines(clock)).go_on(None)
    assert (context.paths.data / "live.json").exists()


@pytest.fixture
def pipe() -> Iterator[tuple[LineInput, int]]:
    read, write = os.pipe()
    with os.fdopen(read) as stream:
        yield LineInput(stream), write
        try:
            os.close(write)
        except OSError:
            return


def test_lines_come_whole_and_in_order(pipe: tuple[LineInput, int]) -> None:
    line_input, write = pipe
    os.write(write, b"one\ntwo\nthr")
    assert (line_input.read_line(0), line_input.read_line(0), line_input.read_line(0)) == (
        "one",
        "two",
        None,
    )
    os.write(write, b"ee\n\xff\n")
    assert (line_input.read_line(1), line_input.read_line(0)) == ("three", "\ufffd")


def test_an_end_without_a_newline_is_a_line_and_then_nothing(pipe: tuple[LineInput, int]) -> None:
    line_input, write = pipe
    os.write(write, b"q")
    os.close(write)
    assert (line_input.read_line(1), line_input.closed, line_input.read_line(0)) == (
        "q",
        False,
        None,
    ) or line_input.closed


def test_without_a_stdin_nothing_is_heard() -> None:
    line_input = LineInput(None)
    assert (line_input.closed, line_input.interactive, line_input.read_line(0)) == (
        True,
        False,
        None,
    )


def _process(home: Path, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tracker", "--home", str(home), "start", *words, "--plain"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_nothing_is_begun_that_could_not_be_kept(tmp_path: Path) -> None:
    process = subprocess.run(
        [sys.executable, "-m", "tracker", "--home", str(tmp_path), "start", "calm", "--plain"],
        input="q\n",
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={**os.environ, "TZ": "Nowhere/City"},
        check=False,
    )
    assert (process.returncode, process.stdout) == (1, "")
    assert process.stderr == (
        "tsubo: TZ: “Nowhere/City” is not a known time zone. "
        "No session can be recorded: its day would be wrong\n"
    )
    assert not (tmp_path / "live.json").exists()


def test_a_real_process_leads_through_a_short_routine(tmp_path: Path) -> None:
    with _process(tmp_path / "home", "PC6", "left", "--hold", "2s", "--settle", "1s") as process:
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    assert [line for line in out.splitlines() if line in BEFORE_PC6] == list(BEFORE_PC6)
    assert "Press now, 2 seconds." in out
    assert "Kept. PC6, 2 seconds of pressing.\nPC6 left forearm 2 seconds\nThat was your" in out
    assert "\x1b" not in out


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM, signal.SIGKILL])
def test_a_process_that_is_ended_leaves_its_session_to_go_on_with(
    tmp_path: Path, number: signal.Signals
) -> None:
    home = tmp_path / "home"
    with _process(home, "PC6", "left", "--hold", "60s", "--settle", "1s") as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("Press"):
                break
        process.send_signal(number)
        process.communicate(timeout=60)
    assert process.returncode != 0
    there = Checkpoint(home).read()
    assert there is not None
    assert there.session.plan.steps[0].point == "PC6"


def test_an_interrupt_stops_and_keeps(tmp_path: Path) -> None:
    with _process(tmp_path / "home", "PC6", "left", "--hold", "60s", "--settle", "0.1s") as process:
        assert process.stdout is not None
        for line in process.stdout:
            if line.startswith("Press"):
                break
        started = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    assert time.monotonic() - started < 30
    assert "Stopped: " in out or "nothing is kept" in out
