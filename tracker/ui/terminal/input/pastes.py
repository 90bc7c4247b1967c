"""Pasted text: from its opening mark to its end mark, or to a second of silence.

What comes after the silence, up to the end mark, is text of the same paste. A single key is not:
the mark may be lost for good, and then the app must not stay deaf.
"""

import re
from typing import Final, NamedTuple

END: Final = "\x1b[201~"
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""All but tab, line feed and carriage return."""
_GOES_ON: Final = 60.0
"""Seconds after the last of its text in which a broken-off paste can go on."""


class Pasted(NamedTuple):
    """Pasted text, without control characters."""

    text: str


class Pastes:
    """The paste that is open, or was broken off."""

    def __init__(self) -> None:
        self.is_open = False
        self._parts: list[str] = []
        self._tail = ""
        """Its last characters: they can be the start of the end mark."""
        self._broken_off: float | None = None

    def begin(self) -> None:
        """Open a new paste."""
        self.is_open, self._broken_off = True, None
        self._parts, self._tail = [], ""

    def end(self) -> None:
        """Forget a broken-off paste: its end mark came."""
        self.begin()
        self.is_open = False

    def take(self, text: str, at: int) -> tuple[Pasted | None, int]:
        """Take text from here up to the end mark; the paste if it ended, and where it did."""
        known = len(self._tail)
        rest = self._tail + text[at:]
        end = rest.find(END)
        if end < 0:
            keep = next(n for n in range(len(END) - 1, -1, -1) if rest.endswith(END[:n]))
            self._parts.append(rest[: len(rest) - keep])
            self._tail = rest[len(rest) - keep :]
            return None, len(text)
        self._parts.append(rest[:end])
        pasted = self._so_far()
        self.end()
        return pasted, at + end + len(END) - known

    def break_off(self, now: float) -> Pasted | None:
        """Give what has come, because no more did; its end mark may still come."""
        pasted = self._so_far()
        self.is_open, self._broken_off = False, now
        return pasted

    def may_go_on(self, now: float) -> bool:
        """Whether what comes now can continue a broken-off paste."""
        return self._broken_off is not None and now - self._broken_off <= _GOES_ON

    def go_on(self, text: str) -> None:
        """Open the broken-off paste again, with this text."""
        self.is_open, self._broken_off = True, None
        self.take(text, 0)

    def _so_far(self) -> Pasted | None:
        text = _CONTROLS.sub("", "".join(self._parts))
        self._parts = []
        return Pasted(text) if text else None
