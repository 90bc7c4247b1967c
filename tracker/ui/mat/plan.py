"""The page of the four weeks with a mat: read it, begin it today, stop it."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tracker.practice.own import mat_plan
from tracker.ui.screens.kinds import Dialog
from tracker.ui.widgets.key_line import key_words


class MatPlanScreen(Dialog[None]):
    """A suggestion: it sets no goal, and a missed day changes nothing."""

    HELP = "b begins the four weeks today, D stops them; u on a tab takes either back."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("b", "begin", "begin today", id="mat-plan.begin"),
        Binding("D", "stop", "stop", id="mat-plan.stop"),
        Binding("question_mark", "app.help", "keys", id="mat-plan.help", show=False),
        Binding("q,enter", "leave", "close", id="mat-plan.leave", show=False),
    ]

    def compose(self) -> ComposeResult:
        """The current week, the page, the keys."""
        page = mat_plan.plan_page(self.tracker)
        with Vertical(classes="dialog -tall"):
            title = page.title if page else "The page of the four weeks cannot be read"
            yield Static(title, classes="title", markup=False)
            yield Static(id="week", classes="accent", markup=False)
            with VerticalScroll(id="reading"):
                yield Static(Content("\n".join(page.lines) if page else ""))
            begin = ("b", "begin today")
            keys = (begin, ("D", "stop"), ("↑ ↓", "scroll"), ("esc", "close"))
            yield Static(key_words(*keys), classes="answers")

    def on_mount(self) -> None:
        """Focus the text, so that the arrows scroll it."""
        self.query_one("#reading").focus()
        self._redraw()

    def _redraw(self) -> None:
        begun = mat_plan.current(self.tracker) is not None
        week = self.query_one("#week", Static)
        week.update(Content(mat_plan.plan_line(self.tracker) if begun else ""))
        week.display = begun
        self.refresh_bindings()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer to stop only if the weeks were begun."""
        return mat_plan.current(self.tracker) is not None if action == "stop" else True

    def action_begin(self) -> None:
        """Begin today, even if the weeks were begun before."""
        tracker = self.tracker
        plan = mat_plan.begun(tracker)
        if tracker.change(tracker.journal.record, plan, label=mat_plan.LABEL):
            self.dismiss(None)

    def action_stop(self) -> None:
        """Stop the weeks that were begun."""
        tracker = self.tracker
        plan = mat_plan.current(tracker)
        label = f"stop {mat_plan.LABEL}"
        if plan and tracker.change(tracker.journal.remove, plan, label=label):
            self.dismiss(None)
