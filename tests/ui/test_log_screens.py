from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from conftest import HandClock, mat_of, session_of
from textual.pilot import Pilot
from textual.widgets import Input, Static

from tracker.app import TrackerApp
from tracker.core.facts.sessions import (
    Effect,
    Goal,
    Kind,
    Layer,
    MatSession,
    Position,
    Practice,
    Pressure,
    Session,
    Side,
    Skin,
    Source,
)
from tracker.core.facts.ulid import ulid
from tracker.core.points.guard import Answer, Flag, FlagAnswer
from tracker.journal.journal import Journal
from tracker.store import Store
from tracker.ui.records.log_mat import LogMatScreen
from tracker.ui.records.log_points import LogPointsScreen
from tracker.ui.screens.confirm import ConfirmScreen
from tracker.ui.widgets.choice import Choice, ScaleLine


async def typed(pilot: Pilot[None], text: str) -> None:
    await pilot.press(*text)
    await pilot.pause()


def shown(app: TrackerApp, name: str) -> str:
    return str(app.screen.query_one(f"#{name}", Static).content)


def kept(journal: Journal, kind: Kind) -> list[Practice]:
    return list(journal.newest(kind))


def mat_goal(clock: HandClock) -> Goal:
    now = clock.now()
    return Goal(id=ulid(now), made=now, kind=Kind.MAT, since=date(2026, 11, 1))


async def test_one_line_logs_time_on_the_mat(app: TrackerApp, journal: Journal) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        await typed(pilot, "20m back thin")
        await pilot.press("enter")
        await pilot.pause()
        assert not isinstance(app.screen, LogMatScreen)
    (found,) = kept(journal, Kind.MAT)
    assert isinstance(found, MatSession)
    assert (found.lain, found.position, found.layer) == (1200, Position.BACK, Layer.THIN)
    assert (found.day, found.zone) == (date(2026, 11, 22), "Europe/Berlin")
    assert (f"{found.started:%H:%M}", found.source) == ("09:40", Source.AFTER)


async def test_what_is_understood_is_said_before_it_is_kept(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    journal.record(mat_goal(clock), *(mat_of(days_ago=ago) for ago in (1, 2, 3)))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        await typed(pilot, "20m back thin")
        assert shown(app, "understood") == "20 min, back, thin  ending now"
        assert shown(app, "effect") == "Today     open → done. 3 days in a row → 4."
        await typed(pilot, " yesterday 21:30")
        assert "yesterday, Sat 21 Nov, 21:30" in shown(app, "understood")
        assert (
            shown(app, "effect")
            == "Sat 21 Nov: done already, now twice. 3 days in a row, as before."
        )
    assert len(kept(journal, Kind.MAT)) == 3


async def test_without_a_goal_the_month_is_said(app: TrackerApp, journal: Journal) -> None:
    journal.record(mat_of(days_ago=1))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        await typed(pilot, "40m")
        assert shown(app, "effect") == "This month 20 min → 1 h 00."


async def test_an_assumed_time_is_said(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        await typed(pilot, "20m yesterday")
        assert "yesterday, Sat 21 Nov, 12:00 (no time given: 12:00 taken)" in shown(
            app, "understood"
        )


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("20m tomorrow", "still to come"),
        ("20m thn", "did you mean thin?"),
        ("back", "the length is missing; write 20m"),
        ("20m [/]", "“[/]” is not understood"),
        ("", "the length is missing; write 20m"),
    ],
)
async def test_a_line_that_is_refused_stays_with_its_reason(
    app: TrackerApp, journal: Journal, line: str, words: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        await typed(pilot, line)
        await pilot.press("enter")
        await pilot.pause()
        assert words in shown(app, "understood")
        assert app.screen.query_one("#understood").has_class("problem")
        assert app.screen.query_one("#line", Input).value == line
    assert kept(journal, Kind.MAT) == []


@pytest.mark.parametrize(("key", "line"), [("m", "20m"), ("a", "calm")])
async def test_the_cursor_goes_to_the_note_that_is_too_long(
    app: TrackerApp, journal: Journal, key: str, line: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key)
        await typed(pilot, line)
        app.screen.query_one("#note", Input).value = "n" * 4001
        await pilot.press("enter")
        await pilot.pause()
        assert "note: 4001 characters is too many; up to 4000" in shown(app, "understood")
        assert app.focused is app.screen.query_one("#note")
    assert [*journal.newest(Kind.MAT), *journal.newest(Kind.POINTS)] == []


async def test_fields_below_the_line_are_kept_too(app: TrackerApp, journal: Journal) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        await typed(pilot, "5m")
        await pilot.press("tab", "7", "tab", "3", "down", "4", "down", "x", "down", "down")
        await pilot.press("down", "right", "right", "tab")
        await typed(pilot, "floor")
        await pilot.press("tab", "tab")
        await typed(pilot, "[/] sore")
        await pilot.press("enter")
        await pilot.pause()
    (found,) = kept(journal, Kind.MAT)
    assert isinstance(found, MatSession)
    assert (found.discomfort_start, found.discomfort_end) == (7, 3)
    assert (found.mood_before, found.mood_after, found.tension_before) == (4, 10, None)
    assert (found.skin, found.surface, found.note) == (Skin.RED, "floor", "[/] sore")


async def test_m_and_enter_log_the_mat_as_last_time(app: TrackerApp, journal: Journal) -> None:
    last = replace(mat_of(days_ago=3, minutes=24), position=Position.LEGS, layer=Layer.BARE)
    journal.record(last)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "enter")
        await pilot.pause()
    found = kept(journal, Kind.MAT)[0]
    assert isinstance(found, MatSession)
    assert (found.lain, found.position, found.layer) == (1440, Position.LEGS, Layer.BARE)
    assert (found.day, f"{found.started:%H:%M}") == (date(2026, 11, 22), "09:36")


