"""Key presses that arrive together, as over a laggy connection."""

from textual.events import Key, Paste
from textual.pilot import Pilot

from tracker.config.keymap import key_name

SETTLED = 8
"""Pauses without a change after which all keys have been handled, also on a busy machine."""


async def at_once(pilot: Pilot[None], *events: str | Key | Paste) -> None:
    """Send all of these before the first is handled, and wait until nothing changes any more."""
    for event in events:
        if isinstance(event, Key | Paste):
            pilot.app.post_message(event)
        else:
            character = event if len(event) == 1 else None
            pilot.app.post_message(Key(key_name(event), character))
    unchanged, before = 0, None
    while unchanged < SETTLED:
        await pilot.pause()
        now = (pilot.app.current_mode, *pilot.app.screen_stack, pilot.app.focused)
        unchanged, before = unchanged + 1 if now == before else 0, now
