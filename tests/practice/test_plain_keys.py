"""The plain session is equal to the screen: its questions, its keys, its pace, and who gets it."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from conftest import HandClock
from scripted_lines import ScriptedLines
from transcript import Shell

from tracker.cli.context import Clocks, CommandContext
from tracker.cli.plain.session import PlainSession
from tracker.core.facts.sessions import Effect, Kind, MatSession, Session, Side, Skin
from tracker.core.points.helplines import FIRST
from tracker.core.session.plan import mat_plan
from tracker.core.session.read_aloud import in_words, rows, seconds_to_say
from tracker.practice.points_line import read_to_press, routine_of_line
from tracker.practice.sessions import plan_mat


@pytest.fixture
def context(tmp_path: Path, clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> CommandContext:
    monkeypatch.setenv("COLUMNS", "1000")
    clocks = Clocks(wall=lambda: clock.now().timestamp(), monotonic=clock.monotonic)
    return CommandContext(tmp_path / "home", clocks)


class Plain:
    """Runs plain sessions with scripted lines, and reads what they say."""

    def __init__(
        self, context: CommandContext, clock: HandClock, capsys: pytest.CaptureFixture[str]
    ) -> None:
        self.context, self.clock, self.capsys = context, clock, capsys

    def run(
        self,
        *script: tuple[float, str],
        words: str = "PC6 left HT7 left",
        hold: float | None = None,
        **how: bool,
    ) -> str:
        """Lead through the points with these lines; the seconds count from now."""
        now = self.clock.seconds
        asked = how.pop("asked", False)
        lines = ScriptedLines(
            self.clock, [(now + at, each) for at, each in script], interactive=asked
        )
        session = PlainSession(self.context, lines, **how)
        session.open()
        routine = routine_of_line(self.context, read_to_press(self.context, words, hold=hold))
        assert session.start_routine(routine) == 0
        return self.capsys.readouterr().out

    def kept(self) -> list[Session]:
        found = self.context.journal.newest(Kind.POINTS)
        return [each for each in found if isinstance(each, Session)]


@pytest.fixture
def plain(context: CommandContext, clock: HandClock, capsys: pytest.CaptureFixture[str]) -> Plain:
    return Plain(context, clock, capsys)


def test_a_wrong_answer_is_said_and_asked_again(plain: Plain) -> None:
    answers = ("11", "five", "4/10", "4", "")
    after = ("", "6", "", "dizzy, ti", "th", "no", "mod", "better")
    script = [*((0, each) for each in answers), (30, "."), *((31, each) for each in after)]
    out = plain.run(*script, asked=True)
    assert "Mood before: 11 is out of range; 0 to 10." in out
    assert out.count("Mood before: “") == 2
    assert "Pressure: “no” is not a pressure; choose light, moderate, firm." in out
    (kept,) = plain.kept()
    assert (kept.mood_before, kept.tension_before, kept.mood_after) == (4, None, 6)
    assert kept.effects == (Effect.DIZZY, Effect.TINGLING)
    assert (kept.pressed_with, kept.pressure, kept.note) == ("thumb", "moderate", "better")


def test_q_at_a_question_leaves_without_a_record(plain: Plain) -> None:
    for lines in ([(0, "q")], [(0, "4"), (0, "Q")]):
        assert plain.run(*lines, asked=True).endswith("Not begun; nothing is kept.\n")
        assert plain.kept() == []
        assert plain.context.checkpoint.read() is None


def test_every_key_answers_in_a_hold_and_the_time_goes_on(plain: Plain) -> None:
    keys = ["w", "t", "+", "-", "=", "b", "?", "!", "", "what now?"]
    out = plain.run(*((10 + at, key) for at, key in enumerate(keys)), (30, "n"), (50, "."))
    point = plain.context.library.point("PC6")
    for number, step in enumerate(point.find_steps, 1):
        assert f"{number}. {in_words(step)}" in out
    assert "2 minutes 5 seconds to go" not in out
    for words in (
        "15 seconds more, ",
        "15 seconds less, ",
        "Staying here. n and Enter go on.",
        "Breath: in 5 seconds, out 5 seconds.",
        "Breathe out.",
        FIRST[0],
        "Going on: find the place again, 5 seconds.",
        "“what now?” is not a key. ? and Enter say them all.",
    ):
        assert words in out, words
    assert re.search(r"(?m)^[\d a-z]+ to go, [\d a-z]+ in all\.$", out)
    assert out.count("A key and Enter: w where it is") == 1
    (kept,) = plain.kept()
    assert [hold.side for hold in kept.holds] == [Side.LEFT] * 2


def test_q_in_a_hold_pauses_and_asks_what_then(plain: Plain) -> None:
    out = plain.run((10, "q"), (400, "maybe"), (401, ""), (420, "q"), (421, "k"))
    assert out.count("Enter goes on, k keeps it, l leaves it for later, d discards it.") == 3
    (kept,) = plain.kept()
    assert kept.seconds == pytest.approx(19, abs=1)
    plain.run((10, "q"), (11, "d"), (12, "x"), (13, "d"), (14, "d"))
    assert len(plain.kept()) == 1
    assert plain.context.checkpoint.read() is None
    out = plain.run((10, "q"), (11, "l"))
    assert out.endswith("It stays unfinished. `tsubo start --plain` goes on with it.\n")
    assert plain.context.checkpoint.read() is not None


def test_the_mat_asks_what_its_page_asks(
    context: CommandContext, clock: HandClock, capsys: pytest.CaptureFixture[str]
) -> None:
    before = ("back", "thin", "3", "", "")
    after = ("5", "", "", "red", "floor", "", "soft")
    script = [*((0.0, each) for each in before), *((400.0, each) for each in after)]
    lines = ScriptedLines(clock, script, interactive=True)
    context.journal.begin(context.today)
    assert PlainSession(context, lines).start_mat(mat_plan(300)) == 0
    assert "Skin afterwards: none, red, bruise" in capsys.readouterr().out
    (kept,) = context.journal.newest(Kind.MAT)
    assert isinstance(kept, MatSession)
    assert (kept.position, kept.layer, kept.skin, kept.note) == ("back", "thin", Skin.RED, "soft")
    assert (kept.discomfort_start, kept.discomfort_end, kept.surface) == (3, 5, "floor")


def test_a_gap_lasts_until_a_voice_has_said_where_to_press(plain: Plain) -> None:
    quick, slow = plain.run(), plain.run(paced=True)
    assert quick.count("Press now") == slow.count("Press now") == 2
    first, second = (kept.seconds for kept in plain.kept())
    assert first == second


def test_a_gap_that_waits_ends_with_enter_alone(plain: Plain, clock: HandClock) -> None:
    out = plain.run((100, ""), (110, ""), (115, ""), (300, ""), (310, "."), waits=True)
    assert out.count("Enter when you have found it.") == 2
    assert "Before each hold it waits for Enter." in out
    assert out.count("Paused") == 1
    (kept,) = plain.kept()
    assert [round(hold.held) for hold in kept.holds] == [120, 5]
    assert clock.seconds > 300


def test_a_line_that_a_voice_has_no_time_for_is_left_out(plain: Plain) -> None:
    out = plain.run(words="PC6 left", hold=4, paced=True)
    assert "Press now, 4 seconds." in out
    assert "Half-way" not in out
    assert "Half-way" in plain.run(words="PC6 left", hold=20, paced=True)


def test_bells_are_apart_and_tell_what_changed(plain: Plain, clock: HandClock) -> None:
    rung: list[float] = []
    times = ScriptedLines(clock)
    session = PlainSession(plain.context, times, rings=True)

    def echo(words: str, **_: bool) -> None:
        if words == "\a":
            rung.append(clock.seconds)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("click.echo", echo)
        line = read_to_press(plain.context, "PC6 HT7 left", hold=20)
        session.start_routine(routine_of_line(plain.context, line))
    close = [after - before for before, after in pairwise(rung)]
    groups = "".join("." if each < 1 else " " for each in close).split(" ")
    assert [len(group) + 1 for group in groups] == [
        1,
        2,
        1,
        3,
        1,
        4,
    ]  # half, side, half, point, half, end
    assert min(close) > 0.3


def test_a_breath_is_told_by_words_and_by_one_and_two_bells(
    context: CommandContext, clock: HandClock, capsys: pytest.CaptureFixture[str]
) -> None:
    context.config = context.config.set("breath", "long-exhale")
    context.journal.begin(context.today)
    PlainSession(context, ScriptedLines(clock, [(21, ".")]), rings=True).start_mat(
        plan_mat(context, None)
    )
    out = capsys.readouterr().out
    parts = re.findall(r"Breathe (in|out)\.\n(\a+)", out)
    assert parts[:3] == [("in", "\a"), ("out", "\a\a"), ("in", "\a")]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Press now, 15 s.", "Press now, 15 seconds."),
        ("3 h 05, 1 h 00, 1 min 1 s", "3 hours 5 minutes, 1 hour, 1 minute 1 second"),
        ("mood 4 → 6 · tension 7 → 5", "mood from 4 to 6, tension from 7 to 5"),
        ("HT7 left, 1:02 to go", "HT7 left, 1 minute 2 seconds to go"),
        ("Started today 10:02, 3 cun", "Started today 10:02, 3 cun"),
    ],
)
def test_units_are_words(line: str, words: str) -> None:
    assert in_words(line) == words
    assert in_words(words) == words


def test_rows_break_between_words_and_rather_between_sentences() -> None:
    said = "Half-way there. " + "A line of several words that goes on and on. " * 3
    for width in (20, 40, 80):
        found = rows(said.strip(), width)
        assert " ".join(found) == said.strip()
        assert all(len(row) <= width for row in found)
    assert rows("One. Two three four.", 16) == ["One.", "Two three four."]
    assert rows("2. Turn the palm of it up.", 20) == ["2. Turn the palm of", "it up."]
    assert rows("x" * 30 + " y", 20) == ["x" * 30, "y"]
    assert seconds_to_say("") == 0


@pytest.mark.parametrize("way", ["ACCESSIBLE", "TERM", "plain"])
def test_a_person_who_wants_lines_gets_them_wherever_a_screen_would_open(
    shell: Shell, clock: HandClock, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    monkeypatch.setattr("tracker.cli.line_input.LineInput", lambda _: ScriptedLines(clock, asked))
    if way == "plain":
        shell.run("tsubo config set plain on")
    else:
        monkeypatch.setenv(way, {"ACCESSIBLE": "1", "TERM": "dumb"}[way])
    asked: list[tuple[float, str]] = []
    assert shell.run("tsubo")[0] == "0 points, no streak; mat 0 minutes\n"
    for command in ("start calm", "demo"):
        asked[:] = [(clock.seconds, ".")]
        out, err, code = shell.run(f"tsubo {command}")
        assert "Three calm minutes: 4 holds" in out
        assert (err, code) == ("", 0)


def test_the_first_page_line_by_line_offers_a_routine_and_takes_any(
    shell: Shell, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACCESSIBLE", "1")
    script: list[tuple[float, str]] = []
    monkeypatch.setattr(
        "tracker.cli.line_input.LineInput",
        lambda _: ScriptedLines(clock, script, interactive=True),
    )
    for typed, title in (("", "Three calm minutes: 4 holds"), ("mat 5m", "Mat: 5 minutes.")):
        script[:] = [(0, typed), (0, "q")]
        out, _, code = shell.run("tsubo")
        assert "Enter begins Three calm minutes, 3 minutes." in out
        assert "`tsubo flags` asks about you once" in out
        assert title in out
        assert (out.splitlines()[-1], code) == ("Not begun; nothing is kept.", 0)
    script[:] = [(0, "q")]
    assert shell.run("tsubo")[2] == 0


def test_the_help_names_plain_in_its_first_ten_lines(shell: Shell) -> None:
    assert "--plain" in "".join(shell.run("tsubo --help")[0].splitlines()[:10])
