"""Signals of a session: one or more bells, a flash, a desktop notice."""

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from textual.widget import Widget

from tracker.core.text.visible import visible

APART: Final = 0.35
"""Seconds between two bells; many terminals merge closer ones."""
FLASH: Final = 0.18
"""Seconds that a flash lasts."""


class Bell(StrEnum):
    """How a session signals; its key goes through these in this order."""

    ON = "on"
    FLASH = "flash"
    OFF = "off"

    @property
    def next(self) -> "Bell":
        """The next in that order; the first after the last."""
        order = list(Bell)
        return order[(order.index(self) + 1) % len(order)]

    @property
    def words(self) -> str:
        """The message when it is chosen."""
        return {Bell.ON: "bell on", Bell.FLASH: "flash instead of the bell", Bell.OFF: "bell off"}[
            self
        ]


def ring(widget: Widget, times: int, bell: Bell) -> None:
    """Ring the bell, or flash this widget, ``times`` times; do nothing if it is off."""
    if bell is Bell.OFF:
        return
    once: Callable[[], object] = widget.app.bell if bell is Bell.ON else lambda: _flash(widget)
    for number in range(times):
        if number:
            widget.set_timer(number * APART, once)
        else:
            once()


def _flash(widget: Widget) -> None:
    widget.add_class("-flash")
    widget.set_timer(FLASH, lambda: widget.remove_class("-flash"))


def notice(style: str, words: str) -> str:
    """The escape sequence of a desktop notice, ``osc9`` or ``osc777``; empty for other styles.

    Control characters in the words are replaced, so they cannot end the sequence early.
    """
    said = visible(words, lines=False).replace(";", ",")
    match style:
        case "osc9":
            return f"\x1b]9;{said}\x07"
        case "osc777":
            return f"\x1b]777;notify;tsubo;{said}\x07"
        case _:
            return ""
