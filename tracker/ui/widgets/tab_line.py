"""The line of tabs: where the person is, and the digit that leads elsewhere."""

from typing import Final

from textual.content import Content
from textual.widget import Widget

TABS: Final = {
    "today": "Today",
    "points": "Points",
    "sessions": "Sessions",
    "mat": "Mat",
    "calendar": "Calendar",
    "insights": "Insights",
}
"""Names of the tabs in their order; the first is key 1."""


class TabLine(Widget):
    """One line: the tab that is open stands out, the others say their key."""

    def __init__(self, current: str) -> None:
        super().__init__()
        self._current = current

    def render(self) -> Content:
        """The line at the width it has; narrow ones name only the open tab."""
        narrow = self.size.width < 72
        parts: list[Content] = []
        for number, (tab, name) in enumerate(TABS.items(), 1):
            here = tab == self._current
            words = f" {number} " if narrow and not here else f" {number} {name} "
            style = "$block-cursor-foreground on $primary" if here else "$quiet"
            parts.append(Content.from_markup(f"[@click=app.tab('{tab}')]{words}[/]").stylize(style))
        return Content(" ").join([Content(""), *parts])
