"""Choosing what to press, and what is said before it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from session_steps import choose, live, said
from textual.widgets import Input

from tracker.core.facts.ulid import ulid
from tracker.core.points.guard import Answer, Flag, FlagAnswer, Override
from tracker.ui.session.choices import Choice
from tracker.ui.session.choose import StartScreen
from tracker.ui.session.live import LiveScreen
from tracker.ui.session.prepare_points import PrepareScreen
from tracker.ui.widgets.grouped_rows import GroupedRows

if TYPE_CHECKING:
    from conftest import HandClock
    from textual.pilot import Pilot

    from tracker.app import TrackerApp
    from tracker.journal.journal import Journal


def offers(pilot: Pilot[None]) -> list[str]:
    """The names in the list."""
    return [each.routine.name for each in choices(pilot)]


def choices(pilot: Pilot[None]) -> list[Choice]:
    """The choices in the list, without headings."""
    items = pilot.app.screen.query_one("#offers", GroupedRows).items
    return [each for each in items if isinstance(each, Choice)]


async def test_the_routines_are_offered_and_the_first_is_under_the_cursor(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        assert offers(pilot)[0] == "Three calm minutes"
        assert "The five points" in offers(pilot)
        assert app.focused is app.screen.query_one("#search")
        assert "A good first one" in said(pilot)


async def test_words_find_routines_and_points(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "slash", *"calm")
        await pilot.pause()
        assert "Three calm minutes" in offers(pilot)
        await pilot.press(*["backspace"] * 4, *"neiguan")
        await pilot.pause()
        assert offers(pilot) == ["PC6"]


async def test_typing_searches_at_once_and_arrows_walk_the_list_from_the_field(
    app: TrackerApp,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", *"slee", "p")
        await pilot.pause()
        text = said(pilot)
        assert offers(pilot)[0] == "Evening wind-down"
        assert "A hard night? Here is whom to call." in text
        found = len(choices(pilot))
        rows = app.screen.query_one("#offers", GroupedRows)
        await pilot.press(*["down"] * (found + 2))
        assert "A hard night" in str(rows.current)
        await pilot.press("up", "enter")
        await pilot.pause()
        assert len(choices(pilot)) > found
        assert app.focused is app.screen.query_one("#search")
        await pilot.press("up", "enter")
        await pilot.pause()
        assert isinstance(app.screen, PrepareScreen)


async def test_help_is_one_key_in_an_empty_field_and_a_tap_in_the_list_selects_then_opens(
    app: TrackerApp,
) -> None:
    async with app.run_test(size=(40, 20)) as pilot:
        await pilot.press("s", "exclamation_mark")
        await pilot.pause()
        assert type(app.screen).__name__ == "HelpNowScreen"
        await pilot.press("escape", "question_mark")
        await pilot.pause()
        assert not isinstance(app.screen, StartScreen)
        await pilot.press("escape", *"pc6!")
        await pilot.pause()
        assert app.screen.query_one("#search", Input).value == "pc6!"
        await pilot.press("escape")
        await pilot.pause()
        rows = app.screen.query_one("#offers", GroupedRows)
        await pilot.click(rows, offset=(3, 0))
        assert rows.current is choices(pilot)[0]
        await pilot.click(rows, offset=(3, 6))
        second = rows.current
        assert second is not choices(pilot)[0]
        assert app.focused is app.screen.query_one("#search")
        await pilot.click(rows, offset=(3, 6))
        await pilot.pause()
        assert isinstance(app.screen, PrepareScreen)


async def test_the_preview_names_the_side_of_each_code(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", *"pc6", "space", *"ht7", "space", *"left")
        await pilot.pause()
        text = said(pilot)
        assert "PC6 left and right, HT7 left" in text
        for hold in ("PC6  left", "PC6  right", "HT7  left"):
            assert hold in text
        assert "HT7  right" not in text


async def test_codes_with_sides_become_holds(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await choose(pilot, "P6 left, ear shenmen r gv20", 30)
        await pilot.press("enter", "enter")
        await pilot.pause()
        steps = live(pilot).session.plan.steps
        assert [(step.point, step.side.value, step.seconds) for step in steps] == [
            ("PC6", "left", 30),
            ("TF4", "right", 30),
            ("GV20", "midline", 30),
        ]


async def test_a_hold_that_is_none_is_named_and_replaces_nothing(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "tab", *"soon")
        await pilot.pause()
        assert "not a length of time" in said(pilot)
        await pilot.press(*["backspace"] * 4, *"2h")
        await pilot.pause()
        assert "hold: 2 h is too long; 1 s to 1 h" in said(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert "3 min in all" in said(pilot)


async def test_what_is_typed_is_text(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "slash", *"[/][red]x")
        await pilot.pause()
        assert "[/][red]x" in said(pilot)
        assert "Nothing is called that." in said(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, StartScreen)


async def test_letters_in_a_field_are_letters_and_escape_clears_them_first(
    app: TrackerApp,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "slash", *"squ1")
        await pilot.pause()
        assert isinstance(app.screen, StartScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, StartScreen)
        assert "squ1" not in said(pilot)
        await pilot.press("escape")
        await pilot.pause()
        assert len(app.screen_stack) == 1


async def test_what_is_coming_names_holds_length_and_cautions(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", *"five", "enter")
        await pilot.pause()
        text = said(pilot)
        assert "9 holds, 9 min 45 s in all" in text
        assert "left, right  1:00 each" in text
        assert "Not over broken" in text
        assert "Mood before" in text


async def test_escape_goes_back_to_today_from_what_was_begun_there(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, PrepareScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert type(app.screen).__name__ == "TodayScreen"
        assert len(app.screen_stack) == 1


async def test_escape_goes_back_to_the_tab_from_what_was_begun_there(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("2", "down", "s")
        await pilot.pause()
        assert isinstance(app.screen, PrepareScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert type(app.screen).__name__ == "PointsScreen"
        await pilot.press("4")
        app.action_start_mat()
        await pilot.pause()
        await pilot.press("escape")
        await pilot.pause()
        assert type(app.screen).__name__ == "MatScreen"


async def test_escape_goes_back_to_what_was_typed(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "slash", *"wrist", "tab", *"25s", "tab", "down", "down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, PrepareScreen)
        chosen = said(pilot).splitlines()[1].strip()
        await pilot.press("escape")
        await pilot.pause()
        await pilot.pause()
        fields = [app.screen.query_one(name, Input).value for name in ("#search", "#hold")]
        assert fields == ["wrist", "25s"]
        current = app.screen.query_one("#offers", GroupedRows).current
        assert isinstance(current, Choice)
        assert current is choices(pilot)[2]
        assert chosen in {current.routine.name, *current.routine.points}
        assert {step.seconds for step in current.routine.steps} == {25}
        await pilot.press("enter")
        await pilot.pause()
        assert said(pilot).splitlines()[1].strip() == chosen


async def test_escape_goes_back_to_the_same_routine(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "down", "down", "enter")
        await pilot.pause()
        assert isinstance(app.screen, PrepareScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert app.screen.query_one("#offers", GroupedRows).current is choices(pilot)[2]
        await pilot.press("escape")
        await pilot.pause()
        assert len(app.screen_stack) == 1


async def test_a_point_to_avoid_is_left_out_until_a_choice_to_use_it_is_recorded(
    app: TrackerApp, journal: Journal
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "l", "i", "4", "space", "o", "enter")
        await pilot.pause()
        assert "LI4 is left out" in said(pilot)
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert isinstance(app.screen, PrepareScreen)
        await pilot.press("o")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert "2 holds" in said(pilot)
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert isinstance(app.screen, LiveScreen)
    assert [override.subject for override in journal.facts(Override)] == ["LI4"]


async def test_an_answer_of_no_leaves_nothing_out(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    now = clock.now()
    journal.record(FlagAnswer(id=ulid(now), made=now, flag=Flag.PREGNANT, answer=Answer.NO))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "l", "i", "4", "space", "o", "enter")
        await pilot.pause()
        assert "left out" not in said(pilot)
        await pilot.press("5", "5", "enter")
        await pilot.pause()
        assert live(pilot).session.plan.steps[0].point == "LI4"


async def test_the_ways_to_say_a_place_are_plain() -> None:
    from tracker.core.facts.sessions import Side
    from tracker.core.session.place_words import place_words
    from tracker.library import Library

    library = Library()
    said_of = {
        code: place_words(library.point(code), side)
        for code, side in (
            ("PC6", Side.LEFT),
            ("LI4", Side.RIGHT),
            ("GV20", Side.MIDLINE),
            ("Anmian", Side.LEFT),
            ("GB20", Side.BOTH),
            ("BL10", Side.RIGHT),
        )
    }
    assert said_of == {
        "PC6": "the left inner forearm",
        "LI4": "the back of the right hand",
        "GV20": "the top of the head",
        "Anmian": "behind the left ear",
        "GB20": "the back of the neck, both sides",
        "BL10": "the back of the neck, right side",
    }
