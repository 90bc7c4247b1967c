"""Answers about days: goals, streaks, rest days, what is due."""

from datetime import date
from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType, field

from tracker.cli.json_types.fields import Aware, Seconds, Words
from tracker.core.days.states import State
from tracker.core.facts.reminders import Reminder
from tracker.core.facts.sessions import Goal, Kind, Per, Rest


class RunningStreak(Struct):
    """Length of the current streak, for a prompt."""

    done: int
    unit: Per


class OnDay(Struct):
    """One kind of practice today."""

    done: Annotated[int, Meta(description="Records that count towards the goal; all without one.")]
    times: Annotated[int | None, Meta(description="What the goal asks for; null without a goal.")]
    due: bool
    streak: RunningStreak | None
    count: Annotated[int, Meta(description="Records of today.")]
    seconds: Seconds


class Waiting(Struct):
    """An unfinished session; it can be running in another terminal."""

    started: Aware
    routine: str | None
    where: Annotated[str | None, Meta(description="The current hold.")]
    saved: Annotated[Aware, Meta(description="When it was last saved.")]
    seconds: Seconds


class Status(Struct):
    """Both kinds of practice now."""

    today: Annotated[date, Meta(description="The current practice day.")]
    points: OnDay
    mat: OnDay
    interrupted: Waiting | None


class Run(Struct):
    """A streak of met days or weeks; rest days bridge it and add nothing."""

    done: int
    protected: Annotated[int, Meta(description="Rest days or weeks bridged.")]
    start: date
    end: Annotated[date, Meta(description="Its last met day, or the last day of its last week.")]
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
    reminder: Annotated[Aware | None, Meta(description="When it came; null: due by the goal.")]
    note: str | UnsetType = UNSET


class Due(Struct):
    """The practices that are due; an empty list goes with exit code 1."""

    due: list[Asked]


_State = Annotated[State, Meta(description="null while numbers that can fall are hidden.")]


class Cell(Struct):
    """One kind of practice on a day."""

    state: _State | None
    value: Annotated[float | None, Meta(description="Value of the measure; null without one.")]
    level: Annotated[
        int, Meta(ge=0, le=5, description="0: nothing; 1 to 5: fifths of your own days.")
    ]


class Day(Struct, omit_defaults=True):
    """A day; with --kind both it has a part for points and one for the mat."""

    day: date
    state: _State | UnsetType | None = UNSET
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


class FourWeeks(Struct):
    """Four weeks with a mat; all null before they were begun, week and words after they end."""

    since: date | None
    week: Annotated[int, Meta(ge=1, le=4)] | None
    words: Words | None


class Goals(Struct):
    """Every goal ever set; each holds from its first day until the next of its kind."""

    goals: list[Goal]


class Rests(Struct):
    """Rest days."""

    rests: list[Rest]


class Reminders(Struct):
    """Reminders; the rule is one of RFC 5545."""

    reminders: list[Reminder]
