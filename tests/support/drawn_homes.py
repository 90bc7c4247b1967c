"""The home that the drawings of the screens show, and the app on it.

One person on Friday 20 November 2026, 20:50 in Berlin: points once a day, the mat three days a
week, a year of both. The other homes are the same person on the first day and in the first week.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Final
from unittest.mock import patch

from conftest import BERLIN, HandClock, session_of
from unhurried import unhurried

from tracker.cli.commands.demo import demo_context
from tracker.cli.commands.start import app_of
from tracker.cli.context import Clocks, CommandContext
from tracker.core.facts.reminders import Reminder
from tracker.core.facts.routines import Routine, RoutineStep
from tracker.core.facts.sessions import Goal, Hold, Kind, Session, Side, Source
from tracker.core.facts.ulid import ulid
from tracker.core.points.guard import Answer, Flag, FlagAnswer
from tracker.exchange.documents import document, table_of
from tracker.journal.changes import RecordChange, apply
from tracker.library import Library
from tracker.practice import demo_year
from tracker.practice.names import record_label

if TYPE_CHECKING:
    from tracker.app import TrackerApp

FRIDAY: Final = datetime(2026, 11, 20, 20, 50, tzinfo=BERLIN)
_DAWN: Final = FRIDAY.replace(hour=5, minute=0)
"""Before everything that the year has on that Friday."""
_ASKED: Final = tuple(Flag)[:8]
"""The questions that the drawn year had answers to; each id made moves the chances of the year."""
Fact = Goal | Session | FlagAnswer | Reminder | Routine


class DrawnHome:
    """A folder with one of the homes, and a clock that stands."""

    def __init__(self, name: str, folder: Path, settings: str = "") -> None:
        """``name`` is one of ``_HOMES``."""
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "config.toml").write_text(settings, encoding="utf-8")
        self.clock = HandClock(FRIDAY)
        clocks = Clocks(lambda: self.clock.ms() / 1000, self.clock.monotonic)
        self.context = CommandContext(folder, clocks)
        _HOMES[name](self)

    def app(self) -> TrackerApp:
        """The app on this home."""
        return app_of(self.context)

    def add(self, facts: Sequence[Fact]) -> None:
        """Add facts that no undo takes back."""
        changes = [
            RecordChange(table_of(type(each)), each.id, None, document(each)) for each in facts
        ]
        apply(self.context.store, changes, None)

    def fill_year(self) -> None:
        """A year of practice up to the evening before, and what is to come."""
        self.clock.start = _DAWN
        with patch.object(demo_year, "Flag", _ASKED):
            self.context = demo_context(self.context, Path(self.context.store.folder))
        self.clock.start = FRIDAY
        day = timedelta(days=1)
        self.add(
            [
                _answer(Flag.BLEEDING, FRIDAY - day),
                _reminder(Kind.POINTS, "FREQ=DAILY;BYHOUR=21;BYMINUTE=0"),
                _reminder(Kind.MAT, "FREQ=WEEKLY;BYDAY=SU;BYHOUR=19;BYMINUTE=0"),
            ]
        )

    def fill_logged(self) -> None:
        """The year, its newest session logged just now, so that it can be taken back."""
        self.fill_year()
        last = next(self.context.journal.newest(Kind.POINTS))
        self.context.journal.remove(last)
        self.context.journal.record(last, label=record_label(self.context, last))

    def fill_mat(self) -> None:
        """The year without its newest time on the mat, so that the week asks for one more."""
        self.fill_year()
        self.context.journal.remove(next(self.context.journal.newest(Kind.MAT)))

    def fill_own(self) -> None:
        """The year, and two routines of the person's own."""
        self.fill_year()
        mid, left, right, both = Side.MIDLINE, Side.LEFT, Side.RIGHT, Side.BOTH
        steps = [("HT7", left, 100), ("HT7", right, 100), ("LR3", left, 100), ("LR3", right, 100)]
        self.add(
            [
                _own(100, "Sleep set", ("EX-HN3", mid, 115), *steps),
                _own(99, "Wind down", ("EX-HN3", mid, 90), ("Anmian", both, 140)),
            ]
        )

    def fill_done(self) -> None:
        """The year, and three calm minutes of that evening."""
        self.fill_year()
        self.add([_calm(FRIDAY.replace(minute=52))])
        self.clock.start = FRIDAY.replace(minute=56)

    def fill_week(self) -> None:
        """Tuesday and Wednesday done, ten seconds on Thursday; began on Tuesday."""
        tuesday = FRIDAY - timedelta(days=3)
        sessions = [session_of(at=tuesday + timedelta(days=ago)) for ago in range(2)]
        short = session_of(at=tuesday + timedelta(days=2), seconds=10)
        self.add([_once_a_day(tuesday), *sessions, short])

    def fill_first_day(self) -> None:
        """Nothing practised, once a day asked."""
        self.add([_once_a_day(FRIDAY)])


def _calm(clock: datetime) -> Session:
    """Three calm minutes at 20:52, as the drawings have them."""
    routine = Library().routine("calm")
    holds = tuple(
        Hold(point=step.point, side=step.side, planned=step.seconds, held=step.seconds, done=True)
        for step in routine.steps
    )
    return replace(
        session_of(at=clock),
        routine=routine.id,
        holds=holds,
        source=Source.LIVE,
        mood_before=6,
        mood_after=7,
        tension_before=4,
        tension_after=3,
    )


_HOMES: Final[dict[str, Callable[[DrawnHome], None]]] = {
    "year": DrawnHome.fill_year,
    "own": DrawnHome.fill_own,
    "mat": DrawnHome.fill_mat,
    "done": DrawnHome.fill_done,
    "logged": DrawnHome.fill_logged,
    "week": DrawnHome.fill_week,
    "new": DrawnHome.fill_first_day,
}


@contextmanager
def dark_terminal() -> Iterator[None]:
    """A terminal with 256 colours in Berlin, as in the drawings."""
    with (
        patch("textual.constants.COLOR_SYSTEM", "256"),
        patch.dict(os.environ, {"TZ": "Europe/Berlin", "LC_ALL": "C.UTF-8"}),
        unhurried(),
    ):
        for name in ("NO_COLOR", "TSUBO_TZ", "LC_TSUBO_TZ"):
            os.environ.pop(name, None)
        yield


def _answer(flag: Flag, made: datetime) -> FlagAnswer:
    return FlagAnswer(id=ulid(made), made=made, flag=flag, answer=Answer.YES)


def _own(ago: int, name: str, *steps: tuple[str, Side, int]) -> Routine:
    made = FRIDAY - timedelta(days=ago)
    held = tuple(RoutineStep(*step) for step in steps)
    return Routine(id=ulid(made), name=name, steps=held, made=made)


def _reminder(kind: Kind, rule: str) -> Reminder:
    made = FRIDAY - timedelta(days=100)
    return Reminder(id=ulid(made), made=made, kind=kind, since=made.date(), rule=rule)


def _once_a_day(made: datetime) -> Goal:
    since: date = made.date()
    return Goal(id=ulid(made), made=made, kind=Kind.POINTS, since=since)
