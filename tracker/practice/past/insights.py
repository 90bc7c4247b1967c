"""The sections of the insights as values and sentences, for the screen, the command and programs.

Changes are ratings of the person, never effects of the practice; from five on something is said.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final

from tracker.core.days.done_words import in_all
from tracker.core.facts.checks import Check, latest_first
from tracker.core.facts.nights import MOST, Night
from tracker.core.facts.sessions import Kind, MatSession, Practice
from tracker.core.insights.mood import PairedChange, paired_change, pairs
from tracker.core.insights.nights import night_lines
from tracker.core.insights.over_time import (
    Trend,
    day_columns,
    is_low,
    trend_lines,
    trends,
    week_columns,
)
from tracker.core.insights.periods import LEAST, Hours, Period, WeekTotal, hours, week_totals
from tracker.core.insights.ratings import Halves, Stretch, halves, stretches
from tracker.core.insights.words import (
    NO_REASON,
    Written,
    change_words,
    check_lines,
    halves_words,
    hour_lines,
    numbers,
    stretch_words,
    too_few,
    week_lines,
)
from tracker.core.text.dates import day_words
from tracker.library.toml import LibraryError

if TYPE_CHECKING:
    from tracker.practice.context import Context

NAMES: Final = {Kind.POINTS: "Points", Kind.MAT: "Mat"}
_WHAT: Final = {Kind.POINTS: "sessions of points", Kind.MAT: "mat sessions"}
_YOURS: Final = "These are your own answers, no more."
_NOTHING: Final = "What you record and rate is drawn here, a line each."


def records_of(context: "Context", period: Period) -> list[Practice]:
    """The records of a period up to now, of both kinds."""
    now = context.now()
    return [
        record
        for kind in Kind
        for record in context.journal.between(kind, period.first, period.last)
        if record.started <= now
    ]


def earliest_day(context: "Context") -> date:
    """The day of the first record, night or check; today without any."""
    firsts = [
        *(context.days(kind).first_record for kind in Kind),
        *(night.day for night in context.journal.facts(Night)),
        *(check.day for check in context.journal.facts(Check)),
    ]
    return min(filter(None, firsts), default=context.today)


def written(context: "Context") -> Written:
    """Writes a date in the person's order of day and month."""
    order = context.settings.date_order
    return lambda day: day_words(day, order)


@dataclass(frozen=True, slots=True)
class Weeks:
    """Minutes by week, by kind."""

    totals: Mapping[Kind, tuple[WeekTotal, ...]]
    lines: Sequence[str]


def weeks(context: "Context", last: date, count: int) -> Weeks:
    """The ``count`` weeks up to the week of ``last``; the totals alone if streaks are hidden."""
    found = {kind: week_totals(context.days(kind), last, count) for kind in Kind}
    lines: list[str] = []
    for kind, totals in found.items():
        if context.settings.hides_streaks:
            lines += [f"{NAMES[kind]}: {in_all(context.days(kind)) or 'nothing yet'}.", ""]
        else:
            lines += [*week_lines(NAMES[kind], totals, written(context)), ""]
    return Weeks(found, lines)


@dataclass(frozen=True, slots=True)
class HoursOfDay:
    """Starts by weekday and hour, of each kind that was asked for."""

    found: Sequence[tuple[Kind, Hours]]
    lines: Sequence[str]

    @property
    def total(self) -> int:
        """Number of records."""
        return sum(each.n for _, each in self.found)


def hours_of_day(
    context: "Context", records: Iterable[Practice], kinds: Sequence[Kind]
) -> HoursOfDay:
    """When sessions of these kinds begin."""
    every, week_starts = [*records], context.settings.first_weekday
    found = [
        (
            kind,
            hours((each for each in every if each.kind is kind), week_starts=week_starts),
        )
        for kind in kinds
    ]
    total = sum(each.n for _, each in found)
    if total < LEAST:
        return HoursOfDay(found, [too_few(total, "sessions")])
    lines = [line for kind, each in found for line in (*hour_lines(_WHAT[kind], each), "")]
    return HoursOfDay(found, lines)


