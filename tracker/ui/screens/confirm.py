"""A question that is confirmed or left."""

from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tracker.ui.screens.kinds import Dialog


class ConfirmScreen(Dialog[bool]):
    """A question and lines of background. Answers `True` for yes; `False` or `None` otherwise."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "yes", "yes", id="ask.yes"),
        Binding("escape,n,q", "leave", "no", id="ask.no"),
    ]

    def __init__(
        self, question: str, *, about: Sequence[str] = (), yes: str = "yes", no: str = "no"
    ) -> None:
        super().__init__()
        self._question = question
        self._about = tuple(line for line in about if line)
        self._yes, self._no = yes, no

    def compose(self) -> ComposeResult:
        """The question, the lines about it, both answers."""
        with Vertical(classes="dialog"):
            yield Static(self._question, classes="title", markup=False)
            if self._about:
                yield Static("\n".join(self._about), classes="words", markup=False)
            answers = Content.assemble(
                ("enter", "$primary"),
                (f" {self._yes}    ", "$quiet"),
                ("esc", "$primary"),
                (f" {self._no}", "$quiet"),
            )
            yield Static(answers, classes="answers")

    def action_yes(self) -> None:
        """Answer yes."""
        self.dismiss(True)

    def action_leave(self) -> None:
        """Answer no."""
        self.dismiss(False)


def ask_to_leave(screen: Screen[Any]) -> None:
    """Ask before closing a dialog with unsaved input; yes closes it without an answer."""

    def left(yes: bool | None) -> None:
        if yes:
            screen.dismiss(None)

    screen.app.push_screen(ConfirmScreen("Leave without saving?", yes="leave", no="go on"), left)
