"""The line on a narrow Today that says by which keys the mat is logged as last time."""

from typing import Final

from textual.content import Content
from textual.events import Click
from textual.widgets import Static

from tracker.core.facts.goals_and_rests import Kind
from tracker.ui.screens.tracker import Tracker
from tracker.ui.widgets.key_line import key_of

_NARROW, _LOW = 72, 18
WORDS: Final = "Enter logs the mat as last time"


class MatLine(Static):
    """Shown from the first time on the mat on, on days without one."""

    def __init__(self) -> None:
        super().__init__(id="mat-line", classes="quiet", markup=False)

    def follow(self, tracker: Tracker) -> None:
        """Show it where there is a row for it."""
        days, size = tracker.days(Kind.MAT), self.app.size
        is_used = bool(days.summaries) and not days.totals(days.today, days.today).count
        self.display = is_used and size.width < _NARROW and size.height >= _LOW
        self.update(Content(f"{key_of(self.screen, 'log_mat')} {WORDS}"))

    async def on_click(self, event: Click) -> None:
        """Open the dialog, as the key does."""
        event.stop()
        await self.run_action("app.log_mat")
