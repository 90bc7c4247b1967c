"""Dialog that logs points from one line: ``calm``, ``PC6 HT7 60s yesterday 21:30``."""

from typing import Any

from tracker.core.entry.record_fields import MOOD, NOTE, PRESSED
from tracker.core.text.examples import POINTS_EARLIER
from tracker.practice import entries
from tracker.practice.entries import Entry
from tracker.ui.records.log import LogScreen
from tracker.ui.screens.form import Form


class LogPointsScreen(LogScreen):
    """Log a routine, or points by their codes."""

    HEADING = "Points pressed"
    EXAMPLE = "calm"
    FIELDS = (*MOOD, *PRESSED, NOTE)
    HELP = (
        "One line: a routine, or the codes of points, how long each hold was, when. "
        f"{POINTS_EARLIER}. Points on both sides count both; PC6 left is one. "
        "Without a length a routine has its own, and so has a point unless you set a hold."
    )

    @property
    def invitation(self) -> str:
        """Shown below the empty line: what can be typed."""
        routines = ", ".join(
            each.id if each.built_in else each.name for each in self.tracker.library.routines()
        )
        return f"A routine, or codes with a hold, and when: {POINTS_EARLIER}\n{routines}"

    def entry(self) -> Entry:
        """The session of the line and the fields."""
        given: dict[str, Any] = self.query_one(Form).given
        return entries.points(self.tracker, self.line, **given)
