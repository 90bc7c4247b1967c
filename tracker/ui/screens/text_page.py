"""A dialog with lines of text to read."""

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tracker.ui.screens.kinds import Dialog


class ReadingScreen(Dialog[None]):
    """A title and lines of text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,enter", "leave", "close", id="reading.leave", show=False),
        Binding("j", "scroll(1)", "down", id="reading.down", show=False),
        Binding("k", "scroll(-1)", "up", id="reading.up", show=False),
    ]

    def __init__(self, title: str, lines: Iterable[str]) -> None:
        super().__init__()
        self._title = title
        self._lines = "\n".join(lines).rstrip()

    def compose(self) -> ComposeResult:
        """The title, the text in a scrolling window, the keys."""
        with Vertical(classes="dialog -tall"):
            yield Static(self._title, classes="title", markup=False)
            with VerticalScroll(id="reading"):
                yield Static(Content(self._lines))
            yield Static("↑ ↓ scroll   esc closes", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Focus the text, so that the arrows scroll it."""
        self.query_one("#reading").focus()

    def action_scroll(self, by: int) -> None:
        """Scroll by lines; negative is up."""
        self.query_one("#reading").scroll_relative(y=by, animate=False)