async def test_a_and_enter_log_the_last_points_and_the_arrows_choose_others(
    app: TrackerApp, journal: Journal
) -> None:
    journal.record(session_of(days_ago=3, seconds=90, point="GB20"))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", "enter")
        await pilot.pause()
        app.push_screen(LogPointsScreen(" 2026-11-18"))
        await pilot.pause()
        await pilot.press("down", "down", "enter")
        await pilot.pause()
    today, _, earlier = (each for each in kept(journal, Kind.POINTS) if isinstance(each, Session))
    assert [(each.point, each.side, each.held) for each in today.holds] == [("GB20", Side.LEFT, 90)]
    assert (today.day, earlier.day) == (date(2026, 11, 22), date(2026, 11, 18))
    assert [*dict.fromkeys(each.point for each in earlier.holds)] == ["PC6", "HT7"]


@pytest.mark.parametrize("key", ["m", "a"])
async def test_before_the_first_time_enter_asks_what_it_was(
    app: TrackerApp, journal: Journal, key: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(key, "enter")
        await pilot.pause()
        assert isinstance(app.screen, LogMatScreen if key == "m" else LogPointsScreen)
    assert [*kept(journal, Kind.MAT), *kept(journal, Kind.POINTS)] == []


async def test_everything_that_logs_can_be_tapped(app: TrackerApp, journal: Journal) -> None:
    journal.record(mat_of(days_ago=1), session_of(days_ago=1))
    async with app.run_test(size=(40, 20)) as pilot:
        for page in (LogMatScreen, LogPointsScreen):
            app.push_screen(page())
            await pilot.pause()
            await pilot.click("#keep" if page is LogMatScreen else "#understood", offset=(3, 0))
            await pilot.pause()
            assert app.screen_stack[1:] == []
        app.push_screen(LogPointsScreen())
        await pilot.pause()
        for _ in range(2):
            await pilot.click("#choices", offset=(5, 1))
            await pilot.pause()
        assert app.screen_stack[1:] == []
    assert len(kept(journal, Kind.MAT)) == 2
    assert [each.seconds for each in kept(journal, Kind.POINTS)] == [120, 160, 120]


async def test_longer_than_forty_minutes_is_warned_of(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        await typed(pilot, "40m")
        assert shown(app, "caution") == ""
        await pilot.press("backspace", "backspace", "1", "m")
        await pilot.pause()
        assert "40 minutes" in shown(app, "caution")


async def test_escape_asks_only_when_something_was_typed(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "escape")
        await pilot.pause()
        assert len(app.screen_stack) == 1
        await pilot.press("m")
        await typed(pilot, "20m")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, ConfirmScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.query_one("#line", Input).value == "20m"
        await pilot.press("escape", "enter")
        await pilot.pause()
        assert len(app.screen_stack) == 1


async def test_the_timer_is_one_key_from_the_line(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "ctrl+t")
        await pilot.pause()
        assert type(app.screen).__name__ == "PrepareMatScreen"


async def test_the_timer_asks_before_a_typed_line_is_lost(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        await typed(pilot, "20m")
        await pilot.press("ctrl+t")
        await pilot.pause()
        assert isinstance(app.screen, ConfirmScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.query_one("#line", Input).value == "20m"
        await pilot.press("ctrl+t", "enter")
        await pilot.pause()
        assert type(app.screen).__name__ == "PrepareMatScreen"


async def test_an_answer_below_the_line_is_asked_about_too(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "tab", "5", "escape")
        await pilot.pause()
        assert isinstance(app.screen, ConfirmScreen)


async def test_help_for_hard_moments_opens_from_inside_the_line(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        await typed(pilot, "20m")
        await pilot.press("f1")
        await pilot.pause()
        assert type(app.screen).__name__ == "HelpNowScreen"
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.query_one("#line", Input).value == "20m"


async def test_one_line_logs_a_routine(app: TrackerApp, journal: Journal) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await typed(pilot, "calm")
        assert shown(app, "understood") == "Three calm minutes     2 min 40   ending now"
        assert shown(app, "effect") == "Today: open → done. 0 → 1 day in a row."
        await pilot.press("enter")
        await pilot.pause()
        assert not isinstance(app.screen, LogPointsScreen)
    (found,) = kept(journal, Kind.POINTS)
    assert isinstance(found, Session)
    assert (found.routine, found.seconds, found.day) == ("calm", 160, date(2026, 11, 22))


async def test_codes_are_logged_with_how_they_were_pressed(
    app: TrackerApp, journal: Journal
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await typed(pilot, "PC6 left 90s yesterday 23:30")
        assert "PC6 left              1 min 30   yesterday, Sat 21 Nov, 23:30" in shown(
            app, "understood"
        )
        await pilot.press(*["tab"] * 6, "left", "right", "tab", "space", "right", "space", "enter")
        await pilot.pause()
    (found,) = kept(journal, Kind.POINTS)
    assert isinstance(found, Session)
    (hold,) = found.holds
    assert (hold.point, hold.side, hold.held, hold.done) == ("PC6", Side.LEFT, 90, True)
    assert (found.routine, found.day) == (None, date(2026, 11, 21))
    assert (found.pressure, found.effects) == (Pressure.MODERATE, (Effect.SORE, Effect.BRUISE))


async def test_space_chooses_one_of_a_few_words(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", *["tab"] * 6)
        pressure = app.screen.query_one("#pressure", Choice)
        taken = []
        for _ in range(4):
            await pilot.press("space")
            taken.append(pressure.chosen)
        assert taken == [("light",), ("moderate",), ("firm",), ("light",)]
        await pilot.press("backspace")
        assert pressure.chosen == ()


async def test_a_point_that_a_flag_touches_is_marked(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    now = clock.now()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await typed(pilot, "LI4")
        assert shown(app, "caution") == ""
        journal.record(FlagAnswer(id=ulid(now), made=now, flag=Flag.PREGNANT, answer=Answer.YES))
        await typed(pilot, " 30s")
        assert shown(app, "caution").startswith("LI4, leave it alone: ")


async def test_what_was_kept_is_taken_back_by_one_key(app: TrackerApp, journal: Journal) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a")
        await typed(pilot, "calm")
        await pilot.press("enter")
        await pilot.pause()
        assert journal.undoable is not None
        assert journal.undoable.label == "Three calm minutes, 2 min 40 s"
        await pilot.press("u", "enter")
        await pilot.pause()
    assert kept(journal, Kind.POINTS) == []


async def test_a_refused_record_leaves_everything_in_its_place(
    app: TrackerApp, tmp_path: Path, clock: HandClock
) -> None:
    store = Store(tmp_path / "other", clock.ms)
    app.journal = Journal(store, clock.now, refusal="TZ: “Mars” is not a known time zone")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        await typed(pilot, "20m back")
        await pilot.press("tab", "7", "enter")
        await pilot.pause()
        assert isinstance(app.screen, LogMatScreen)
        assert app.screen.query_one("#line", Input).value == "20m back"
        assert app.screen.query_one("#discomfort_start", ScaleLine).value == 7
    assert kept(app.journal, Kind.MAT) == []


async def test_a_line_can_be_begun_for_another_day(app: TrackerApp, journal: Journal) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(LogMatScreen(" 2026-11-18"))
        await pilot.pause()
        await typed(pilot, "15m")
        await pilot.press("enter")
        await pilot.pause()
    assert [practice.day for practice in kept(journal, Kind.MAT)] == [date(2026, 11, 18)]


@pytest.mark.parametrize("size", [(120, 40), (60, 20), (40, 12), (20, 5)])
async def test_the_line_works_in_any_terminal(
    app: TrackerApp, journal: Journal, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.press("m")
        await typed(pilot, "20m")
        await pilot.press("enter")
        await pilot.pause()
    assert len(kept(journal, Kind.MAT)) == 1
