"""Collects pasted text, from its opening mark to its end mark or a second without more.

Text that comes later, up to the end mark, belongs to the same paste. A single key does not: the end
mark can be lost for good, and then keys must work again.
"""

import re
from typing import Final, NamedTuple

END: Final = "\x1b[201~"
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""All but tab, line feed and carriage return."""
_GOES_ON: Final = 60.0
"""Seconds after its last text during which a broken-off paste can continue."""


class Pasted(NamedTuple):
    """Pasted text, without control characters."""

    text: str


class Pastes:
    """The paste that is open, or was broken off."""

    def __init__(self) -> None:
        self.is_open = False
        self._parts: list[str] = []
        self._tail = ""
        """The last characters that came, if they could be the start of the end mark."""
        self._broken_off: float | None = None

    def begin(self) -> None:
        """Open a new paste."""
        self.is_open, self._broken_off = True, None
        self._parts, self._tail = [], ""

    def end(self) -> None:
        """Close the paste, or forget a broken-off one: its end mark came."""
        self.begin()
        self.is_open = False

    def take(self, text: str, at: int) -> tuple[Pasted | None, int]:
        """Take text from index ``at`` up to the end mark.

        Returns the paste, or `None` if it is empty or goes on, and the index after what was taken.
        """
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
        """Return the text so far, because no more came; `None` without any. It can still go on."""
        pasted = self._so_far()
        self.is_open, self._broken_off = False, now
        return pasted

    def may_go_on(self, now: float) -> bool:
        """Whether text that comes now can continue a broken-off paste."""
        return self._broken_off is not None and now - self._broken_off <= _GOES_ON

    def go_on(self, text: str) -> None:
        """Open the broken-off paste again, starting with this text."""
        self.is_open, self._broken_off = True, None
        self.take(text, 0)

    def _so_far(self) -> Pasted | None:
        text = _CONTROLS.sub("", "".join(self._parts))
        self._parts = []
        return Pasted(text) if text else None
