from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from conftest import HandClock, mat_of, session_of
from screen_text import drawn_rows
from textual.app import App
from textual.pilot import Pilot
from textual.widgets import Input, Static

from tracker.app import TrackerApp
from tracker.core.facts.sessions import Goal, Rest
from tracker.journal.journal import Journal
from tracker.ui.calendar.card import CalendarCard
from tracker.ui.calendar.tab import CalendarScreen
from tracker.ui.calendar.views import View
from tracker.ui.widgets.days.day_grid import DayGrid
from tracker.ui.widgets.days.legend import Legend
from tracker.ui.widgets.rows import Rows

TODAY = date(2026, 11, 22)


async def opened(pilot: Pilot[None], view: View = View.YEAR) -> DayGrid:
    """The days with the cursor; in the first weeks the calendar opens on the month."""
    await pilot.press("5")
    await pilot.pause()
    screen = calendar(pilot.app)
    if screen.layout_now.view is not view:
        await pilot.press("y")
        await pilot.pause()
    return screen.grid


def calendar(app: App[None]) -> CalendarScreen:
    assert isinstance(app.screen, CalendarScreen)
    return app.screen


def said(app: TrackerApp, name: str) -> str:
    return str(app.screen.query_one(f"#{name}", Static).content)


async def test_the_calendar_opens_on_today(app: TrackerApp, journal: Journal) -> None:
    journal.record(session_of())
    async with app.run_test(size=(80, 24)) as pilot:
        grid = await opened(pilot)
        assert grid.cursor == TODAY
        assert "done" in said(app, "day")
        assert "PC6" in said(app, "records")


@pytest.mark.parametrize(
    ("keys", "day"),
    [
        (["left"], TODAY - timedelta(days=7)),
        (["h", "h", "l"], TODAY - timedelta(days=7)),
        (["up"], TODAY - timedelta(days=1)),
        (["k", "k", "j"], TODAY - timedelta(days=1)),
        (["down"], TODAY + timedelta(days=1)),
        (["home"], date(2026, 1, 1)),
        (["end"], date(2026, 12, 31)),
        (["home", "left"], date(2025, 12, 25)),
        (["end", "right"], date(2027, 1, 7)),
        (["left_square_bracket"], date(2025, 11, 22)),
        (["left_square_bracket", "right_square_bracket"], TODAY),
        (["less_than_sign", "pageup"], date(2024, 11, 22)),
        (["pageup", "pageup", "greater_than_sign", "pagedown"], TODAY),
        (["home", "t"], TODAY),
        (["y"], TODAY),
        (["y", "home"], date(2025, 11, 23)),
        (["y", "home", "left"], date(2025, 11, 16)),
        (["g", *"yesterday", "enter"], TODAY - timedelta(days=1)),
        (["g", *"2024-02-29", "enter", "right_square_bracket"], date(2025, 2, 28)),
    ],
)
async def test_the_cursor_walks(app: TrackerApp, keys: list[str], day: date) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press(*keys)
        await pilot.pause()
        assert calendar(app).grid.cursor == day


