"""The demo: a made-up year, the same every time, in a folder of its own that is gone afterwards."""

from __future__ import annotations

import os
import signal
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from conftest import BERLIN, SUNDAY
from e2e.terminal import TSUBO, Terminal
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from tracker.cli import run
from tracker.cli.commands.demo import MARK, demo_context
from tracker.cli.commands.start import app_of
from tracker.cli.context import Clocks, CommandContext
from tracker.core.days.streaks import streaks
from tracker.core.facts.nights import Night
from tracker.core.facts.sessions import Kind, MatSession, Rest, Session
from tracker.core.points.guard import Flag, FlagAnswer
from tracker.library import Library
from tracker.practice.demo_year import DAYS, demo_year
from tracker.ui.today.tab import TodayScreen
from tracker.ui.widgets.tab_line import TabLine

ROUTINES = Library().routines()
YEAR = demo_year(SUNDAY, "Europe/Berlin", ROUTINES)


def test_it_is_the_same_year_for_the_same_moment_and_seed() -> None:
    assert demo_year(SUNDAY, "Europe/Berlin", ROUTINES) == YEAR
    assert demo_year(SUNDAY, "Europe/Berlin", ROUTINES, seed=21) != YEAR


def test_each_fact_has_an_id_of_its_own() -> None:
    assert max(Counter(fact.id for fact in YEAR).values()) == 1


def test_it_is_a_year_of_both_practices_with_days_left_free() -> None:
    sessions = [fact for fact in YEAR if isinstance(fact, Session)]
    mats = [fact for fact in YEAR if isinstance(fact, MatSession)]
    rests = [fact for fact in YEAR if isinstance(fact, Rest)]
    assert 200 < len(sessions) < 500
    assert 80 < len(mats) < 200
    assert min(each.day for each in sessions) < (SUNDAY - timedelta(days=DAYS - 14)).date()
    assert len(rests) == 2
    practices: list[Session | MatSession] = [*sessions, *mats]
    for each in practices:
        assert not any(rest.start <= each.day <= rest.end for rest in rests)
    assert {fact.flag for fact in YEAR if isinstance(fact, FlagAnswer)} == set(Flag)


def test_most_nights_of_its_last_months_are_rated() -> None:
    nights = [fact for fact in YEAR if isinstance(fact, Night)]
    assert 100 < len(nights) < 141
    assert len({night.day for night in nights}) == len(nights)
    assert max(night.day for night in nights) == SUNDAY.date()


def test_every_point_of_it_is_in_the_library() -> None:
    library = Library()
    codes = {hold.point for fact in YEAR if isinstance(fact, Session) for hold in fact.holds}
    assert all(library.find(code) for code in codes)


@examples(max_examples=15)
@given(
    now=st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1)),
    seed=st.integers(0, 99),
)
def test_nothing_of_it_lies_in_the_future(now: datetime, seed: int) -> None:
    here = now.replace(tzinfo=BERLIN)
    for fact in demo_year(here, "Europe/Berlin", ROUTINES, seed):
        assert fact.made <= here
        if isinstance(fact, Session | MatSession):
            assert fact.started + timedelta(seconds=fact.seconds) <= here


def test_without_routines_it_is_mats_only() -> None:
    found = demo_year(SUNDAY, None, ())
    assert not any(isinstance(fact, Session) for fact in found)
    assert any(isinstance(fact, MatSession) for fact in found)


@pytest.fixture
def shown(tmp_path: Path) -> CommandContext:
    """The demo's desk, as the command lays it out."""
    home = tmp_path / "demo"
    home.mkdir()
    return demo_context(CommandContext(None, Clocks(wall=SUNDAY.timestamp)), home)


async def test_the_app_shows_it_with_its_mark_and_asks_nothing(shown: CommandContext) -> None:
    app = app_of(shown)
    app.sub_title = MARK
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        assert isinstance(app.screen, TodayScreen)
        for tab in "123456":
            await pilot.press(tab)
            await pilot.pause()
            assert MARK in str(app.screen.query_one(TabLine).render())
        await pilot.resize_terminal(72, 24)
        assert str(app.screen.query_one(TabLine).render()).endswith(" demo ")
        run_now = streaks(app.days(Kind.POINTS)).current
        assert run_now is not None
        assert run_now.done > 20


def test_undo_has_nothing_to_take_back_of_it(shown: CommandContext) -> None:
    assert shown.journal.undoable is None


def test_without_a_terminal_it_makes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    assert run(["demo"]) == 1
    assert "needs a terminal" in capsys.readouterr().err
    assert not list(tmp_path.glob("tsubo-demo-*"))


@pytest.mark.parametrize("end", ["quit", "hang up", "terminate"])
def test_it_is_gone_afterwards_and_the_persons_own_home_untouched(tmp_path: Path, end: str) -> None:
    own, temporary = tmp_path / "own", tmp_path / "tmp"
    temporary.mkdir()
    env = {"TSUBO_HOME": str(own), "TMPDIR": str(temporary), "HOME": str(tmp_path / "none")}
    with Terminal([*TSUBO, "demo"], env={**env, "TZ": "Europe/Berlin"}) as terminal:
        terminal.wait_for(" demo")
        terminal.wait_for(" Enter ")
        assert list(temporary.glob("tsubo-demo-*"))
        if end == "quit":
            terminal.press("q")
            assert terminal.wait_end() == 0
        elif end == "hang up":
            terminal.hang_up()
            terminal.process.wait(30)
        else:
            os.kill(terminal.process.pid, signal.SIGTERM)
            terminal.wait_end()
    assert list(temporary.glob("tsubo-demo-*")) == []
    assert not own.exists()
    assert not (tmp_path / "none").exists()
