"""The questions after a session: moods, effects, a note. Answering them records it."""

from collections.abc import Mapping
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from tracker.checkpoint.autosave import Autosave
from tracker.core.entry.record_fields import AFTER
from tracker.core.session.running import Answer
from tracker.core.text.durations import duration_words
from tracker.core.text.field_checks import check_length
from tracker.core.text.refusals import FieldError
from tracker.practice import sessions
from tracker.practice.names import session_title
from tracker.practice.summary import Summary
from tracker.ui.screens.form import Form
from tracker.ui.screens.kinds import SessionScreen
from tracker.ui.screens.question import QuestionDialog, Way
from tracker.ui.widgets.key_line import KeyLine

_BEAT: Final = 5.0
"""Seconds between two polls of the checkpoint; it is written far less often."""


class AfterScreen(SessionScreen):
    """Every question is optional; Enter records the session with the answers so far."""

    HELP = "Enter keeps the session with what is answered so far."
    AUTO_FOCUS = "Scale"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "keep", id="after.keep", tooltip="Keep it with these answers"),
        Binding("escape,q", "leave", "keep", id="after.leave", show=False),
    ]

    def __init__(self, autosave: Autosave) -> None:
        super().__init__()
        self._autosave = autosave
        self._refused = False
        self._over = False

    def compose(self) -> ComposeResult:
        """Lay out the questions in the order that the answers are felt."""
        running = self._autosave.running
        form = running.form
        held = duration_words(running.session.practised)
        with VerticalScroll(id="sheet", can_focus=False):
            yield Static(Content(session_title(self.tracker.library, running)), classes="title")
            done = "Ended early" if running.session.stopped_early else "Done"
            yield Static(Content(f"{done}: {held}"), id="held", classes="quiet")
            yield Form(AFTER[running.session.plan.kind], _values(form), leads_on=True)
            yield Static(id="problem", classes="problem")
            words = "0 to 10 answers, x is 10 · tab goes on · enter keeps it, answered or not"
            yield Static(words, classes="hint", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Keep the heartbeat of the checkpoint while this is open; ask only if that is wanted."""
        self.set_interval(_BEAT, self._still_here)
        if not self.tracker.settings.asks_after:
            self.action_keep()

    def _still_here(self) -> None:
        if not self._over:
            self._autosave.sample(self._autosave.running.session)
            self._say_problem()

    def on_form_changed(self) -> None:
        """Save an answer at once, but text that is being typed with the next save."""
        if not self._over:
            self._autosave.answer(self._answers(), later=isinstance(self.focused, Input))

    def _answers(self) -> dict[str, Answer]:
        answers: dict[str, Answer] = {}
        for name, value in self.query_one(Form).answers.items():
            if isinstance(value, tuple):
                answers[name] = [str(each) for each in value]
            elif value is None or isinstance(value, int | str):
                answers[name] = value
        return answers

    def on_input_submitted(self) -> None:
        """Enter in the note records the session too."""
        self.action_keep()

    def action_keep(self) -> None:
        """Record the session and show its summary; a refusal is shown."""
        autosave, tracker = self._autosave, self.tracker
        if self._over:
            return
        answers = self._answers()
        autosave.answer(answers)
        if autosave.taken_over is not None:
            self._say_problem()
            return
        try:
            for name, text in answers.items():
                if isinstance(text, str):
                    check_length(name, text)
        except FieldError as wrong:
            self.query_one("#problem", Static).update(Content(str(wrong)))
            self.query_one(f"#{wrong.field}").focus()
            return
        ended: list[Summary | None] = []
        if not tracker.change(lambda: ended.append(sessions.end(tracker, autosave))):
            self._refused = True
            self._say_problem()
            return
        self._over = True
        (summary,) = ended
        if summary is None:
            self.app.notify(sessions.NOTHING_HELD, markup=False)
            self.dismiss(None)
        else:
            from tracker.ui.session.summary import SummaryScreen

            self.app.switch_screen(SummaryScreen(summary))

    def action_leave(self) -> None:
        """Record it too; after a refusal, ask whether to leave it unfinished."""
        if self._autosave.taken_over is not None:
            self.dismiss(None)
        elif not self._refused:
            self.action_keep()
        else:
            self._ask()

    def _ask(self) -> None:
        refused = self._autosave.save_now()
        stays = "It stays unfinished and is offered at the next start."
        lost = "It could not be saved anywhere: leaving loses it."
        choices = (Way("stay", "Stay here", "enter tries again"), Way("leave", "Leave"))
        dialog = QuestionDialog("Not recorded yet", lost if refused else stays, choices)
        self.app.push_screen(dialog, self._left)

    def _left(self, answer: str | None) -> None:
        if answer == "leave":
            self._over = True
            self.dismiss(None)

    def _say_problem(self) -> None:
        words = ""
        if self._autosave.taken_over is not None:
            words = f"Stopped here: {self._autosave.taken_over}. q closes this."
        elif self._refused:
            words = "Not recorded yet. enter tries again."
        self.query_one("#problem", Static).update(Content(words))

    def save_now(self) -> None:
        """Save the answers; safe to call from any thread."""
        self._autosave.save_now()


def _values(form: Mapping[str, Answer]) -> dict[str, object]:
    return {
        name: tuple(value) if isinstance(value, list) else value for name, value in form.items()
    }
