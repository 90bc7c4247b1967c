"""Today on a wide screen: the card beside it, and the sentences that are keys."""

from __future__ import annotations

from conftest import SUNDAY, mat_of, session_of

from tracker.app import TrackerApp
from tracker.journal.journal import Journal
from tracker.ui.today.card import TodayCard
from tracker.ui.widgets.days.month import MonthGrid
from tracker.ui.widgets.figure import Figure
from tracker.ui.widgets.key_sentence import KeySentence


async def test_what_stands_beside_today_can_be_tapped_and_goes_with_the_room(
    app: TrackerApp, journal: Journal
) -> None:
    journal.record(session_of(days_ago=1), mat_of(days_ago=2))
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        month = app.screen.query_one("#this-month MonthGrid", MonthGrid)
        await pilot.click("#this-month MonthGrid", offset=month.cell_region(SUNDAY.date()).offset)
        await pilot.pause()
        assert type(app.screen).__name__ == "DayScreen"
        await pilot.press("escape")
        await pilot.click("#this-month .month-name")
        await pilot.pause()
        assert type(app.screen).__name__ == "CalendarScreen"
        await pilot.press("1")
        await pilot.click("#something-else", offset=(12, 0))
        await pilot.pause()
        assert type(app.screen).__name__ == "StartScreen"
        await pilot.press("escape", "escape")
        assert app.screen.query_one("#the-mat", KeySentence).words
        await pilot.resize_terminal(200, 60)
        await pilot.pause()
        assert app.screen.query_one(TodayCard).huge
        assert app.screen.query_one("#month-before").display
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert not app.screen.query_one(TodayCard).display
        assert not app.screen.query_one("#something-else").display


async def test_the_first_page_leaves_nothing_of_the_picture_visible(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        figure = app.screen.query_one(Figure)
        shown = [figure.display]
        for key in ("comma", "escape"):
            await pilot.press(key)
            await pilot.pause()
            shown.append(figure.display)
        assert shown == [True, False, True]
