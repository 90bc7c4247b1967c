"""Where a point is, in words: on every screen that leads through a session, at every size."""

from __future__ import annotations

import pytest
from conftest import HandClock
from resting import at_rest
from session_steps import SETTLE, choose, let_pass, said

from tracker.app import TrackerApp
from tracker.ui.session.live import LiveScreen
from tracker.ui.settings.apply import apply_settings

PLACE = "Three fingers above the wrist crease, between the two tendons."


def words(shown: str) -> str:
    return " ".join(shown.split())


@pytest.mark.parametrize("size", [(40, 20), (45, 12), (80, 24), (120, 40)])
async def test_a_session_says_where_the_point_is_and_shows_it(
    app: TrackerApp, clock: HandClock, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await choose(pilot, "pc6 left", 60)
        assert PLACE in words(said(pilot))
        await pilot.press("space")
        await pilot.pause()
        await let_pass(pilot, clock, SETTLE + 1)
        assert isinstance(app.screen, LiveScreen)
        shown = said(pilot)
        figure = app.screen.query_one("Figure").region
        rows = shown.splitlines()[figure.y : figure.bottom]
        beside = [row[figure.right :] for row in rows] if figure.right < size[0] / 2 + 10 else []
        below = shown.splitlines()[figure.bottom :]
        assert PLACE in words(" ".join([*beside, *below]))
        assert any("●" in row[figure.x : figure.right] for row in rows)
        await let_pass(pilot, clock, 60)
        await pilot.press("enter")
        await pilot.pause()
        kept = app.screen.query_one("Figure").region.x
        summary = " ".join(row[:kept] for row in said(pilot).splitlines())
        assert (PLACE in words(summary)) is (size[0] >= 72)


async def test_lists_say_the_spot_where_there_is_room(app: TrackerApp) -> None:
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        assert words(said(pilot).splitlines()[3]).startswith("GV20 Bǎihuì crown")
        await pilot.resize_terminal(80, 24)
        await pilot.press("1", "s", "slash", *"ht7 lu9 ki27 pc6 ki6 ki3 ki1", "enter")
        await pilot.pause()
        assert "HT7 left, right 1:00 each wrist Shénmén Spirit Gate" in words(said(pilot))


async def test_without_pictures_words_take_their_room(app: TrackerApp, clock: HandClock) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        apply_settings(app, app.config.set("picture", "none"))
        await pilot.press("2", "1")
        await at_rest(pilot)
        assert "wrist, forearm: HT7 Spirit Gate, PC6 Inner Pass" in said(pilot)
        assert not any(figure.region for figure in app.screen.query("Figure"))
        await pilot.press("2", "down", "down", "down", "down")
        await at_rest(pilot)
        for key in ("enter", "escape"):
            assert "Three fingers above the wrist crease, between the two" in said(pilot)
            assert "●" not in said(pilot)
            await pilot.press(key)
            await pilot.pause()
        await choose(pilot, "pc6 left", 60)
        await pilot.press("space")
        await pilot.pause()
        await let_pass(pilot, clock, SETTLE + 1)
        assert PLACE in said(pilot)
        assert "●" not in said(pilot)
        assert not app.screen.query_one("Figure").region
        await pilot.press("z")
        await pilot.pause()
        assert PLACE in said(pilot)
