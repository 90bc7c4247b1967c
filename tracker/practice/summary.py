"""Summary of a session that was just recorded: what was kept, moods, days in a row, one sentence.

The summary screen shows these words and the plain session prints them.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final, NamedTuple

from tracker.core.days.streaks import streaks
from tracker.core.days.today_words import today_words
from tracker.core.days.todays_goal import todays_goal
from tracker.core.facts.goals_and_rests import Kind, Per
from tracker.core.facts.points import Point, folded
from tracker.core.facts.record_names import mood_words, practice_name
from tracker.core.facts.sessions import Practice, Session, Side
from tracker.core.session.place_words import side_word
from tracker.core.text.durations import duration_words
from tracker.practice.context import Context

LONGEST: Final = "your longest so far"
_FIRST: Final = "That was your first. It will be here tomorrow too."
_BACK: Final = "Good that you are here."
_MET: Final = "Nothing more is asked of you today."
_ENOUGH: Final = "That was enough."
_AWAY: Final = timedelta(days=7)
"""Time between two days of practice from which on the sentence greets."""
_LONG: Final = 14
"""Minimum streak that is called the longest: before, every day is."""


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
    """A record, and how the days of its kind stand with it."""

    record: Practice
    title: str
    """The record's name."""
    run: str
    """`26 days in a row`, from two on; empty with hidden streaks."""
    beside: str
    """Words beside it: that it is the longest, or how an aim by the week stands; can be empty."""
    sentences: tuple[str, ...]
    """What to say last, the best first; the others are shorter."""
    least: float | None
    """Seconds it would have needed to count for its day; `None` if it counts."""
    points: Mapping[str, Point]
    """The points that were pressed, as far as they are known."""

    @property
    def length(self) -> str:
        """`2 min 40 s of pressing; ended early`."""
        doing = "of pressing" if isinstance(self.record, Session) else "lain"
        early = "; ended early" if self.record.stopped_early else ""
        return f"{duration_words(self.record.seconds)} {doing}{early}"

    @property
    def kept(self) -> str:
        """`Three calm minutes, 2 min 40 s of pressing.`."""
        return f"{self.title}, {self.length}."

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
    def sides(self) -> Mapping[str, tuple[Side, ...]]:
        """The sides on which each point was pressed, in order."""
        found: dict[str, tuple[Side, ...]] = {}
        for each in self.pressed:
            found[each.point] = (*found.get(each.point, ()), each.side)
        return found

    @property
    def where(self) -> str:
        """`Wrist, forearm, 40 s each.`: in a row, where it was pressed and how long."""
        pressed = self.pressed
        spots = ", ".join(dict.fromkeys(each.spot for each in pressed if each.spot))
        lengths = {duration_words(each.held) for each in pressed}
        if not spots:
            return ""
        each = f", {lengths.pop()} each" if len(lengths) == 1 and len(pressed) > 1 else ""
        return f"{spots.capitalize()}{each}."

    @property
    def moods(self) -> str:
        """`mood 4 → 6 · tension 7 → 5`; empty when neither was given."""
        record = self.record
        mood = mood_words(record.mood_before, record.mood_after)
        tension = mood_words(record.tension_before, record.tension_after, "tension")
        return " · ".join(filter(None, (mood, tension)))

    def sentence(self, room: int | None = None, *, keys: bool = False) -> str:
        """What to say last: the first that fits into so many columns, else the shortest.

        ``keys``: it can name a key of a running session.
        """
        fitting = (each for each in self.sentences if room is None or len(each) <= room)
        said = next(fitting, self.sentences[-1])
        is_short = self.least is not None and said not in {_FIRST, _BACK, _MET}
        if is_short and keys and isinstance(self.record, Session):
            return f"{said[:-1]}; + lengthens a hold."
        return said

    def lines(self, last: str | None = None) -> list[str]:
        """Everything, line by line; ``last`` in place of the sentence."""
        pressed = (" ".join(filter(None, each.words)) for each in self.pressed)
        run = ", ".join(filter(None, (self.run, self.beside)))
        lines = (f"Kept. {self.kept}", *pressed, self.moods, run, last or self.sentence())
        return [line for line in lines if line]


def summary(context: Context, record: Practice) -> Summary:
    """The summary of a record that the journal has already."""
    days = context.days(record.kind)
    hidden = context.settings.hides_streaks
    goal = None if hidden else days.goal(record.day)
    held = record.holds if isinstance(record, Session) else ()
    find = context.library.find
    least = goal.least_seconds if goal and record.seconds < goal.least_seconds else None
    run, beside = _run(context, record.kind)
    return Summary(
        record=record,
        title=practice_name(record, context.library.routine_name),
        run=run,
        beside=beside,
        sentences=_sentences(context, record, least),
        least=least,
        points={hold.point: point for hold in held if (point := find(hold.point))},
    )


def pressed_times(records: Iterable[Practice], points: Iterable[Point]) -> Counter[str]:
    """The number of sessions with a hold of each point, by its code."""
    codes = {name: point.code for point in points for name in point.names}
    found: Counter[str] = Counter()
    for record in records:
        if isinstance(record, Session):
            held = (codes.get(folded(hold.point)) for hold in record.holds if hold.held > 0)
            found.update({code for code in held if code})
    return found


def _run(context: Context, kind: Kind) -> tuple[str, str]:
    """The days in a row, and words beside them."""
    days = context.days(kind)
    words = today_words(days, hidden=context.settings.hides_streaks)
    goal = todays_goal(days)
    known = streaks(days)
    current = known.current
    others = (each.done for each in known.all if each != current)
    if words.run and current and current.done >= _LONG and current.done > max(others, default=0):
        return words.run, LONGEST
    by_week = goal is not None and goal.unit is Per.WEEK
    return words.run, words.state if by_week or context.settings.hides_streaks else ""


def _sentences(context: Context, record: Practice, least: float | None) -> tuple[str, ...]:
    every, day = [context.days(kind) for kind in Kind], record.day
    if sum(days.totals(date.min, day).count for days in every) == 1:
        return (_FIRST,)
    before = [days.summaries.within(1, day.toordinal() - 1) for days in every]
    last = max((each[-1].day for each in before if each), default=day)
    if day - last >= _AWAY and sum(days.totals(day, day).count for days in every) == 1:
        return (_BACK,)
    goals = [todays_goal(days) for days in every]
    if any(goals) and not any(goal and goal.due for goal in goals):
        return (_MET, _ENOUGH)
    if least is not None:
        kept = duration_words(record.seconds)
        return (f"{kept} is kept. From {duration_words(least)} on the day counts.",)
    return (_ENOUGH,)
