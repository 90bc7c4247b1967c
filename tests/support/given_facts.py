"""Facts of every kind, as Hypothesis may think them up."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from hypothesis import strategies as st

from tracker.core.days.practice_days import practice_day
from tracker.core.facts.checks import Check, Instrument
from tracker.core.facts.nights import Night
from tracker.core.facts.sessions import (
    Effect,
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
    Side,
    Skin,
    Source,
)
from tracker.core.facts.ulid import ulid
from tracker.core.text.visible import visible

ZONES = (UTC, ZoneInfo("Europe/Berlin"), ZoneInfo("Pacific/Apia"), timezone(timedelta(hours=5.75)))

entropies = st.integers(0, (1 << 80) - 1)
moments = st.datetimes(
    datetime(1999, 1, 1),
    datetime(2099, 1, 1),
    timezones=st.sampled_from(ZONES),
    allow_imaginary=False,
)
days = st.dates(date(1999, 1, 1), date(2099, 1, 1))
texts = st.text(max_size=120).map(visible)
scales = st.none() | st.integers(0, 10)
lengths = st.floats(0, 3600)

holds = st.builds(
    Hold,
    point=st.sampled_from(["PC6", "HT7", "GV20", "Anmian"]),
    side=st.sampled_from(Side),
    planned=lengths,
    held=lengths,
    done=st.booleans(),
)


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    """A session at some moment, with anything in it."""
    started = draw(moments)
    return Session(
        id=ulid(started, draw(entropies)),
        made=draw(moments),
        started=started,
        zone=draw(st.sampled_from([None, "Europe/Berlin"])),
        day=practice_day(started, draw(st.integers(0, 6))),
        routine=draw(st.none() | st.just("calm")),
        holds=tuple(draw(st.lists(holds, max_size=4))),
        mood_before=draw(scales),
        mood_after=draw(scales),
        tension_before=draw(scales),
        tension_after=draw(scales),
        pressed_with=draw(st.none() | st.sampled_from(PressedWith)),
        pressure=draw(st.none() | st.sampled_from(Pressure)),
        effects=tuple(draw(st.lists(st.sampled_from(Effect), unique=True))),
        note=draw(texts),
        source=draw(st.sampled_from(Source)),
        stopped_early=draw(st.booleans()),
        stopped_why=draw(texts),
    )


@st.composite
def mat_sessions(draw: st.DrawFn) -> MatSession:
    """Time on a mat at some moment, with anything in it."""
    started = draw(moments)
    return MatSession(
        id=ulid(started, draw(entropies)),
        made=draw(moments),
        started=started,
        zone=draw(st.sampled_from([None, "Pacific/Apia"])),
        day=practice_day(started, draw(st.integers(0, 6))),
        planned=draw(st.none() | lengths),
        lain=draw(lengths),
        position=draw(st.none() | st.sampled_from(Position)),
        layer=draw(st.none() | st.sampled_from(Layer)),
        surface=draw(texts),
        discomfort_start=draw(scales),
        discomfort_end=draw(scales),
        mood_before=draw(scales),
        mood_after=draw(scales),
        skin=draw(st.none() | st.sampled_from(Skin)),
        mat=draw(texts),
        note=draw(texts),
        source=draw(st.sampled_from(Source)),
    )


@st.composite
def goals(draw: st.DrawFn) -> Goal:
    """A goal of either kind."""
    made, per = draw(moments), draw(st.sampled_from(Per))
    return Goal(
        id=ulid(made, draw(entropies)),
        made=made,
        kind=draw(st.sampled_from(Kind)),
        since=draw(days),
        per=per,
        times=draw(st.integers(1, 7)),
        weekdays=draw(st.frozensets(st.integers(0, 6), min_size=1)),
        least_seconds=draw(lengths),
    )


@st.composite
def rests(draw: st.DrawFn) -> Rest:
    """Days left free."""
    made, start = draw(moments), draw(days)
    return Rest(
        id=ulid(made, draw(entropies)),
        made=made,
        start=start,
        end=start + timedelta(days=draw(st.integers(0, 20))),
        why=draw(st.sampled_from(RestReason)),
    )


@st.composite
def checks(draw: st.DrawFn) -> Check:
    """A weekly check at some moment, also of words that a newer tsubo asks."""
    taken = draw(moments)
    return Check(
        id=ulid(taken, draw(entropies)),
        made=draw(moments),
        taken=taken,
        zone=draw(st.sampled_from([None, "Europe/Berlin"])),
        day=practice_day(taken, draw(st.integers(0, 6))),
        instrument=draw(st.sampled_from(Instrument)),
        answers=draw(st.tuples(st.integers(0, 3), st.integers(0, 3))),
        wording=draw(st.integers(1, 9)),
    )


practices = st.one_of(sessions(), mat_sessions())


@st.composite
def nights(draw: st.DrawFn) -> Night:
    """A rated night of some day."""
    made = draw(moments)
    return Night(
        id=ulid(made, draw(entropies)),
        made=made,
        zone=draw(st.sampled_from([None, "Europe/Berlin"])),
        day=draw(days),
        rating=draw(st.integers(0, 10)),
    )
