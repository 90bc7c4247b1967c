"""Fixtures: a home folder, a clock that tests move by hand, a journal, the app; sample records."""

from __future__ import annotations

import os
from collections.abc import Generator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import bytecode  # noqa: F401  (first: what is imported next is compiled once)
import pytest
from hypothesis import settings
from textual_inside import paint_nothing
from transcript import Shell
from unhurried import unhurried
from until_idle import wait_until_idle

from tracker.app import TrackerApp
from tracker.checkpoint import Checkpoint
from tracker.config.config import Config
from tracker.config.zone import Zone
from tracker.core.facts.sessions import Hold, MatSession, Position, Session, Side, Source
from tracker.core.facts.ulid import ulid
from tracker.journal.journal import Journal
from tracker.library import Library
from tracker.store import Store

LONGER = 100 if os.environ.get("TSUBO_TORTURE") == "long" else 1
"""Factor for the number of examples in fuzz tests of files, lines and keys."""

# No deadlines, since the machine may be busy; the benchmarks find what is slow. Every run draws
# other examples, so a third of Hypothesis's usual hundred keep the usual run within two minutes.
settings.register_profile("steady", deadline=None, max_examples=100 if LONGER > 1 else 30)
settings.load_profile("steady")

wait_until_idle()

BERLIN = ZoneInfo("Europe/Berlin")
SUNDAY = datetime(2026, 11, 22, 10, 0, tzinfo=BERLIN)


@dataclass
class HandClock:
    """A clock that only moves when a test moves it."""

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
    """Start the longest tests first and those of one process and no app last.

    Within each part the order stays random. Short tests at the end leave no worker without work.
    """
    yield
    items.sort(key=_turn)


def _turn(item: pytest.Item) -> int:
    if item.get_closest_marker("longest"):
        return 0
    folder = item.path.relative_to(Path(__file__).parent).parts[0]
    return 2 if folder in {"core", "library", "exchange"} else 1


@pytest.fixture(autouse=True)
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep every test away from the developer's own home and settings."""
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME", "TSUBO_HOME", "TSUBO_TZ", "LC_TSUBO_TZ"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TZ", "Europe/Berlin")
    monkeypatch.delenv("NO_COLOR", raising=False)


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """A shell in an empty home, to run command lines in."""
    return Shell(tmp_path)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def journal(tmp_path: Path, clock: HandClock) -> Journal:
    return Journal(Store(tmp_path / "tsubo", clock.ms), clock.now)


@pytest.fixture(autouse=True)
def frames(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """Skip the frames that nobody sees; rows that a test reads are drawn when it reads them."""
    if request.node.get_closest_marker("painted") is None:
        paint_nothing(monkeypatch)


@pytest.fixture(autouse=True)
def keys_apart() -> Generator[None]:
    """Take a second between any two keys, so that no key is held down."""
    with unhurried():
        yield


@pytest.fixture
def app(tmp_path: Path, journal: Journal, clock: HandClock) -> TrackerApp:
    """The app over ``journal``, on the clock of the test, in Berlin."""
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
    """A session of one hold, logged after the fact."""
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
    """A mat session on the back, logged after the fact."""
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
