"""Waits until the cursor of a list has rested and what it is on is shown beside it."""

import asyncio
from typing import Any

from textual.pilot import Pilot

from tracker.core.facts.routines import Routine
from tracker.ui.points.routines import RoutinesScreen
from tracker.ui.points.tab import PointsScreen
from tracker.ui.widgets.line import Line


async def at_rest(pilot: Pilot[Any]) -> None:
    """Wait for what is beside a list; other screens have nothing to wait for."""
    screen = pilot.app.screen
    if isinstance(screen, PointsScreen | RoutinesScreen) and screen.meant is not None:
        meant = screen.meant.name if isinstance(screen.meant, Routine) else screen.meant.code
        async with asyncio.timeout(10):
            while not screen.query_one("#named", Line).text.startswith(meant):
                await pilot.pause(0.02)
        await pilot.pause()
