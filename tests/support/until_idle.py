"""Waits for an app until it has nothing left to do, and no longer.

Textual's pilot waits twice twenty milliseconds a key, and longer while the machine is busy; and it
sends a message to every widget of the screen. The event loop knows when nothing is left to do, so
eight tests at once need not wait for each other: two keep two cores busy.
"""

from __future__ import annotations

import asyncio
from time import monotonic
from typing import Any

import textual.app
import textual.pilot
import textual.screen
from textual.pilot import Pilot

SOON = 0.06
"""Seconds: a timer due by then belongs to what was done: Textual shows another tab after 0.05."""

LONGEST = 1.0
"""Seconds after which an app that is always busy is looked at as it is, as Textual's pilot does."""

BETWEEN_FRAMES = 0.001
"""Seconds between two looks at what wants painting; Textual's own 1/60 would only be waited for."""


async def until_idle(*_: float) -> None:
    """Wait until no callback is ready and no timer is due soon."""
    loop: Any = asyncio.get_running_loop()
    end = monotonic() + LONGEST
    while monotonic() < end:
        await asyncio.sleep(0)
        if not loop._ready:  # noqa: SLF001 - asyncio tells nobody whether callbacks are left
            timers = [each.when() for each in loop._scheduled if not each.cancelled()]  # noqa: SLF001
            wait = min(timers, default=end) - loop.time()
            if wait > SOON:
                return
            await asyncio.sleep(max(0.0, wait))


async def _screen_is_idle(_: Pilot[Any], timeout: float = 30.0) -> bool:  # noqa: ASYNC109 - Textual's
    await until_idle(timeout)
    return True


def wait_until_idle() -> None:
    """Have every pilot of this process wait so."""
    for module in (textual.app, textual.pilot):
        vars(module)["wait_for_idle"] = until_idle
    vars(textual.screen)["UPDATE_PERIOD"] = BETWEEN_FRAMES
    Pilot._wait_for_screen = _screen_is_idle  # type: ignore[assignment, method-assign]  # noqa: SLF001
