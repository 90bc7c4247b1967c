"""What came of a session: time pressed, mood, and where the streak stands."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tracker.core.days.streaks import Streak, streaks
from tracker.core.facts.record_names import mood_words
from tracker.core.facts.sessions import Practice, Session, Side
from tracker.core.session.place_words import side_word
from tracker.core.text.durations import duration_words
from tracker.ui.screens.kinds import SessionScreen
from tracker.ui.widgets.key_line import KeyLine
from tracker.ui.widgets.rows import Column, Rows

Pressed = tuple[str, Side, float, float]
"""A point and a side, seconds held and seconds planned."""


class SummaryScreen(SessionScreen):
    """A record that was just made; any way out is the same."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,q", "leave", "close", id="summary.close"),
    ]

    def __init__(self, record: Practice, title: str, before: Streak | None) -> None:
        super().__init__()
        self._record = record
        self._title = title
        self._before = before

    def compose(self) -> ComposeResult:
        """Time a point and side, then the streak."""
        with Vertical(id="sheet"):
            yield Static(Content(self._title), classes="title")
            early = ", ended early" if self._record.stopped_early else ""
            words = f"Kept: {duration_words(self._record.seconds)}{early}"
            yield Static(Content(words), id="kept")
            columns = (Column(7), Column(6), Column(12, right=True, gap=2), Column(quiet=True))
            yield Rows[Pressed](columns, _cells, id="pressed", chooses=False)
            yield Static(Content(self._mood()), id="mood", classes="quiet")
            yield Static(id="streak")
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill the list and ask where the streak stands now."""
        rows = self.query_one(Rows)
        pressed = _pressed(self._record)
        rows.show(pressed)
        rows.display = bool(pressed)
        rows.styles.height = min(len(pressed), 12)
        days = self.tracker.days(self._record.kind)
        words = _streak(self._before, streaks(days).current)
        goal = days.goal(self._record.day)
        if goal and self._record.seconds < goal.least_seconds:
            least = duration_words(goal.least_seconds)
            short = Content.styled(f"Too short to count for the day: that takes {least}.", "$quiet")
            words = Content("\n").join(filter(None, (words, short)))
        self.query_one("#streak", Static).update(words)

    def _mood(self) -> str:
        record = self._record
        mood = mood_words(record.mood_before, record.mood_after)
        tension = mood_words(record.tension_before, record.tension_after, "tension")
        return " · ".join(filter(None, (mood, tension)))


def _pressed(record: Practice) -> list[Pressed]:
    if not isinstance(record, Session):
        return []
    sums: dict[tuple[str, Side], tuple[float, float]] = {}
    for hold in record.holds:
        held, planned = sums.get((hold.point, hold.side), (0.0, 0.0))
        sums[hold.point, hold.side] = held + hold.held, planned + hold.planned
    return [(point, side, held, planned) for (point, side), (held, planned) in sums.items()]


def _cells(pressed: Pressed) -> tuple[str, ...]:
    point, side, held, planned = pressed
    short = f"of {duration_words(planned)}" if held < planned else ""
    return (point, side_word(side), duration_words(held), short)


def _streak(before: Streak | None, after: Streak | None) -> Content:
    """Where it stands; nothing where none runs: what was just done is not measured by that."""
    if after is None:
        return Content("")
    was = f", before: {before.words}" if before else ""
    since = ", as before" if before == after else was
    return Content.assemble("Streak ", (after.words, "$primary"), (since, "$quiet"))
