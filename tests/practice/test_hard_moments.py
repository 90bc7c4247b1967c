"""After a hard session, and with a high score: one quiet line, in the app and in the shell."""

from __future__ import annotations

from shlex import quote
from typing import Final

import pytest
from conftest import HandClock, session_of
from screen_text import flat
from scripted_lines import ScriptedLines
from textual.widgets import Static
from transcript import Shell

from tracker.app import TrackerApp
from tracker.journal.journal import Journal
from tracker.practice.hard_moments import IN_SHELL, aim_words
from tracker.practice.summary import summary
from tracker.ui.points.point_page import PointScreen
from tracker.ui.session.prepare_mat import PrepareMatScreen
from tracker.ui.session.summary import SummaryScreen

HARD: Final = {
    ("4:0", ""): "If it is this hard now: {} shows whom to call.",
    (":1", ""): "If it is this hard now: {} shows whom to call.",
    ("8:5", ""): "It got harder. That can happen, and it is not your doing. "
    "{} shows people who listen.",
    ("8:1", "i want to die"): "That sounds very hard. Please talk to someone now: "
    "{} shows whom to call.",
    ("5:5", "chest pain"): "If that is happening now, call your emergency number: 112.",
    (":1", "hopeless"): "If it is this hard now: {} shows whom to call.",
    ("5:5", "hopeless"): "If it is this heavy now: {} shows people who listen.",
    ("5:2", ""): "It got harder. That can happen, and it is not your doing. "
    "{} shows people who listen.",
    ("5:3", ""): None,
    ("2:2", "killer headache, dying to sleep"): None,
    (":", "slept well"): None,
}
"""Mood and note, and the sentence."""


@pytest.mark.parametrize(("mood", "note"), HARD)
def test_the_shell_says_one_line_after_a_hard_session_on_stderr_only(
    shell: Shell, mood: str, note: str
) -> None:
    sentence = HARD[mood, note]
    out, err, code = shell.run(f"tsubo log points PC6 --mood {mood} --note {quote(note)}")
    said = [line for line in err.splitlines() if "in a row" not in line]
    wanted = [] if sentence is None else [f"tsubo: {sentence.format('`tsubo help-now`')}"]
    assert (said, code) == (wanted, 0)
    assert "help-now" not in out


@pytest.mark.parametrize(("mood", "note"), HARD)
async def test_the_app_says_it_in_place_of_the_last_sentence(
    app: TrackerApp, journal: Journal, mood: str, note: str
) -> None:
    from dataclasses import replace

    before, _, after = mood.partition(":")
    record = replace(
        session_of(),
        mood_before=int(before) if before else None,
        mood_after=int(after) if after else None,
        note=note,
    )
    journal.record(record, label="log")
    sentence = HARD[mood, note]
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(SummaryScreen(summary(app, record)))
        await pilot.pause()
        said = " ".join(str(app.screen.query_one("#sentence", Static).render()).split())
        assert said == (
            sentence.format("!")
            if sentence
            else "That was your first. It will be here tomorrow too."
        )


def test_pain_is_said_not_to_be_the_aim_once_by_the_commands(
    shell: Shell, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = ScriptedLines(clock, [(0, "q")])
    monkeypatch.setenv("COLUMNS", "1000")
    monkeypatch.setattr("tracker.cli.line_input.LineInput", lambda _: lines)
    for command in ("point PC6", "start mat 5m --plain"):
        out, _, _ = shell.run(f"tsubo {command}")
        assert out.count(aim_words(IN_SHELL)) == 1, command


async def test_pain_is_said_not_to_be_the_aim_once_by_the_app(app: TrackerApp) -> None:
    async with app.run_test(size=(100, 50)) as pilot:
        for screen in (PrepareMatScreen(), PointScreen("PC6")):
            await app.push_screen(screen)
            await pilot.pause()
            assert flat(app).count("Pain is not the aim.") == 1
            app.pop_screen()


def test_a_corrected_note_is_answered_too(shell: Shell) -> None:
    shell.run("tsubo log points PC6")
    _, err, _ = shell.run("tsubo edit 00001 --note suicide")
    assert "Please talk to someone now: `tsubo help-now` shows whom to call." in err


def test_a_very_high_phq2_shows_whom_to_call_before_the_score(shell: Shell) -> None:
    shell.run("tsubo config set checks on")
    shell.run("tsubo config set country GB")
    out, _, _ = shell.run("tsubo check phq2 --answers 3,2")
    assert out.splitlines()[:4] == [
        "These two weeks sound very hard. You do not have to stay alone with it.",
        "United Kingdom: Samaritans, 116 123, day and night.",
        "In danger: 999. All numbers: `tsubo help-now`.",
        "PHQ-2, Sun 22 Nov 2026: 5 of 6",
    ]
    assert "It would be good to talk to a doctor this week." in out
    out, _, _ = shell.run("tsubo check phq2 --answers 2,2")
    assert out.startswith("PHQ-2")
    assert "`tsubo help-now` shows people who listen." in out
    out, _, _ = shell.run("tsubo check gad2 --answers 3,3")
    assert out.startswith("Two weeks of that wear anyone out.")


def test_without_a_country_a_high_score_says_how_to_find_a_number(
    shell: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TZ", "UTC")
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.delenv("LC_ALL", raising=False)
    shell.run("tsubo config set checks on")
    shell.run("tsubo config set timezone UTC")
    out, _, _ = shell.run("tsubo check phq2 --answers 3,3")
    assert out.splitlines()[1] == (
        "In danger: your local emergency number (112 works on most mobile phones). "
        "Whom to call in your country: `tsubo help-now`."
    )
