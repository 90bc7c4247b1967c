"""Words of a crisis: every search and every refusal, in every face, shows the same sentence."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from shlex import quote
from typing import Any, Final

import pytest
from conftest import HandClock
from hypothesis import given
from hypothesis import strategies as st
from textual.screen import Screen
from textual.widgets import Input
from transcript import Shell

from tracker.app import TrackerApp
from tracker.cli.context import Clocks, CommandContext
from tracker.cli.plain.session import PlainSession
from tracker.core.entry.practice_line import MatUse
from tracker.core.facts.sessions import Layer, Position
from tracker.core.session.plan import mat_plan
from tracker.library import DATA, Library
from tracker.practice.signposts import signpost
from tracker.ui.calendar.goals_and_rests import GoalsScreen, RestsScreen
from tracker.ui.palette.things import NamedThings
from tracker.ui.points.routine_editor import RoutineEditScreen
from tracker.ui.records.log_mat import LogMatScreen
from tracker.ui.records.log_points import LogPointsScreen
from tracker.ui.screens.date_dialog import GoToScreen
from tracker.ui.session.choose import StartScreen
from tracker.ui.today.reminders import RemindersScreen
from tracker.ui.widgets.signpost_line import SignpostLine

TEXTS: Final = tomllib.loads((DATA / "signposts.toml").read_text("utf-8"))["text"]
HELP: Final = TEXTS["crisis"]
EMERGENCY: Final = TEXTS["emergency"]
PHRASES: Final = {
    "suicide": HELP,
    "I want to die": HELP,
    "KILL  Myself!": HELP,
    "i can't go on": HELP,
    "self-harm": HELP,
    "chest pain": EMERGENCY,
    "I cannot; can’t breathe": EMERGENCY,
    "tight shoulders": None,
    "diet": None,
    "nonesuch": None,
}
"""Typed words, and the sentence they need."""


NUMBERS: Final = {
    "GB": {"crisis": "Emergency 999. Samaritans 116 123. ", "emergency": "Emergency 999. "},
    "FR": {"crisis": "Emergency 112. Helpline 3114. ", "emergency": "Emergency 112. "},
    "NG": {"crisis": "Emergency 112. ", "emergency": "Emergency 112. "},
    None: {"crisis": "", "emergency": ""},
}


def at_home(text: str | None) -> str | None:
    """The sentence with the numbers of Germany, where the tests are."""
    line = "TelefonSeelsorge 0800 111 0 111 / 0800 111 0 222. "
    return text and f"Emergency 112. {line if text == HELP else ''}{text}"


@pytest.fixture(params=PHRASES)
def phrase(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_phrase_is_found_in_any_case_and_among_other_words(phrase: str) -> None:
    found = signpost(Library(), phrase, None)
    assert (found and found.text) == PHRASES[phrase]


@pytest.mark.parametrize("country", NUMBERS)
@pytest.mark.parametrize("phrase", ["suicide", "chest pain"])
def test_the_country_s_number_stands_first(country: str | None, phrase: str) -> None:
    found = signpost(Library(), phrase, country)
    assert found is not None
    assert found.text == f"{NUMBERS[country][found.kind]}{TEXTS[found.kind]}"


def test_a_heavy_hour_names_people_and_no_emergency_number() -> None:
    found = signpost(Library(), "hopeless", "GB")
    assert found is not None
    assert found.text.startswith("Samaritans 116 123. ")
    assert "999" not in found.text


@given(st.text(max_size=60))
def test_any_text_can_be_asked_about(text: str) -> None:
    found = signpost(Library(), text, "GB")
    assert found is None or found.text


@pytest.mark.parametrize("split", [False, True])
def test_a_search_in_the_shell_prints_it_first_and_is_no_refusal(
    shell: Shell, phrase: str, split: bool
) -> None:
    words = [quote(word) for word in (phrase.split() if split else [phrase])]
    out, _, code = shell.run(f"tsubo points {' '.join(words)}")
    if PHRASES[phrase] is not None:
        assert (out.split("\n")[0], code) == (at_home(PHRASES[phrase]), 0)
    answer = json.loads(shell.run(f"tsubo points {' '.join(words)} --json")[0])
    assert answer["signpost"] == at_home(PHRASES[phrase])


@pytest.mark.parametrize(
    "command",
    ["", "point", "start", "start --plain", "log points", "log mat", "calendar", "goal points"],
)
def test_a_refused_command_says_it_before_the_refusal(
    shell: Shell, phrase: str, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tracker.cli.line_input.LineInput", lambda _: None)
    out, err, code = shell.run(f"tsubo {command} {quote(phrase)}")
    first, *more = err.splitlines()
    if PHRASES[phrase] is None:
        assert more == []
    else:
        assert first == f"tsubo: {at_home(PHRASES[phrase])}"
        assert len(more) == 1
    assert out == ""
    assert code in {1, 2}


def test_the_name_of_a_file_is_no_word_of_a_crisis(shell: Shell) -> None:
    for name in ("stroke.csv", "notes/suicide"):
        _, err, _ = shell.run(f"tsubo import {name}")
        assert len(err.splitlines()) == 1


def test_a_line_of_a_plain_session_is_answered_too(
    tmp_path: Path,
    clock: HandClock,
    phrase: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    class Lines:
        interactive = True

        def __init__(self) -> None:
            self.left = [phrase, "", "", "", phrase, ".", "q"]

        @property
        def closed(self) -> bool:
            return not self.left

        def read_line(self, seconds: float | None) -> str | None:
            clock.seconds += seconds or 0
            return self.left.pop(0) if self.left else ""

    monkeypatch.setenv("COLUMNS", "1000")
    clocks = Clocks(wall=lambda: clock.now().timestamp(), monotonic=clock.monotonic)
    context = CommandContext(tmp_path / "home", clocks)
    context.journal.begin(context.today)
    PlainSession(context, Lines()).start_mat(mat_plan(300), MatUse(None, Position.BACK, Layer.THIN))
    said = capsys.readouterr().out
    assert said.count(f"{at_home(PHRASES[phrase])}\n") == (0 if PHRASES[phrase] is None else 2)


def shown(screen: Screen[Any]) -> str | None:
    line = screen.query_one(SignpostLine)
    return str(line.render()) if line.display else None


FIELDS: Final[dict[str, tuple[Callable[[], Screen[Any]], str]]] = {
    "choose": (StartScreen, "#search"),
    "go to": (GoToScreen, "#date"),
    "log points": (LogPointsScreen, "#line"),
    "log mat": (LogMatScreen, "#line"),
    "routine": (RoutineEditScreen, "#add"),
    "goals": (GoalsScreen, "#line"),
    "rests": (RestsScreen, "#line"),
    "reminders": (RemindersScreen, "#line"),
}


@pytest.mark.slow
@pytest.mark.parametrize("place", FIELDS)
async def test_a_field_of_the_app_shows_it_while_one_types(app: TrackerApp, place: str) -> None:
    opened, field = FIELDS[place]
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(opened())
        await pilot.pause()
        line = app.screen.query_one(field, Input)
        for phrase, sentence in PHRASES.items():
            line.value = phrase
            await pilot.pause()
            assert shown(app.screen) == at_home(sentence), phrase


@pytest.mark.parametrize(("tab", "field"), [("2", "#search"), ("3", "#search")])
async def test_a_search_in_a_tab_shows_it(app: TrackerApp, tab: str, field: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(tab, "slash")
        await pilot.pause()
        line = app.screen.query_one(field, Input)
        for phrase, sentence in PHRASES.items():
            line.value = phrase
            if tab != "2":  # there the row follows every key
                await line.action_submit()
            await pilot.pause()
            assert shown(app.screen) == at_home(sentence), phrase


@pytest.mark.parametrize("below", [None, StartScreen])
async def test_the_palette_offers_it_first_and_opens_help(
    app: TrackerApp, below: type[StartScreen] | None
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        if below is not None:
            await app.push_screen(below())
        await pilot.pause()
        for phrase, sentence in PHRASES.items():
            hits = [hit async for hit in NamedThings(app.screen).search(phrase)]
            first = max(hits, key=lambda hit: getattr(hit, "score", 0), default=None)
            if sentence is not None:
                assert first is not None
                assert first.text == at_home(sentence)
            else:
                assert not any(HELP in str(hit.text) for hit in hits)


@pytest.mark.slow
async def test_f1_opens_help_from_every_field_that_names_it(app: TrackerApp) -> None:
    from tracker.ui.help.help_now import HelpNowScreen

    async with app.run_test(size=(80, 24)) as pilot:
        for opened, field in FIELDS.values():
            await app.push_screen(opened())
            await pilot.pause()
            app.screen.query_one(field).focus()
            await pilot.press("f1")
            await pilot.pause()
            assert isinstance(app.screen, HelpNowScreen)
            await pilot.press("escape", "escape", "escape")
            await pilot.pause()
            while len(app.screen_stack) > 1:
                app.pop_screen()
        await pilot.press("ctrl+p", *"suicide")
        await pilot.pause()
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(app.screen, HelpNowScreen)


@pytest.mark.parametrize(
    ("keys", "field"), [(["2", "slash"], "#search"), (["s", "slash"], "#search")]
)
async def test_enter_after_words_of_a_crisis_opens_help(
    app: TrackerApp, keys: list[str], field: str
) -> None:
    from tracker.ui.help.help_now import HelpNowScreen

    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*keys)
        await pilot.pause()
        app.screen.query_one(field, Input).value = "i want to die"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, HelpNowScreen)


async def test_the_row_is_reached_by_tab_and_opened_by_enter_or_a_tap(app: TrackerApp) -> None:
    from tracker.ui.help.help_now import HelpNowScreen

    async with app.run_test(size=(80, 24)) as pilot:
        for open_it in (("tab", "tab", "enter"), ()):
            await app.push_screen(StartScreen())
            await pilot.pause()
            app.screen.query_one("#search", Input).focus()
            app.screen.query_one("#search", Input).value = "hopeless"
            await pilot.pause()
            if open_it:
                await pilot.press(*open_it)
            else:
                await pilot.click(SignpostLine)
            await pilot.pause()
            assert isinstance(app.screen, HelpNowScreen)
            while len(app.screen_stack) > 1:
                app.pop_screen()


async def test_a_note_is_answered_under_its_field(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        await app.push_screen(LogPointsScreen())
        await pilot.pause()
        app.screen.query_one("#note", Input).value = "i want to die"
        await pilot.pause()
        under = app.screen.query(SignpostLine).last()
        assert under.display
        assert HELP in str(under.render())
