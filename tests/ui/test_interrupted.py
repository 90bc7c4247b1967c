"""A session that stopped, or runs elsewhere: it is offered, once, and nothing is counted twice."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from session_steps import live, said

from tracker.checkpoint import Checkpoint, this_process
from tracker.core.facts.sessions import Kind, Session, Side
from tracker.core.facts.ulid import ulid
from tracker.core.session.live import LiveSession
from tracker.core.session.plan import Plan, Step, mat_plan
from tracker.core.session.running import Running
from tracker.core.session.to_record import record_of
from tracker.journal.journal import Journal
from tracker.store import Store
from tracker.ui.session.after import AfterScreen
from tracker.ui.session.choose import StartScreen
from tracker.ui.session.interrupted import InterruptedScreen
from tracker.ui.session.prepare_points import PrepareScreen
from tracker.ui.session.summary import SummaryScreen

if TYPE_CHECKING:
    from conftest import HandClock
    from textual.pilot import Pilot

    from tracker.app import TrackerApp

PLAN = Plan(
    steps=(Step("PC6", Side.LEFT, 60.0), Step("HT7", Side.LEFT, 60.0)),
    settle=5.0,
)


@pytest.fixture
def checkpoint(tmp_path: Path) -> Checkpoint:
    return Checkpoint(tmp_path / "tsubo")


def stopped(clock: HandClock, *, pid: int | None = None) -> Running:
    """PC6 held to its end, HT7 for 18 seconds; counted by a process that is gone."""
    session = LiveSession(PLAN).start(0.0)
    for reading in range(0, 89, 4):
        session = session.at(float(reading))
    here = this_process()
    owner = replace(here, pid=pid or 2**22 - 1, born=None, token="before")  # noqa: S106
    return Running(
        id=ulid(clock.now()),
        started=clock.now(),
        zone="Europe/Berlin",
        day=clock.now().date(),
        session=session,
        form={"mood_before": 4},
        where="pts/3 on old",
        saved=clock.now(),
        owner=owner,
    )


def leave(checkpoint: Checkpoint, running: Running) -> None:
    checkpoint.write(running)


def sessions(journal: Journal) -> list[Session]:
    return [each for each in journal.newest(Kind.POINTS) if isinstance(each, Session)]


async def opened(pilot: Pilot[None]) -> None:
    await pilot.pause()
    await pilot.pause()
    assert isinstance(pilot.app.screen, InterruptedScreen)


async def test_the_next_start_says_where_and_when_it_stopped(
    app: TrackerApp, clock: HandClock, checkpoint: Checkpoint
) -> None:
    leave(checkpoint, stopped(clock))
    clock.seconds += 3600
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        text = said(pilot)
        assert "Go on at HT7 left, 0:42 to go" in text
        assert "PC6, HT7: 1 min 18 s done" in text
        assert "stopped today 10:00 in pts/3 on old" in text


async def test_a_mat_that_was_interrupted_is_named_once(
    app: TrackerApp, clock: HandClock, checkpoint: Checkpoint
) -> None:
    lying = LiveSession(mat_plan(300)).start(0.0).at(5.0)
    leave(checkpoint, replace(stopped(clock), session=lying, form={}))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        text = said(pilot)
        assert "Mat: 5 s done, 4:55 to go" in text
        assert "Go on at the mat, 4:55 to go" in text


async def test_going_on_goes_on_from_there_under_the_same_id(
    app: TrackerApp, clock: HandClock, checkpoint: Checkpoint, journal: Journal
) -> None:
    left = stopped(clock)
    leave(checkpoint, left)
    clock.seconds += 3600
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await pilot.pause()
        screen = live(pilot)
        assert screen.session.practised == 78
        assert screen.session.settling
        for _ in range(12):
            clock.seconds += 4
            screen.sample()
        await pilot.pause()
        assert isinstance(app.screen, AfterScreen)
        await pilot.press("enter")
        await pilot.pause()
    (session,) = sessions(journal)
    assert (session.id, session.seconds, session.mood_before) == (left.id, 120, 4)
    assert session.started == left.started
    assert checkpoint.read() is None


async def test_keeping_records_what_was_done(
    app: TrackerApp, clock: HandClock, checkpoint: Checkpoint, journal: Journal
) -> None:
    leave(checkpoint, stopped(clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, AfterScreen)
        await pilot.press("enter")
        await pilot.pause()
    (session,) = sessions(journal)
    assert [hold.held for hold in session.holds] == [60.0, 18.0]
    assert session.stopped_early
    assert checkpoint.read() is None


async def test_discarding_asks_again_and_then_it_is_gone(
    app: TrackerApp, clock: HandClock, checkpoint: Checkpoint, journal: Journal
) -> None:
    leave(checkpoint, stopped(clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert checkpoint.read() is not None
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
        assert len(app.screen_stack) == 1
    assert checkpoint.read() is None
    assert not sessions(journal)


async def test_later_leaves_it_and_a_new_session_meets_it_again(
    app: TrackerApp, clock: HandClock, checkpoint: Checkpoint
) -> None:
    leave(checkpoint, stopped(clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert len(app.screen_stack) == 1
        await pilot.press("s")
        await pilot.pause()
        assert isinstance(app.screen, InterruptedScreen)
    assert checkpoint.read() is not None


async def test_a_living_owner_is_named_and_left_alone_unless_taken_over(
    app: TrackerApp, clock: HandClock, checkpoint: Checkpoint
) -> None:
    leave(checkpoint, stopped(clock, pid=os.getppid()))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        text = said(pilot)
        assert "runs in another terminal" in text
        assert "pts/3 on old" in text
        await pilot.press("enter")
        await pilot.pause()
        assert len(app.screen_stack) == 1
        assert checkpoint.owns("before")
        await pilot.press("s")
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
        assert live(pilot).session.practised == 78
        assert not checkpoint.owns("before")


async def test_one_that_is_recorded_already_is_only_cleared(
    app: TrackerApp, clock: HandClock, checkpoint: Checkpoint, journal: Journal
) -> None:
    left = stopped(clock)
    leave(checkpoint, left)
    journal.record(record_of(left, clock.now()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("s")
        await pilot.pause()
        assert isinstance(app.screen, StartScreen)
    assert len(sessions(journal)) == 1
    assert checkpoint.read() is None


async def test_one_that_went_on_meanwhile_is_not_claimed(
    app: TrackerApp, clock: HandClock, checkpoint: Checkpoint
) -> None:
    leave(checkpoint, stopped(clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        checkpoint.path.unlink()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, InterruptedScreen)
        assert "was continued in another terminal" in said(pilot)


async def test_a_damaged_checkpoint_is_named_and_stops_nothing(
    app: TrackerApp, checkpoint: Checkpoint
) -> None:
    checkpoint.path.write_text("{")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.pause()
        await pilot.press("s")
        await pilot.pause()
        assert isinstance(app.screen, StartScreen)
    assert checkpoint.path.with_name(f"{checkpoint.path.name}.damaged").exists()


async def test_after_discarding_the_person_goes_on_to_what_was_asked_for(
    app: TrackerApp, clock: HandClock, checkpoint: Checkpoint
) -> None:
    leave(checkpoint, stopped(clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("escape", "enter")
        await opened(pilot)
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        await pilot.press("down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, PrepareScreen)
        assert "Three calm minutes" in said(pilot)
        assert len(app.screen_stack) == 2
    assert checkpoint.read() is None


async def test_after_keeping_the_person_goes_on_to_what_was_asked_for(
    app: TrackerApp, clock: HandClock, checkpoint: Checkpoint, journal: Journal
) -> None:
    leave(checkpoint, stopped(clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("escape", "s")
        await opened(pilot)
        await pilot.press("down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, AfterScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert type(app.screen).__name__ == "StartScreen"
        assert len(app.screen_stack) == 2
    assert len(sessions(journal)) == 1


async def test_a_session_that_could_not_be_kept_still_waits_before_what_was_asked_for(
    app: TrackerApp, clock: HandClock, checkpoint: Checkpoint, tmp_path: Path
) -> None:
    store = Store(tmp_path / "other", clock.ms)
    app.journal = Journal(store, clock.now, refusal="TZ: “Mars” is not a known time zone")
    leave(checkpoint, stopped(clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("escape", "s")
        await opened(pilot)
        await pilot.press("down", "enter", "enter", "escape")
        await pilot.pause()
        await pilot.press("down", "enter")
        await opened(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert len(app.screen_stack) == 1
    assert checkpoint.read() is not None
