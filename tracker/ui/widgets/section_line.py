"""The sections of a tab in one line, with the period that the open one covers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from textual import events
from textual.content import Content
from textual.geometry import Offset, Size
from textual.message import Message
from textual.widget import Widget

_GAP: Final = 3
"""Columns between two names."""


class SectionLine(Widget):
    """The names of the sections; a click opens one."""

    @dataclass
    class Chosen(Message):
        """A section was clicked."""

        line: "SectionLine"
        place: int

        @property
        def control(self) -> "SectionLine":
            """The line that sent it."""
            return self.line

    def __init__(self, names: Sequence[str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._names = tuple(names)
        self._current = 0
        self._right = ""

    @property
    def current(self) -> str:
        """The name of the open section."""
        return self._names[self._current]

    @property
    def right(self) -> str:
        """The words at the right end."""
        return self._right

    @property
    def cursor_offset(self) -> Offset:
        """The place of the name of the open section."""
        passed = self._names[: self._current] if self._fits else ()
        return Offset(sum(len(name) + _GAP for name in passed), 0)

    def offer(self, names: Sequence[str]) -> None:
        """Show these sections."""
        if tuple(names) != self._names:
            self._names = tuple(names)
            self.refresh()

    def show(self, current: int, right: str) -> None:
        """Mark the open section, with the period it covers."""
        if (current, right) != (self._current, self._right):
            self._current, self._right = current, right
            self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """One row."""
        return 1

    def render(self) -> Content:
        """The names, or only the open one; the right end if there is room for it."""
        width = self.size.width
        names = [
            Content.styled(name, "bold $primary" if at == self._current else "$quiet")
            for at, name in enumerate(self._names)
            if at == self._current or self._fits
        ]
        line = Content(" " * _GAP).join(names)
        room = width - line.cell_length - len(self._right) - 1
        if room < 1:
            return line
        return line + Content(" " * room) + Content.styled(self._right, "$quiet")

    @property
    def _fits(self) -> bool:
        return sum(len(name) + _GAP for name in self._names) - _GAP <= self.size.width

    def on_click(self, event: events.Click) -> None:
        """Open the clicked section; if only one name is shown, the next section."""
        if not self._fits:
            self.post_message(self.Chosen(self, (self._current + 1) % len(self._names)))
            return
        end = 0
        for place, name in enumerate(self._names):
            end += len(name) + _GAP
            if event.x < end - 1:
                self.post_message(self.Chosen(self, place))
                return
