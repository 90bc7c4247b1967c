"""The line on Today with the reminders that are due; hidden without any."""

from collections.abc import Sequence

from textual.content import Content
from textual.widgets import Static

from tracker.core.days.due import Due
from tracker.ui.today.reminder_watch import reminded_words


class DueLine(Static):
    """Redrawn only when something else is due."""

    def __init__(self) -> None:
        super().__init__(id="due", markup=False)
        self._shown: Sequence[Due] = ()
        self.display = False

    def show(self, found: Sequence[Due]) -> None:
        """Show what is due."""
        if found != self._shown:
            self._shown = found
            self.update(Content(reminded_words(found)))
            self.display = bool(found)
