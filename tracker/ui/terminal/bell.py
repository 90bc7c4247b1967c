"""How a session makes itself heard: bells told apart by their number, a flash, a desktop notice."""

from collections.abc import Callable
from enum import StrEnum
from typing import Final

from textual.widget import Widget

from tracker.core.text.visible import visible

APART: Final = 0.35
"""Seconds between two rings: closer, and many terminals make one of them."""
FLASH: Final = 0.18


class Bell(StrEnum):
    """What stands for a bell; the key goes through them in this order."""

    ON = "on"
    FLASH = "flash"
    OFF = "off"

    @property
    def next(self) -> "Bell":
        """The one after it."""
        order = list(Bell)
        return order[(order.index(self) + 1) % len(order)]

    @property
    def words(self) -> str:
        """What is said when it is chosen."""
        return {Bell.ON: "bell on", Bell.FLASH: "flash instead of the bell", Bell.OFF: "bell off"}[
            self
        ]


def ring(widget: Widget, times: int, bell: Bell) -> None:
    """Ring, or flash this widget, that often."""
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
    """The escape for a desktop notice, ``osc9`` or ``osc777``; nothing for any other style.

    The words can hold no control sign, so they cannot end the escape early.
    """
    said = visible(words, lines=False).replace(";", ",")
    match style:
        case "osc9":
            return f"\x1b]9;{said}\x07"
        case "osc777":
            return f"\x1b]777;notify;tsubo;{said}\x07"
        case _:
            return ""
