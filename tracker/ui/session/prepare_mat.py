"""The prepare page for time on the mat: length, position, layer, mood."""

from collections.abc import Mapping
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from tracker.core.entry.fields import TextField
from tracker.core.entry.record_fields import BEFORE, SETTING, length, length_words
from tracker.core.facts.sessions import Kind, Layer, Position
from tracker.core.points.guard import MatSetting
from tracker.core.session.running import Answer
from tracker.core.text.durations import duration_words
from tracker.core.text.refusals import FieldError
from tracker.practice import sessions
from tracker.practice.cautions import BY_KEY, of_mat
from tracker.practice.hard_moments import IN_APP, aim_words
from tracker.ui.screens.form import Form
from tracker.ui.screens.kinds import SessionScreen
from tracker.ui.screens.lazy import lazy_screen
from tracker.ui.widgets.caution_lines import caution_text
from tracker.ui.widgets.key_line import KeyLine

_UP: Final = ("", "0", "up")
"""Texts that mean counting up."""


def _length(text: str) -> float | None:
    return None if text.strip().casefold() in _UP else length(text)


_FIELDS: Final = (
    TextField(
        name="length",
        label="Time",
        hint="5m counts down, nothing counts up",
        read=_length,
        written=length_words,
    ),
    *SETTING,
)
_FEELING: Final = tuple(field for field in BEFORE[Kind.MAT] if field not in SETTING)


class PrepareMatScreen(SessionScreen):
    """Every answer is optional; Enter begins."""

    HELP = (
        "Every answer may be left out. With no time it counts up, and marks the goal. "
        "Page up and page down read the cautions."
    )
    AUTO_FOCUS = "#position"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "begin", "begin", id="prepare-mat.begin"),
        Binding("pageup", "read(-1)", "read up", id="prepare-mat.read-up", show=False),
        Binding("pagedown", "read(1)", "read on", id="prepare-mat.read-on", show=False),
        Binding(
            "G",
            "answer_questions",
            "about you",
            id="prepare-mat.flags",
            show=False,
            tooltip="Your answers, which the cautions follow",
        ),
        Binding("escape,q", "leave", "back", id="prepare-mat.leave"),
    ]

    def compose(self) -> ComposeResult:
        """Lay out the fields and the cautions."""
        start = self.tracker.settings.mat_start_minutes * 60.0
        with VerticalScroll(id="sheet", can_focus=False):
            yield Static("On the mat", classes="title", markup=False)
            yield Static(id="length-words", classes="quiet")
            asked = _FEELING if self.tracker.settings.asks_before else ()
            yield Form((*_FIELDS, *asked), {"length": start}, leads_on=True)
            yield Static(id="problem", classes="problem")
            yield Static(id="cautions")
            yield Static(aim_words(IN_APP), id="aim", classes="quiet", markup=False)
            yield Static("tab goes on · enter begins", classes="hint", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Describe the session with the usual length."""
        self._redraw()

    def on_form_changed(self) -> None:
        """Describe the session with the new answers."""
        self._redraw()

    def _redraw(self) -> None:
        try:
            answers = self.query_one(Form).answers
        except FieldError as wrong:
            self._say_problem(str(wrong))
            return
        self._say_problem(sessions.refusal(self.tracker))
        seconds = answers["length"]
        goal = self.tracker.settings.mat_goal_minutes * 60.0
        words = (
            f"Counts down {duration_words(seconds)}."
            if isinstance(seconds, float)
            else f"Counts up and marks {duration_words(goal)}."
        )
        self.query_one("#length-words", Static).update(Content(words))
        lines = of_mat(self.tracker, self._setting(answers)).lines(BY_KEY)
        cautions = self.query_one("#cautions", Static)
        cautions.update(caution_text(lines))
        cautions.display = bool(lines)

    def _say_problem(self, words: str | None) -> None:
        line = self.query_one("#problem", Static)
        line.update(Content(words or ""))
        line.display = bool(words)

    def _setting(self, answers: Mapping[str, object]) -> MatSetting:
        """The use of the mat that cautions depend on; without a length it lasts to the goal."""
        seconds, position, layer = (answers.get(name) for name in ("length", "position", "layer"))
        goal = self.tracker.settings.mat_goal_minutes
        return MatSetting(
            position if isinstance(position, Position) else None,
            layer if isinstance(layer, Layer) else None,
            seconds / 60 if isinstance(seconds, float) else float(goal),
        )

    def action_answer_questions(self) -> None:
        """Open the questions about the person, then show the cautions that follow."""
        self.app.push_screen(lazy_screen("about you")(), lambda _: self._redraw())

    def action_read(self, by: int) -> None:
        """Scroll by a page, for cautions that do not fit on a small terminal."""
        sheet = self.query_one("#sheet", VerticalScroll)
        sheet.scroll_relative(y=by * max(1, sheet.size.height - 1), animate=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Enter in the length begins too."""
        event.stop()
        self.action_begin()

    def action_begin(self) -> None:
        """Start the session, after a recorded override if the person's flags ask for one."""
        try:
            answers = self.query_one(Form).given
        except FieldError as wrong:
            self._redraw()
            self.query_one(f"#{wrong.field}").focus()
            return
        from tracker.ui.points.caution_override import use_anyway

        cautions = of_mat(self.tracker, self._setting(answers))
        if not cautions.unreadable and not sessions.refusal(self.tracker):
            question = "Lie down all the same?"
            use_anyway(
                self, self.tracker, cautions, lambda: self._begin(answers), question=question
            )

    def _begin(self, answers: dict[str, object]) -> None:
        from tracker.ui.session.live import LiveScreen

        seconds = answers.pop("length", None)
        plan = sessions.plan_mat(self.tracker, seconds if isinstance(seconds, float) else None)
        form: dict[str, Answer] = {
            name: value for name, value in answers.items() if isinstance(value, int | str)
        }
        self.app.switch_screen(LiveScreen(sessions.begin(self.tracker, plan, form)))
