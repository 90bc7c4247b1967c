"""Acts on a day of the calendar: make it rest, log to it."""

from datetime import date
from typing import TYPE_CHECKING, cast

from textual.screen import Screen

from tracker.core.text.dates import day_words
from tracker.journal.journal import Change
from tracker.practice import goals
from tracker.ui.screens.confirm import ConfirmScreen

if TYPE_CHECKING:
    from tracker.ui.screens.tracker import Tracker


class DayActs:
    """The acts of a screen on its day."""

    @property
    def day(self) -> date:
        """The day to act on."""
        raise NotImplementedError

    def action_rest(self) -> None:
        """Ask, then make the day a rest day, or take it out of the rest it belongs to."""
        tracker, screen = self._acting
        written = day_words(self.day, tracker.settings.date_order)
        changes = goals.clear_day(tracker, self.day)
        question, label, yes = "Not a rest day any more?", f"clear rest {written}", "clear"
        if not changes:
            rest = goals.rest_day(tracker, self.day)
            changes = [Change(None, rest)]
            label = goals.rest_label(tracker, rest)
            question, yes = "Make this a rest day?", "rest day"
        about = goals.effects(tracker, changes)

        def answered(agreed: bool | None) -> None:
            if agreed:
                tracker.change(tracker.journal.change, *changes, label=label)

        asked = ConfirmScreen(question, about=(written, *about), yes=yes, no="leave it")
        screen.app.push_screen(asked, answered)

    def action_log_points(self) -> None:
        """Log points to this day."""
        from tracker.ui.records.log_points import LogPointsScreen

        self._acting[1].app.push_screen(LogPointsScreen(self._line))

    def action_log_mat(self) -> None:
        """Log time on the mat to this day."""
        from tracker.ui.records.log_mat import LogMatScreen

        self._acting[1].app.push_screen(LogMatScreen(self._line))

    @property
    def _acting(self) -> "tuple[Tracker, Screen[None]]":
        screen = cast("Screen[None]", self)
        return cast("Tracker", screen.app), screen

    @property
    def _line(self) -> str:
        tracker, _ = self._acting
        return "" if self.day >= tracker.today else f" {self.day.isoformat()}"
