import math
from random import Random

import numpy as np
import pytest
from given_days import SUNDAY, at, practised
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.core.facts.sessions import Kind
from tracker.core.insights.mood import LEAST_FOR_INTERVAL, Pair, paired_change, pairs

RATINGS = st.lists(st.tuples(st.integers(0, 10), st.integers(0, 10)), min_size=5, max_size=80)


def test_below_five_pairs_nothing_is_said() -> None:
    assert paired_change([(4, 6)] * 4) is None
    assert paired_change([(4, 6)] * 5) is not None


def test_mean_and_spread_are_of_the_differences() -> None:
    found = paired_change([(4, 6), (5, 5), (3, 7), (6, 5), (2, 5)])
    assert found is not None
    assert found.n == 5
    assert found.mean == pytest.approx(1.6)
    assert found.spread == pytest.approx(math.sqrt(17.2 / 4))
    assert found.interval is None


def test_there_is_an_interval_from_eight_pairs_on() -> None:
    seven = [(4, 6), (5, 5), (3, 7), (6, 5), (2, 5), (4, 4), (5, 7)]
    few, enough = paired_change(seven), paired_change([*seven, (3, 4)])
    assert few is not None
    assert enough is not None
    assert few.interval is None
    assert enough.interval is not None
    assert enough.interval[0] < enough.mean < enough.interval[1]


def test_equal_differences_have_no_interval() -> None:
    found = paired_change([(4, 6)] * 9)
    assert found is not None
    assert (found.mean, found.spread, found.interval, found.most) == (2, 0, None, (2, 2))


def test_most_differences_leave_out_a_tenth_on_each_side() -> None:
    found = paired_change([(0, after) for after in range(1, 11)])
    assert found is not None
    assert found.most == (2, 9)


def test_the_interval_is_near_that_of_records_drawn_again() -> None:
    chance = Random(7)
    ratings = [(chance.randint(2, 6), chance.randint(3, 8)) for _ in range(60)]
    found = paired_change(ratings, seed=3)
    assert found is not None
    differences = [after - before for before, after in ratings]
    means = sorted(sum(chance.choices(differences, k=60)) / 60 for _ in range(4000))
    assert found.interval == pytest.approx((means[100], means[3899]), abs=0.15)


@settings(max_examples=40)
@given(RATINGS)
def test_mean_spread_and_interval_are_those_of_numpy(ratings: list[Pair]) -> None:
    found = paired_change(ratings)
    assert found is not None
    differences = np.diff(np.array(ratings, dtype=float), axis=1).ravel()
    assert found.n == differences.size
    assert found.mean == pytest.approx(differences.mean())
    assert found.spread == pytest.approx(differences.std(ddof=1), abs=1e-9)
    if found.n < LEAST_FOR_INTERVAL or not found.spread:
        assert found.interval is None
        return
    # Weights of a Dirichlet distribution, all records apart; ours share them among equal ones.
    weights = np.random.default_rng(1).dirichlet(np.ones(differences.size), size=20_000)
    low, high = np.percentile(weights @ differences, [2.5, 97.5])
    # An end of a thousand draws lies within half a standard error of where it belongs.
    room = 0.5 * found.spread / math.sqrt(found.n) + 1e-9
    assert found.interval == pytest.approx((low, high), abs=room)


@settings(max_examples=30)
@given(RATINGS, st.integers(0, 99), st.randoms(use_true_random=False))
def test_neither_order_nor_time_changes_the_interval(
    ratings: list[Pair], seed: int, chance: Random
) -> None:
    before = paired_change(ratings, seed)
    chance.shuffle(ratings)
    assert paired_change(ratings, seed) == before


@settings(max_examples=30)
@given(RATINGS)
def test_the_interval_lies_within_the_differences(ratings: list[Pair]) -> None:
    found = paired_change(ratings)
    assert found is not None
    differences = [after - before for before, after in ratings]
    low, high = found.interval or (found.mean, found.mean)
    assert min(differences) - 1e-9 <= low <= high <= max(differences) + 1e-9


def test_only_records_rated_before_and_after_are_paired() -> None:
    records = [
        practised(at(SUNDAY, 8), mood=(4, 6)),
        practised(at(SUNDAY, 9)),
        practised(at(SUNDAY, 10), kind=Kind.MAT, mood=(0, 3)),
    ]
    assert pairs(records) == [(4, 6), (0, 3)]
    assert pairs(records, "tension") == []
    assert pairs(records, "discomfort") == []
