"""The dialog for an override: the person uses what a caution holds back, and this is recorded."""

from collections.abc import Callable
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.screen import Screen
from textual.widgets import Input, Static

from tracker.core.facts.sessions import LONGEST_NOTE
from tracker.core.text.visible import visible
from tracker.practice.answers import override, override_label
from tracker.practice.cautions import Cautions
from tracker.ui.screens.kinds import Dialog
from tracker.ui.screens.tracker import Tracker
from tracker.ui.widgets.caution_lines import caution_text
from tracker.ui.widgets.key_line import key_words


class OverrideScreen(Dialog[str]):
    """The cautions with their sources, and a line for why; answers it, or `None` when left."""

    HELP = (
        "Nothing is forbidden. What is written here is kept with the choice; it may stay empty. "
        "Page up and page down read the cautions."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("pageup", "read(-1)", "read up", id="override.read-up", show=False),
        Binding("pagedown", "read(1)", "read on", id="override.read-on", show=False),
    ]

    def __init__(self, question: str, cautions: Cautions) -> None:
        super().__init__()
        self._question = question
        self._cautions = cautions

    def compose(self) -> ComposeResult:
        """The question, the cautions, a line for why."""
        reasons = caution_text(self._cautions.held_back_lines(), self.tracker.library.sources)
        with Vertical(classes="dialog override"):
            yield Static(self._question, classes="title", markup=False)
            with VerticalScroll(classes="reasons", can_focus=False):
                yield Static(reasons, classes="words")
            why = Input(placeholder="why, if you like", max_length=LONGEST_NOTE, id="why")
            why.cursor_blink = False
            yield why
            keys = key_words(("enter", "use anyway, and remember this"), ("esc", "leave it"))
            yield Static(keys, classes="answers")

    def action_read(self, by: int) -> None:
        """Scroll the cautions by a page."""
        reasons = self.query_one(".reasons", VerticalScroll)
        reasons.scroll_relative(y=by * max(1, reasons.size.height - 1), animate=False)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Answer with why."""
        self.dismiss(visible(event.value.strip(), lines=False))


def use_anyway(
    screen: Screen[Any],
    tracker: Tracker,
    cautions: Cautions,
    then: Callable[[], None],
    *,
    question: str = "",
) -> None:
    """Ask about what is held back, record the choice, then call ``then``.

    If nothing is held back, ``then`` is called at once.
    """
    if not cautions.held_back:
        then()
        return

    def chosen(why: str | None) -> None:
        if why is None:
            return
        overrides = override(tracker, cautions, why)
        if tracker.change(tracker.journal.record, *overrides, label=override_label(overrides)):
            then()

    subjects = ", ".join(dict.fromkeys(subject for subject, _ in cautions.held_back))
    screen.app.push_screen(OverrideScreen(question or f"Use {subjects} anyway?", cautions), chosen)
