"""Time on the mat, logged in one line: ``20m back thin``."""

from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input

from tracker.core.durations import duration_words
from tracker.core.entry import mat_session
from tracker.core.entry_line import mat_entry
from tracker.core.model import MatSession, Practice
from tracker.core.safety import MatSetting
from tracker.library import LibraryError
from tracker.ui.base import Tracker
from tracker.ui.form import Form
from tracker.ui.log import LogScreen, began, here, key_words
from tracker.ui.record_fields import DISCOMFORT, MAT_AFTER, MOOD, NOTE


class LogMatScreen(LogScreen):
    """Log time on the mat, or go on to the timer."""

    HEADING = "Time on the mat"
    EXAMPLE = "20m back thin"
    FIELDS = (*DISCOMFORT, *MOOD, *MAT_AFTER, NOTE)
    HELP = (
        "One line: how long, which part, what was between, when. 20m back thin yesterday 21:30. "
        "Only the length is needed. Parts: back, upper back, neck, lower back, seat, legs, "
        "feet standing, feet sitting, belly. Between: bare, thin, thick, socks."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+t", "timer", "timer", id="log-mat.timer", tooltip="Start the timer instead"),
    ]

    @property
    def keys(self) -> Content:
        """The keys that matter here."""
        return key_words(("enter", "save"), ("tab", "more"), ("^t", "timer"), ("esc", "back"))

    @property
    def invitation(self) -> str:
        """What the empty line may hold."""
        return "How long, which part, bare thin thick or socks, when: 20m back thin yesterday 21:30"

    def record(self) -> tuple[Practice, str]:
        """The mat session of the line and the fields."""
        tracker = self.tracker
        settings = tracker.config.settings
        now = here(tracker)
        line = mat_entry(self.query_one("#line", Input).value, now.moment, settings.date_order)
        more: dict[str, Any] = self.query_one(Form).given
        practice = mat_session(
            now,
            line.seconds,
            day_starts_at=settings.day_starts_at,
            started=line.started,
            position=line.position,
            layer=line.layer,
            **more,
        )
        note = line.when.note if line.when else None
        just_ended = line.started is None or line.started == now.moment
        return (
            practice,
            f"{mat_words(practice)}\n{began(tracker, practice, note, just_ended=just_ended)}",
        )

    def caution(self, practice: Practice) -> str:
        """What the guard says of such a use."""
        return mat_caution(self.tracker, practice) if isinstance(practice, MatSession) else ""

    def action_timer(self) -> None:
        """Leave the line for the timer."""
        self.dismiss(None)
        self.app.call_later(self.app.run_action, "app.start_mat")


def mat_words(practice: MatSession) -> str:
    """``20 min, back, thin``."""
    parts = (duration_words(practice.lain), practice.position, practice.layer)
    return ", ".join(part for part in parts if part)


def mat_caution(tracker: Tracker, practice: MatSession) -> str:
    """Why to take care with such a use, the strongest reason; nothing where there is none."""
    setting = MatSetting(practice.position, practice.layer, practice.lain / 60)
    try:
        cautions = tracker.library.guard.cautions_for(setting, {})
    except LibraryError:
        return ""
    return cautions[0].reason if cautions else ""
