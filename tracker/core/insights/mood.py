"""Change of mood, tension and discomfort: paired differences and a bootstrap interval.

It reports what a person rated, never a cause, and nothing below five pairs. An interval is given
only where it means something: from eight pairs on, and where the differences are not all equal.
"""

import math
import random
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from statistics import fmean, stdev
from typing import Final, Literal

from tracker.core.facts.sessions import LEAST_PAIRS, Practice

RESAMPLES: Final = 1000
CONFIDENCE: Final = 0.95
LEAST_FOR_INTERVAL: Final = 8
_ASIDE: Final = 10
"""One in so many differences is left out on each side of most of them."""

Pair = tuple[float, float]
"""Rating before and after."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PairedChange:
    """Summary of the differences after - before."""

    n: int
    mean: float
    spread: float
    """Sample standard deviation of the differences (n - 1)."""
    low: float | None
    high: float | None
    """Upper end of the bootstrap interval of the mean (95 %); ``low`` is the lower one.

    Both are `None` where an interval means nothing.
    """
    most: tuple[float, float]
    """The lowest and the highest of most differences: a tenth of them is left out on each side."""

    @property
    def interval(self) -> tuple[float, float] | None:
        """Both ends of the interval; `None` where it means nothing."""
        return None if self.low is None or self.high is None else (self.low, self.high)

    @property
    def is_same(self) -> bool:
        """Whether it is not clear that the ratings were higher or lower afterwards."""
        if self.interval is None:
            return not round(self.mean, 1)
        low, high = self.interval
        return low <= 0 <= high


def pairs(
    records: Iterable[Practice], scale: Literal["mood", "tension", "discomfort"] = "mood"
) -> list[Pair]:
    """The ratings of the records that have both; only mat sessions have discomfort."""
    before, after = (
        ("discomfort_start", "discomfort_end")
        if scale == "discomfort"
        else (f"{scale}_before", f"{scale}_after")
    )
    rated = ((getattr(each, before, None), getattr(each, after, None)) for each in records)
    return [(first, last) for first, last in rated if first is not None and last is not None]


def paired_change(pairs: Iterable[Pair], seed: int = 0) -> PairedChange | None:
    """Mean, spread and interval of the change; ``None`` below five pairs.

    The order of the pairs does not matter; the same seed gives the same interval.
    """
    differences = sorted(after - before for before, after in pairs)
    if len(differences) < LEAST_PAIRS:
        return None
    spread, n = stdev(differences), len(differences)
    aside = n // _ASIDE
    has_interval = n >= LEAST_FOR_INTERVAL and spread > 0
    low, high = _interval(differences, random.Random(seed)) if has_interval else (None, None)
    return PairedChange(
        n=n,
        mean=fmean(differences),
        spread=spread,
        low=low,
        high=high,
        most=(differences[aside], differences[n - 1 - aside]),
    )


def _interval(differences: list[float], chance: random.Random) -> tuple[float, float]:
    """Bayesian bootstrap of the mean: it draws weights where the usual one draws records.

    Equal differences share one gamma draw, so ten years take no longer than a month. Source: Rubin,
    The Bayesian Bootstrap, Annals of Statistics 9(1), 1981.
    """
    counts = list(Counter(differences).items())
    means = []
    for _ in range(RESAMPLES):
        weights = [chance.gammavariate(count, 1.0) for _, count in counts]
        weighted = math.fsum(w * value for w, (value, _) in zip(weights, counts, strict=True))
        means.append(weighted / math.fsum(weights))
    means.sort()
    tail = (1 - CONFIDENCE) / 2
    return means[int(tail * RESAMPLES)], means[math.ceil((1 - tail) * RESAMPLES) - 1]
