"""Answers about days: what is asked, what runs, what is due."""

from datetime import date
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from tracker.cli.json_types.fields import Aware, Seconds, Words
from tracker.core.days.states import State
from tracker.core.facts.reminders import Reminder
from tracker.core.facts.sessions import Goal, Kind, Per, Rest


class RunningStreak(Struct):
    """Days or weeks in a row, as far as a prompt wants it."""

    done: int
    unit: Per


class OnDay(Struct):
    """How one practice stands today."""

    done: Annotated[int, Meta(description="Records that count towards the goal; all without one.")]
    times: Annotated[int | None, Meta(description="What the goal asks for; null without a goal.")]
    due: bool
    streak: RunningStreak | None
    count: Annotated[int, Meta(description="Records of today.")]
    seconds: Seconds


class Waiting(Struct):
    """A session that waits to be gone on with, or runs somewhere."""

    started: Aware
    routine: str | None
    where: Annotated[str | None, Meta(description="The hold it stands at.")]
    saved: Annotated[Aware, Meta(description="When it was last written to the disk.")]
    seconds: Seconds


class Status(Struct):
    """How both practices stand now."""

    today: Annotated[date, Meta(description="The practice day that now is in.")]
    points: OnDay
    mat: OnDay
    interrupted: Waiting | None


class Run(Struct):
    """Met days or weeks in a row; rest days bridge it and never add to it."""

    done: int
    protected: Annotated[int, Meta(description="Rest days or weeks stepped over inside.")]
    start: date
    end: Annotated[date, Meta(description="Its last met day; of a week the week's last day.")]
    unit: Per


class Streak(Struct):
    """The streaks of one practice."""

    kind: Kind
    today: date
    current: Run | None
    longest: Run | None
    strength: Annotated[float | None, Meta(description="0 to 100; null without a goal.")]
    half_life_days: float | None


class Asked(Struct):
    """One practice that is due."""

    kind: Kind
    words: Words
    reminder: Annotated[Aware | None, Meta(description="When it fell; null: the goal asks.")]
    note: str | UnsetType = UNSET


class Due(Struct):
    """What is due; empty when nothing is, and the exit code is 1 then."""

    due: list[Asked]


class Cell(Struct):
    """How a day stands."""

    state: State
    value: Annotated[float | None, Meta(description="Of the measure; null where there is none.")]
    level: Annotated[int, Meta(ge=0, le=5, description="0 none; 1 to 5 fifths of one's own days.")]


class Day(Struct, omit_defaults=True):
    """A day; with both practices asked for it has a part for each."""

    day: date
    state: State | UnsetType = UNSET
    value: float | UnsetType | None = UNSET
    level: int | UnsetType = UNSET
    points: Cell | UnsetType = UNSET
    mat: Cell | UnsetType = UNSET


class Calendar(Struct):
    """Days from the first to the last, both included."""

    first: date = field(name="from")
    last: date = field(name="to")
    kind: Literal["points", "mat", "both"]
    measure: Literal["count", "minutes", "mood"]
    days: list[Day]


class Goals(Struct):
    """Every goal ever set; each holds from its first day until the next of its kind."""

    goals: list[Goal]


class Rests(Struct):
    """Rest days."""

    rests: list[Rest]


class Reminders(Struct):
    """Reminders; the rule is one of RFC 5545."""

    reminders: list[Reminder]
