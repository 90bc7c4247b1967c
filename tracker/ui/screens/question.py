"""Dialogs for one answer out of a few."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tracker.ui.screens.kinds import Dialog
from tracker.ui.widgets.rows import Column, Rows


@dataclass(frozen=True, slots=True)
class Way:
    """One answer: its name, its words, and a remark."""

    name: str
    words: str
    more: str = ""


class QuestionDialog(Dialog[str]):
    """Answers the name of the chosen row, or `None` if left. The careful answer comes first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "leave", "back", id="question.leave", show=False),
    ]

    def __init__(self, title: str, words: str, choices: Sequence[Way]) -> None:
        super().__init__()
        self._title = title
        self._words = words
        self._choices = choices

    def compose(self) -> ComposeResult:
        """The question above the rows of answers."""
        with Vertical(classes="dialog"):
            yield Static(Content(self._title), classes="title")
            yield Static(Content(self._words), classes="words")
            width = max(len(choice.words) for choice in self._choices) + 1
            columns = (Column(width), Column(quiet=True, only_wide=True))
            rows = Rows[Way](columns, lambda choice: (choice.words, choice.more), id="choices")
            rows.styles.height = len(self._choices)
            yield rows
            yield Static("enter chooses · esc goes back", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Put the cursor on the first answer."""
        self.query_one(Rows).show(self._choices)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Answer with the name of the row."""
        if isinstance(event.item, Way):
            self.dismiss(event.item.name)
