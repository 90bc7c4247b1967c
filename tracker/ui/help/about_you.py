"""The questions about the person, from whose answers cautions follow; each can be skipped."""

from collections.abc import Mapping
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus, Resize
from textual.widgets import Static

from tracker.core.points.guard import Answer, Flag, Question
from tracker.library import LibraryError
from tracker.practice.answers import answer_flags, flags_label
from tracker.ui.screens.confirm import ask_to_leave
from tracker.ui.screens.kinds import Dialog
from tracker.ui.screens.tracker import Tracker
from tracker.ui.widgets.choice import Choice
from tracker.ui.widgets.key_line import key_words

_WORDS: Final = (Answer.YES, Answer.NO)

_AROUND: Final = 10
_AROUND_LOW: Final = 8
"""Rows around the list: frame, title, the question in full, the keys."""
_WIDE: Final = 72
"""Minimum columns for every question to fit in two rows."""


class QuestionRows(VerticalScroll, can_focus=False):
    """Rows that the arrows move through; a plain VerticalScroll would scroll instead."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "app.focus_previous", "question before", id="flags.up", show=False),
        Binding("down,j", "app.focus_next", "next question", id="flags.down", show=False),
    ]


class FlagsScreen(Dialog[None]):
    """A question for each flag: y, n or no answer; enter records the answers."""

    HELP = (
        "y or n answers and leads to the next question, the arrows change an answer, backspace "
        "takes it back. What you leave out counts as no, save that the built-in routines hold no "
        "point to avoid in pregnancy until that is answered no."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer('yes')", "yes", id="flags.yes"),
        Binding("n", "answer('no')", "no", id="flags.no"),
        Binding("enter", "save", "save", id="flags.save"),
    ]

    def __init__(self, *, first: bool = False, welcomed: bool = False) -> None:
        """``first``: this is the first start, and no key was pressed.

        ``welcomed``: it is shown between the two pages of the first run.
        """
        super().__init__()
        self._first, self._welcomed = first, welcomed
        self._questions: tuple[Question, ...] = ()
        self._before: dict[Flag, Answer] = {}

    def compose(self) -> ComposeResult:
        """Why tsubo asks, the questions, the focused one in full."""
        library = self.tracker.library
        try:
            self._questions = library.guard.questions
            standing = library.about.standing
        except LibraryError as wrong:
            standing = str(wrong)
        given = self.tracker.personal.answers
        self._before = {each.flag: given.get(each.flag, Answer.NONE) for each in self._questions}
        with Vertical(classes="dialog flags"):
            yield Static(self._heading(), classes="title")
            with QuestionRows(id="questions"):
                if self._first and not self._welcomed:
                    yield Static(Content(standing), classes="words")
                why = (
                    "Your answers mark the points and mats that ask for care. "
                    "Leave out what you like; G on Points changes them."
                )
                yield Static(Content(why), classes="words")
                for question in self._questions:
                    with Horizontal(classes="field"):
                        yield Static(Content(question.short), classes="label")
                        chosen = self._before[question.flag]
                        yield Choice(_WORDS, (chosen,), id=question.flag)
            yield Static(id="asked", markup=False)
            skip = "skip them all" if self._first else "back"
            keys = (("y n", "answer"), ("↑ ↓", "move"), ("enter", "keep"), ("esc", skip))
            yield Static(key_words(*keys), classes="answers")

    def _heading(self) -> Content:
        if not self._welcomed:
            return Content("Before you begin" if self._first else "About you")
        from tracker.ui.help.welcome import page_title

        return page_title("Before you begin", 2)

    def on_mount(self) -> None:
        """Focus the first question."""
        for choice in self.query(Choice):
            choice.focus()
            break

    @on(Resize)
    def make_room(self) -> None:
        """Leave room for the question in full under the rows, which scroll."""
        wide = self.size.width >= _WIDE
        around = _AROUND_LOW if self.has_class("-low") else _AROUND if wide else _AROUND + 2
        self.query_one("#questions").styles.max_height = max(1, self.size.height - around)
        if self.focused is not None:
            self.call_after_refresh(self.asked)

    @on(DescendantFocus)
    def asked(self) -> None:
        """Show the focused question in full, and its row."""
        if self.focused is not None:
            row = self.focused.parent
            (row if isinstance(row, Horizontal) else self.focused).scroll_visible(animate=False)
        at = self.focused.id if self.focused is not None else None
        words = next((each.text for each in self._questions if each.flag == at), "")
        self.query_one("#asked", Static).update(Content(words), layout=False)

    @property
    def _answers(self) -> dict[Flag, Answer]:
        return {
            question.flag: Answer(chosen[0]) if chosen else Answer.NONE
            for question in self._questions
            for chosen in (self.query_one(f"#{question.flag}", Choice).chosen,)
        }

    def action_answer(self, word: str) -> None:
        """Answer the focused question, and go to the next."""
        if isinstance(self.focused, Choice):
            self.focused.action_go(_WORDS.index(Answer(word)))
            if self.focused is not self.query(Choice).last():
                self.focus_next()

    def action_save(self) -> None:
        """Record the answers that changed; at the first start all of them."""
        self._keep(self._answers)

    def action_leave(self) -> None:
        """Leave without a change; at the first start all questions count as skipped."""
        if self._first:
            leave_out(self.tracker)
            self.dismiss(None)
        elif self._answers == self._before:
            self.dismiss(None)
        else:
            ask_to_leave(self)

    def _keep(self, answers: dict[Flag, Answer]) -> None:
        changed = {
            flag: answer
            for flag, answer in answers.items()
            if self._first or answer is not self._before[flag]
        }
        if not changed or _kept(self.tracker, changed):
            self.dismiss(None)


def leave_out(tracker: Tracker) -> None:
    """Record that all questions were asked and skipped; a refusal is only shown."""
    _kept(tracker, dict.fromkeys(Flag, Answer.NONE))


def _kept(tracker: Tracker, answers: Mapping[Flag, Answer]) -> bool:
    new, label = answer_flags(tracker, answers), flags_label(answers)
    return tracker.change(tracker.journal.record, *new, label=label)
