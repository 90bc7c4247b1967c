"""The sections of a tab in one line: which is open, and at the right what it covers."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.widget import Widget


class SectionLine(Widget):
    """Names of sections; a click opens one."""

    @dataclass
    class Chosen(Message):
        """A section was clicked."""

        line: "SectionLine"
        place: int

        @property
        def control(self) -> "SectionLine":
            """The line it came from."""
            return self.line

    def __init__(self, names: Sequence[str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._names = tuple(names)
        self._current = 0
        self._right = ""

    @property
    def right(self) -> str:
        """What is said at the right end."""
        return self._right

    def show(self, current: int, right: str) -> None:
        """This one is open, and covers that."""
        if (current, right) != (self._current, self._right):
            self._current, self._right = current, right
            self.refresh()

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """One row."""
        return 1

    def render(self) -> Content:
        """The names; the right end only where there is room for it."""
        parts = [
            (f" {name} ", "bold $primary" if at == self._current else "$quiet")
            for at, name in enumerate(self._names)
        ]
        line = Content.assemble(*parts)
        room = self.size.width - line.cell_length - len(self._right) - 1
        return (
            line if room < 1 else line + Content(" " * room) + Content.styled(self._right, "$quiet")
        )

    def on_click(self, event: events.Click) -> None:
        """Open the section under the pointer."""
        end = 0
        for place, name in enumerate(self._names):
            end += len(name) + 2
            if event.x < end:
                self.post_message(self.Chosen(self, place))
                return
