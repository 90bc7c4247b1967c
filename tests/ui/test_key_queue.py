"""Keys that come at once, as over a line that lags, are done one after another."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from key_bursts import at_once
from textual.command import CommandPalette
from textual.events import Paste
from textual.widgets import Input

from tracker.core.facts.sessions import Kind
from tracker.ui.records.log_mat import LogMatScreen

if TYPE_CHECKING:
    from tracker.app import TrackerApp
    from tracker.journal.journal import Journal


async def test_letters_after_the_key_that_opens_a_field_are_typed_into_it(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at_once(pilot, "2", "/", *"PC6 m5")
        assert app.current_mode == "points"
        assert app.screen.query_one("#search", Input).value == "PC6 m5"


async def test_a_dialog_is_opened_filled_in_and_kept(app: TrackerApp, journal: Journal) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at_once(pilot, "m", *"20m back", "enter", "3")
        assert app.current_mode == "sessions"
    assert [each.seconds for each in journal.newest(Kind.MAT)] == [1200]


async def test_what_is_pasted_with_the_key_that_opens_a_field_lands_in_it(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at_once(pilot, "m", Paste("20m back"), *" thin")
        assert isinstance(app.screen, LogMatScreen)
        assert app.screen.query_one("#line", Input).value == "20m back thin"


async def test_keys_go_on_after_what_they_were_for_is_gone(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at_once(pilot, *["m", "escape"] * 5, "s", "escape", "comma", "escape", "5")
        assert len(app.screen_stack) == 1
        assert app.current_mode == "calendar"


async def test_one_palette_is_open_at_a_time_however_fast_it_is_asked_for(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at_once(pilot, *["ctrl+p", "escape"] * 4, "ctrl+p", "f1", "ctrl+p", "ctrl+p")
        assert [type(each).__name__ for each in app.screen_stack] == [
            "TodayScreen",
            "Palette",
            "HelpNowScreen",
        ]
        await at_once(pilot, "escape", "escape")
        assert len(app.screen_stack) == 1


@pytest.mark.parametrize("opens", ["command_palette", "change_theme"])
async def test_a_palette_takes_keys_before_its_list_is_drawn(app: TrackerApp, opens: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await app.run_action(opens)
        await at_once(pilot, "pagedown", "pagedown", "pageup", "down", "up", "end")
        assert isinstance(app.screen, CommandPalette)
