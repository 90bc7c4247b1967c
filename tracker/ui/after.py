"""After a session: how one feels now, what was felt, a note; then it is recorded."""

from collections.abc import Mapping
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from tracker.core.durations import duration_words
from tracker.core.model import LONGEST_NOTE, Effect, Kind, Skin
from tracker.core.record import recorded
from tracker.core.running import Answer
from tracker.core.streaks import streaks
from tracker.core.text import visible
from tracker.ui.base import SessionScreen
from tracker.ui.keeping import Keeping
from tracker.ui.question import QuestionDialog, Way
from tracker.ui.running import title_of
from tracker.ui.widgets.choice import Choice
from tracker.ui.widgets.key_line import KeyLine
from tracker.ui.widgets.scale import Scale

_BEAT: Final = 5.0
"""Seconds between two looks at the checkpoint; it is written far less often."""


class AfterScreen(SessionScreen):
    """Every question may be left alone; Enter keeps the session with what was answered."""

    HELP = "Enter keeps the session with what is answered so far."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "keep", "keep", id="after.keep", tooltip="Keep it with these answers"),
        Binding("down,tab", "screen.focus_next", "next", id="after.next", show=False),
        Binding("up,shift+tab", "screen.focus_previous", "up", id="after.previous", show=False),
        Binding("escape,q", "leave", "keep", id="after.leave", show=False),
    ]

    def __init__(self, keeping: Keeping) -> None:
        super().__init__()
        self._keeping = keeping
        self._refused = False
        self._over = False

    def compose(self) -> ComposeResult:
        """The questions in the order in which they can be felt."""
        running = self._keeping.running
        form = running.form
        held = duration_words(running.session.practised)
        with VerticalScroll(id="sheet", can_focus=False):
            yield Static(Content(title_of(running, self.tracker.library)), classes="title")
            done = "Ended early" if running.session.stopped_early else "Done"
            yield Static(Content(f"{done}: {held}"), id="held", classes="quiet")
            mat = running.session.plan.kind is Kind.MAT
            if mat:
                yield _scale("Discomfort at the end", "none", "much", "discomfort_end", form)
            yield _scale("Mood now", "low", "good", "mood_after", form)
            yield _scale("Tension now", "none", "much", "tension_after", form)
            if mat:
                yield Static("Skin", classes="quiet", markup=False)
                yield Choice([skin.value for skin in Skin], id="skin")
            else:
                yield Static("Anything unwanted?", classes="quiet", markup=False)
                effects = [effect.value for effect in Effect]
                yield Choice(effects, several=True, id="effects")
            note = Input(placeholder="a note, if you like", max_length=LONGEST_NOTE, id="note")
            note.cursor_blink = False
            yield note
            yield Static(id="problem", classes="problem")
            words = "a digit answers · tab goes on · enter keeps it, answered or not"
            yield Static(words, classes="hint", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """The first question; and a sign of life on the checkpoint while it is open."""
        self.query(Scale).first().focus()
        self.set_interval(_BEAT, self._still_here)

    def _still_here(self) -> None:
        if not self._over:
            self._keeping.sample(self._keeping.running.session)
            self._say_problem()

    def on_scale_picked(self, event: Scale.Picked) -> None:
        """An answer is kept at once, and leads to the next question."""
        if event.scale.id is not None and not self._over:
            self._keeping.answer({event.scale.id: event.value})
            if event.value is not None and event.scale.has_focus:
                self.focus_next()

    def on_choice_chosen(self, event: Choice.Chosen) -> None:
        """What was felt, or seen, is kept at once."""
        chosen = event.choice.chosen
        if event.choice.id == "effects":
            self._keeping.answer({"effects": list(chosen)})
        else:
            self._keeping.answer({"skin": chosen[0] if chosen else None})

    def on_input_submitted(self) -> None:
        """Enter in the note keeps it all."""
        self.action_keep()

    def action_keep(self) -> None:
        """Record the session, once, and show what came of it."""
        keeping, tracker = self._keeping, self.tracker
        if self._over:
            return
        note = visible(self.query_one("#note", Input).value.strip())
        keeping.answer({"note": note} if note else {})
        running = keeping.running
        if keeping.taken_over is not None:
            self._say_problem()
            return
        if not running.session.practised:
            self._over = True
            keeping.end()
            self.app.notify("Nothing was held, so nothing is kept.", markup=False)
            self.dismiss(None)
            return
        kind = running.session.plan.kind
        before = streaks(tracker.days(kind)).current
        record = recorded(running, tracker.now())
        if tracker.journal.practice(running.id) is None and not tracker.change(
            tracker.journal.record, record
        ):
            self._refused = True
            self._say_problem()
            return
        self._over = True
        keeping.end()
        from tracker.ui.summary import SummaryScreen

        title = title_of(running, tracker.library)
        self.app.switch_screen(SummaryScreen(record, title, before))

    def action_leave(self) -> None:
        """The same as keeping; what cannot be kept now waits in its checkpoint."""
        if self._keeping.taken_over is not None:
            self.dismiss(None)
        elif not self._refused:
            self.action_keep()
        else:
            self._ask()

    def _ask(self) -> None:
        refused = self._keeping.save_now()
        waits = "It waits in its checkpoint and is offered at the next start."
        lost = "It could not be saved anywhere: leaving loses it."
        choices = (Way("stay", "Stay here", "enter tries again"), Way("leave", "Leave"))
        dialog = QuestionDialog("Not recorded yet", lost if refused else waits, choices)
        self.app.push_screen(dialog, self._left)

    def _left(self, answer: str | None) -> None:
        if answer == "leave":
            self._over = True
            self.dismiss(None)

    def _say_problem(self) -> None:
        words = ""
        if self._keeping.taken_over is not None:
            words = f"It went on elsewhere: {self._keeping.taken_over}. q closes this."
        elif self._refused:
            words = "Not recorded yet. enter tries again."
        self.query_one("#problem", Static).update(Content(words))

    def save_now(self) -> None:
        """Save what was answered, from whatever thread."""
        self._keeping.save_now()


def _scale(question: str, low: str, high: str, field: str, form: Mapping[str, Answer]) -> Scale:
    known = form.get(field)
    return Scale(question, low, high, value=known if isinstance(known, int) else None, id=field)
