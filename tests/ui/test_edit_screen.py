from collections.abc import Callable
from dataclasses import fields, replace
from datetime import date, datetime

import pytest
from conftest import BERLIN, SUNDAY, HandClock, mat_of, session_of
from textual.pilot import Pilot
from textual.widgets import Input, Static

from tracker.app import TrackerApp
from tracker.core.facts.sessions import (
    Effect,
    Goal,
    Hold,
    Kind,
    Layer,
    MatSession,
    Position,
    Practice,
    PressedWith,
    Pressure,
    Session,
    Side,
    Skin,
)
from tracker.core.facts.ulid import ulid
from tracker.journal.journal import Journal
from tracker.practice.entries import fields_of
from tracker.ui.records.edit import edit, remove
from tracker.ui.screens.confirm import ConfirmScreen
from tracker.ui.screens.form import Form

FULL_MAT = replace(
    mat_of(minutes=20.123),
    planned=1800.5,
    layer=Layer.SOCKS,
    surface="bed",
    discomfort_start=7,
    discomfort_end=2,
    mood_before=0,
    mood_after=10,
    tension_before=5,
    tension_after=3,
    skin=Skin.RED,
    mat="the [/] blue one",
    note="first line\nsecond [/]",
    stopped_early=True,
    stopped_why="the door",
)
FULL_SESSION = replace(
    session_of(),
    routine="calm",
    holds=(
        Hold(point="HT7", side=Side.LEFT, planned=40, held=39.8371, done=False),
        Hold(point="GONE", side=Side.BOTH, planned=60, held=10, done=True),
    ),
    mood_before=4,
    mood_after=6,
    tension_before=8,
    tension_after=2,
    pressed_with=PressedWith.KNUCKLE,
    pressure=Pressure.LIGHT,
    effects=(Effect.TINGLING, Effect.SORE),
    note="[/]",
    stopped_early=True,
    stopped_why="[bold]",
)


async def opened(app: TrackerApp, pilot: Pilot[None], practice: Practice) -> None:
    edit(app.screen, practice, app)
    await pilot.pause()


async def retyped(app: TrackerApp, pilot: Pilot[None], name: str, text: str) -> None:
    field = app.screen.query_one(f"#{name}", Input)
    field.focus()
    await pilot.press("ctrl+a", *["delete"] * len(field.value), "ctrl+u")
    await pilot.press(*text)
    await pilot.pause()


def shown(app: TrackerApp, name: str) -> str:
    return str(app.screen.query_one(f"#{name}", Static).content)


@pytest.mark.parametrize("practice", [FULL_MAT, FULL_SESSION], ids=["mat", "points"])
async def test_a_form_that_is_not_touched_changes_nothing(
    app: TrackerApp, journal: Journal, practice: Practice
) -> None:
    journal.record(practice)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, practice)
        answers = app.screen.query_one(Form).answers
        assert answers == {name: getattr(practice, name) for name in answers}
        assert "Nothing changed" in shown(app, "understood")
        await pilot.press("enter")
        await pilot.pause()
        assert len(app.screen_stack) == 1
    assert journal.practice(practice.id) == practice
    assert journal.undoable is not None
    assert journal.undoable.label.startswith("record")


@pytest.mark.parametrize("practice", [FULL_MAT, FULL_SESSION], ids=["mat", "points"])
async def test_every_field_can_be_edited(app: TrackerApp, practice: Practice) -> None:
    async with app.run_test(size=(80, 24)):
        names = {field.name for field in fields_of(app, practice)}
    fixed = {"id", "made", "zone", "day", "source"}
    assert names == {field.name for field in fields(practice)} - fixed


async def test_a_record_moves_to_another_moment_and_its_day_follows(
    app: TrackerApp, journal: Journal
) -> None:
    before = mat_of()
    journal.record(before)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, before)
        await retyped(app, pilot, "started", "fri 1:30")
        assert "moves to Fri 20 Nov 2026, 01:30" in shown(app, "understood")
        await pilot.press("enter")
        await pilot.pause()
    after = journal.practice(before.id)
    assert after is not None
    assert (after.started, after.day) == (
        datetime(2026, 11, 20, 1, 30, tzinfo=BERLIN),
        date(2026, 11, 19),
    )


