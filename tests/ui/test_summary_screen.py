"""The summary: today's square fills, any key closes it and acts, what looks pressable is."""

from __future__ import annotations

from typing import Any, Final

import pytest
from conftest import HandClock, session_of
from session_steps import let_pass, live, said
from textual.pilot import Pilot

from tracker.app import TrackerApp
from tracker.core.facts.sessions import Session
from tracker.journal.journal import Journal
from tracker.practice.summary import summary
from tracker.ui.calendar.tab import CalendarScreen
from tracker.ui.figure.picture import picture
from tracker.ui.help.keys import KeysHelpScreen
from tracker.ui.records.edit import EditSession
from tracker.ui.records.log_mat import LogMatScreen
from tracker.ui.records.log_points import LogPointsScreen
from tracker.ui.session.after import AfterScreen
from tracker.ui.session.choose import StartScreen
from tracker.ui.session.summary import SummaryScreen
from tracker.ui.settings.screen import SettingsScreen
from tracker.ui.today.tab import TodayScreen
from tracker.ui.widgets.figure import Figure
from tracker.ui.widgets.key_sentence import KeySentence
from tracker.ui.widgets.scale import Scale
from tracker.ui.widgets.this_week import ThisWeek

GO_TO: Final[dict[str, type[Any]]] = {
    "enter": TodayScreen,
    "escape": TodayScreen,
    "space": TodayScreen,
    "f": TodayScreen,
    "5": CalendarScreen,
    "s": StartScreen,
    "m": LogMatScreen,
    "a": LogPointsScreen,
    "e": EditSession,
    "comma": SettingsScreen,
    "question_mark": KeysHelpScreen,
}
"""Keys on the summary, and the screen that follows."""
AT_CHIPS: Final[tuple[type[Any], ...]] = (LogMatScreen, CalendarScreen)
"""The screens that follow a tap on its first two keys."""


async def show(pilot: Pilot[None], journal: Journal) -> SummaryScreen:
    app: Any = pilot.app
    record = session_of()
    if journal.practice(record.id) is None:
        journal.record(record, label="kept")
    await app.push_screen(SummaryScreen(summary(app, record)))
    await app.workers.wait_for_complete()
    await pilot.pause()
    assert isinstance(app.screen, SummaryScreen)
    return app.screen


async def back(pilot: Pilot[None]) -> None:
    """Close what is open, and show Today."""
    app = pilot.app
    while len(app.screen_stack) > 1:
        await pilot.press("escape")
        await pilot.pause()
    await app.switch_mode("today")


async def test_any_key_closes_it_and_does_what_it_does_on_today(
    app: TrackerApp, journal: Journal
) -> None:
    found = {}
    async with app.run_test(size=(80, 24)) as pilot:
        for key in GO_TO:
            await show(pilot, journal)
            await pilot.press(key)
            await pilot.pause()
            found[key] = type(app.screen)
            await back(pilot)
    assert found == GO_TO


async def test_each_key_in_its_text_can_be_tapped(app: TrackerApp, journal: Journal) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        for at, follows in enumerate(AT_CHIPS):
            screen = await show(pilot, journal)
            chip = list(screen.query(KeySentence))[at]
            await pilot.click(chip, offset=(8, 0))
            await pilot.pause()
            assert isinstance(app.screen, follows)
            await back(pilot)


async def test_the_square_of_today_fills_in_three_steps_by_the_clock(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await show(pilot, journal)
        week, steps = screen.query_one(ThisWeek), []
        for passed in (0, 0.14, 0.01, 0.14, 0.01, 9):
            clock.seconds += passed
            screen.fill()
            steps.append(week.filled)
        assert steps == [1, 1, 2, 2, 3, 3]
        await pilot.press("enter")
        app.animation_level = "none"
        await pilot.pause()
        screen = await show(pilot, journal)
        assert screen.query_one(ThisWeek).filled == 3


async def test_the_usual_session_takes_three_keys(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("space")
        await pilot.pause()
        whole = live(pilot).session.remaining
        await let_pass(pilot, clock, (whole or 0) + 1)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
    (kept,) = journal.practices(app.today)
    assert isinstance(kept, Session)


@pytest.mark.parametrize(("ask", "keys"), [("after", 3), ("never", 2)])
async def test_without_questions_it_takes_no_more_keys_and_every_caution_stays(
    app: TrackerApp, journal: Journal, clock: HandClock, ask: str, keys: int
) -> None:
    app.config = app.config.set("ask", ask)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert not app.screen.query(Scale)
        assert "tingles" in said(pilot)
        await pilot.press("enter")
        await pilot.pause()
        whole = live(pilot).session.remaining
        await let_pass(pilot, clock, (whole or 0) + 1)
        await pilot.pause()
        if keys == 3:
            assert isinstance(app.screen, AfterScreen)
            await pilot.press("enter")
            await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
    assert len(journal.practices(app.today)) == 1


@pytest.mark.parametrize("size", [(32, 18), (40, 20), (45, 12), (72, 24), (120, 12), (300, 100)])
async def test_the_sentence_is_in_sight_at_every_size(
    app: TrackerApp, journal: Journal, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        screen = await show(pilot, journal)
        sentence = screen.query_one("#sentence")
        assert sentence.region.bottom <= size[1] - 1
        assert sentence.region.right <= size[0]
        figure = screen.query_one(Figure)
        if figure.display:
            assert not figure.region.overlaps(sentence.region)


def test_every_pressed_point_of_one_view_is_marked_and_none_named() -> None:
    def marks(*others: str) -> int:
        rows = picture("HT7", 44, 24, others=others)
        said = "".join(text for row in rows for text, _ in row)
        assert "HT7" not in said
        return said.count("●")

    assert [marks(), marks("HT7"), marks("HT7", "PC6"), marks("PC6", "GV20")] == [1, 1, 2, 2]
