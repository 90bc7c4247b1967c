"""The moods after the last sessions on Today; hidden while there are few, and on low screens."""

from datetime import date, timedelta

from textual.content import Content
from textual.widgets import Static

from tracker.core.days.dated_goals import week_start
from tracker.core.facts.goals_and_rests import Kind
from tracker.ui.screens.tracker import Tracker


class MoodLine(Static):
    """A bar a day; the person's own answers, no more."""

    def __init__(self) -> None:
        super().__init__(id="mood", markup=False)
        self.display = False

    def show(self, tracker: Tracker, *, beside: bool = False) -> None:
        """Show the answers of the last days, unless the card `beside` it does."""
        size = self.app.size
        if beside or size.width < 72 or size.height < 24:
            self.display = False
            return
        from tracker.core.insights.mood_days import DAYS, bars, mean_since, mood_days

        first = tracker.today - timedelta(days=DAYS - 1)
        records = (tracker.journal.between(kind, first, tracker.today) for kind in Kind)
        moods = mood_days(each for found in records for each in found)
        self.display = bool(moods)
        if not moods:
            return
        settings = tracker.settings
        start = week_start(tracker.today.toordinal(), settings.first_weekday)
        mean = mean_since(moods, date.fromordinal(start))
        average = f"  {mean:.1f} on average this week" if mean is not None else ""
        label = 8 if size.width >= 110 else 10
        self.update(
            Content.assemble(
                (f"{'Mood':<{label}}", "bold"),
                (f"after sessions, last {len(moods)} days\n", "$quiet"),
                " " * label,
                (bars(moods.values()), "$primary"),
                ("" if settings.hides_streaks else average, "$quiet"),
            )
        )
