"""Key presses that arrive together, as over a laggy connection."""

from textual.events import Key, Paste
from textual.pilot import Pilot

NAMED = {"/": "slash", "enter": "enter", "escape": "escape", " ": "space"}


async def at_once(pilot: Pilot[None], *events: str | Paste) -> None:
    """All of these are there before the first is done."""
    for event in events:
        if isinstance(event, Paste):
            pilot.app.post_message(event)
        else:
            sign = event if len(event) == 1 else None
            pilot.app.post_message(Key(NAMED.get(event, event), sign))
    for _ in range(4):
        await pilot.pause()
