"""Any point, routine, answer, override and favourite that a person can have."""

from datetime import UTC, datetime

from hypothesis import strategies as st

from tracker.core.facts.points import (
    Evidence,
    HoldRange,
    Laterality,
    Measure,
    Point,
    Pregnancy,
    PregnancyLevel,
    Press,
)
from tracker.core.facts.routines import Routine, RoutineStep
from tracker.core.facts.sessions import Favourite, Pressure, Side
from tracker.core.facts.ulid import ulid
from tracker.core.points.guard import Answer, Flag, FlagAnswer, Override
from tracker.core.text.field_checks import CODE
from tracker.core.text.visible import visible

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)

keys = st.integers(0, (1 << 80) - 1).map(lambda entropy: ulid(NOW, entropy))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC))
characters = st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp"), exclude_characters="[]")
names = st.text(characters, min_size=1, max_size=80).filter(
    lambda text: bool(text.strip()) and visible(text) == text
)
texts = st.text(max_size=200).map(visible)
words = texts.filter(lambda text: bool(text.strip()))
codes = st.from_regex(CODE, fullmatch=True)
seconds = st.floats(5, 3600)


def _hold(low: float, middle: float, high: float) -> HoldRange:
    low, middle, high = sorted((low, middle, high))
    return HoldRange(min=low, max=high, default=middle, basis="your own choice")


points = st.builds(
    Point,
    id=keys,
    code=codes,
    aliases=st.lists(names, max_size=3).map(tuple),
    pinyin=names | st.just(""),
    hanzi=names | st.just(""),
    english=names,
    channel=st.sampled_from(["", "PC", "EX"]),
    meridian=names,
    laterality=st.sampled_from(Laterality),
    region=names,
    location=words,
    measure=st.none() | st.builds(Measure, landmark=words, cun=st.none() | st.floats(0, 30)),
    find_steps=st.lists(words, max_size=4).map(tuple),
    traditional_use=texts,
    evidence=st.sampled_from(Evidence),
    press=st.builds(
        Press,
        using=st.just(("thumb",)),
        pressure=st.sampled_from([(Pressure.LIGHT,), (Pressure.LIGHT, Pressure.FIRM)]),
        how=words,
        together=st.booleans(),
    ),
    hold=st.builds(_hold, seconds, seconds, seconds),
    view=st.none(),
    cautions=st.lists(words, min_size=1, max_size=3).map(tuple),
    pregnancy=st.builds(Pregnancy, level=st.sampled_from(PregnancyLevel), text=words),
    notes=texts,
    made=moments,
)
routines = st.builds(
    Routine,
    id=keys,
    name=names,
    steps=st.lists(
        st.builds(RoutineStep, codes, st.sampled_from(Side), st.floats(1, 3600)),
        min_size=1,
        max_size=8,
    ).map(tuple),
    settle=st.floats(0, 60),
    notes=texts,
    made=moments,
)
answers = st.builds(
    FlagAnswer,
    id=keys,
    made=moments,
    flag=st.sampled_from(Flag),
    answer=st.sampled_from(Answer),
)
overrides = st.builds(
    Override,
    id=keys,
    made=moments,
    subject=codes,
    flags=st.lists(st.sampled_from(Flag), unique=True).map(tuple),
    why=texts,
)
favourites = st.builds(Favourite, id=keys, made=moments, point=codes)
