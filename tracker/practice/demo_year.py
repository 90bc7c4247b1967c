"""Makes up a year of practice for the demo; the same moment and seed give the same year.

Ratings vary as real ones do, and change a little after practice, so that Insights has something to
show. No record is in the future.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final, TypeVar

from tracker.core.days.practice_days import practice_day
from tracker.core.facts.nights import Night
from tracker.core.facts.routines import Routine
from tracker.core.facts.sessions import (
    Effect,
    Favourite,
    Goal,
    Hold,
    Kind,
    Layer,
    MatSession,
    Per,
    Position,
    PressedWith,
    Pressure,
    Rest,
    RestReason,
    Session,
    Skin,
    Source,
)
from tracker.core.facts.ulid import ulid
from tracker.core.points.guard import Answer, Flag, FlagAnswer

SEED: Final = 20
DAYS: Final = 364
_DAY_STARTS: Final = 4
_RUN: Final = 24
"""The last days of the year, practised without a gap."""
_ILL: Final = range(201, 207)
_AWAY: Final = range(118, 129)
"""Days ago that are rest days."""
_NIGHTS: Final = 140
"""Days ago that the first night was rated."""
_TIRED: Final = range(207, 240)
_HOURS: Final = {"morning": 7.2, "desk": 13.1, "five": 18.4, "calm": 21.4, "evening": 22.2}
"""The usual start of each routine, in hours after midnight; other routines are not used."""
_NOTES: Final = (
    "Slept a little better.",
    "Rain all day, stayed in.",
    "Hard to sit still at first.",
    "Shoulders loose afterwards.",
    "On the train, quietly.",
    "Breath slower by the third point.",
    "Did not feel much today.",
    "After a long call.",
    "Left wrist tender, went lightly.",
    "Warm feet.",
)

Rated = TypeVar("Rated", Session, MatSession)
DemoFact = Session | MatSession | Goal | Rest | Favourite | FlagAnswer | Night


def demo_year(
    now: datetime, zone: str | None, routines: Sequence[Routine], seed: int = SEED
) -> tuple[DemoFact, ...]:
    """The facts of the year up to ``now``, in any order; ``zone`` is the zone of the records."""
    known = tuple(routine for routine in routines if routine.id in _HOURS)
    return tuple(_Year(now, zone, known, Random(seed)).facts())


@dataclass
class _Year:
    now: datetime
    zone: str | None
    routines: tuple[Routine, ...]
    chance: Random
    today: date = field(init=False)

    def __post_init__(self) -> None:
        self.today = practice_day(self.now, _DAY_STARTS)

    def facts(self) -> Iterator[DemoFact]:
        """All facts, oldest day first."""
        yield from self._choices()
        for ago in range(DAYS, -1, -1):
            for record in self._day(ago):
                if record.started + timedelta(seconds=record.seconds + 120) < self.now:
                    yield record
        yield from self._nights()

    def _nights(self) -> Iterator[Night]:
        """Ratings of most nights of the last months."""
        chance = Random(self.chance.getrandbits(32))
        for ago in range(_NIGHTS, -1, -1):
            made = self._at(ago, 7.5)
            if chance.random() < 0.15 or made > self.now:
                continue
            rating = _rated(chance.gauss(6.4 - ago / _NIGHTS, 1.5))
            key = ulid(made, chance.getrandbits(80))
            day = self.today - timedelta(days=ago)
            yield Night(id=key, made=made, zone=self.zone, day=day, rating=rating)

    def _at(self, ago: int, hour: float) -> datetime:
        minutes = timedelta(minutes=round(hour * 60))
        return datetime.combine(self.today - timedelta(days=ago), time(), self.now.tzinfo) + minutes

    def _id(self, moment: datetime) -> str:
        return ulid(moment, self.chance.getrandbits(80))

    def _choices(self) -> Iterator[DemoFact]:
        first = self._at(DAYS, 9)
        since = first.date()
        yield Goal(id=self._id(first), made=first, kind=Kind.POINTS, since=since)
        later = self._at(DAYS - 40, 9)
        yield Goal(
            id=self._id(later),
            made=later,
            kind=Kind.MAT,
            since=later.date(),
            per=Per.WEEK,
            times=3,
        )
        for flag in Flag:
            yield FlagAnswer(id=self._id(first), made=first, flag=flag, answer=Answer.NO)
        for code in ("PC6", "HT7"):
            yield Favourite(id=self._id(first), made=first, point=code)
        for days, why in ((_ILL, RestReason.ILL), (_AWAY, RestReason.AWAY)):
            made = self._at(days[0], 12)
            start, end = (self.today - timedelta(days=ago) for ago in (days[-1], days[0]))
            yield Rest(id=self._id(made), made=made, start=start, end=end, why=why)

    def _day(self, ago: int) -> Iterator[Session | MatSession]:
        """The records of a day: fewer at weekends, more in the last weeks."""
        if ago in _ILL or ago in _AWAY:
            return
        weekend = (self.today - timedelta(days=ago)).weekday() >= 5
        likely = 0.62 + 0.3 * (1 - ago / DAYS) - (0.12 if weekend else 0)
        if ago in _TIRED:
            likely -= 0.35
        if self.routines and (ago < _RUN or self.chance.random() < likely):
            for routine in self._routines_of_day(weekend=weekend):
                yield self._session(ago, routine)
        if ago < DAYS - 30 and self.chance.random() < (0.5 if weekend else 0.4):
            yield self._mat(ago)

    def _routines_of_day(self, *, weekend: bool) -> list[Routine]:
        names = self.chance.choice(
            (("morning",), ("calm",), ("calm",), ("evening",), ("morning", "evening"))
            if weekend
            else (("morning",), ("morning", "calm"), ("desk", "calm"), ("calm",), ("evening",))
        )
        if self.chance.random() < 0.08:
            names = ("five",)
        by_id = {routine.id: routine for routine in self.routines}
        return [by_id[name] for name in names if name in by_id] or [self.routines[0]]

    def _rate(self, practice: Rated, ago: int, eased: float) -> Rated:
        """Add mood and tension before and after, except to some records, as in real use."""
        if self.chance.random() < 0.22:
            return practice
        low = 0.9 if ago in _TIRED else 0.0
        mood = _rated(self.chance.gauss(5.2 - low, 1.3))
        tension = _rated(self.chance.gauss(5.4 + low, 1.5))
        rated = replace(practice, mood_before=mood, tension_before=tension)
        if self.chance.random() < 0.07:
            return rated
        return replace(
            rated,
            mood_after=_rated(mood + self.chance.gauss(0.5, 0.9)),
            tension_after=_rated(tension - self.chance.gauss(eased, 1.1)),
        )

    def _note(self) -> str:
        return self.chance.choice(_NOTES) if self.chance.random() < 0.09 else ""

    def _session(self, ago: int, routine: Routine) -> Session:
        started = self._at(ago, _HOURS[routine.id] + self.chance.gauss(0, 0.35))
        early = self.chance.random() < 0.05 and ago >= _RUN
        kept = self.chance.randrange(1, len(routine.steps)) if early else len(routine.steps)
        holds = tuple(
            Hold(
                point=step.point,
                side=step.side,
                planned=step.seconds,
                held=step.seconds if self.chance.random() < 0.94 else round(step.seconds * 0.6),
                done=True,
            )
            for step in routine.steps[:kept]
        )
        afterwards = self.chance.random() < 0.12
        session = Session(
            id=self._id(started),
            made=started,
            started=started,
            zone=self.zone,
            day=practice_day(started, _DAY_STARTS),
            routine=routine.id,
            holds=holds,
            source=Source.AFTER if afterwards else Source.LIVE,
            stopped_early=early,
            stopped_why="the phone rang" if early else "",
            note=self._note(),
        )
        if self.chance.random() < 0.5:
            session = replace(
                session,
                pressed_with=self.chance.choice((PressedWith.THUMB, PressedWith.FINGER)),
                pressure=self.chance.choice((Pressure.LIGHT, Pressure.MODERATE)),
            )
        if self.chance.random() < 0.02:
            session = replace(session, effects=(Effect.SORE,))
        return self._rate(session, ago, 0.9 if routine.id == "evening" else 0.7)

    def _mat(self, ago: int) -> MatSession:
        started = self._at(ago, 19.6 + self.chance.gauss(0, 0.4))
        used = 1 - ago / DAYS
        minutes = min(30, max(5, round(5 + 18 * used + self.chance.gauss(0, 3))))
        start = _rated(self.chance.gauss(6.8 - 2.0 * used, 1.0))
        mat = MatSession(
            id=self._id(started),
            made=started,
            started=started,
            zone=self.zone,
            day=practice_day(started, _DAY_STARTS),
            planned=minutes * 60.0,
            lain=minutes * 60.0,
            position=self.chance.choice((Position.BACK,) * 3 + (Position.UPPER_BACK,)),
            layer=Layer.THIN if used < 0.45 else Layer.BARE,
            surface="bed",
            discomfort_start=start,
            discomfort_end=_rated(start - self.chance.gauss(2.4, 1.0)),
            skin=self.chance.choice((Skin.NONE, Skin.NONE, Skin.RED)),
            mat="the green one",
            note=self._note(),
        )
        return self._rate(mat, ago, 0.8)


def _rated(value: float) -> int:
    """The value as a step of a scale from 0 to 10."""
    return min(10, max(0, round(value)))
