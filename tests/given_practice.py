"""A practice as a person might have it after two thirds of a year; the same on every machine."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from conftest import SUNDAY, mat_of, session_of

from tracker.core.model import (
    Effect,
    Goal,
    Hold,
    Kind,
    Layer,
    MatSession,
    Per,
    Position,
    PressedWith,
    Rest,
    RestReason,
    Session,
    Side,
    Skin,
)
from tracker.core.ulid import ulid

CALM = ("calm", ["HT7 left", "HT7 right", "PC6 left", "PC6 right"])
EVENING = ("evening", ["EX-HN3 midline", "HT7 left", "HT7 right", "KI1 left", "KI1 right"])
TYPED = (None, ["GB20 both", "LI4 left", "LI4 right"])
Chosen = tuple[str | None, Sequence[str]]
"""A routine, or none, and its holds."""
NOTES = ["", "", "", "on the train", "slept well after", "tired, shorter than planned"]
DAYS = 240


def practice(now: datetime = SUNDAY) -> list[Session | MatSession | Goal | Rest]:
    """All of it, oldest first: most days points, every other the mat, a week away, two ill."""
    chance = random.Random(361)
    first = now - timedelta(days=DAYS)
    day = first.date()
    return [
        Goal(id=_id(first, chance), made=first, kind=Kind.POINTS, since=day),
        Goal(
            id=_id(first, chance),
            made=first,
            kind=Kind.MAT,
            since=day,
            per=Per.WEEK,
            times=3,
            least_seconds=300.0,
        ),
        Rest(
            id=_id(first, chance),
            made=first,
            start=day + timedelta(days=110),
            end=day + timedelta(days=116),
            why=RestReason.AWAY,
        ),
        Rest(
            id=_id(first, chance),
            made=first,
            start=day + timedelta(days=201),
            end=day + timedelta(days=202),
            why=RestReason.ILL,
        ),
        *_days(now, chance),
    ]


def _days(now: datetime, chance: random.Random) -> Iterator[Session | MatSession]:
    for ago in range(DAYS, -1, -1):
        away = 124 <= ago <= 130 or ago in {38, 39}
        if away or (ago > 34 and chance.random() < 0.12):
            continue
        # Ago 0 is this morning, the evenings are those of the days before.
        morning = now - timedelta(days=ago, minutes=90 + chance.randrange(50))
        yield _session(morning, chance, TYPED if morning.weekday() == 5 else CALM)
        if ago and chance.random() < 0.45:
            evening = now - timedelta(days=ago) + timedelta(hours=11, minutes=chance.randrange(60))
            yield _session(evening, chance, EVENING)
        if ago % 2 == 0 and chance.random() < 0.8:
            yield _mat(morning + timedelta(minutes=12), chance)


def _session(at: datetime, chance: random.Random, chosen: Chosen) -> Session:
    routine, points = chosen
    early = chance.random() < 0.06
    kept = points[:-1] if early else points
    before = chance.randrange(3, 7)
    return replace(
        session_of(at=at),
        id=_id(at, chance),
        routine=routine,
        holds=tuple(_hold(*hold.split()) for hold in kept),
        mood_before=before,
        mood_after=min(10, before + chance.choice([0, 0, 1, 1, 2])),
        tension_before=10 - before,
        tension_after=max(0, 10 - before - chance.choice([0, 1, 1, 2])),
        pressed_with=chance.choice([PressedWith.THUMB, PressedWith.FINGER]),
        effects=(Effect.SORE,) if chance.random() < 0.03 else (),
        note=chance.choice(NOTES),
        stopped_early=early,
        stopped_why="the door" if early else "",
    )


def _hold(code: str, side: str) -> Hold:
    return Hold(point=code, side=Side(side), planned=60.0, held=60.0, done=True)


def _mat(at: datetime, chance: random.Random) -> MatSession:
    start = chance.randrange(3, 7)
    return replace(
        mat_of(at=at, minutes=chance.choice([10, 15, 20, 20, 25])),
        id=_id(at, chance),
        position=chance.choice([Position.BACK, Position.BACK, Position.FEET_STANDING]),
        layer=chance.choice([Layer.THIN, Layer.BARE]),
        discomfort_start=start,
        discomfort_end=start - chance.randrange(1, 3),
        skin=Skin.RED,
        note=chance.choice(NOTES),
    )


def _id(at: datetime, chance: random.Random) -> str:
    return ulid(at, chance.getrandbits(80))
