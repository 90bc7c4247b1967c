"""The line of tabs: the open one, and the digits of the others."""

from typing import Final

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

TABS: Final = {
    "today": "Today",
    "points": "Points",
    "sessions": "Sessions",
    "mat": "Mat",
    "calendar": "Calendar",
    "insights": "Insights",
}
"""The names of the tabs in order; key 1 opens the first."""
_LEAST: Final = Size(32, 8)
"""Minimum size of a screen on which a tab is of use."""
_FITS: Final = Size(40, 12)


class TabLine(Widget):
    """One line: the open tab is highlighted, the others show their keys."""

    def __init__(self, current: str, mark: str = "") -> None:
        """``mark`` is shown at the right end, such as a note that this is a demo."""
        super().__init__()
        self._current = current
        self._mark = f" {mark} " if mark else ""

    def render(self) -> Content:
        """The line at its width; a narrow one names only the open tab.

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
        room = self.size.width - sum(len(words) for words, _ in parts)
        if len(mark) > room:
            mark = f" {mark.strip().partition(':')[0]} " if mark else ""
        gap = " " * max(0, room - len(mark))
        return Content.assemble(*parts, gap, (mark, "bold $warning"))

    async def on_click(self, event: events.Click) -> None:
        """Open the clicked tab."""
        end = 0
        for tab, words in self._words().items():
            end += len(words)
            if event.x < end:
                await self.run_action(f"app.tab('{tab}')")
                return

    def _words(self) -> dict[str, str]:
        """The words of each tab."""
        narrow = self.size.width < 72
        return {
            tab: f" {number} " if narrow and tab != self._current else f" {number} {name} "
            for number, (tab, name) in enumerate(TABS.items(), 1)
        }
