"""The mouse works everywhere and is needed nowhere."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from conftest import SUNDAY, mat_of, session_of
from screens_above import DIALOGS
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input, Static
from textual_inside import bound_keys

from tracker.app import TrackerApp
from tracker.journal.journal import Journal
from tracker.ui.calendar.day import DayScreen
from tracker.ui.help.keys import KeysHelpScreen
from tracker.ui.records.record_page import RecordScreen
from tracker.ui.records.tab import SessionsScreen
from tracker.ui.session.live import LiveScreen
from tracker.ui.session.prepare_points import PrepareScreen
from tracker.ui.settings.screen import SettingsScreen
from tracker.ui.today.tab import TodayScreen
from tracker.ui.widgets.choice import Choice
from tracker.ui.widgets.days.day_grid import DayGrid
from tracker.ui.widgets.key_line import KeyLine, key_at
from tracker.ui.widgets.rows import Rows
from tracker.ui.widgets.scale import Scale
from tracker.ui.widgets.section_line import SectionLine
from tracker.ui.widgets.tab_line import TABS, TabLine


def drawn(widget: Widget) -> str:
    return str(widget.render())


def shown(app: TrackerApp) -> type[Screen[Any]]:
    return type(app.screen)


async def click(pilot: Pilot[None], widget: Widget, words: str) -> None:
    """Where these words are drawn in a widget of one line."""
    await pilot.click(widget, offset=(drawn(widget).index(words), 0))
    await pilot.pause()
    await pilot.pause()


async def test_a_click_opens_each_tab(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for tab, name in TABS.items():
            await click(pilot, app.screen.query_one(TabLine), name)
            assert app.current_mode == tab


async def test_a_click_on_a_key_presses_it(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await click(pilot, app.screen.query_one(KeyLine), "keys")
        assert shown(app) is KeysHelpScreen
        await click(pilot, app.screen.query_one(".hint", Static), "closes")
        assert shown(app) is TodayScreen
        await click(pilot, app.screen.query_one(KeyLine), "begin")
        assert shown(app) is PrepareScreen
        await click(pilot, app.screen.query_one(KeyLine), "space begin")
        assert shown(app) is LiveScreen


async def test_a_click_chooses_in_a_list_and_a_second_one_opens(
    app: TrackerApp, journal: Journal
) -> None:
    journal.record(session_of(days_ago=1), session_of(days_ago=2), session_of(days_ago=3))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3")
        await pilot.pause()
        rows = app.screen.query_one(Rows)
        await pilot.click(rows, offset=(5, 2))
        await pilot.pause()
        assert rows.cursor == 2
        await pilot.click(rows, offset=(5, 2))
        await pilot.pause()
        assert shown(app) is RecordScreen
        await click(pilot, app.screen.query_one(".answers", Static), "esc")
        assert shown(app) is SessionsScreen


@pytest.mark.slow
@pytest.mark.parametrize("way", DIALOGS.values(), ids=DIALOGS)
async def test_a_click_leaves_whatever_lies_above_a_tab(
    app: TrackerApp, journal: Journal, way: str
) -> None:
    journal.record(session_of(days_ago=1), mat_of())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for key in way.split():
            before = app.screen
            await pilot.press(key)
            await pilot.pause()
        above = app.screen
        assert above is not before
        lines = [*above.query("KeyLine, .answers, .hint")]
        line, words = next(
            (each, words) for each in lines for words in ("esc ", "q back") if words in drawn(each)
        )
        await click(pilot, line, words)
        assert app.screen is not above


@pytest.mark.slow
@pytest.mark.parametrize("way", DIALOGS.values(), ids=DIALOGS)
async def test_every_key_that_a_dialog_names_does_something_there(
    app: TrackerApp, journal: Journal, way: str
) -> None:
    journal.record(session_of(days_ago=1), mat_of())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press(*way.split())
        await pilot.pause()
        for line in app.screen.query(".answers, .hint"):
            words = drawn(line)
            named = {key for place in range(len(words)) if (key := key_at(words, place))}
            assert named <= bound_keys(app.screen), words


async def test_a_key_that_is_clicked_is_no_letter_for_the_field(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("5", "G")
        await pilot.pause()
        assert isinstance(app.focused, Input)
        assert "points" in drawn(app.screen.query_one(".title", Static))
        await click(pilot, app.screen.query_one(".answers", Static), "o points")
        assert "mat" in drawn(app.screen.query_one(".title", Static))
        assert app.screen.query_one(Input).value == ""


async def test_a_click_goes_to_a_day_and_a_second_one_opens_it(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("5")
        await pilot.pause()
        grid = app.screen.query_one("#month", DayGrid)
        assert grid.cursor == SUNDAY.date()
        region = grid.cell_region(SUNDAY.date() - timedelta(days=7))
        for _ in range(2):
            await pilot.click(grid, offset=(region.x, region.y))
            await pilot.pause()
        assert isinstance(app.screen, DayScreen)


async def test_a_click_picks_a_step_of_a_scale(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        scale = app.screen.query_one("#mood_before", Scale)
        for step in (0, 7, 10):
            await pilot.click(scale, offset=(drawn(scale).index(f" {step} ") + 1, 0))
            await pilot.pause()
            assert scale.value == step


async def test_a_click_chooses_a_word(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma")
        await pilot.pause()
        assert isinstance(app.screen, SettingsScreen)
        for word in ("sunday", "saturday", "monday"):
            await click(pilot, app.screen.query_one("#week_starts", Choice), word)
            assert app.config.settings.week_starts == word


async def test_a_click_at_the_end_of_many_words_leads_on(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma", "pageup")
        for _ in range(4):
            await pilot.press("pagedown")
        await pilot.pause()
        theme = app.screen.query_one("#theme", Choice)
        await click(pilot, theme, "›")
        assert app.config.settings.theme == "tsubo-light"


async def test_a_click_opens_a_section(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("6")
        await pilot.pause()
        line = app.screen.query_one(SectionLine)
        await click(pilot, line, "Points")
        assert line.current == "Points"


async def test_with_several_words_a_click_takes_one_in_or_out(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        choice = Choice(("one", "two", "three"), ("one",), several=True)
        await app.screen.mount(choice)
        await pilot.pause()
        await click(pilot, choice, "two")
        await click(pilot, choice, "three")
        await click(pilot, choice, "one")
        assert choice.chosen == ("two", "three")


@pytest.mark.parametrize(
    ("words", "at", "key"),
    [
        ("enter save    tab more    esc back", "save", "enter"),
        ("enter save    tab more    esc back", "back", "escape"),
        ("enter save    tab more", "    tab", None),
        ("enter chooses · esc goes back", "goes", "escape"),
        ("^t timer    ↑ ↓ move", "timer", "ctrl+t"),
        ("esc closes", "closes", "escape"),
        ("nothing here to press", "here", None),
    ],
)
def test_the_words_of_a_key_are_the_key(words: str, at: str, key: str | None) -> None:
    assert key_at(words, words.index(at)) == key
