"""Dated goals: the goal of a day, the days a goal judges, and a goal in words.

Days are ordinals (``date.toordinal``), which are faster over thousands of days.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Final, NamedTuple, Self

from tracker.core.facts.goals_and_rests import WEEKDAYS, Goal, Kind, Per
from tracker.core.text.durations import duration_words

EVERY_DAY: Final = frozenset(range(7))
_OFTEN: Final = {1: "once", 2: "twice"}
_EARLIEST: Final = date.min.toordinal()
_LATEST: Final = date.max.toordinal()


def weekday_of(ordinal: int) -> int:
    """The weekday of an ordinal; Monday is 0."""
    return (ordinal + 6) % 7


def week_start(ordinal: int, week_starts: int) -> int:
    """The first day of the week of a day, both as ordinals."""
    return ordinal - (weekday_of(ordinal) - week_starts) % 7


class Span(NamedTuple):
    """The days a goal holds, as ordinals, first and last included."""

    first: int
    last: int
    goal: Goal


class Goals(NamedTuple):
    """The goals of one kind in the order of their days, without gaps; possibly empty."""

    spans: tuple[Span, ...] = ()

    @classmethod
    def of(cls, kind: Kind, goals: Iterable[Goal]) -> Self:
        """The goals of this kind.

        Each holds from its ``since`` until the next, the earliest also before. Of several with the
        same ``since`` the one made last holds.
        """
        since = {
            goal.since.toordinal(): goal
            for goal in sorted(
                (goal for goal in goals if goal.kind is kind), key=lambda goal: (goal.made, goal.id)
            )
        }
        starts = sorted(since)
        ends = [start - 1 for start in starts[1:]] + [_LATEST]
        return cls(
            tuple(
                Span(start if at else _EARLIEST, end, since[start])
                for at, (start, end) in enumerate(zip(starts, ends, strict=True))
            )
            if starts
            else ()
        )

    @property
    def first(self) -> date | None:
        """The ``since`` of the earliest goal; ``None`` without goals."""
        return self.spans[0].goal.since if self.spans else None

    def at(self, ordinal: int) -> Goal | None:
        """The goal of the day with this ordinal."""
        place = bisect_right(self.spans, ordinal, key=lambda span: span.first)
        return self.spans[place - 1].goal if place else None

    def judging(self, ordinal: int, week_starts: int) -> Goal | None:
        """The goal that judges a day.

        The goal of that day; if it is weekly, the goal of the last day of its week, if that is
        weekly too.
        """
        own = self.at(ordinal)
        if own is None or own.per is Per.DAY:
            return own
        closing = self.at(week_start(ordinal, week_starts) + 6)
        return closing if closing is not None and closing.per is Per.WEEK else own

    def judged(self, week_starts: int) -> Iterator[tuple[int, int, Goal]]:
        """The first and last ordinal that one goal judges, and the goal, oldest first."""
        for span in self.spans:
            closing = week_start(span.last, week_starts)
            if span.goal.per is Per.DAY or closing + 6 == span.last:
                yield span.first, span.last, span.goal
                continue
            # Another goal can judge the week of the last days.
            judging = self.judging(span.last, week_starts)
            yield span.first, closing - 1, span.goal
            yield max(closing, span.first), span.last, judging or span.goal

    @property
    def stretches(self) -> tuple[tuple[Per, int, int], ...]:
        """The stretches counted in days or in weeks, as first and last ordinal, oldest first."""
        found: list[tuple[Per, int, int]] = []
        for span in self.spans:
            if found and found[-1][0] is span.goal.per:
                found[-1] = (span.goal.per, found[-1][1], span.last)
            else:
                found.append((span.goal.per, span.first, span.last))
        return tuple(found)


def week_target(times: int, protected: int) -> int:
    """Number of practised days that meet a week with this many protected days."""
    return -(-times * (7 - protected) // 7)


def goal_words(goal: Goal) -> str:
    """``once a day``, ``3 days a week``, ``twice a day, Monday to Friday, 5 min or more``."""
    if goal.per is Per.WEEK:
        words = f"{goal.times} {'day' if goal.times == 1 else 'days'} a week"
    else:
        words = f"{_OFTEN.get(goal.times, f'{goal.times} times')} a day"
        if goal.weekdays != EVERY_DAY:
            words += f", {_weekday_words(goal.weekdays)}"
    if goal.least_seconds > 0:
        words += f", {duration_words(goal.least_seconds)} or more"
    return words


def none_words(goal: Goal) -> str:
    """``no days in a row now``, or weeks: where a goal is not met just now."""
    return f"no {goal.per}s in a row now"


def done_words(done: int, asked: int, thing: str = "") -> str:
    """``1 of 2``, ``0 of 1 day``; beyond the target ``4 days done, 3 asked``."""
    named = max(done, asked)
    noun = f" {thing}{'' if named == 1 else 's'}" if thing else ""
    return f"{done} of {asked}{noun}" if done <= asked else f"{done}{noun} done, {asked} asked"


def _weekday_words(weekdays: frozenset[int]) -> str:
    chosen = sorted(weekdays)
    if len(chosen) > 2 and chosen[-1] - chosen[0] == len(chosen) - 1:
        return f"{WEEKDAYS[chosen[0]]} to {WEEKDAYS[chosen[-1]]}"
    names = [WEEKDAYS[weekday] for weekday in chosen]
    return " and ".join(filter(None, (", ".join(names[:-1]), names[-1])))
