"""Waits until the cursor of a list has rested and what it is on is shown beside it."""

import asyncio
from typing import Any

from textual.pilot import Pilot

from tracker.ui.points.tab import PointsScreen
from tracker.ui.widgets.line import Line


async def at_rest(pilot: Pilot[Any]) -> None:
    """Wait for the point beside the list of points; other screens have nothing to wait for."""
    screen = pilot.app.screen
    if isinstance(screen, PointsScreen) and screen.meant is not None:
        async with asyncio.timeout(10):
            while not screen.query_one("#named", Line).text.startswith(screen.meant.code):
                await pilot.pause(0.02)
        await pilot.pause()