async def test_the_streak_is_said_before_a_correction(app: TrackerApp, journal: Journal) -> None:
    goal = Goal(id=ulid(SUNDAY), made=SUNDAY, kind=Kind.MAT, since=date(2026, 11, 1))
    late = mat_of()
    journal.record(goal, late, *(mat_of(days_ago=ago) for ago in (1, 2, 4, 5, 6)))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, late)
        await retyped(app, pilot, "started", "3 days ago 20:00")
        assert "3 days in a row → 6" in shown(app, "understood")
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("u", "enter")
        await pilot.pause()
    assert journal.practice(late.id) == late


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("started", "tomorrow", "began: “tomorrow” is"),
        ("lain", "soon", "length: “soon” is not a length of time"),
        ("lain", "7h", "length: 7 h is too long; up to 6 h"),
        ("note", "x" * 4001, "note: 4001 characters is too many; up to 4000"),
    ],
)
async def test_what_is_not_allowed_is_said_and_stays_under_the_cursor(
    app: TrackerApp, journal: Journal, name: str, text: str, words: str
) -> None:
    before = mat_of()
    journal.record(before)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, before)
        app.screen.query_one(f"#{name}", Input).value = text
        await pilot.press("enter")
        await pilot.pause()
        assert words in shown(app, "understood")
        assert app.screen.query_one(f"#{name}", Input).value == text
        assert app.focused is app.screen.query_one(f"#{name}")
    assert journal.practice(before.id) == before


@pytest.mark.slow
async def test_fields_are_corrected_and_answers_taken_back(
    app: TrackerApp, journal: Journal
) -> None:
    journal.record(FULL_MAT)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, FULL_MAT)
        await retyped(app, pilot, "lain", "25")
        await retyped(app, pilot, "planned", "")
        await pilot.press("tab", "right", "tab", "backspace", "tab", "9", "tab", "backspace")
        await retyped(app, pilot, "note", "other \x07 words")
        await pilot.press("enter")
        await pilot.pause()
    after = journal.practice(FULL_MAT.id)
    assert isinstance(after, MatSession)
    assert (after.lain, after.planned, after.position, after.layer) == (
        1500,
        None,
        Position.UPPER_BACK,
        None,
    )
    assert (after.discomfort_start, after.discomfort_end) == (9, None)
    assert after.mood_before == FULL_MAT.mood_before


@pytest.mark.slow
async def test_holds_and_routine_are_corrected(app: TrackerApp, journal: Journal) -> None:
    journal.record(FULL_SESSION)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, FULL_SESSION)
        await retyped(app, pilot, "routine", "")
        await retyped(app, pilot, "holds", "HT7 left 39.8371s of 40s, PC6 right 50s of 60s")
        await pilot.press("enter")
        await pilot.pause()
    after = journal.practice(FULL_SESSION.id)
    assert isinstance(after, Session)
    kept, added = after.holds
    assert (after.routine, kept) == (None, FULL_SESSION.holds[0])
    assert (added.point, added.side, added.held, added.done) == ("PC6", Side.RIGHT, 50, False)
    assert after.effects == FULL_SESSION.effects


@pytest.mark.slow
async def test_an_unknown_point_or_routine_is_refused(app: TrackerApp, journal: Journal) -> None:
    journal.record(FULL_SESSION)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, FULL_SESSION)
        for name, text, words in (
            ("holds", "XX9 left 40s", "holds: “XX9 left 40s”: “XX9” is not a known code"),
            ("routine", "[/]", "routine: “[/]” is not a routine"),
        ):
            before = app.screen.query_one(f"#{name}", Input).value
            await retyped(app, pilot, name, text)
            await pilot.press("enter")
            await pilot.pause()
            assert words in shown(app, "understood")
            app.screen.query_one(f"#{name}", Input).value = before
    assert journal.practice(FULL_SESSION.id) == FULL_SESSION


async def test_escape_asks_before_a_correction_is_lost(app: TrackerApp, journal: Journal) -> None:
    before = mat_of()
    journal.record(before)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, before)
        await retyped(app, pilot, "lain", "25")
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, ConfirmScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert len(app.screen_stack) == 1
    assert journal.practice(before.id) == before


async def test_what_changed_elsewhere_meanwhile_is_not_overwritten(
    app: TrackerApp, journal: Journal
) -> None:
    before = mat_of()
    journal.record(before)
    elsewhere = replace(before, note="from another shell")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, before)
        journal.correct(before, elsewhere)
        await retyped(app, pilot, "lain", "25")
        await pilot.press("enter")
        await pilot.pause()
        assert app.screen.query_one("#lain", Input).value == "25 min"
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, ConfirmScreen)
    assert journal.practice(before.id) == elsewhere


@pytest.mark.parametrize("make", [mat_of, session_of])
async def test_removal_is_asked_with_what_it_does(
    app: TrackerApp, journal: Journal, clock: HandClock, make: Callable[..., Practice]
) -> None:
    practices = [make(days_ago=ago) for ago in range(3)]
    goal = Goal(id=ulid(SUNDAY), made=clock.now(), kind=Kind.MAT, since=date(2026, 11, 1))
    journal.record(goal, *practices)
    async with app.run_test(size=(80, 24)) as pilot:
        remove(app.screen, practices[1], app)
        await pilot.pause()
        words = " ".join(str(each.content) for each in app.screen.query(Static))
        assert "3 days in a row → 1" in words
        await pilot.press("escape")
        await pilot.pause()
        assert journal.practice(practices[1].id) is not None
        remove(app.screen, practices[1], app)
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
    assert journal.practice(practices[1].id) is None
