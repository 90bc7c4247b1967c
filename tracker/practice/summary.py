"""Summary of a session that was just recorded: what was held, moods, the streak before and after.

The summary screen shows these words and the plain session prints them.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from tracker.core.days.streaks import Streak, streaks
from tracker.core.facts.points import Point
from tracker.core.facts.record_names import mood_words, practice_name
from tracker.core.facts.sessions import Practice, Session, Side
from tracker.core.session.place_words import side_word
from tracker.core.text.durations import duration_words
from tracker.practice.context import Context


class Pressed(NamedTuple):
    """A point on one side, with all its holds together."""

    point: str
    side: Side
    held: float
    """Seconds."""
    planned: float
    """Seconds."""
    spot: str
    """Where on the body, in a word or two."""

    @property
    def words(self) -> tuple[str, str, str, str, str]:
        """`PC6`, `left`, `forearm`, `20 s`, and `of 40 s` if less was held than planned."""
        short = f"of {duration_words(self.planned)}" if self.held < self.planned else ""
        return self.point, side_word(self.side), self.spot, duration_words(self.held), short


@dataclass(frozen=True, slots=True)
class Summary:
    """A record, and its effect on the streak of its kind."""

    record: Practice
    title: str
    """The record's name."""
    before: Streak | None
    """The streak that ran before it was recorded."""
    after: Streak | None
    """The streak that runs now."""
    least: float | None
    """Seconds it would have needed to count for its day; `None` if it counts."""
    points: Mapping[str, Point]
    """The points that were pressed, as far as they are known."""

    @property
    def kept(self) -> str:
        """`Kept: 2 min 40 s, ended early`."""
        early = ", ended early" if self.record.stopped_early else ""
        return f"Kept: {duration_words(self.record.seconds)}{early}"

    @property
    def pressed(self) -> tuple[Pressed, ...]:
        """Points and sides in the order they were pressed; empty for the mat."""
        if not isinstance(self.record, Session):
            return ()
        found: dict[tuple[str, Side], tuple[float, float]] = {}
        for hold in self.record.holds:
            held, planned = found.get((hold.point, hold.side), (0.0, 0.0))
            found[hold.point, hold.side] = held + hold.held, planned + hold.planned
        spots = {code: point.spot for code, point in self.points.items()}
        return tuple(
            Pressed(*place, *seconds, spots.get(place[0], "")) for place, seconds in found.items()
        )

    @property
    def places(self) -> tuple[str, ...]:
        """Where each point is, `PC6 Three fingers above the wrist crease, ...`."""
        return tuple(f"{code} {point.place}" for code, point in self.points.items() if point.place)

    @property
    def moods(self) -> str:
        """`mood 4 → 6 · tension 7 → 5`; empty when neither was given."""
        record = self.record
        mood = mood_words(record.mood_before, record.mood_after)
        tension = mood_words(record.tension_before, record.tension_after, "tension")
        return " · ".join(filter(None, (mood, tension)))

    @property
    def streak(self) -> str:
        """`Streak 4 days`; empty without a streak, as when no goal counts days."""
        return f"Streak {self.after.words}" if self.after else ""

    @property
    def streak_change(self) -> str:
        """`before: 3 days` or `as before`; empty without a streak now or before."""
        if self.after is None or self.before is None:
            return ""
        return "as before" if self.before == self.after else f"before: {self.before.words}"

    @property
    def too_short(self) -> str:
        """The length that would count for the day; empty if this record counts."""
        if self.least is None:
            return ""
        return f"Too short to count for the day: that takes {duration_words(self.least)}."

    def lines(self) -> list[str]:
        """Everything, line by line."""
        pressed = (" ".join(filter(None, each.words)) for each in self.pressed)
        streak = ", ".join(filter(None, (self.streak, self.streak_change)))
        lines = (self.title, self.kept, *pressed, self.moods, streak, self.too_short)
        return [line for line in lines if line]


def summary(context: Context, record: Practice, before: Streak | None) -> Summary:
    """The summary of a record that the journal has already.

    `before` is the streak of its kind before the record was added.
    """
    days = context.days(record.kind)
    hidden = context.settings.hides_streaks
    goal = None if hidden else days.goal(record.day)
    held = record.holds if isinstance(record, Session) else ()
    find = context.library.find
    return Summary(
        record=record,
        title=practice_name(record, context.library.routine_name),
        before=None if hidden else before,
        after=None if hidden else streaks(days).current,
        points={hold.point: point for hold in held if (point := find(hold.point))},
        least=goal.least_seconds if goal and record.seconds < goal.least_seconds else None,
    )
