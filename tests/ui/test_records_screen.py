from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import mat_of, session_of
from screen_text import drawn_rows, flat, painted, rows
from textual.pilot import Pilot
from textual.widgets import Static

from tracker.app import TrackerApp
from tracker.core.facts.sessions import Kind, Practice
from tracker.journal.journal import Journal
from tracker.ui.widgets.rows import Rows


async def opened(pilot: Pilot[None]) -> Rows[Practice]:
    await pilot.press("3")
    await pilot.pause()
    return pilot.app.screen.query_one("#history", Rows)


async def test_every_record_is_listed_newest_first(app: TrackerApp, journal: Journal) -> None:
    journal.record(session_of(days_ago=400), mat_of(days_ago=1), session_of())
    async with app.run_test(size=(80, 24)) as pilot:
        rows = await opened(pilot)
        assert [each.kind for each in rows.items] == [Kind.POINTS, Kind.MAT, Kind.POINTS]
        await pilot.press("o")
        assert len(rows.items) == 1
        await pilot.press("o")
        assert len(rows.items) == 2


async def test_a_date_is_gone_to(app: TrackerApp, journal: Journal) -> None:
    journal.record(*(session_of(days_ago=ago) for ago in range(0, 40, 2)))
    async with app.run_test(size=(80, 24)) as pilot:
        rows = await opened(pilot)
        await pilot.press("g", *"2026-11-01", "enter")
        await pilot.pause()
        assert rows.current is not None
        assert rows.current.day == date(2026, 10, 31)


async def test_the_report_is_written_by_its_key(
    app: TrackerApp, journal: Journal, tmp_path: Path
) -> None:
    journal.record(session_of())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("x")
        await app.workers.wait_for_complete()
        await pilot.pause()
    assert any("report" in name for _, _, names in os.walk(tmp_path) for name in names)


async def test_words_in_a_note_are_found(app: TrackerApp, journal: Journal) -> None:
    journal.record(replace(session_of(days_ago=3), note="On the train [/]"), session_of())
    async with app.run_test(size=(80, 24)) as pilot:
        rows = await opened(pilot)
        await pilot.press("slash", *"train", "enter")
        await pilot.pause()
        assert [each.note for each in rows.items] == ["On the train [/]"]
        await pilot.press("escape")
        await pilot.pause()
        assert len(rows.items) == 2


async def test_a_search_that_finds_nothing_says_so(app: TrackerApp, journal: Journal) -> None:
    journal.record(session_of())
    async with app.run_test(size=(80, 24)) as pilot:
        rows = await opened(pilot)
        about = app.screen.query_one("#about", Static)
        assert str(about.content) == "1 session  points and mat, newest first"
        await pilot.press("slash", *"zebra", "enter")
        await pilot.pause()
        assert str(about.content) == "0 found  points and mat, newest first"
        assert "has these words. esc lists everything" in drawn_rows(rows)[0]
        await pilot.press("escape", "slash", "exclamation_mark", "question_mark", "enter")
        await pilot.pause()
        assert str(about.content) == "0 found  points and mat, newest first"


async def test_a_note_is_found_without_its_accents(app: TrackerApp, journal: Journal) -> None:
    journal.record(replace(session_of(), note="po drodze do Łodzi"), session_of(days_ago=1))
    async with app.run_test(size=(80, 24)) as pilot:
        rows = await opened(pilot)
        await pilot.press("slash", *"lodzi", "enter")
        await pilot.pause()
        assert [each.note for each in rows.items] == ["po drodze do Łodzi"]


async def test_letters_are_letters_while_a_search_is_typed(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("slash", *"sumaq!")
        assert app.screen.query_one("#search").value == "sumaq!"  # type: ignore[attr-defined]


async def test_a_record_is_removed_and_brought_back(app: TrackerApp, journal: Journal) -> None:
    journal.record(session_of())
    async with app.run_test(size=(80, 24)) as pilot:
        rows = await opened(pilot)
        await pilot.press("D")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert len(rows.items) == 0
        await pilot.press("u", "enter")
        await pilot.pause()
        assert len(rows.items) == 1
        await pilot.press("ctrl+r")
        await pilot.pause()
        assert len(rows.items) == 0


async def test_a_record_opened_tells_when_it_was_logged(app: TrackerApp, journal: Journal) -> None:
    journal.record(session_of())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "Logged" in painted(app)


@pytest.mark.parametrize("columns", [32, 40, 80])
async def test_a_label_of_a_record_never_touches_its_text(
    app: TrackerApp, journal: Journal, columns: int
) -> None:
    journal.record(replace(session_of(), stopped_early=True, mood_before=4, note="x"))
    async with app.run_test(size=(columns, 30)) as pilot:
        await opened(pilot)
        await pilot.press("enter")
        await pilot.pause()
        for line in app.screen.query(".line"):
            label, text = line.children
            said = str(label.query_one("*", Static).render()) if label.children else label.render()
            assert len(str(said)) < text.region.x - label.region.x


async def test_an_empty_history_says_what_to_do(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        rows = await opened(pilot)
        assert "Enter begins three calm minutes" in drawn_rows(rows)[0]
        await pilot.press("enter", "e", "D", "down", "end", "pageup")
        assert app.screen.query_one("#history") is rows


async def test_a_kind_without_a_record_is_named_and_not_all_of_the_history(
    app: TrackerApp, journal: Journal
) -> None:
    journal.record(session_of())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await pilot.press("o")
        await pilot.pause()
        assert "Nothing on the mat yet." in painted(app)
        assert "Nothing yet" not in painted(app)
        await pilot.press("slash", *"pc6", "enter")
        await pilot.pause()
        assert "No mat session has these words." in painted(app)
        await pilot.press("o")
        await pilot.pause()
        assert "No " not in painted(app)


async def test_the_words_for_an_empty_list_are_whole_in_a_narrow_window(
    app: TrackerApp, journal: Journal
) -> None:
    async with app.run_test(size=(40, 20)) as pilot:
        await opened(pilot)
        assert "a adds what you pressed without the app." in flat(app)
        app.change(journal.record, session_of())
        await pilot.pause()
        assert "without the app" not in flat(app)


async def test_the_length_of_each_record_is_seen_in_a_narrow_window(
    app: TrackerApp, journal: Journal
) -> None:
    journal.record(mat_of(minutes=20))
    async with app.run_test(size=(40, 20)) as pilot:
        for tab in ("1", "3", "5"):
            await pilot.press(tab)
            await pilot.pause()
            await pilot.press(*"oo"[: 2 * (tab == "5")])
            await pilot.pause()
            assert any("Mat" in row and row.endswith("20 min") for row in rows(app.screen)), tab


async def test_where_there_is_room_days_are_apart_and_the_record_is_beside_its_list(
    app: TrackerApp, journal: Journal
) -> None:
    journal.record(session_of(days_ago=2), mat_of(days_ago=1), session_of())
    async with app.run_test(size=(120, 40)) as pilot:
        rows = await opened(pilot)
        assert [each and each.kind for each in rows.items] == [
            *(Kind.POINTS, None),
            *(Kind.MAT, None),
            Kind.POINTS,
        ]
        assert "all of it" in painted(app)
        places = []
        for key in ("down", "down", "down", "up", "home", "end"):
            await pilot.press(key)
            places.append(rows.cursor)
        assert places == [2, 4, 4, 2, 0, 4]
        await pilot.press("slash", *"mat", "enter", "escape")
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert None not in rows.items
        assert "all of it" not in painted(app)
