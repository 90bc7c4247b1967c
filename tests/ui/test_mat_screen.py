from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import SUNDAY, HandClock, mat_of, session_of
from screen_text import drawn_rows
from textual.widgets import Input, Static

from tracker.app import TrackerApp
from tracker.core.facts.sessions import Goal, Kind, Layer, MatSession
from tracker.core.facts.ulid import ulid
from tracker.core.points.guard import Answer, Flag, FlagAnswer
from tracker.journal.journal import Journal
from tracker.store import Store
from tracker.ui.mat.card import MatCard, week_rows
from tracker.ui.mat.tab import PAGE, MatScreen
from tracker.ui.records.edit import EditMat
from tracker.ui.records.record_page import RecordScreen
from tracker.ui.widgets.key_sentence import KeySentence
from tracker.ui.widgets.kind_weeks import KindWeeks
from tracker.ui.widgets.rows import Rows


def rows(app: TrackerApp) -> Rows[MatSession]:
    found: Rows[MatSession] = app.screen.query_one("#history", Rows)
    return found


def shown(app: TrackerApp, name: str) -> str:
    return str(app.screen.query_one(f"#{name}", Static).content)


def painted(app: TrackerApp) -> str:
    return "\n".join(drawn_rows(rows(app)))


def goal(clock: HandClock) -> Goal:
    return Goal(id=ulid(SUNDAY), made=clock.now(), kind=Kind.MAT, since=date(2026, 11, 1))


async def test_the_tab_logs_as_last_time_with_two_keys(app: TrackerApp, journal: Journal) -> None:
    journal.record(mat_of(days_ago=1, minutes=24))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await pilot.pause()
        assert app.screen.query_one("#again", KeySentence).words == "as last time: 24 min, back"
        for keys in (("m",), ("slash", "2", "0"), ("i", "1", "5")):
            await pilot.press(*keys, "enter")
            await pilot.pause()
            assert rows(app).has_focus
        await pilot.click("#again")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
    assert sorted(one.seconds for one in journal.newest(Kind.MAT)) == [900, 900, 1200, 1440, 1440]