async def test_a_date_that_is_none_is_said_and_nothing_moves(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        grid = await opened(pilot)
        await pilot.press("g", *"nonsense", "enter")
        assert "nonsense" in said(app, "meant")
        await pilot.press("escape")
        assert grid.cursor == TODAY


async def test_points_mat_and_both_are_shown_in_turn(app: TrackerApp, journal: Journal) -> None:
    journal.record(session_of(), mat_of())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "PC6" in said(app, "records")
        assert "Mat" not in said(app, "records")
        await pilot.press("o")
        assert "PC6" not in said(app, "records")
        assert "Mat" in said(app, "records")
        await pilot.press("o")
        assert "PC6" in said(app, "records")
        assert "mat" in said(app, "day")


async def test_the_measure_changes_what_a_day_says(app: TrackerApp, journal: Journal) -> None:
    journal.record(replace(session_of(seconds=600), mood_before=3, mood_after=5))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "10 min" in said(app, "records")
        await pilot.press("v")
        assert "mood +2.0" in said(app, "day")
        await pilot.press("v")
        assert "1 session" in said(app, "day")


async def test_todays_session_lights_today(app: TrackerApp, journal: Journal) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        grid = await opened(pilot)
        before = drawn_rows(grid)
        app.change(journal.record, session_of())
        await pilot.pause()
        after = drawn_rows(grid)
        assert before != after


async def test_what_another_process_logs_appears(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    from tracker.store import Store

    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        other = Journal(Store(journal.folder, clock.ms), clock.now)
        other.record(session_of())
        app.poll()
        await pilot.pause()
        assert "PC6" in said(app, "records")


async def test_the_year_is_read_as_text(app: TrackerApp, journal: Journal) -> None:
    journal.record(session_of())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("x")
        await pilot.pause()
        text = " ".join(str(each.content) for each in app.screen.query(Static))
        assert "November 2026" in text
        await pilot.press("escape")
        await pilot.press("w")
        await pilot.pause()
        text = " ".join(str(each.content) for each in app.screen.query(Static))
        assert "Points: 1 day" in text


async def test_a_day_is_opened_and_made_a_rest_day_and_back(
    app: TrackerApp, journal: Journal
) -> None:
    journal.record(session_of(days_ago=2), session_of())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("up", "enter")
        await pilot.pause()
        await pilot.press("r")
        await pilot.pause()
        asked = " ".join(str(each.content) for each in app.screen.query(Static))
        assert "1 day in a row → 2" in asked
        await pilot.press("enter")
        await pilot.pause()
        rests = journal.facts(Rest)
        assert [(rest.start, rest.end) for rest in rests] == [(date(2026, 11, 21),) * 2]
        await pilot.press("r", "enter")
        await pilot.pause()
        assert journal.facts(Rest) == []
        await pilot.press("u", "enter")
        await pilot.pause()
        assert len(journal.facts(Rest)) == 1


async def test_clearing_one_day_of_a_rest_leaves_the_others(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    from tracker.core.facts.ulid import ulid

    now = clock.now()
    rest = Rest(id=ulid(now), made=now, start=date(2026, 11, 20), end=date(2026, 11, 22))
    journal.record(rest)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("up", "enter")
        await pilot.pause()
        await pilot.press("r", "enter")
        await pilot.pause()
        spans = sorted((each.start.day, each.end.day) for each in journal.facts(Rest))
        assert spans == [(20, 20), (22, 22)]


async def test_a_record_is_removed_from_its_day_and_brought_back(
    app: TrackerApp, journal: Journal
) -> None:
    journal.record(session_of())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("D")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert journal.practices(TODAY) == []
        assert not app.screen.query_one("#records", Rows).items
        await pilot.press("u", "enter")
        await pilot.pause()
        assert len(journal.practices(TODAY)) == 1
        assert len(app.screen.query_one("#records", Rows).items) == 1


async def test_a_record_moved_to_another_day_leaves_the_day_that_is_open(
    app: TrackerApp, journal: Journal
) -> None:
    journal.record(session_of())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("e")
        await pilot.pause()
        await pilot.press("ctrl+a", "ctrl+k", *"yesterday 21:30", "enter")
        await pilot.pause()
        assert len(journal.practices(TODAY - timedelta(days=1))) == 1
        assert not app.screen.query_one("#records", Rows).items
        assert "Points: done" not in said(app, "stands")


async def test_where_a_year_has_no_room_the_cursor_stays_in_sight(app: TrackerApp) -> None:
    def day_under(x: int, y: int) -> str:
        return drawn_rows(grid)[y][x]

    async with app.run_test(size=(40, 20)) as pilot:
        grid = await opened(pilot, View.ROLLING)
        await pilot.pause()
        assert "Nov" in drawn_rows(grid)[0]
        at = grid.cell_region(TODAY)
        assert 4 <= at.x < grid.size.width
        assert day_under(at.x, at.y) == "○"
        await pilot.press("home")
        await pilot.pause()
        assert grid.cell_region(TODAY - timedelta(days=364)).x == 4
        await pilot.press("end")
        await pilot.pause()
        assert grid.cell_region(TODAY).x == grid.size.width - 1
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert {"Jan", "Oct"} <= {*drawn_rows(grid)[0].split()}


async def test_the_open_day_shows_what_another_process_logs(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    from tracker.store import Store

    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await pilot.pause()
        Journal(Store(journal.folder, clock.ms), clock.now).record(session_of())
        app.poll()
        await pilot.pause()
        assert len(app.screen.query_one("#records", Rows).items) == 1


async def test_without_a_goal_nothing_counts_but_totals(app: TrackerApp, journal: Journal) -> None:
    journal.remove(*journal.facts(Goal))
    journal.record(session_of())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert "in a row" not in said(app, "streaks")


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (80, 24), (120, 40), (300, 100)])
async def test_the_calendar_stands_at_any_size(app: TrackerApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        grid = await opened(pilot)
        await pilot.press("left", "up", "enter")
        await pilot.pause()
        await pilot.press("escape")
        assert grid.cursor == TODAY - timedelta(days=8)


async def test_the_month_and_the_year_lead_to_each_other_and_to_each_day(
    app: TrackerApp, journal: Journal
) -> None:
    journal.record(session_of(days_ago=100), session_of())
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(pilot)
        card = app.screen.query_one(CalendarCard)
        at = card.month.cell_region(TODAY - timedelta(days=5))
        await pilot.click("#card-month", offset=at.offset)
        await pilot.pause()
        assert calendar(app).grid.cursor == TODAY - timedelta(days=5)
        await pilot.press("r", "enter")
        await pilot.pause()
        assert [rest.start for rest in journal.facts(Rest)] == [TODAY - timedelta(days=5)]
        await pilot.click("#card-add-mat", offset=(3, 0))
        await pilot.pause()
        assert app.screen.query_one("#line", Input).value.strip() == "2026-11-17"
        await pilot.press("escape")
        await pilot.click(".month-name")
        await pilot.pause()
        assert calendar(app).layout_now.view is View.MONTH
        await pilot.press("pageup", "left")
        await pilot.pause()
        assert calendar(app).grid.cursor == date(2026, 10, 16)
        await pilot.press(*["up"] * 3)
        await pilot.pause()
        assert said(app, "streaks").startswith("September 2026")


async def test_a_calendar_of_the_first_weeks_has_no_empty_year(
    app: TrackerApp, journal: Journal
) -> None:
    journal.record(session_of(days_ago=25))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("5")
        await pilot.pause()
        assert said(app, "first-days").startswith("Your first weeks")
        assert "done" in drawn_rows(app.screen.query_one(Legend))[0]
        assert "Good that you are here" in said(app, "records")
        await pilot.press("y")
        await pilot.pause()
        months = drawn_rows(calendar(app).grid)[0].split()
        assert months == ["Oct", "Nov", "Dec"]