@dataclass(frozen=True, slots=True)
class OverTime:
    """A line for each measure, its values by column, and the nights of the period."""

    columns: Sequence[Period]
    found: Sequence[Trend]
    nights: Sequence[Night]
    note: str
    lines: Sequence[str]


def over_time(
    context: "Context", period: Period, records: Iterable[Practice], room: int, aim: str
) -> OverTime:
    """The period in at most ``room`` columns of weeks, or of days if streaks are hidden.

    ``aim`` says how to reach help for hard moments.
    """
    averages, done = not context.settings.hides_streaks, [*records]
    week_starts = context.settings.first_weekday
    columns = week_columns(period, week_starts, room) if averages else day_columns(period, room)
    nights = [
        night for night in context.journal.facts(Night) if period.first <= night.day <= period.last
    ]
    found = trends(done, nights, columns, averages=averages)
    low = f"Ups and downs are usual. If it stays low: {aim} shows whom to talk to."
    kept = (_scales(found, averages=averages), _YOURS, low if is_low(done, period.last) else "")
    note = " ".join(filter(None, kept)) if found else _NOTHING
    lines = [*trend_lines(found, columns, written(context)), "", note]
    if nights:
        lines += ["", *night_lines(nights, written(context), averages=averages)]
    return OverTime(columns, found, nights, note, lines)


def _scales(found: Sequence[Trend], *, averages: bool) -> str:
    rated = f"Ratings go from 0 to {MOST}" if any(not each.seconds for each in found) else ""
    if not averages:
        return f"{rated}." if rated else ""
    minutes = "Minutes go from 0 to their most" if any(each.seconds for each in found) else ""
    both = " and r".join(filter(None, (minutes, rated[1:] if minutes and rated else "")))
    return f"{both or rated}; a dot is none."


@dataclass(frozen=True, slots=True)
class MatDiscomfort:
    """Discomfort on the mat, from start to end and over the weeks; ``None`` if rated too seldom."""

    change: PairedChange | None
    trend: Halves | None
    parts: Sequence[Stretch]
    said: Sequence[str]
    lines: Sequence[str]


def mat_discomfort(
    context: "Context", period: Period, records: Iterable[Practice]
) -> MatDiscomfort:
    """How discomfort on the mat was rated in a period."""
    mats = [each for each in records if isinstance(each, MatSession)]
    rated = pairs(mats, "discomfort")
    change = paired_change(rated)
    if change is None:
        few = too_few(len(rated), "mat sessions with discomfort at start and end")
        return MatDiscomfort(None, None, (), [few], [few])
    trend, parts = halves(mats), stretches(mats, period)
    count = f"{change.n} times."
    said = [
        change_words("discomfort", change),
        f"{count} {halves_words(trend)}" if trend else count,
    ]
    each = (f"{stretch_words(one, written(context))}." for one in parts)
    return MatDiscomfort(
        change, trend, parts, said, [*said, f"{numbers(change)}.", "", *each, "", NO_REASON]
    )


@dataclass(frozen=True, slots=True)
class WeeklyChecks:
    """The weekly checks of a period, the latest first, and the limits of a score."""

    found: Sequence[Check]
    limits: str
    lines: Sequence[str]


def offers_checks(context: "Context") -> bool:
    """Whether checks are switched on and one was taken."""
    return context.settings.checks and bool(context.journal.facts(Check))


def weekly_checks(context: "Context", period: Period) -> WeeklyChecks:
    """The checks that were taken in a period."""
    every = latest_first(context.journal.facts(Check))
    found = [check for check in every if period.first <= check.day <= period.last]
    try:
        limits = context.library.checks.limits
    except LibraryError as wrong:
        limits = str(wrong)
    return WeeklyChecks(found, limits, [*check_lines(found, written(context)), "", limits])
