"""A step in a list sends few bytes, also where the list scrolls and in its first and last row."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from conftest import mat_of, session_of
from painted_terminal import PaintedTerminal
from resting import at_rest
from textual.containers import VerticalScroll
from textual.widgets import OptionList

from tracker.ui.settings.screen import SettingsScreen
from tracker.ui.widgets.rows import Rows

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tracker.app import TrackerApp
    from tracker.journal.journal import Journal

pytestmark = [pytest.mark.painted, pytest.mark.slow]

MOST = 400
MOST_AT_REST = 4500
LISTS = {
    "points": "2",
    "sessions": "3",
    "mat": "4",
    "routines": "2 R",
    "keys": "question_mark",
    "settings": "comma",
    "start": "s",
    "a question": "enter space q",
    "the day": "5 enter",
    "your answers": "2 G",
    "about": "2 A",
    "help now": "exclamation_mark",
    "the year in words": "5 x",
    "why": "w",
    "everything by its name": "ctrl+p",
}
"""The way to every list, and to every page that scrolls by rows."""
DOWN, UP = ["down"] * 34, ["up"] * 36


@pytest.fixture(autouse=True)
def of_256_colours(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("COLORTERM", raising=False)


async def go(app: TrackerApp, pilot: Pilot[None], way: str) -> None:
    while len(app.screen_stack) > 1:
        app.pop_screen()
        await pilot.pause()
    await pilot.press("1", *way.split())
    await at_rest(pilot)


async def test_each_step_in_each_list_sends_few_bytes_until_it_rests(
    app: TrackerApp, journal: Journal, monkeypatch: pytest.MonkeyPatch
) -> None:
    for ago in range(15):
        journal.record(
            session_of(days_ago=ago, seconds=60 * ago + 60),
            session_of(days_ago=ago, seconds=100 + ago, point="LI4"),
            mat_of(days_ago=ago, minutes=5 + ago),
            mat_of(days_ago=ago, minutes=25),
        )
    async with app.run_test(size=(80, 24)) as pilot:
        terminal = PaintedTerminal(app, monkeypatch)
        over: list[tuple[str, str, int]] = []
        scrolled = set()
        for name, way in LISTS.items():
            await go(app, pilot, way)
            lists = [
                each
                for kind in (Rows, OptionList, VerticalScroll)
                for each in app.screen.query(kind)
            ]
            for number, key in enumerate([*DOWN, *UP]):
                before = terminal.written
                await pilot.press(key)
                await pilot.pause()
                if terminal.written - before > MOST:
                    over.append((name, f"{key} {number}", terminal.written - before))
                if any(each.scroll_y for each in lists):
                    scrolled.add(name)
            before = terminal.written
            await at_rest(pilot)
            if terminal.written - before > MOST_AT_REST:
                over.append((name, "at rest", terminal.written - before))
        assert over == [], "\n".join(map(str, over))
        assert scrolled >= {"points", "sessions", "mat", "keys", "settings", "help now"}


async def test_what_stands_beside_a_list_moves_with_it_until_it_rests(
    app: TrackerApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        terminal = PaintedTerminal(app, monkeypatch)
        await go(app, pilot, "2")
        for keys in (["down"] * 20, ["down", "up"] * 3, ["up"] * 22, ["down"] * 25 + ["up"]):
            await pilot.press(*keys)
            await at_rest(pilot)
            moved = [list(row) for row in terminal.screen.display]
            app.repaint()
            await pilot.pause()
            assert [list(row) for row in terminal.screen.display] == moved


async def test_the_last_setting_is_not_followed_by_the_first(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("comma")
        screen = app.screen
        assert isinstance(screen, SettingsScreen)
        first = screen.focused
        await pilot.press("up")
        assert screen.focused is first
        await pilot.press(*["down"] * 50)
        last = screen.focused
        assert last is not first
        await pilot.press("down")
        assert screen.focused is last
