"""What is beside a list follows its cursor once that rests, by the tracker's clock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.events import Key

from tracker.ui.points.tab import PointsScreen
from tracker.ui.screens.rest import REST
from tracker.ui.widgets.line import Line

if TYPE_CHECKING:
    from conftest import HandClock
    from textual.pilot import Pilot

    from tracker.app import TrackerApp


def named(app: TrackerApp) -> str:
    """The point or routine that is shown beside the list."""
    return app.screen.query_one("#named", Line).text


async def look(pilot: Pilot[None], screen: PointsScreen) -> None:
    """Do as the timer of the screen does."""
    screen.resting.look()
    await pilot.pause()


async def test_the_pane_waits_for_a_pause_that_begins_with_the_last_key(
    app: TrackerApp, clock: HandClock
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, PointsScreen)
        first = named(app)
        for _ in range(10):  # held: each key comes before the pause of the one before is over
            await pilot.press("down")
            clock.seconds += REST / 2
            await look(pilot, screen)
            assert named(app) == first
        clock.seconds += REST / 2
        await look(pilot, screen)
        assert screen.meant is not None
        assert named(app) != first
        assert named(app).startswith(screen.meant.code)


async def test_a_pane_never_comes_before_a_key_that_has_come(
    app: TrackerApp, clock: HandClock
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, PointsScreen)
        first = named(app)
        await pilot.press("down")
        clock.seconds += 2 * REST
        app.post_message(Key("down", None))
        screen.resting.look()
        assert named(app) == first
        await pilot.pause()
        clock.seconds += 2 * REST
        await look(pilot, screen)
        assert screen.meant is not None
        assert named(app).startswith(screen.meant.code)
