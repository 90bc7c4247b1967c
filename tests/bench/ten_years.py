"""A home with years of practice in it, for the benchmarks: the same one every time."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from tracker.core.facts.sessions import (
    Goal,
    Hold,
    Kind,
    MatSession,
    Position,
    Session,
    Side,
    Source,
)
from tracker.core.facts.ulid import ulid
from tracker.core.points.guard import Answer, Flag, FlagAnswer
from tracker.exchange.documents import document, table_of
from tracker.journal.changes import RecordChange, apply
from tracker.store import Store

POINTS = ("PC6", "HT7", "LI4", "ST36", "GV20", "CV17")
MATS_OF_TEN = 2


def fill(home: Path, now: datetime, *, years: int = 10, a_day: int = 10) -> int:
    """Write it through the store, the last record yesterday; how many practices there are."""
    store = Store(home, lambda: int(now.timestamp() * 1000))
    first = now - timedelta(days=365 * years)
    goals = [Goal(id=ulid(first), made=first, kind=kind, since=first.date()) for kind in Kind]
    skipped = FlagAnswer(id=ulid(first), made=first, flag=Flag.PREGNANT, answer=Answer.NONE)
    apply(store, [*map(_kept, goals), _kept(skipped)], None)
    count = 0
    for back in range(years, 0, -1):
        records = _year(now - timedelta(days=365 * back), a_day, random.Random(back))
        changes = [_kept(record) for record in records]
        apply(store, changes, None)
        count += len(changes)
    return count


def _kept(fact: Session | MatSession | Goal | FlagAnswer) -> RecordChange:
    return RecordChange(table_of(type(fact)), fact.id, None, document(fact))


def _year(first: datetime, a_day: int, chance: random.Random) -> Iterator[Session | MatSession]:
    for day in range(365):
        for number in range(a_day):
            at = first.replace(hour=6, minute=0, second=0, microsecond=0)
            at += timedelta(days=day, minutes=90 * number)
            yield _mat(at, chance) if number < MATS_OF_TEN else _session(at, chance)


def _session(at: datetime, chance: random.Random) -> Session:
    points = chance.sample(POINTS, 4)
    return Session(
        id=ulid(at, chance.getrandbits(80)),
        made=at,
        started=at,
        zone="UTC",
        day=at.date(),
        routine="calm",
        holds=tuple(_hold(point) for point in points),
        mood_before=chance.randrange(11),
        mood_after=chance.randrange(11),
        source=Source.LIVE,
    )


def _hold(point: str) -> Hold:
    return Hold(point=point, side=Side.MIDLINE, planned=60.0, held=60.0, done=True)


def _mat(at: datetime, chance: random.Random) -> MatSession:
    return MatSession(
        id=ulid(at, chance.getrandbits(80)),
        made=at,
        started=at,
        zone="UTC",
        day=at.date(),
        lain=float(60 * chance.randrange(5, 40)),
        position=Position.BACK,
        source=Source.LIVE,
    )


def noon() -> datetime:
    """Noon of today in UTC."""
    return datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
