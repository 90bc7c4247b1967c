"""A screen that closes leaves the screens above it open, such as help for hard moments."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from key_bursts import at_once
from textual.screen import Screen

from tracker.app import TrackerApp
from tracker.ui.help.help_now import HelpNowScreen
from tracker.ui.points.point_page import PointScreen
from tracker.ui.records.log_mat import LogMatScreen
from tracker.ui.session.choose import StartScreen
from tracker.ui.terminal.command_palette import Palette

Made = Callable[[], Screen[Any]]


@pytest.mark.parametrize("made", [Palette, LogMatScreen, StartScreen, lambda: PointScreen("PC6")])
async def test_what_closes_below_help_takes_nothing_with_it(app: TrackerApp, made: Made) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        below = made()
        await app.push_screen(below)
        app.action_help_now()
        await pilot.pause()
        below.dismiss(None)
        below.dismiss(None)
        await pilot.pause()
        assert isinstance(app.screen, HelpNowScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert len(app.screen_stack) == 1
        below.dismiss(None)
        await pilot.pause()
        assert len(app.screen_stack) == 1


async def test_an_answer_that_waited_is_given(app: TrackerApp) -> None:
    answers: list[object] = []
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(LogMatScreen(), answers.append)
        below = app.screen
        app.action_help_now()
        await pilot.pause()
        below.dismiss(5)
        await pilot.pause()
        assert answers == []
        await pilot.press("escape")
        await pilot.pause()
        assert answers == [5]


async def test_help_asked_for_while_the_palette_does_something_stays(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at_once(pilot, "a", "ctrl+p", *"ba", "enter", "f1")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, HelpNowScreen)
        await at_once(pilot, "escape", "escape", "escape", "5")
        assert app.current_mode == "calendar"
