"""A 0-10 scale answers with one key, and ten can be typed as 1 and 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from session_steps import choose, said

from tracker.core.session.running import Answer
from tracker.ui.widgets.choice import ScaleLine

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tracker.app import TrackerApp

NOTHING = (None, None)


async def answered(app: TrackerApp, pilot: Pilot[None], keys: list[str]) -> tuple[Answer, Answer]:
    """Mood and tension as a session takes them along that begins after these keys."""
    await choose(pilot)
    await pilot.press(*keys, "space")
    await pilot.pause()
    running = app.checkpoint.read()
    assert running is not None
    return running.form.get("mood_before"), running.form.get("tension_before")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("keys", "answers"),
    [
        (["7", "3"], (7, 3)),
        (["0", "0"], (0, 0)),
        (["x", "x"], (10, 10)),
        (["1", "0", "4"], (10, 4)),
        (["1", "0", "1", "0"], (10, 10)),
        (["1", "5"], (1, 5)),
        (["1", "1"], (1, 1)),
        (["1", "x"], (1, 10)),
        (["1", "1", "0"], (1, 10)),
        (["1", "tab", "0"], (1, 0)),
        (["1", "enter", "0"], (1, 0)),
        (["1"], (1, None)),
        (["1", "left", "0"], (0, None)),
        (["1", "backspace", "0", "2"], (0, 2)),
        ([], NOTHING),
    ],
)
async def test_1_and_0_is_ten_and_every_other_digit_goes_on(
    app: TrackerApp, keys: list[str], answers: tuple[Answer, Answer]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        assert await answered(app, pilot, keys) == answers


async def test_a_hint_says_what_0_would_do_while_it_would(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await choose(pilot)
        await pilot.press("1")
        await pilot.pause()
        assert "0 makes it 10" in said(pilot)
        await pilot.press("tab")
        await pilot.pause()
        assert "0 makes it 10" not in said(pilot)


async def test_in_a_form_that_stays_the_last_digit_counts(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "tab")
        mood = app.screen.query_one("#mood_after", ScaleLine)
        seen = []
        for key in ("1", "5", "1", "0", "0"):
            await pilot.press(key)
            await pilot.pause()
            seen.append(mood.value)
        assert app.focused is mood
        assert seen == [1, 5, 1, 10, 0]
