"""A dialog for a date, typed as ``18 nov``, ``yesterday``, ``18.11.`` or ``2025``."""

from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tracker.core.text.dates import WhenError, day, day_words
from tracker.core.text.examples import DAYS
from tracker.ui.screens.kinds import Dialog
from tracker.ui.widgets.key_line import key_words
from tracker.ui.widgets.signpost_line import SignpostLine


class GoToScreen(Dialog[date]):
    """Answers the date; while it is typed, shows which one was understood."""

    BINDINGS: ClassVar[list[BindingType]] = []

    def compose(self) -> ComposeResult:
        """The line and the date it means."""
        with Vertical(classes="dialog"):
            yield Static("Go to a date", classes="title", markup=False)
            line = Input(placeholder=", ".join((DAYS[3], DAYS[1], DAYS[2], DAYS[-1])), id="date")
            line.cursor_blink = False
            yield line
            yield SignpostLine()
            yield Static(id="meant", classes="quiet", markup=False)
            yield Static(key_words(("enter", "go there"), ("esc", "back")), classes="answers")

    @on(Input.Changed)
    def _read(self, changed: Input.Changed) -> None:
        self.query_one(SignpostLine).answer(self.tracker, changed.value)
        try:
            words = self._written(self._meant(changed.value)) if changed.value.strip() else ""
        except WhenError as wrong:
            words = str(wrong)
        self.query_one("#meant", Static).update(Content(words))

    @on(Input.Submitted)
    def _accept(self, submitted: Input.Submitted) -> None:
        try:
            self.dismiss(self._meant(submitted.value))
        except WhenError as wrong:
            self.query_one("#meant", Static).update(Content(str(wrong)))

    def _meant(self, text: str) -> date:
        order = self.tracker.settings.date_order
        return day(text, self.tracker.today, order, ahead=True)

    def _written(self, meant: date) -> str:
        return day_words(meant, self.tracker.settings.date_order)
