"""The line of tabs: the open one is highlighted, and each can be clicked."""

from typing import Final

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

TABS: Final = {
    "today": "Today",
    "points": "Points",
    "sessions": "History",
    "mat": "Mat",
    "calendar": "Calendar",
    "insights": "Insights",
}
"""The names of the tabs in order; key 1 opens the first."""
_SHORT: Final = {"calendar": "Cal", "insights": "Ins"}
_WORDS: Final = 54
_SHORT_WORDS: Final = 39
"""Minimum widths for whole words without digits, and for short ones."""
_LEAST: Final = Size(32, 8)
"""Minimum size of a screen on which a tab is of use."""
_FITS: Final = Size(40, 12)


class TabLine(Widget):
    """One line with the tabs, as many words as fit."""

    def __init__(self, current: str, mark: str = "") -> None:
        """``mark`` is shown at the right end, such as a note that this is a demo."""
        super().__init__()
        self._current = current
        self._mark = f" {mark} " if mark else ""

    def render(self) -> Content:
        """The line at its width: digits and words, words, short words, or digits.

        If the screen is too small for a tab it says so; a running session continues.
        """
        if self.app.size.width < _LEAST.width or self.app.size.height < _LEAST.height:
            return Content(f" small: {_FITS.width}x{_FITS.height} fits")
        here = "$block-cursor-foreground on $primary"
        parts = [
            (words, here if tab == self._current else "$quiet")
            for tab, words in self._words().items()
        ]
        mark = self._mark
        room = self.size.width - self._margin - sum(len(words) for words, _ in parts)
        if len(mark) > room:
            mark = f" {mark.strip().partition(':')[0]} " if mark else ""
        gap = " " * max(0, room - len(mark))
        return Content.assemble(" " * self._margin, *parts, gap, (mark, "bold $warning"))

    async def on_click(self, event: events.Click) -> None:
        """Open the clicked tab."""
        end = self._margin
        for tab, words in self._words().items():
            end += len(words)
            if event.x < end:
                await self.run_action(f"app.tab('{tab}')")
                return

    @property
    def _margin(self) -> int:
        return 1 if self.size.width >= 72 else 0

    def _words(self) -> dict[str, str]:
        """The words of each tab."""
        width = self.size.width
        if width >= 72:
            return {tab: f" {at} {name} " for at, (tab, name) in enumerate(TABS.items(), 1)}
        if width >= _SHORT_WORDS:
            short = {} if width >= _WORDS else _SHORT
            return {tab: f" {short.get(tab, name)} " for tab, name in TABS.items()}
        return {
            tab: f" {at} {name} " if tab == self._current else f" {at} "
            for at, (tab, name) in enumerate(TABS.items(), 1)
        }
