"""A breath is where the seconds say it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.config.settings import declared
from tracker.core.session.breath import (
    BOX,
    EVEN,
    LONG_EXHALE,
    NONE,
    PATTERNS,
    Breath,
    Part,
    Pattern,
    breath_at,
    next_pattern,
)

paced = st.sampled_from([EVEN, LONG_EXHALE, BOX])


def parts_of(pattern: Pattern) -> list[Part]:
    breaths = [breath_at(pattern, second + 0.5) for second in range(int(pattern.length))]
    return [breath.part for breath in breaths if breath]


def test_an_even_breath_is_six_a_minute() -> None:
    assert EVEN.length == LONG_EXHALE.length == 10
    assert parts_of(EVEN) == [Part.IN] * 5 + [Part.OUT] * 5
    assert parts_of(LONG_EXHALE) == [Part.IN] * 4 + [Part.OUT] * 6


def test_a_box_has_four_equal_sides() -> None:
    sides = [Part.IN] * 4 + [Part.HOLD] * 4 + [Part.OUT] * 4 + [Part.REST] * 4
    assert parts_of(BOX) == sides


def test_the_breath_fills_and_empties() -> None:
    assert breath_at(LONG_EXHALE, 0) == Breath(Part.IN, 0, 0, 4)
    assert breath_at(LONG_EXHALE, 3) == Breath(Part.IN, 0.75, 0.75, 1)
    assert breath_at(LONG_EXHALE, 4) == Breath(Part.OUT, 0, 1, 6)
    assert breath_at(LONG_EXHALE, 7) == Breath(Part.OUT, 0.5, 0.5, 3)
    assert breath_at(BOX, 5) == Breath(Part.HOLD, 0.25, 1, 3)
    assert breath_at(BOX, 13) == Breath(Part.REST, 0.25, 0, 3)


def test_nothing_is_paced_when_nothing_is_asked_for() -> None:
    assert breath_at(NONE, 3) is None


@given(paced, st.floats(-10, 1e5, allow_nan=False))
def test_every_moment_has_a_breath(pattern: Pattern, seconds: float) -> None:
    breath = breath_at(pattern, seconds)
    assert breath is not None
    assert 0 <= breath.fraction < 1
    assert 0 <= breath.fullness <= 1
    assert 0 < breath.left <= 6


@given(paced, st.floats(0, 1000, allow_nan=False), st.floats(0, 0.1))
def test_the_breath_never_jumps(pattern: Pattern, seconds: float, step: float) -> None:
    before, after = breath_at(pattern, seconds), breath_at(pattern, seconds + step)
    assert before is not None
    assert after is not None
    assert abs(after.fullness - before.fullness) <= step / 4 + 1e-6


@given(paced, st.integers(0, 1000), st.integers(0, 15))
def test_every_breath_is_like_the_first(pattern: Pattern, count: int, second: int) -> None:
    assert breath_at(pattern, count * pattern.length + second) == breath_at(pattern, second)


def test_the_key_goes_through_all_patterns_and_round() -> None:
    pattern, seen = EVEN, []
    for _ in PATTERNS:
        seen.append(pattern.name)
        pattern = next_pattern(pattern)
    assert seen == ["even", "long-exhale", "box", "none"]
    assert pattern == EVEN


def test_the_setting_names_the_patterns_as_they_are_named() -> None:
    assert set(declared()["breath"].choices) == set(PATTERNS)


def test_every_pattern_names_its_source() -> None:
    assert all(pattern.source for pattern in PATTERNS.values())
    assert all("doi 10." in pattern.source for pattern in (EVEN, LONG_EXHALE, BOX))


@pytest.mark.parametrize("wrong", [{"inhale": 5}, {"exhale": 5}, {"inhale": -1, "exhale": 2}])
def test_a_breath_needs_both_ways(wrong: dict[str, float]) -> None:
    with pytest.raises(ValueError, match="in"):
        Pattern(name="x", words="x", source="x", **wrong)
