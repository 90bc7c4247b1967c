"""A key that is held down acts once; keys that move, and text in a field, repeat."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import mat_of, session_of
from hypothesis import given
from hypothesis import strategies as st
from key_bursts import at_once
from screens_above import DIALOGS
from textual.events import Key
from textual.pilot import Pilot
from textual.widgets import Input

from tracker.app import TrackerApp
from tracker.config.keymap import key_name
from tracker.core.facts.sessions import Kind
from tracker.journal.journal import Journal
from tracker.ui.records.log_mat import LogMatScreen
from tracker.ui.records.take_back import TakeBackScreen
from tracker.ui.session.live import LiveScreen
from tracker.ui.session.prepare_points import PrepareScreen
from tracker.ui.terminal.app import TerminalApp
from tracker.ui.terminal.key_repeat import RepeatGuard
from tracker.ui.widgets.rows import Rows
from tracker.ui.widgets.scale import Scale

QUESTIONS = ("mood_before", "tension_before")

Stream = list[tuple[str, float]]
"""Keys, each with the time it was pressed, in milliseconds."""


def held(key: str, *, first: float, rate: float, presses: int, start: float = 0) -> Stream:
    """The presses that a terminal sends while a key is held down."""
    return [(key, start), *((key, start + first + rate * each) for each in range(presses))]


def acting(stream: Stream) -> list[str]:
    """The keys that act, in their order, when the time after the last is long."""
    guard: RepeatGuard[tuple[str, float]] = RepeatGuard()
    acted = []
    for press in stream:
        key, moment = press[0], press[1] / 1000
        before = guard.overdue(key, moment)
        acted += [before] if before else []
        acted += [press] if guard.acts(key, moment, press) else []
    last = guard.overdue(None, 0)
    return [key for key, _ in [*acted, *([last] if last else [])]]


@pytest.mark.parametrize("first", [250, 400, 500, 660])
@pytest.mark.parametrize("rate", [25, 33, 50, 90])
def test_a_key_held_down_acts_once(first: float, rate: float) -> None:
    assert acting(held("enter", first=first, rate=rate, presses=40)) == ["enter"]


@pytest.mark.parametrize(
    "stream",
    [
        [("5", 0), ("5", 160)],
        [("n", 0), ("n", 300), ("n", 620)],
        [("m", 0), ("enter", 40)],
        [("enter", 0), ("enter", 900)],
        [("u", 0), ("u", 400)],
        [("y", 0), ("y", 200), ("n", 230), ("n", 400), ("y", 420)],
    ],
)
def test_keys_pressed_on_purpose_all_act(stream: Stream) -> None:
    assert acting(stream) == [key for key, _ in stream]


@given(st.lists(st.tuples(st.sampled_from("nu"), st.floats(125, 2000)), max_size=12))
def test_presses_125_ms_apart_or_more_all_act(presses: Stream) -> None:
    moment = 0.0
    stream = [(key, moment := moment + gap) for key, gap in presses]
    assert acting(stream) == [key for key, _ in stream]


def test_a_key_acts_again_after_it_was_let_go() -> None:
    once = held("n", first=500, rate=33, presses=20)
    assert acting([*once, ("n", once[-1][1] + 400)]) == ["n", "n"]
    assert acting([*once, *held("n", first=500, rate=33, presses=20, start=3000)]) == ["n", "n"]


def test_a_held_key_that_stutters_on_a_slow_line_acts_once() -> None:
    stream = [*held("n", first=500, rate=33, presses=9)]
    after = stream[-1][1] + 400
    assert acting([*stream, *(("n", after + each) for each in (0, 1, 2, 35, 68))]) == ["n"]


def test_another_key_ends_the_waiting_of_the_one_before() -> None:
    assert acting([("n", 0), ("n", 300), ("q", 330)]) == ["n", "n", "q"]


@pytest.fixture
def timed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each key say when it was pressed."""
    monkeypatch.setattr(TerminalApp, "pressed_at", lambda _, event: event.time)


async def press(pilot: Pilot[None], stream: Stream) -> None:
    """Send these keys before the first is handled, and wait until all have been."""
    keys = []
    for name, moment in stream:
        key = Key(key_name(name), name if len(name) == 1 else None)
        key.time = moment / 1000
        keys.append(key)
    await at_once(pilot, *keys)


@pytest.mark.usefixtures("timed")
async def test_enter_held_on_today_stops_at_the_cautions(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, held("enter", first=250, rate=33, presses=38))
        assert isinstance(app.screen, PrepareScreen)


