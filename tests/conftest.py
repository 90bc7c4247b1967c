"""One person, one home, one clock that is moved by hand."""

from __future__ import annotations

import os
from collections.abc import Generator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings
from transcript import Shell

from tracker.app import TrackerApp
from tracker.checkpoint import Checkpoint
from tracker.config.config import Config
from tracker.config.zone import Zone
from tracker.core.facts.sessions import Hold, MatSession, Position, Session, Side, Source
from tracker.core.facts.ulid import ulid
from tracker.journal.journal import Journal
from tracker.library import Library
from tracker.store import Store

# The machine may be busy; what is slow is found by the benchmarks.
settings.register_profile("steady", deadline=None)
settings.load_profile("steady")

LONGER = 100 if os.environ.get("TSUBO_TORTURE") == "long" else 1
"""How many times as many examples the edges are tried with: what comes from files and keys."""

BERLIN = ZoneInfo("Europe/Berlin")
SUNDAY = datetime(2026, 11, 22, 10, 0, tzinfo=BERLIN)


@dataclass
class HandClock:
    """A clock that stands until a test moves it."""

    start: datetime = SUNDAY
    seconds: float = 0.0

    def now(self) -> datetime:
        moved = self.start.timestamp() + self.seconds
        return datetime.fromtimestamp(moved, self.start.tzinfo)

    def ms(self) -> int:
        return int(self.now().timestamp() * 1000)

    def monotonic(self) -> float:
        return 1000.0 + self.seconds


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None]:
    """Begin what takes minutes before all else, whatever order chance gives the rest."""
    yield
    items.sort(key=lambda item: item.get_closest_marker("longest") is None)


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test sees, or touches, what the developer keeps."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "TSUBO_HOME", "TSUBO_TZ", "LC_TSUBO_TZ"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "Europe/Berlin")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A folder of one person, in which command lines are run."""
    return Shell(tmp_path)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def journal(tmp_path: Path, clock: HandClock) -> Journal:
    return Journal(Store(tmp_path / "tsubo", clock.ms), clock.now)


@pytest.fixture
def app(tmp_path: Path, journal: Journal, clock: HandClock) -> TrackerApp:
    """The app over ``journal``, on the hand clock, in Berlin."""
    journal.begin(clock.now().date())
    return TrackerApp(
        journal,
        Library,
        Config.load(tmp_path / "tsubo" / "config.toml"),
        Zone("Europe/Berlin", BERLIN, "a test"),
        Checkpoint(tmp_path / "tsubo"),
        now=clock.now,
        monotonic=clock.monotonic,
    )


def session_of(
    *, at: datetime = SUNDAY, days_ago: int = 0, seconds: float = 120, point: str = "PC6"
) -> Session:
    """A session after the fact: one hold."""
    started = at - timedelta(days=days_ago)
    return Session(
        id=ulid(started),
        made=started,
        started=started,
        zone="Europe/Berlin",
        day=_day(started),
        holds=(Hold(point=point, side=Side.LEFT, planned=seconds, held=seconds, done=True),),
        source=Source.AFTER,
    )


def mat_of(*, at: datetime = SUNDAY, days_ago: int = 0, minutes: float = 20) -> MatSession:
    """A mat session after the fact, on the back."""
    started = at - timedelta(days=days_ago)
    return MatSession(
        id=ulid(started),
        made=started,
        started=started,
        zone="Europe/Berlin",
        day=_day(started),
        lain=minutes * 60,
        position=Position.BACK,
        source=Source.AFTER,
    )


def _day(started: datetime) -> date:
    return (started.replace(tzinfo=None) - timedelta(hours=4)).date()
