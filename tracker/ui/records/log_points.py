"""Points pressed, logged in one line: ``calm``, or ``PC6 HT7 60s yesterday 21:30``."""

from typing import Any

from textual.widgets import Input

from tracker.core.entry.new_records import session
from tracker.core.facts.routines import Routine
from tracker.core.facts.sessions import Practice, Session, Side
from tracker.core.text.dates import shown
from tracker.core.text.durations import duration_words
from tracker.practice.points_line import points_done
from tracker.ui.records.fields import MOOD, NOTE, PRESSED
from tracker.ui.records.log import LogScreen, began, here
from tracker.ui.screens.form import Form


class LogPointsScreen(LogScreen):
    """Log a routine, or points by their codes."""

    HEADING = "Points pressed"
    EXAMPLE = "calm"
    FIELDS = (*MOOD, *PRESSED, NOTE)
    HELP = (
        "One line: a routine, or the codes of points, how long each hold was, when. "
        "PC6 HT7 60s yesterday 21:30. Points on both sides count both; PC6 left is one. "
        "Without a length a routine has its own, and so has a point unless you set a hold."
    )

    @property
    def invitation(self) -> str:
        """What the empty line may hold."""
        routines = ", ".join(
            each.id if each.built_in else each.name for each in self.tracker.library.routines()
        )
        return f"A routine, or codes with a hold, and when: PC6 HT7 60s yesterday 21:30\n{routines}"

    def record(self) -> tuple[Practice, str]:
        """The session of the line and the fields."""
        tracker = self.tracker
        settings, now = tracker.settings, here(tracker)
        line = points_done(tracker, self.query_one("#line", Input).value)
        more: dict[str, Any] = self.query_one(Form).given
        routine = line.routine
        practice = session(
            now,
            line.holds,
            day_starts_at=settings.day_starts_at,
            started=line.started,
            routine=routine.id if routine else None,
            **more,
        )
        return practice, f"{_words(practice, routine)}\n{began(tracker, practice, line.when)}"


def _words(practice: Session, routine: Routine | None) -> str:
    """``Three calm minutes: HT7, PC6; 4 holds, 2 min 40 s``; one side alone is named."""
    sides: dict[str, set[Side]] = {}
    for hold in practice.holds:
        sides.setdefault(hold.point, set()).add(hold.side)
    alone = {Side.LEFT, Side.RIGHT}
    points = ", ".join(
        f"{code} {next(iter(each))}" if len(each) == 1 and each <= alone else code
        for code, each in sides.items()
    )
    count = len(practice.holds)
    length = f"{count} {'hold' if count == 1 else 'holds'}, {duration_words(practice.seconds)}"
    name = f"{shown(routine.name)}: " if routine else ""
    return f"{name}{points}; {length}"
