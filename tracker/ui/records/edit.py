"""The dialogs that correct a record, with the effect on the streak.

The dialogs answer a corrected record or `None`; ``edit`` and ``remove`` also make the change.
"""

from typing import Any, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from tracker.core.entry.new_records import EntryError
from tracker.core.facts.record_names import practice_name
from tracker.core.facts.sessions import Kind, MatSession, Practice
from tracker.core.text.moments import describe
from tracker.core.text.refusals import FieldError
from tracker.journal.journal import Change
from tracker.practice import entries
from tracker.practice.effects import effect
from tracker.practice.names import record_label
from tracker.ui.screens.confirm import ConfirmScreen, ask_to_leave
from tracker.ui.screens.form import Form
from tracker.ui.screens.kinds import Dialog
from tracker.ui.screens.tracker import Tracker
from tracker.ui.widgets.key_line import key_words


class EditScreen(Dialog[Practice]):
    """Every field of one record; enter answers the corrected record, escape `None`."""

    HELP = (
        "Change what is not right. Began takes a moment as you would write it, and moves the "
        "record there. An empty field is no answer."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "save", id="edit.save", priority=True),
        Binding("question_mark", "app.help", "keys", id="edit.help", show=False),
    ]

    def __init__(self, practice: Practice, draft: Practice | None = None) -> None:
        """``draft`` is the record as a correction that was refused would have made it."""
        super().__init__()
        self._practice = practice
        self._draft = draft or practice

    def compose(self) -> ComposeResult:
        """The fields, the effect of the correction, the keys."""
        fields = entries.fields_of(self.tracker, self._practice)
        values = {field.name: getattr(self._draft, field.name) for field in fields}
        with Vertical(classes="dialog edit"):
            yield Static(named(self.tracker, self._practice), classes="title", markup=False)
            yield Form(fields, values, id="fields")
            yield Static(id="understood", markup=False)
            keys = key_words(("enter", "save"), ("tab", "next field"), ("esc", "back"))
            yield Static(keys, classes="answers")

    def on_mount(self) -> None:
        """Focus the first field, the moment."""
        self.query_one("#started").focus()
        self._show()

    @on(Form.Changed)
    def changed(self) -> None:
        """Show the effect of the correction as it is now."""
        self._show()

    @property
    def _corrected(self) -> Practice:
        return entries.corrected(self.tracker, self._practice, self.query_one(Form).answers)

    def _show(self, *, refused: bool = False) -> None:
        said = self.query_one("#understood", Static)
        said.set_class(refused, "problem")
        try:
            corrected = self._corrected
        except (EntryError, FieldError) as wrong:
            said.update(Content(str(wrong)))
            return
        said.set_class(False, "problem")
        if corrected == self._practice:
            said.update(Content.styled("Nothing changed yet.", "$quiet"))
            return
        streak = effect(self.tracker, corrected.kind, Change(self._practice, corrected))
        moved = self._moved_words(corrected)
        said.update(Content.assemble(moved and f"{moved}   ", (streak, "$primary")))

    def _moved_words(self, corrected: Practice) -> str:
        """The moment that a record is moved to, and what was assumed for it; empty if it is not."""
        if corrected.started == self._practice.started:
            return ""
        typed = self.query_one("#started", Input).value
        noted = entries.moment_note(self.tracker, self._practice, typed)
        order = self.tracker.settings.date_order
        return f"moves to {noted or describe(corrected.started, self.tracker.now(), order)}"

    def action_save(self) -> None:
        """Answer the corrected record; a wrong value is named, and its field gets the focus."""
        try:
            corrected = self._corrected
        except (EntryError, FieldError) as wrong:
            self._show(refused=True)
            self.query_one(Form).go_to(wrong.field)
            return
        self.dismiss(None if corrected == self._practice else corrected)

    def action_leave(self) -> None:
        """Close; ask first if something was changed."""
        if self.query_one(Form).touched or self._draft != self._practice:
            ask_to_leave(self)
        else:
            self.dismiss(None)


class EditSession(EditScreen):
    """Corrects a session of points."""


class EditMat(EditScreen):
    """Corrects a mat session."""


def named(tracker: Tracker, practice: Practice) -> str:
    """``Three calm minutes, Sat 21 Nov 2026, 21:30``."""
    name = practice_name(practice, tracker.library.routine_name)
    return f"{name}, {describe(practice.started, tracker.now(), tracker.settings.date_order)}"


def edit(
    screen: Screen[Any], practice: Practice, tracker: Tracker, draft: Practice | None = None
) -> None:
    """Ask for a correction of this record, and make it; ask again if it is refused."""

    def correct(corrected: Practice | None) -> None:
        if corrected is None:
            return
        if not tracker.change(entries.correct, tracker, practice, corrected):
            edit(screen, practice, tracker, corrected)

    dialog = EditMat if isinstance(practice, MatSession) else EditSession
    screen.app.push_screen(dialog(practice, draft), correct)


def remove(screen: Screen[Any], practice: Practice, tracker: Tracker) -> None:
    """Ask whether to remove this record, with the effect, and remove it."""

    def gone(yes: bool | None) -> None:
        if yes:
            label = f"remove {record_label(tracker, practice)}"
            tracker.change(tracker.journal.remove, practice, label=label)

    kind = {Kind.POINTS: "session", Kind.MAT: "mat session"}[practice.kind]
    question = ConfirmScreen(
        f"Remove this {kind}?",
        about=(
            named(tracker, practice),
            effect(tracker, practice.kind, Change(practice, None)),
            "u brings it back.",
        ),
        yes="remove",
        no="keep",
    )
    screen.app.push_screen(question, gone)
