"""The first run: three short pages, shown once, that never keep anyone from anything."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import HandClock, session_of
from session_steps import let_pass
from textual.pilot import Pilot
from textual.widgets import Static
from textual_inside import Toast

from tracker.app import TrackerApp
from tracker.config.config import Config
from tracker.core.facts.sessions import Session
from tracker.core.points.guard import Answer, Flag, FlagAnswer
from tracker.journal.journal import Journal
from tracker.ui.help.about_you import FlagsScreen
from tracker.ui.help.help_now import HelpNowScreen
from tracker.ui.help.welcome import BeginScreen, WelcomeScreen
from tracker.ui.session.choose import StartScreen
from tracker.ui.session.live import LiveScreen
from tracker.ui.session.prepare_points import PrepareScreen
from tracker.ui.today.tab import TodayScreen


@pytest.fixture
def new(app: TrackerApp) -> TrackerApp:
    """The app as someone opens it who never did."""
    return again(app)


def again(app: TrackerApp) -> TrackerApp:
    """The app opened once more over the same home."""
    return TrackerApp(
        app.journal,
        lambda: app.library,
        app.config,
        app.zone,
        app.checkpoint,
        now=app.now,
        monotonic=app.monotonic,
        asks=True,
    )


async def press(pilot: Pilot[None], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


def words(app: TrackerApp) -> str:
    return " ".join(str(each.content) for each in app.screen.query(Static))


def answers(journal: Journal) -> dict[Flag, Answer]:
    return {each.flag: each.answer for each in journal.facts(FlagAnswer)}


async def test_it_says_what_it_is_and_what_it_is_not(new: TrackerApp) -> None:
    async with new.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(new.screen, WelcomeScreen)
        assert "not medical advice" in words(new)
        assert "Not a treatment for depression" in words(new)
        assert "keeps your acupressure practice" in words(new)


async def test_it_has_three_pages_and_the_first_session_is_two_keys_away(
    new: TrackerApp, journal: Journal
) -> None:
    async with new.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "enter")
        assert isinstance(new.screen, FlagsScreen)
        await press(pilot, "n", "down", "y", "enter")
        assert isinstance(new.screen, BeginScreen)
        assert "Three calm minutes" in words(new)
        await press(pilot, "enter")
        assert isinstance(new.screen, PrepareScreen)
        await press(pilot, "space")
        assert isinstance(new.screen, LiveScreen)
        plan = new.screen.session.plan
        assert sum((step.seconds or 0) + plan.settle for step in plan.steps) == 180
    given = answers(journal)
    assert (given[Flag.PREGNANT], given[Flag.BLEEDING], given[Flag.SKIN]) == (
        Answer.NO,
        Answer.NONE,
        Answer.YES,
    )


async def test_from_today_the_first_session_is_two_keys_away_too(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "space")
        assert isinstance(app.screen, LiveScreen)


async def test_what_was_felt_is_kept_when_space_begins(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "enter", "4", "space")
        await let_pass(pilot, clock, 30)
        await press(pilot, "full_stop", "enter", "enter")
        (kept,) = journal.practices(app.today)
        assert isinstance(kept, Session)
        assert (kept.mood_before, kept.tension_before) == (4, None)


@pytest.mark.parametrize(
    "keys", [["escape"], ["enter", "escape", "escape"], ["enter", "enter", "q"]]
)
async def test_all_of_it_can_be_passed_by_and_is_shown_once(
    new: TrackerApp, journal: Journal, keys: list[str]
) -> None:
    async with new.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, *keys)
        assert isinstance(new.screen, TodayScreen)
    assert set(answers(journal).values()) == {Answer.NONE}
    second = again(new)
    async with second.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(second.screen, TodayScreen)


async def test_something_else_can_be_chosen(new: TrackerApp) -> None:
    async with new.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "enter", "escape", "s")
        assert isinstance(new.screen, StartScreen)


@pytest.mark.parametrize("before", [[], ["enter"], ["enter", "escape"]])
async def test_help_for_hard_moments_works_on_every_page(
    new: TrackerApp, before: list[str]
) -> None:
    async with new.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, *before, "exclamation_mark")
        assert isinstance(new.screen, HelpNowScreen)


async def test_a_person_with_records_is_asked_only_the_questions(
    new: TrackerApp, journal: Journal
) -> None:
    journal.record(session_of())
    async with new.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert isinstance(new.screen, FlagsScreen)
        assert "not medical advice" in words(new)
        await press(pilot, "escape")
        assert isinstance(new.screen, TodayScreen)


async def test_a_disk_that_refuses_blocks_nobody(new: TrackerApp, journal: Journal) -> None:
    async with new.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        (base,) = journal.folder.glob("devices/*/base.jsonl")
        in_the_way(base)
        await press(pilot, "escape")
        assert isinstance(new.screen, TodayScreen)


def in_the_way(file: Path) -> None:
    file.unlink()
    file.mkdir()


@pytest.mark.parametrize("size", [(80, 24), (40, 12), (20, 5)])
async def test_it_stands_at_any_size(new: TrackerApp, size: tuple[int, int]) -> None:
    async with new.run_test(size=size) as pilot:
        await pilot.pause()
        await press(pilot, "enter", "escape", "escape")
        assert isinstance(new.screen, TodayScreen)


@pytest.mark.parametrize(
    "keys", [["escape"], ["enter", "escape", "escape"], ["enter", "escape", "s"]]
)
async def test_what_is_wrong_is_said_when_the_pages_are_over(
    new: TrackerApp, tmp_path: Path, keys: list[str]
) -> None:
    (tmp_path / "tsubo" / "config.toml").write_text('nonsense = 1\ntheme = "none"\n')
    new.config = Config.load(tmp_path / "tsubo" / "config.toml")
    wrong = again(new)
    async with wrong.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        for key in keys:
            assert list(wrong.screen.query(Toast)) == []
            await press(pilot, key)
        await pilot.pause()
        assert len(wrong.screen.query(Toast)) == 2