@pytest.mark.usefixtures("timed")
async def test_a_digit_held_answers_one_question(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, [("enter", 0), *held("7", first=250, rate=33, presses=9, start=2000)])
        moods = [app.screen.query_one(f"#{each}", Scale) for each in QUESTIONS]
        assert [each.value for each in moods] == [7, None]


@pytest.mark.usefixtures("timed")
async def test_a_digit_typed_for_each_question_answers_each(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, [("enter", 0), ("5", 2000), ("5", 2160), ("down", 2500)])
        moods = [app.screen.query_one(f"#{each}", Scale) for each in QUESTIONS]
        assert [each.value for each in moods] == [5, 5]


@pytest.mark.usefixtures("timed")
async def test_n_held_skips_one_hold_and_plus_goes_on_lengthening(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, [("enter", 0), ("space", 2000)])
        screen = app.screen
        assert isinstance(screen, LiveScreen)
        await press(pilot, held("n", first=500, rate=33, presses=20, start=4000))
        assert screen.session.index == 1
        before = screen.session.planned_ms
        await press(pilot, held("+", first=500, rate=33, presses=5, start=8000))
        assert (screen.session.planned_ms or 0) - (before or 0) == 6 * 15_000


@pytest.mark.usefixtures("timed")
async def test_u_held_asks_once_and_takes_nothing_back(app: TrackerApp, journal: Journal) -> None:
    for minutes in (5, 10, 15):
        journal.record(mat_of(minutes=minutes))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, held("u", first=500, rate=33, presses=30))
        assert isinstance(app.screen, TakeBackScreen)
        assert len(list(journal.newest(Kind.MAT))) == 3


@pytest.mark.slow
@pytest.mark.usefixtures("timed")
@pytest.mark.parametrize("key", ["enter", "n", "7", "u", "full_stop"])
@pytest.mark.parametrize("way", ["", *DIALOGS.values()])
async def test_from_every_screen_a_held_key_does_one_thing(
    app: TrackerApp, journal: Journal, monkeypatch: pytest.MonkeyPatch, way: str, key: str
) -> None:
    for minutes in (5, 10, 15):
        journal.record(session_of(days_ago=minutes), mat_of(minutes=minutes))
    done: list[str] = []
    run = TrackerApp.run_action

    async def run_and_note(self: TrackerApp, action: str, *where: Any) -> bool:
        if acted := await run(self, action, *where):
            done.append(action)
        return acted

    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, [(each, 1000 * at) for at, each in enumerate(way.split())])
        monkeypatch.setattr(TrackerApp, "run_action", run_and_note)
        await press(pilot, held(key, first=500, rate=33, presses=30, start=60_000))
        assert len(done) <= 1


@pytest.mark.usefixtures("timed")
@pytest.mark.parametrize("down", ["down", "j", "e"])
async def test_a_key_that_moves_repeats_wherever_it_is_remapped_to(
    app: TrackerApp, journal: Journal, down: str
) -> None:
    journal.record(*(session_of(days_ago=each) for each in range(20)))
    app.set_keymap({"rows.down": "down,j,e", "sessions.edit": "f7"})
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, [("3", 0), *held(down, first=300, rate=33, presses=11, start=2000)])
        assert app.screen.query_one(Rows).cursor == 12


@pytest.mark.usefixtures("timed")
async def test_text_that_a_field_takes_is_never_held_back(app: TrackerApp) -> None:
    typed = held("o", first=300, rate=33, presses=5, start=1000)
    edited = [
        *held("backspace", first=300, rate=33, presses=2, start=3000),
        *held("ctrl+a", first=300, rate=33, presses=2, start=4000),
        *held("delete", first=300, rate=33, presses=1, start=5000),
    ]
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, [("m", 0), *typed])
        assert isinstance(app.screen, LogMatScreen)
        assert app.screen.query_one("#line", Input).value == "oooooo"
        await press(pilot, edited)
        assert app.screen.query_one("#line", Input).value == "o"


@pytest.mark.usefixtures("timed")
async def test_a_second_press_waits_for_no_third_when_another_key_follows(
    app: TrackerApp, journal: Journal
) -> None:
    for minutes in (5, 10, 15):
        journal.record(mat_of(minutes=minutes))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, [("u", 0), ("u", 300), ("m", 310), *(("u", 320 + at) for at in (0, 9))])
        assert len(list(journal.newest(Kind.MAT))) == 2
        assert app.screen.query_one("#line", Input).value == "uu"
