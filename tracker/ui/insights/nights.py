"""The section of nights: a line a week, each night as it was rated."""

from datetime import date

from textual.app import ComposeResult
from textual.widgets import Static

from tracker.core.facts.nights import MOST, Night
from tracker.core.insights.nights import night_lines, week_rows
from tracker.ui.insights.section import Section, View
from tracker.ui.screens.tracker import Tracker
from tracker.ui.widgets.rows import Column, Rows


class NightsSection(Section):
    """Nights over time; offered once one was rated. Nothing is compared with practice."""

    NAME = "Nights"
    READS = False

    def offered(self, tracker: Tracker) -> bool:
        """Whether a night was rated."""
        return bool(tracker.journal.facts(Night))

    def first(self, tracker: Tracker) -> date | None:
        """The day of the earliest night."""
        return min((night.day for night in tracker.journal.facts(Night)), default=None)

    def compose(self) -> ComposeResult:
        """A heading, the weeks, what the numbers are."""
        yield Static(classes="head", markup=False)
        yield Static(classes="said", markup=False)
        columns = (Column(18), Column(21), Column(6, quiet=True))
        yield Rows[tuple[str, str, str]](columns, lambda row: row, id="weeks", chooses=False)
        yield Static(classes="note quiet", markup=False)

    async def draw(self, view: View) -> None:
        """List the weeks of the period, the latest first."""
        period, averages = view.period, not view.tracker.settings.hides_streaks
        found = [
            night
            for night in view.tracker.journal.facts(Night)
            if period.first <= night.day <= period.last
        ]
        self.head("Nights", f"0 worst, {MOST} best, as you rated them")
        self.say("said", "" if found else "None in this period.")
        rows = week_rows(found, view.week_starts, averages=averages)
        shown = [(view.written(first), each, mean) for first, each, mean in rows]
        self.query_one("#weeks", Rows).show(shown)
        mean = ", and the mean of those rated" if averages else ""
        self.say("note", f"A week a line{mean}. Nights count for no goal and no streak.")
        self.lines = list(night_lines(found, view.written, averages=averages))
