"""Lets the cursor of a list rest, so that what it is on is shown beside it."""

from typing import Any

from textual.pilot import Pilot

from tracker.ui.screens.rest import Rest


async def at_rest(pilot: Pilot[Any]) -> None:
    """Show what is beside a list now; other screens have nothing to wait for."""
    await pilot.pause()
    resting = getattr(pilot.app.screen, "resting", None)
    if isinstance(resting, Rest):
        resting.end()
        await pilot.pause()