async def test_the_mat_has_its_own_streak_and_totals(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    journal.record(goal(clock), session_of(), *(mat_of(days_ago=ago) for ago in (1, 2, 3, 30)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await pilot.pause()
        weeks = app.screen.query_one("#weeks", KindWeeks)
        assert weeks.words == "Mat  3 days in a row  today is still open"
        assert shown(app, "totals") == "All       4 times, 1 h 20   this month 3 times, 1 h 00"
        await pilot.resize_terminal(45, 12)
        await pilot.pause()
        assert shown(app, "standing").split("  ")[:2] == ["Mat", "3 days in a row"]
        assert shown(app, "standing").endswith("  today open")
        assert shown(app, "beside") == "this month\n1 h 00, 3 times"


async def test_without_an_aim_nothing_is_asked(app: TrackerApp, journal: Journal) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await pilot.pause()
        weeks = app.screen.query_one("#weeks", KindWeeks)
        assert "no aim yet, so nothing is asked." in weeks.words
        app.change(journal.record, mat_of())
        await pilot.pause()
        assert weeks.words == "Mat  1 time, 20 min in all"


async def test_only_mat_sessions_are_listed_newest_first(app: TrackerApp, journal: Journal) -> None:
    journal.record(*(mat_of(days_ago=ago) for ago in (400, 0, 3)), session_of(days_ago=1))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await pilot.pause()
        days = [one.day for one in rows(app).items]
    assert days == [date(2026, 11, 22), date(2026, 11, 19), date(2025, 10, 18)]


async def test_older_years_are_read_when_the_cursor_comes_near(
    app: TrackerApp, journal: Journal
) -> None:
    count = 2 * PAGE + 30
    journal.record(*(mat_of(days_ago=ago) for ago in range(count)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4")
        await pilot.pause()
        assert len(rows(app).items) == PAGE
        for _ in range(4):
            await pilot.press("end")
            await pilot.pause()
        assert len(rows(app).items) == count
        assert rows(app).cursor == count - 1
        await pilot.press("home")
        assert rows(app).cursor == 0


async def test_what_people_typed_is_shown_as_text(app: TrackerApp, journal: Journal) -> None:
    journal.record(
        replace(mat_of(), note="[/] [@click=app.quit]x[/] \x1b[2J"),
        replace(mat_of(days_ago=1), mat="[bold]\x9b", surface="[/]", stopped_early=True),
    )
    async with app.run_test(size=(200, 60)) as pilot:
        await pilot.press("4")
        await pilot.pause()
        assert "[/] [@click=app.quit]x[/] ␛[2J" in painted(app)
        for keys in (("enter",), ("e",), ("D",)):
            for place in ("home", "end"):
                await pilot.press(place, *keys)
                await pilot.pause()
                assert len(app.screen_stack) == 2
                await pilot.press("escape")
                await pilot.pause()


async def test_a_record_is_opened_edited_and_removed_by_key(
    app: TrackerApp, journal: Journal
) -> None:
    journal.record(mat_of(), mat_of(days_ago=1, minutes=5))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, RecordScreen)
        await pilot.press("e")
        await pilot.pause()
        assert isinstance(app.screen, EditMat)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.press("D", "escape")
        await pilot.pause()
        assert len(list(journal.newest(Kind.MAT))) == 2
        await pilot.press("D", "enter")
        await pilot.pause()
        assert [one.seconds for one in journal.newest(Kind.MAT)] == [1200]
        assert journal.undoable is not None
        assert journal.undoable.label == "remove Mat, back, 5 min"
        await pilot.press("u", "enter")
        await pilot.pause()
        assert len(list(journal.newest(Kind.MAT))) == 2


async def test_the_timer_starts_at_five_minutes(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "s")
        await pilot.pause()
        assert app.screen.query_one("#length", Input).value == "5 min"


async def test_the_streak_says_why(app: TrackerApp, journal: Journal, clock: HandClock) -> None:
    journal.record(goal(clock), mat_of(days_ago=1))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "w")
        await pilot.pause()
        words = " ".join(str(each.content) for each in app.screen.query(Static))
        assert "Mat: 1 day" in words


async def test_a_wide_screen_has_a_card_beside_the_history(
    app: TrackerApp, journal: Journal
) -> None:
    journal.record(
        *(
            replace(
                mat_of(days_ago=7 * ago), layer=Layer.BARE, discomfort_start=5, discomfort_end=2
            )
            for ago in range(3)
        )
    )
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("4")
        await pilot.pause()
        card = app.screen.query_one(MatCard)
        said = "\n".join(str(each.content) for each in card.query(Static) if each.display)
        for words in ("November", "Minutes a week", "start  5.0", "end           2.0"):
            assert words in said
        assert "You lie bare for 20 min." in " ".join(said.split())
        assert "Stand up slowly." in " ".join(said.split())
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert not card.display


@pytest.mark.parametrize("size", [(120, 40), (160, 45), (200, 60)])
async def test_the_card_says_the_cautions_whole(
    app: TrackerApp, journal: Journal, size: tuple[int, int]
) -> None:
    made = app.now()
    journal.record(
        *(FlagAnswer(id=ulid(made), made=made, flag=flag, answer=Answer.YES) for flag in Flag),
        *(replace(mat_of(days_ago=ago), discomfort_start=5, discomfort_end=2) for ago in range(9)),
    )
    async with app.run_test(size=size) as pilot:
        await pilot.press("4")
        await pilot.pause()
        card = app.screen.query_one("#card-gently", Static)
        assert "Ask first" in str(card.content)
        assert card.region.height == card.virtual_size.height
        assert app.screen.query_one("#mat-card").content_region.contains_region(card.region)


def test_weeks_are_drawn_in_half_cells() -> None:
    assert week_rows([0, 1, 50, 100], 2) == ["   █", " ▄██"]
    assert week_rows([], 1) == [""]


async def test_an_empty_history_offers_nothing_to_edit(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "e", "D", "enter")
        await pilot.pause()
        assert isinstance(app.screen, MatScreen)
        assert "Nothing yet" in painted(app)


async def test_the_cursor_stays_on_its_record_when_another_shell_logs(
    app: TrackerApp, journal: Journal, clock: HandClock, tmp_path: Path
) -> None:
    journal.record(*(mat_of(days_ago=ago) for ago in (1, 2, 3)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "down")
        await pilot.pause()
        before = rows(app).current
        Journal(Store(tmp_path / "tsubo", clock.ms), clock.now).record(mat_of())
        await pilot.pause(1.1)
        assert len(rows(app).items) == 4
        assert rows(app).current == before
