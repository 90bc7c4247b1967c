"""Steps of a session as a person takes them, for the tests of its screens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual_inside import strips

from tracker.ui.session.live import LiveScreen

if TYPE_CHECKING:
    from conftest import HandClock
    from textual.pilot import Pilot

CODES = "pc6 left ht7"
"""Three holds: PC6 left, HT7 left, HT7 right."""
HOLD = 20
SETTLE = 5


async def choose(pilot: Pilot[None], codes: str = CODES, hold: int = HOLD) -> None:
    """From a tab to what is coming: these points, each that long."""
    await pilot.press("s", "slash", *codes, "tab", *str(hold), "enter")
    await pilot.pause()


async def begin(pilot: Pilot[None], codes: str = CODES, hold: int = HOLD) -> LiveScreen:
    """From a tab into a running session."""
    await choose(pilot, codes, hold)
    await pilot.press("enter", "enter")
    await pilot.pause()
    return live(pilot)


def live(pilot: Pilot[None]) -> LiveScreen:
    """The running session on the screen."""
    screen = pilot.app.screen
    assert isinstance(screen, LiveScreen)
    return screen


async def let_pass(pilot: Pilot[None], clock: HandClock, seconds: float) -> None:
    """Let time pass, sampled every few seconds, also below other screens."""
    left = seconds
    while left > 0:
        clock.seconds += min(left, 5)
        left -= 5
        for screen in list(pilot.app.screen_stack):
            if isinstance(screen, LiveScreen):
                screen.sample()
    await pilot.pause()


def said(pilot: Pilot[None]) -> str:
    """Everything on the screen, as text."""
    rows = strips(pilot.app.screen)
    return "\n".join("".join(segment.text for segment in strip) for strip in rows)
