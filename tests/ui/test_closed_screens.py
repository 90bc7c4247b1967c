"""Closed screens are freed: opening and closing many leaves no more in memory."""

import gc
import weakref

import pytest
from textual.widget import Widget
from textual_inside import drawn_by

from tracker.app import TrackerApp


@pytest.mark.parametrize("key", ["s", "m", "a", "exclamation_mark", "question_mark"])
async def test_a_closed_screen_is_let_go_with_all_that_it_drew(app: TrackerApp, key: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await pilot.pause()
        drawn = [weakref.ref(drawn_by(each)) for each in app.screen.query(Widget)]
        assert len(drawn) > 1
        await pilot.press("escape")
        await pilot.pause()
        gc.collect()
        assert [each for each in drawn if each() is not None] == []
