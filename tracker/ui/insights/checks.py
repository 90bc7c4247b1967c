"""The section that lists weekly checks, without a drawing, trend or comparison."""

from datetime import date

from textual.app import ComposeResult
from textual.widgets import Static

from tracker.core.facts.checks import Check
from tracker.practice.past.insights import offers_checks, weekly_checks
from tracker.ui.insights.section import Section, View
from tracker.ui.screens.tracker import Tracker
from tracker.ui.widgets.rows import Column, Rows


class ChecksSection(Section):
    """Each check with its day and score; offered once checks are on and one was taken."""

    NAME = "Checks"
    READS = False

    def offered(self, tracker: Tracker) -> bool:
        """Whether checks are switched on and one was taken."""
        return offers_checks(tracker)

    def first(self, tracker: Tracker) -> date | None:
        """The day of the earliest check."""
        return min((check.day for check in tracker.journal.facts(Check)), default=None)

    def compose(self) -> ComposeResult:
        """A note on what a check is, the rows, a note on their limits."""
        yield Static(classes="head", markup=False)
        yield Static(classes="said", markup=False)
        yield Rows[tuple[str, str, str]](
            (Column(18), Column(8), Column()), lambda row: row, id="taken", chooses=False
        )
        yield Static(classes="note quiet", markup=False)

    async def draw(self, view: View) -> None:
        """List the checks of the period, the latest first."""
        seen = weekly_checks(view.tracker, view.period)
        self.head("Weekly checks", "a check, not a diagnosis")
        self.say("said", "" if seen.found else "None in this period.")
        rows = [(view.written(one.day), one.instrument.label, one.words) for one in seen.found]
        self.query_one("#taken", Rows).show(rows)
        self.say("note", seen.limits)
        self.lines = seen.lines
