"""Dialog that logs time on the mat from one line: ``20m back thin``."""

from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content

from tracker.core.entry.record_fields import DISCOMFORT, MAT_AFTER, MOOD, NOTE
from tracker.core.text.examples import MAT, MAT_EARLIER
from tracker.practice import entries
from tracker.practice.entries import Entry
from tracker.ui.records.log import LogScreen
from tracker.ui.screens.confirm import ConfirmScreen
from tracker.ui.screens.form import Form
from tracker.ui.widgets.key_line import key_words


class LogMatScreen(LogScreen):
    """Log time on the mat, or switch to the timer."""

    HEADING = "Time on the mat"
    EXAMPLE = MAT
    FIELDS = (*DISCOMFORT, *MOOD, *MAT_AFTER, NOTE)
    HELP = (
        f"One line: how long, which part, what was between, when. {MAT_EARLIER}. "
        "Only the length is needed. Parts: back, upper back, neck, lower back, seat, legs, "
        "feet standing, feet sitting, belly. Between: bare, thin, thick, socks."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t", "timer", "timer", id="log-mat.timer", tooltip="Start the timer instead"),
    ]

    @property
    def keys(self) -> Content:
        """The line of keys, with the timer."""
        return key_words(("enter", "save"), ("tab", "more"), ("^t", "timer"), ("esc", "back"))

    @property
    def invitation(self) -> str:
        """Shown below the empty line: what can be typed."""
        return f"How long, which part, bare thin thick or socks, when: {MAT_EARLIER}"

    def entry(self) -> Entry:
        """The mat session of the line and the fields."""
        given: dict[str, Any] = self.query_one(Form).given
        return entries.mat(self.tracker, self.line, **given)

    def action_timer(self) -> None:
        """Switch to the timer; ask first if anything was typed."""

        def timer(yes: bool | None) -> None:
            if yes:
                self.dismiss(None)
                self.app.call_later(self.app.run_action, "app.start_mat")

        if self.touched:
            question = "Start the timer? What was typed is not kept."
            self.app.push_screen(ConfirmScreen(question, yes="start", no="go on"), timer)
        else:
            timer(True)
