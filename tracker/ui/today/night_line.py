"""The line on Today that asks in the morning how the night was; hidden otherwise."""

from textual.content import Content
from textual.widgets import Static

from tracker.ui.screens.tracker import Tracker


class NightLine(Static):
    """Shown while the setting asks and the night is not rated."""

    def __init__(self) -> None:
        super().__init__(id="night", markup=False)
        self.display = False

    def follow(self, tracker: Tracker) -> None:
        """Ask, or be hidden."""
        asks = False
        if tracker.settings.ask_night:
            from tracker.practice.answers import asks_night

            asks = asks_night(tracker)
        if asks != self.display:
            self.update(Content("How was the night, 0 to 10?   n answers" if asks else ""))
            self.display = asks
