"""Two minutes of keys, sizes and a second writer; half an hour of it is tests/bench/soak.py."""

from pathlib import Path

import pytest
from e2e.person import Person
from e2e.soaking import CONFIG, soak, unaccounted, wrong_with

pytestmark = [pytest.mark.slow, pytest.mark.longest]


def test_two_minutes_of_anything_grow_nothing_and_lose_nothing(tmp_path: Path) -> None:
    person = Person(tmp_path / "practice", CONFIG)
    seen = soak(person, 100, seed=7, every=15, pace=0.15, rounds=1)
    # The first round meets much for the first time.
    assert wrong_with(seen, warm=seen.samples[1].at) == []
    assert unaccounted(person, seen) == []
    assert len(seen.told) >= 3
    assert seen.kept >= 3
