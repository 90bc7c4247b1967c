from __future__ import annotations

import subprocess
from collections.abc import Iterator
from dataclasses import replace

import pytest
from conftest import HandClock, session_of
from session_steps import SETTLE, begin, let_pass
from textual.widgets import Static

from tracker.app import TrackerApp
from tracker.checkpoint import this_process
from tracker.core.facts.sessions import Side
from tracker.core.facts.ulid import ulid
from tracker.core.session.live import LiveSession
from tracker.core.session.plan import Plan, Step
from tracker.core.session.running import Running
from tracker.journal.journal import Journal
from tracker.ui.today.tab import TodayScreen
from tracker.ui.widgets.kind_weeks import KindWeeks


def said(app: TrackerApp, name: str) -> str:
    return str(app.screen.query_one(f"#{name}", Static).content)


def stands(app: TrackerApp) -> str:
    """How points stand today."""
    return app.screen.query_one("#weeks-points", KindWeeks).words


async def test_a_newcomer_is_offered_three_calm_minutes(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert said(app, "date") == "Sunday 22 November"
        assert stands(app) == "Points  today is still open"
        assert "Three calm minutes   3 min  wrist, forearm\n" in said(app, "begin")
        assert "HT7 Spirit Gate, PC6 Inner Pass" in said(app, "begin")
        await pilot.resize_terminal(45, 24)
        await pilot.pause()
        assert said(app, "begin").endswith("3 min, wrist, forearm")


async def test_what_was_done_today_is_listed(app: TrackerApp, journal: Journal) -> None:
    journal.record(replace(session_of(), note="[/] \x1b[2J", mood_before=4, mood_after=6))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "HT7" not in said(app, "last")
        assert "PC6                    2 min    mood 4 → 6" in said(app, "last")
        assert stands(app) == "Points  done today"
        assert said(app, "begin").startswith("Done for today.  PC6 at 10:00")


async def test_what_is_usual_at_this_hour_is_one_key_away(
    app: TrackerApp, journal: Journal
) -> None:
    journal.record(*(replace(session_of(days_ago=ago), routine="desk") for ago in (1, 2, 3)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "Desk break" in said(app, "begin")
        await pilot.press("enter")
        await pilot.pause()
        assert type(app.screen).__name__ == "PrepareScreen"


async def test_a_new_day_is_shown_when_it_comes(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    journal.record(session_of())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        clock.seconds = 17.9 * 3600
        app.poll()
        await pilot.pause()
        assert said(app, "date") == "Sunday 22 November"
        clock.seconds = 18.1 * 3600
        app.poll()
        await pilot.pause()
        assert said(app, "date") == "Monday 23 November"
        assert stands(app) == "Points  today is still open"


async def test_a_session_that_waits_is_said(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "enter", "enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.checkpoint.path.exists()
        today = app.screen_stack[0]
        today.redraw()  # type: ignore[attr-defined]
        assert "Unfinished session: HT7 left" in str(today.query_one("#waiting", Static).content)


@pytest.fixture
def other() -> Iterator[subprocess.Popen[bytes]]:
    """Another process, as long as it is let live."""
    with subprocess.Popen(["sleep", "60"]) as process:
        yield process
        process.kill()


async def test_a_session_of_another_terminal_is_said_to_run_until_it_waits(
    app: TrackerApp, clock: HandClock, other: subprocess.Popen[bytes]
) -> None:
    session = LiveSession(Plan(steps=(Step("HT7", Side.LEFT, 60.0),))).start(0.0).at(20.0)
    running = Running(
        id=ulid(clock.now()),
        started=clock.now(),
        zone="Europe/Berlin",
        day=clock.now().date(),
        session=session,
        form={},
        where="pts/3 on old",
        saved=clock.now(),
        owner=replace(this_process(), pid=other.pid, born=None, token="theirs"),  # noqa: S106
    )
    app.checkpoint.write(running)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("escape")
        await pilot.pause()
        assert "A session runs in another terminal: HT7 left" in said(app, "waiting")
        other.kill()
        other.wait()
        app.poll()
        assert "Unfinished session: HT7 left" in said(app, "waiting")


async def test_w_says_why(app: TrackerApp, journal: Journal) -> None:
    journal.record(session_of())
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("w")
        await pilot.pause()
        text = " ".join(str(each.content) for each in app.screen.query(Static))
        assert "Points: 1 day" in text
        assert "Mat: no goal is set" in text


async def test_what_was_kept_waits_no_longer(app: TrackerApp, clock: HandClock) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await let_pass(pilot, clock, SETTLE + 3)
        await pilot.press("full_stop")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.checkpoint.path.exists()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen is app.screen_stack[0]
        assert said(app, "waiting") == ""
        assert not app.screen.query_one("#waiting").display


async def test_seconds_are_shown_whole(app: TrackerApp, journal: Journal) -> None:
    holds = tuple(replace(hold, held=595.0) for hold in session_of().holds[:1])
    journal.record(replace(session_of(), holds=holds))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert "9 min 55 " in said(app, "last")


async def test_the_clock_may_strike_once_more_while_the_app_closes(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        today = app.screen
        assert isinstance(today, TodayScreen)
        await today.query("*").remove()
        today.follow()
