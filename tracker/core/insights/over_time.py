"""Practice and ratings over time: one line each, a value for every week or day."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import fmean
from typing import Final, Literal

from tracker.core.days.dated_goals import week_start
from tracker.core.facts.nights import MOST, Night, by_day
from tracker.core.facts.sessions import Kind, Practice
from tracker.core.insights.periods import LEAST, Period
from tracker.core.text.durations import duration_words

_FORTNIGHT: Final = 14
_LOW: Final = 3.0
"""Maximum mean of the mood after sessions that counts as low."""
_LOWER: Final = 2.0
"""Minimum difference between two fortnights that counts as a fall, in steps of the scale."""
_MINUTES: Final = {Kind.POINTS: "Points", Kind.MAT: "Mat"}
_RATINGS: Final = {
    "mood_before": "Mood before",
    "mood_after": "Mood after",
    "tension_before": "Tension before",
    "tension_after": "Tension after",
    "discomfort_start": "Mat at first",
    "discomfort_end": "Mat at the end",
}
NIGHTS: Final = "Nights"
Rating = Literal["mood", "tension"]
Dated = Iterable[tuple[date, float]]


@dataclass(frozen=True, slots=True)
class Trend:
    """The values of one measure over time; `None` where a value is not known."""

    name: str
    values: tuple[float | None, ...]
    most: float
    """The top of its scale, which begins at 0."""
    seconds: bool = False
    """Whether the values are seconds of practice; else they are ratings."""

    def words(self, at: int) -> str:
        """`mood after 5.4`, `points 34 min`; empty without a value."""
        value = self.values[at]
        if value is None:
            return ""
        said = duration_words(value) if self.seconds else f"{value:.1f}".removesuffix(".0")
        return f"{self.name[0].lower()}{self.name[1:]} {said}"


def week_columns(period: Period, week_starts: int, room: int) -> tuple[Period, ...]:
    """The weeks of a period, oldest first, joined so that there are at most ``room`` columns."""
    first, last = (week_start(day.toordinal(), week_starts) for day in (period.first, period.last))
    weeks = (last - first) // 7 + 1
    days = 7 * -(-weeks // max(1, room))
    start = last + 7 - days * -(-weeks * 7 // days)
    return tuple(
        Period(date.fromordinal(each), date.fromordinal(each + days - 1))
        for each in range(start, last + 7, days)
    )


def day_columns(period: Period, room: int) -> tuple[Period, ...]:
    """The last ``room`` days of a period, oldest first."""
    count = max(1, min(room, period.days))
    days = (period.last - timedelta(days=ago) for ago in reversed(range(count)))
    return tuple(Period(day, day) for day in days)


def trends(
    records: Iterable[Practice],
    nights: Iterable[Night],
    columns: Sequence[Period],
    *,
    averages: bool = True,
) -> tuple[Trend, ...]:
    """The lines that have any value in these columns, which are all of the same length.

    Without `averages` a rating is the last one in its column, and minutes are left out.
    """
    done = sorted(records, key=lambda record: (record.started, record.id))
    found: list[Trend] = []
    if averages:
        for kind, name in _MINUTES.items():
            held = ((each.day, each.seconds) for each in done if each.kind is kind)
            values = _in_columns(held, columns, sum)
            found.append(Trend(name, values, max(filter(None, values), default=0), seconds=True))
    of: Callable[[list[float]], float] = fmean if averages else lambda values: values[-1]
    for field, name in _RATINGS.items():
        rated = ((each.day, getattr(each, field, None)) for each in done)
        given = ((day, value) for day, value in rated if value is not None)
        found.append(Trend(name, _in_columns(given, columns, of), MOST))
    slept = ((day, float(night.rating)) for day, night in by_day(nights).items())
    found.append(Trend(NIGHTS, _in_columns(slept, columns, of), MOST))
    return tuple(each for each in found if any(value is not None for value in each.values))


def _in_columns(
    values: Dated, columns: Sequence[Period], of: Callable[[list[float]], float]
) -> tuple[float | None, ...]:
    first, days = columns[0].first, columns[0].days
    by_column: defaultdict[int, list[float]] = defaultdict(list)
    for day, value in values:
        by_column[(day - first).days // days].append(value)
    return tuple(of(by_column[at]) if at in by_column else None for at in range(len(columns)))


def trend_lines(
    found: Sequence[Trend], columns: Sequence[Period], written: Callable[[date], str]
) -> Iterator[str]:
    """Yield a sentence for each column that has a value, the latest first."""
    for at, column in reversed([*enumerate(columns)]):
        said = ", ".join(filter(None, (trend.words(at) for trend in found)))
        if said:
            when = written(column.first)
            if column.days == 7:
                when = f"Week of {when}"
            elif column.days > 7:
                when = f"{when} to {written(column.last)}"
            yield f"{when}: {said}."


@dataclass(frozen=True, slots=True)
class Pairs:
    """The average ratings of some days, before and after sessions; `None` without an answer."""

    first: date
    last: date
    before: float | None
    after: float | None
    answers: int
    """Number of records with either."""

    def words(self, written: Callable[[date], str], name: str) -> str:
        """In a sentence, `Week of 9 Nov: mood before 5.0, after 5.4; 6 answers.`, with its name."""
        rated = {"before": self.before, "after": self.after}
        said = ", ".join(f"{end} {value:.1f}" for end, value in rated.items() if value is not None)
        count = "1 answer" if self.answers == 1 else f"{self.answers} answers"
        return f"Week of {written(self.first)}: {name} {said}; {count}."


def rated_columns(
    records: Iterable[Practice], period: Period, scale: Rating, columns: int
) -> tuple[Pairs, ...]:
    """The ratings of a period in at most so many columns, oldest first, of nearly as many days."""
    count = max(1, min(columns, period.days))
    found: list[tuple[list[int], list[int], list[int]]] = [([], [], []) for _ in range(count)]
    for record in records:
        at = (record.day - period.first).days * count // period.days
        before, after = (getattr(record, f"{scale}_{end}") for end in ("before", "after"))
        if not 0 <= at < count or (before is None and after is None):
            continue
        found[at][0].extend([] if before is None else [before])
        found[at][1].extend([] if after is None else [after])
        found[at][2].append(1)
    firsts = [
        period.first + timedelta(days=-(-at * period.days // count)) for at in range(count + 1)
    ]
    return tuple(
        Pairs(
            firsts[at],
            firsts[at + 1] - timedelta(days=1),
            fmean(before) if before else None,
            fmean(after) if after else None,
            len(answers),
        )
        for at, (before, after, answers) in enumerate(found)
    )


def rated_weeks(
    records: Iterable[Practice], period: Period, scale: Rating, week_starts: int
) -> tuple[Pairs, ...]:
    """The ratings of each week that has any, the latest first."""
    first, last = (
        date.fromordinal(week_start(day.toordinal(), week_starts))
        for day in (period.first, period.last)
    )
    weeks = Period(first, last + timedelta(days=6))
    inside = [record for record in records if period.first <= record.day <= period.last]
    found = rated_columns(inside, weeks, scale, weeks.days // 7)
    return tuple(each for each in reversed(found) if each.answers)


def is_low(records: Iterable[Practice], last: date) -> bool:
    """Whether mood after sessions stayed low, or fell, in the fortnight that ends on a day."""
    fortnights: tuple[list[int], list[int]] = ([], [])
    for record in records:
        ago = (last - record.day).days // _FORTNIGHT
        if record.mood_after is not None and ago in {0, 1}:
            fortnights[ago].append(record.mood_after)
    now, before = fortnights
    if len(now) < LEAST:
        return False
    fell = len(before) >= LEAST and fmean(before) - fmean(now) >= _LOWER
    return fmean(now) <= _LOW or fell
