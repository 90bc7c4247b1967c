"""The answer of `tsubo insights`: each section with its sentences and its data."""

from datetime import date
from typing import Annotated

from msgspec import UNSET, Meta, Struct, UnsetType, field

from tracker.cli.json_types.fields import Seconds
from tracker.core.facts.checks import Instrument

Lines = Annotated[list[str], Meta(description="The section in sentences; empty lines part them.")]


class Week(Struct):
    """Practice of one kind in one week."""

    start: date
    seconds: Annotated[float | None, Meta(description="Null before the week of the first record.")]
    whole: Annotated[
        bool, Meta(description="Whether all seven days are over, with practice begun.")
    ]


class WeeksSection(Struct):
    """Weeks, oldest first; empty if streaks are hidden."""

    lines: Lines
    points: list[Week]
    mat: list[Week]


class StartHours(Struct):
    """Number of records started in each hour of each weekday."""

    weekdays: Annotated[list[int], Meta(description="Of the rows; Monday is 0.")]
    hours: Annotated[
        list[int], Meta(description="Of the columns; a practice day's first is first.")
    ]
    counts: list[list[int]]


class HoursSection(Struct):
    """When sessions begin."""

    lines: Lines
    points: StartHours
    mat: StartHours


class RatedChange(Struct):
    """The mean of the differences, their standard deviation, and the interval of the mean."""

    n: int
    mean: float
    spread: float
    low: float | None
    high: float | None
    most: list[float]


class RatedGroup(RatedChange):
    """The change in one group; the first group is all of them."""

    name: str


class MoodSection(Struct):
    """Ratings before and after; groups with at least five pairs."""

    lines: Lines
    measure: str
    by: str
    rated: Annotated[int, Meta(description="Number of pairs in all.")]
    groups: list[RatedGroup]


class Column(Struct):
    """The days of one value over time."""

    first: date = field(name="from")
    last: date = field(name="to")


class MeasureOverTime(Struct):
    """A value for each column; null where none is known."""

    name: str
    values: list[float | None]
    most: Annotated[float, Meta(description="The top of its scale, which begins at 0.")]
    seconds: Annotated[bool, Meta(description="Whether values are seconds; else they are ratings.")]


class RatedNight(Struct):
    """The night before a day, 0 to 10."""

    day: date
    rating: int


class OverTimeSection(Struct):
    """Every measure by weeks, or by days if streaks are hidden."""

    lines: Lines
    columns: list[Column]
    measures: list[MeasureOverTime]
    nights: list[RatedNight]


class HeldShare(Struct):
    """Held time of one point, meridian or side."""

    name: str
    seconds: Seconds
    count: Annotated[int, Meta(description="Number of holds.")]
    last: date


class NotLately(Struct):
    """A point or meridian not pressed in the last four weeks; null if never."""

    name: str
    last: date | None


class BalanceSection(Struct):
    """Shares, the longest pressed first."""

    lines: Lines
    by: str
    shares: list[HeldShare]
    left: Annotated[float | None, Meta(description="The left share of the time, 0 to 1.")]
    not_lately: list[NotLately]


class DiscomfortHalves(Struct):
    """Discomfort at the start in the earlier and in the later half of the sessions."""

    earlier: float
    later: float
    n_earlier: int
    n_later: int


class DiscomfortStretch(Struct):
    """Mean discomfort over four weeks or a year."""

    first: date
    last: date
    n: int
    start: float
    end: float


class MatSection(Struct):
    """Discomfort on the mat; null where it was rated too seldom."""

    lines: Lines
    change: RatedChange | None
    halves: DiscomfortHalves | None
    stretches: list[DiscomfortStretch]


class TakenCheck(Struct):
    """A weekly check, 0 to 6."""

    day: date
    instrument: Instrument
    score: int


class ChecksSection(Struct):
    """The weekly checks, the latest first."""

    lines: Lines
    checks: list[TakenCheck]


class Insights(Struct):
    """The sections that were asked for, or all that are offered."""

    first: Annotated[date, Meta(description="First day of the period.")] = field(name="from")
    last: Annotated[date, Meta(description="Last day of the period.")] = field(name="to")
    weeks: WeeksSection | UnsetType = UNSET
    hours: HoursSection | UnsetType = UNSET
    mood: MoodSection | UnsetType = UNSET
    over_time: OverTimeSection | UnsetType = UNSET
    balance: BalanceSection | UnsetType = UNSET
    mat: MatSection | UnsetType = UNSET
    checks: ChecksSection | UnsetType = UNSET
