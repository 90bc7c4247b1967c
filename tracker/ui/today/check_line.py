"""The line on Today that says a weekly check is due; hidden otherwise."""

from textual.content import Content
from textual.widgets import Static

from tracker.ui.screens.tracker import Tracker


class CheckLine(Static):
    """A line without a key of its own; the palette opens the checks."""

    def __init__(self) -> None:
        super().__init__(id="check-due", markup=False)
        self._words = ""
        self.display = False

    def follow(self, tracker: Tracker) -> None:
        """Show what is due today."""
        words = ""
        if tracker.settings.checks:
            from tracker.core.facts.checks import Check, due_now, due_words

            words = due_words(due_now(tracker.journal.facts(Check), tracker.today))
        if words != self._words:
            self._words = words
            self.update(Content(f"{words}   ^p finds it" if words else ""))
            self.display = bool(words)
