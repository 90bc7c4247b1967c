"""Cases that once hurt, misled or fell silent, in the shell; the app's are with their screens.

In the app: words of a crisis in `test_signposts`, a hold for someone who bruises and questions in
sight at 45x12 in `test_cautions`, the line after a hard session in `test_hard_moments`.
"""

from __future__ import annotations

import json
from contextlib import suppress
from shlex import quote

import pytest
from conftest import HandClock
from scripted_lines import ScriptedLines
from transcript import Shell

from tracker.cli import run
from tracker.cli.context import Clocks, CommandContext
from tracker.core.facts.sessions import Kind, Layer, MatSession, Position
from tracker.core.points.guard import MatSetting
from tracker.core.session.read_aloud import in_words
from tracker.library import Library
from tracker.practice.cautions import of_mat, of_record, of_routine

FOR_CRISIS = ["suicide", "kill myself", "killing myself", "wanna die", "self-harming"]
FOR_CRISIS += ["ending my life", "suizid", "自殺"]
FOR_EMERGENCY = ["chest pain", "stroke", "shortness of breath"]


@pytest.fixture
def plain(shell: Shell, clock: HandClock, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """The shell, where a person ends a plain session at once."""
    lines = ScriptedLines(clock, [(0, "q")])
    monkeypatch.setattr("tracker.cli.line_input.LineInput", lambda _: lines)
    monkeypatch.setenv("COLUMNS", "1000")
    return shell


def said_of(out: str, lines: list[str]) -> list[str]:
    """The lines of the output that are among these, in the order they were said."""
    told = {in_words(line): line for line in lines}
    return [told[line] for line in out.splitlines() if line in told]


def said(err: str) -> list[str]:
    return [line.removeprefix("tsubo: ") for line in err.splitlines()]


@pytest.mark.parametrize("words", [*FOR_CRISIS, *FOR_EMERGENCY])
def test_words_that_ask_for_more_show_a_number_and_the_help(shell: Shell, words: str) -> None:
    out, err, code = shell.run(f"tsubo points {quote(words)}")
    first = out.splitlines()[0]
    assert (err, code) == ("", 0)
    assert first.startswith("Emergency 112.")
    assert ("tsubo help-now" in first) == (words in FOR_CRISIS)
    assert json.loads(shell.run(f"tsubo points {quote(words)} --json")[0])["signpost"] == first


def test_a_plain_mat_begins_with_every_caution_the_page_shows(plain: Shell) -> None:
    for flag in ("bleeding", "heart", "pregnant", "numbness"):
        plain.run(f"tsubo flags {flag} yes")
    context = CommandContext(plain.folder / "home", Clocks(wall=plain.now.timestamp))
    expected = [line.text for line in of_mat(context, MatSetting(minutes=20)).lines()]
    assert len(expected) > 4
    out, _, _ = plain.run("tsubo start mat 20m --plain")
    assert said_of(out, expected) == expected


def test_a_plain_mat_knows_the_position_and_the_layer_that_are_named(
    shell: Shell,
    clock: HandClock,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    lines = ScriptedLines(clock, [(200, "q")])
    monkeypatch.setenv("COLUMNS", "1000")
    monkeypatch.setattr("tracker.cli.line_input.LineInput", lambda _: lines)
    shell.run("tsubo flags pregnant yes")
    home = shell.folder / "home"
    clocks = Clocks(lambda: clock.now().timestamp(), clock.monotonic)
    context = CommandContext(home, clocks)
    setting = MatSetting(Position.BELLY, Layer.BARE, 20)
    expected = [line.text for line in of_mat(context, setting).lines()]
    assert "Never the belly in pregnancy." in expected[0]
    with suppress(SystemExit):
        run(["--home", str(home), "start", "mat", "20m", "belly", "bare", "--plain"], clocks)
    assert said_of(capsys.readouterr().out, expected) == expected
    (lain,) = CommandContext(home, clocks).journal.newest(Kind.MAT)
    assert isinstance(lain, MatSession)
    assert (lain.position, lain.layer) == (Position.BELLY, Layer.BARE)


@pytest.mark.parametrize("words", ["20m bakc", "20 parsecs", "back belly", "7h"])
def test_what_is_no_use_of_a_mat_is_refused_before_it_begins(plain: Shell, words: str) -> None:
    _, err, code = plain.run(f"tsubo start mat {words} --plain")
    assert code
    assert err.count("\n") == 1
    assert {"20m bakc": "did you mean back?", "7h": "too long"}.get(words, "") in err


def test_a_plain_session_in_a_fresh_home_says_the_standing_cautions_and_how_hard(
    plain: Shell,
) -> None:
    context = CommandContext(plain.folder / "home", Clocks(wall=plain.now.timestamp))
    expected = [line.text for line in of_routine(context, Library().routine("five")).lines()]
    out, _, _ = plain.run("tsubo start five --plain")
    assert said_of(out, expected) == expected
    assert any(line.startswith("KI27: Not over a pacemaker") for line in expected)
    assert any(line.startswith("LU9: Never press hard or use a tool") for line in expected)
    assert "Press light to moderate." in out


def test_five_points_with_one_flag_are_one_line_and_the_serious_one_is_first(shell: Shell) -> None:
    shell.run("tsubo flags bleeding yes")
    shell.run("tsubo flags heart yes")
    _, err, _ = shell.run("tsubo log points PC6 HT7 LU9 KI27 GV20")
    assert said(err)[:2] == [
        "KI27, ask first: Not over a pacemaker, port or line. Ask before pressing on the chest.",
        "PC6, HT7, LU9, KI27, GV20, go lightly: Light pressure only; stop if you bruise.",
    ]
    context = CommandContext(shell.folder / "home", Clocks(wall=shell.now.timestamp))
    (record,) = context.journal.newest(Kind.POINTS)
    assert len(of_record(context, record).lines()) == len(said(err)) - 1


def test_the_number_to_call_comes_before_a_score_of_six(shell: Shell) -> None:
    shell.run("tsubo config set checks on")
    high, _, _ = shell.run("tsubo check phq2 --answers 3,3")
    low, _, _ = shell.run("tsubo check phq2 --answers 2,1")
    assert high.index("112") < high.index("6 of 6")
    assert "112" not in low


@pytest.mark.parametrize("feeling", ["anxious", "stress", "depressed"])
def test_a_feeling_finds_what_trials_used(shell: Shell, feeling: str) -> None:
    found = [line.split()[0] for line in shell.run(f"tsubo points {feeling}")[0].splitlines()]
    assert "EX-HN3" in found[:3]
    assert "LU9" not in found[:3]


def test_ki27_is_measured_from_the_midline(shell: Shell) -> None:
    out, _, _ = shell.run("tsubo point KI27")
    assert "two thumb widths out from the middle of the breastbone" in out
    assert "slide outward" not in out


def test_what_pc6_was_tried_for_is_told_use_by_use(shell: Shell) -> None:
    out, _, _ = shell.run("tsubo point PC6")
    assert "traditional use only" not in out
    assert "- nausea after surgery: against sham, on its own; better, low certainty" in out


@pytest.mark.parametrize("code", ["GV20", "CV17", "EX-HN3", "CV4"])
def test_a_point_of_the_midline_has_no_sides(shell: Shell, code: str) -> None:
    assert " a side" not in shell.run(f"tsubo point {code}")[0]


@pytest.mark.parametrize(
    ("words", "same"),
    [
        ("Schlaflosigkeit", "cant sleep"),
        ("失眠", "cant sleep"),
        ("不眠", "cant sleep"),
        ("불면", "cant sleep"),
        ("ansiedad", "anxious"),
    ],
)
def test_a_feeling_is_found_in_other_languages(shell: Shell, words: str, same: str) -> None:
    first = shell.run(f"tsubo points {quote(words)}")[0].splitlines()[:5]
    assert first == shell.run(f"tsubo points {quote(same)}")[0].splitlines()[:5]


def test_config_prints_the_words_of_the_breath_that_it_takes(shell: Shell) -> None:
    shown = next(line for line in shell.run("tsubo config")[0].splitlines() if "breath" in line)
    for word in ("even", "long-exhale", "box"):
        assert word in shown
        assert shell.run(f"tsubo config set breath {word}")[2] == 0
    assert shell.run("tsubo config set breath 4/6")[2] == 0
    assert "choose none, even, long-exhale, box" in shell.run("tsubo config set breath 4/7")[1]
