"""The year of made-up practice: the same for everyone, whole, and gone afterwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import HandClock

from tracker.cli.demo import fill
from tracker.cli.desk import Clocks, Desk
from tracker.core.model import Kind
from tracker.core.streaks import streaks


@pytest.fixture
def desk(tmp_path: Path, clock: HandClock) -> Desk:
    clocks = Clocks(wall=lambda: clock.now().timestamp(), monotonic=clock.monotonic)
    return Desk(tmp_path / "demo", clocks)


def test_a_year_has_both_kinds_gaps_and_a_streak(desk: Desk) -> None:
    fill(desk)
    for kind in Kind:
        days = desk.days(kind)
        assert streaks(days).longest is not None
        assert 100 < len(days.summaries) < 365
        assert max(each.last.moment for each in days.summaries.values()) <= desk.now()


def test_everyone_sees_the_same_year(desk: Desk, tmp_path: Path, clock: HandClock) -> None:
    clocks = Clocks(wall=lambda: clock.now().timestamp(), monotonic=clock.monotonic)
    other = Desk(tmp_path / "other", clocks)
    for each in (desk, other):
        fill(each)
    said = [
        [(one.started, one.seconds, one.mood_after) for one in each.journal.newest(Kind.POINTS)]
        for each in (desk, other)
    ]
    assert said[0] == said[1]


def test_undo_passes_it_by(desk: Desk) -> None:
    fill(desk)
    assert desk.journal.undoable is None
