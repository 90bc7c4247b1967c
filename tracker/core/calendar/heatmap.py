"""The cells of a heatmap: the value of each day and its level.

Levels are quantiles of the person's practised days over all history, not shares of the maximum: one
long day does not dim the others, and showing another year does not change the scale. Until there
are `ENOUGH` days to compare, a day is only done or not.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final, NamedTuple, Self

from tracker.core.calendar.grid import Grid, Place
from tracker.core.days.practice_days import Days, DaySummaries
from tracker.core.days.states import State
from tracker.core.facts.goals_and_rests import Kind

LEVELS: Final = range(6)
"""0 means no practice; 1 to 5 are fifths of the person's practised days."""

ENOUGH: Final = 10
"""Practised days before levels compare them; until then a day is done or not."""

DONE: Final = 3
"""The level of a day that is done and compared with no other."""

UNCHANGED: Final = 3
"""Middle level of mood: below it mood fell, above it mood rose."""


class Measure(StrEnum):
    """The value of a day that a cell shows."""

    COUNT = "count"
    MINUTES = "minutes"
    MOOD = "mood"


def measured(summaries: DaySummaries, measure: Measure) -> Iterable[float | None]:
    """The value of each day: records, minutes or mean change of mood, ``None`` without ratings."""
    columns = summaries.columns
    match measure:
        case Measure.COUNT:
            return columns.times
        case Measure.MINUTES:
            return (total / 60 for total in columns.total)
        case Measure.MOOD:
            return map(_mean, columns.mood_change, columns.mood_count)


def _mean(change: float, count: int) -> float | None:
    return change / count if count else None


class Scale(NamedTuple):
    """Sorted values of all history, used to find the level of a value.

    Signed values have level 3 for no change, 4 and 2 for the smaller half of the person's changes,
    5 and 1 for the larger half.
    """

    values: Sequence[float]
    signed: bool = False

    @classmethod
    def of(cls, values: Iterable[float | None], *, signed: bool = False) -> Self:
        """The scale of these values, in any order; 0 and ``None`` are left out."""
        known = filter(None, values)
        return cls(sorted(map(abs, known) if signed else known), signed)

    def level(self, value: float | None) -> int:
        """0 for ``None`` or 0, else 1 to 5, rising with the value; equal values share a level."""
        if value is None or (not value and not self.signed):
            return 0
        if not self.signed:
            return 1 + min(int(5 * self._rank(value)), 4)
        if not value:
            return UNCHANGED
        size = 2 if self._rank(abs(value)) > 0.5 else 1
        return UNCHANGED + (size if value > 0 else -size)

    def _rank(self, value: float) -> float:
        if not self.values:
            return 0.5
        below, upto = bisect_left(self.values, value), bisect_right(self.values, value)
        return (below + upto) / (2 * len(self.values))


class Mark(NamedTuple):
    """One kind's part of a cell."""

    kind: Kind
    state: State
    value: float | None
    """``None`` for a day without records, or without a mood before and after."""
    level: int


class Cell(NamedTuple):
    """A day at its place."""

    day: date
    place: Place
    marks: tuple[Mark, ...]
    """One mark for each kind; points before mat."""
    is_today: bool
    is_first: bool
    """Whether it is the day of the first record or goal."""

    @property
    def state(self) -> State:
        """The state of the first mark."""
        return self.marks[0].state

    @property
    def value(self) -> float | None:
        """The value of the first mark."""
        return self.marks[0].value

    @property
    def level(self) -> int:
        """The level of the first mark."""
        return self.marks[0].level


class Heatmap(NamedTuple):
    """The cells of a grid, and the scales that gave their levels."""

    grid: Grid
    measure: Measure
    today: date
    cells: tuple[Cell, ...]
    """In the order of their days."""
    scales: tuple[Scale, ...]
    """One for each kind, in the order of the marks."""

    def cell(self, day: date) -> Cell | None:
        """The cell of a day; ``None`` outside the grid."""
        place = day.toordinal() - self.grid.first.toordinal()
        return self.cells[place] if 0 <= place < len(self.cells) else None

    def at(self, place: Place) -> Cell | None:
        """The cell at a place; ``None`` where the grid has no day."""
        day = self.grid.day(place)
        return None if day is None else self.cell(day)


def heatmap(grid: Grid, measure: Measure, *kinds: Days) -> Heatmap:
    """The heatmap of one kind's days, or of several kinds, with marks in this order."""
    scales = tuple(_scale(days, measure) for days in kinds)
    values = [_values(days, grid, measure) for days in kinds]
    firsts = {days.first for days in kinds if days.states}
    judged = list(zip(kinds, values, scales, strict=True))
    today = kinds[0].today
    return Heatmap(
        grid=grid,
        measure=measure,
        today=today,
        cells=tuple(
            Cell(
                day,
                place,
                tuple(_mark(day, *each) for each in judged),
                is_today=day == today,
                is_first=day in firsts,
            )
            for day, place in zip(grid.days, grid.places, strict=True)
        ),
        scales=scales,
    )


def _scale(days: Days, measure: Measure) -> Scale:
    return Scale.of(measured(days.summaries, measure), signed=measure is Measure.MOOD)


def _values(days: Days, grid: Grid, measure: Measure) -> Mapping[int, float | None]:
    """The value of each practised day of a grid, by the day's ordinal."""
    there = days.summaries.within(grid.first.toordinal(), grid.last.toordinal())
    return dict(zip(there.columns.day, measured(there, measure), strict=True))


def _mark(day: date, days: Days, values: Mapping[int, float | None], scale: Scale) -> Mark:
    value = values.get(day.toordinal())
    if scale.signed or len(days.summaries) >= ENOUGH:
        level = scale.level(value)
    else:
        level = DONE if days.done_on(day) else 0
    return Mark(days.kind, days.state(day), value, level)
