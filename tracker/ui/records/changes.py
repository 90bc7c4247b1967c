"""The last changes, each with the effect of taking it back or making it again."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Static

from tracker.journal.journal import RecentStep
from tracker.practice import undo
from tracker.ui.screens.kinds import Dialog
from tracker.ui.widgets.key_line import key_words
from tracker.ui.widgets.rows import Column, Rows

EMPTY = "Nothing was changed yet. What you add, correct or remove will be listed here."


class ChangesScreen(Dialog[None]):
    """A row for each change, newest first; enter takes it back or makes it again."""

    HELP = "The last changes, newest first. Enter takes one back, and again brings it back."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "leave", "back", id="changes.leave", show=False),
        Binding("question_mark", "app.help", "keys", id="changes.help", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._words: dict[tuple[str, bool, int], undo.StepWords] = {}
        """Words of the steps that were seen, by id, state and the revision of the journal."""

    def compose(self) -> ComposeResult:
        """The list, the effect of the change under the cursor, the keys."""
        columns = (Column(11, quiet=True), Column(), Column(least=90))
        with Vertical(classes="dialog -tall"):
            yield Static("Changes", classes="title", markup=False)
            yield Rows[RecentStep](columns, self._cells, id="changes", empty=EMPTY)
            yield Static(id="effect", classes="accent", markup=False)
            keys = key_words(("enter", "take back or bring back"), ("esc", "back"))
            yield Static(keys, classes="answers")

    def on_mount(self) -> None:
        """List the changes, also those that others make meanwhile."""
        self.query_one("#changes").focus()
        self.follow()
        self.watch(self.app, "revision", self.follow, init=False)

    def follow(self) -> None:
        """Show the changes as they are now."""
        self.query_one("#changes", Rows).show(self.tracker.journal.recent())

    def on_rows_highlighted(self, moved: Rows.Highlighted) -> None:
        """Show the effect of the change under the cursor."""
        words = self._words_of(moved.item) if isinstance(moved.item, RecentStep) else undo.NO_WORDS
        self.query_one("#effect", Static).update(words.effect)

    def on_rows_chosen(self, chosen: Rows.Chosen) -> None:
        """Take the change back, or make it again."""
        if isinstance(chosen.item, RecentStep):
            self.tracker.change(undo.toggle, self.tracker, chosen.item)

    def _cells(self, recent: RecentStep) -> tuple[str, str, str]:
        words = self._words_of(recent)
        return undo.state_of(recent), words.name, words.effect

    def _words_of(self, recent: RecentStep) -> undo.StepWords:
        """The words of a change; its effect takes milliseconds, so each is asked once."""
        key = (recent.step.id, recent.is_done, self.tracker.journal.revision)
        if key not in self._words:
            self._words[key] = undo.recent_words(self.tracker, recent)
        return self._words[key]
