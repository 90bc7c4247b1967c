"""Devices, engines and power cuts, simulated: nothing is lost, nothing comes back, undo is as said.

``TSUBO_SIM`` is how many seconds the long simulation takes; a test run takes two minutes of it.
"""

from __future__ import annotations

import os
import time

import pytest
from sim.crash_states import examine
from sim.engines import ENGINES
from sim.world import Options, simulate

SECONDS = float(os.environ.get("TSUBO_SIM", "60"))


@pytest.mark.parametrize("engine", [each.__name__ for each in ENGINES])
def test_what_was_acknowledged_stands_on_every_device_whatever_carried_it(engine: str) -> None:
    total = simulate(range(3), Options(days=4, engine=engine))
    assert total["bad"] == 0
    assert total["acknowledged"] > 20


@pytest.mark.slow
@pytest.mark.longest
@pytest.mark.parametrize(("first", "unusual"), [(0, 1.0), (1_000_000, 5.0)])
def test_nothing_is_lost_in_worlds_of_two_weeks(first: int, unusual: float) -> None:
    options = Options(days=14, unusual=unusual)
    total = simulate(range(first, first + 10_000), options, time.monotonic() + SECONDS)
    assert total["bad"] == 0
    assert total["worlds"] > 5


@pytest.mark.slow
def test_every_state_after_a_power_cut_is_whole() -> None:
    counts = examine(3)
    assert (counts["wrong"], counts["stuck"]) == (0, 0)
    assert counts["operations"] >= 30
