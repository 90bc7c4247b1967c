"""A dialog that lists entries, such as goals, with a line to write one and a key to remove one."""

from abc import abstractmethod
from collections.abc import Sequence
from datetime import date
from typing import ClassVar, Final, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tracker.core.entry.goal_line import LineError
from tracker.core.facts.goals_and_rests import Goal, Rest
from tracker.core.facts.reminders import Reminder, ReminderError
from tracker.core.text.dates import WhenError, day_words
from tracker.core.text.durations import DurationError
from tracker.journal.journal import Change
from tracker.ui.screens.confirm import ConfirmScreen
from tracker.ui.screens.kinds import Dialog
from tracker.ui.widgets.key_line import key_words
from tracker.ui.widgets.rows import Column, Rows
from tracker.ui.widgets.signpost_line import SignpostLine

Entry = TypeVar("Entry", Goal, Rest, Reminder)
WRONG_LINE: Final = (LineError, ReminderError, WhenError, DurationError)
"""The errors for a line with words that are not understood."""


class EntryList(Dialog[None], Generic[Entry]):
    """The list and the line. While the person types, the meaning and its effect are shown."""

    EXAMPLE: ClassVar[str] = ""
    """An example of a line, shown while nothing is typed."""
    COLUMNS: ClassVar[Sequence[Column]] = (Column(34), Column())
    MORE_KEYS: ClassVar[Sequence[tuple[str, str]]] = ()
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("D", "remove", "remove", id="aims.remove"),
        Binding("slash,i", "line", "write", id="aims.line", show=False),
        Binding("question_mark", "app.help", "keys", id="aims.help", show=False),
    ]

    @property
    @abstractmethod
    def heading(self) -> str:
        """The title of the dialog."""

    @abstractmethod
    def entries(self) -> Sequence[Entry]:
        """The entries to list, in order."""

    @abstractmethod
    def cells(self, entry: Entry) -> tuple[str, str]:
        """The two cells of an entry's row."""

    @abstractmethod
    def entry_of(self, text: str) -> Entry:
        """The entry that a line means. Raises one of ``WRONG_LINE`` if it means none."""

    def change(self, entry: Entry) -> Change:
        """The change that keeps an entry."""
        return Change(None, entry)

    @abstractmethod
    def label(self, entry: Entry) -> str:
        """The label of the step that records it; after ``remove``, of its removal."""

    @abstractmethod
    def effects(self, change: Change) -> str:
        """The effect of a change, in words; empty without one."""

    def written(self, day: date) -> str:
        """A date in the person's order of day and month."""
        return day_words(day, self.tracker.settings.date_order)

    def compose(self) -> ComposeResult:
        """The line, its meaning, the list."""
        with Vertical(classes="dialog"):
            yield Static(id="title", classes="title", markup=False)
            line = Input(placeholder=self.EXAMPLE, id="line")
            line.cursor_blink = False
            yield line
            yield SignpostLine()
            yield Static(id="said", markup=False)
            yield Static(id="effect", classes="accent", markup=False)
            yield Rows[Entry](self.COLUMNS, self.cells, id="entries", empty="None yet.")
            yield Static(id="keys", classes="answers", markup=False)

    def on_mount(self) -> None:
        """Focus the line; follow changes made elsewhere."""
        self.query_one("#line").focus()
        self.follow()
        self.watch(self.app, "revision", self.follow, init=False)

    def follow(self) -> None:
        """Show the current entries."""
        self.query_one("#title", Static).update(Content(self.heading))
        self._rows.show(self.entries())
        keys = (("enter", "save"), ("tab", "list"), *self.MORE_KEYS)
        keys += (("D", "remove"), ("esc", "back"))
        self.query_one("#keys", Static).update(key_words(*keys))
        self._show_line()

    @property
    def _rows(self) -> Rows[Entry]:
        return self.query_one("#entries", Rows)

    @on(Input.Changed, "#line")
    def _changed(self) -> None:
        self._show_line()

    def _show_line(self, *, refused: bool = False) -> None:
        text = self.query_one("#line", Input).value
        self.query_one(SignpostLine).answer(self.tracker, text)
        understood, effect = self.query_one("#said", Static), self.query_one("#effect", Static)
        understood.set_class(refused, "problem")
        understood.update(Content(""))
        effect.update(Content(""))
        if not text.strip() and not refused:
            return
        try:
            entry = self.entry_of(text)
        except WRONG_LINE as wrong:
            understood.update(Content(str(wrong)))
            return
        understood.update(Content("  ".join(self.cells(entry))))
        effect.update(Content(self.effects(self.change(entry))))

    @on(Input.Submitted, "#line")
    def _save(self) -> None:
        line = self.query_one("#line", Input)
        try:
            entry = self.entry_of(line.value)
        except WRONG_LINE:
            self._show_line(refused=True)
            return
        change, label = self.change(entry), self.label(entry)
        if self.tracker.change(self.tracker.journal.change, change, label=label):
            line.value = ""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer to remove only if there is an entry."""
        return bool(self._rows.items) if action == "remove" and self.is_mounted else True

    def action_line(self) -> None:
        """Focus the line."""
        self.query_one("#line").focus()

    def action_remove(self) -> None:
        """Ask, with the effect, then remove the entry under the cursor."""
        entry = self._rows.current
        if entry is None:
            return

        def answered(agreed: bool | None) -> None:
            if agreed:
                label = f"remove {self.label(entry)}"
                self.tracker.change(self.tracker.journal.remove, entry, label=label)

        effects = self.effects(Change(entry, None))
        about = ("  ".join(self.cells(entry)), effects, "u brings it back.")
        self.app.push_screen(ConfirmScreen("Remove this?", about=about, yes="remove"), answered)
