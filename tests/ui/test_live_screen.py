"""The running session, by keys, over a journal and a checkpoint on a real disk."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from conftest import HandClock, session_of
from session_steps import HOLD, SETTLE, begin, choose, let_pass, live, said
from textual.widgets import Input

from tracker.checkpoint import Checkpoint
from tracker.core.facts.sessions import Effect, Kind, MatSession, Position, Session, Side, Skin
from tracker.core.session.breath import PATTERNS
from tracker.core.session.live import Pause, Phase
from tracker.core.session.owner import Owner
from tracker.ui.session.after import AfterScreen
from tracker.ui.session.big_digits import BigDigits
from tracker.ui.session.live import LiveScreen
from tracker.ui.session.summary import SummaryScreen
from tracker.ui.settings.apply import apply_settings
from tracker.ui.terminal.bell import Bell, notice
from tracker.ui.widgets.bar import Bar
from tracker.ui.widgets.figure import Figure

if TYPE_CHECKING:
    from textual.pilot import Pilot

    from tracker.app import TrackerApp
    from tracker.journal.journal import Journal

WHOLE = 3 * (HOLD + SETTLE)


@pytest.fixture
def checkpoint(tmp_path: Path) -> Checkpoint:
    """The one running session, as another process would look at it."""
    return Checkpoint(tmp_path / "tsubo")


def sessions(journal: Journal) -> list[Session]:
    return [each for each in journal.newest(Kind.POINTS) if isinstance(each, Session)]


def mats(journal: Journal) -> list[MatSession]:
    return [each for each in journal.newest(Kind.MAT) if isinstance(each, MatSession)]


async def test_space_says_that_it_goes_on_while_the_session_is_paused(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        for word in ("pause", "go on", "pause"):
            assert f"space {word} " in said(pilot)
            await pilot.press("space")
            await pilot.pause()


async def test_enter_all_the_way_records_a_session(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", *"five")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter", "enter")
        await pilot.pause()
        whole = live(pilot).session.remaining
        assert whole is not None
        await let_pass(pilot, clock, whole + 1)
        assert isinstance(app.screen, AfterScreen)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        assert "9 min of pressing" in said(pilot)
        await pilot.press("enter")
        await pilot.pause()
        assert len(app.screen_stack) == 1
    (session,) = sessions(journal)
    assert session.day == app.today
    assert all(hold.done and hold.held == hold.planned for hold in session.holds)
    assert not session.stopped_early


async def test_a_session_keeps_what_was_answered_and_only_time_pressed(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s", "slash", *"pc6 left", "tab", *"20", "enter")
        await pilot.pause()
        await pilot.press("4", "7", "enter")
        await pilot.pause()
        await let_pass(pilot, clock, 10)
        await pilot.press("space")
        await let_pass(pilot, clock, 30)
        await pilot.press("space")
        await let_pass(pilot, clock, 16)
        assert isinstance(app.screen, AfterScreen)
        await pilot.press("6", "3", "space", "tab", "tab", "tab", *"warm [/] hands", "enter")
        await pilot.pause()
    (session,) = sessions(journal)
    assert [(hold.point, hold.side, hold.held) for hold in session.holds] == [
        ("PC6", Side.LEFT, 20.0)
    ]
    assert (session.mood_before, session.tension_before) == (4, 7)
    assert (session.mood_after, session.tension_after) == (6, 3)
    assert session.effects == (Effect.SORE,)
    assert session.note == "warm [/] hands"
    assert (session.routine, session.zone) == (None, "Europe/Berlin")
    assert session.started == clock.start


async def test_the_gap_says_where_to_move_and_is_no_practice(
    app: TrackerApp, clock: HandClock
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        assert screen.session.phase is Phase.SETTLE
        assert "find it · 5" in said(pilot)
        assert screen.query_one("#left", BigDigits).text == "0:05"
        await let_pass(pilot, clock, SETTLE + 1)
        assert screen.session.practised == 1
        assert screen.query_one("#left", BigDigits).text == "0:19"
        assert "next  HT7 left" in said(pilot)
        await let_pass(pilot, clock, HOLD)
        assert "now the left wrist · 4" in said(pilot)
        assert screen.query_one(Figure).point == "HT7"
        await let_pass(pilot, clock, HOLD + SETTLE)
        assert "now the right wrist · 4" in said(pilot)


async def test_the_ring_breathes_in_a_hold_unless_it_is_to_be_still(
    app: TrackerApp, clock: HandClock
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot, "pc6 left", 60)
        figure = screen.query_one(Figure)
        widths = [figure.waves]
        await let_pass(pilot, clock, SETTLE)
        for _ in range(10):
            await let_pass(pilot, clock, 1)
            widths.append(figure.waves)
        assert widths == [0, 0, 1, 1, 2, 2, 2, 1, 1, 0, 0]
        await pilot.press("b", "b")  # long exhale, 4/6
        await let_pass(pilot, clock, 4)
        assert figure.waves == 2
        await pilot.press("space")
        await let_pass(pilot, clock, 6)
        assert figure.waves == 2


@pytest.mark.parametrize(
    ("key", "value"), [("ring_breathes", "off"), ("animations", "off"), ("low_bandwidth", "on")]
)
async def test_the_ring_is_still_where_that_is_asked_for(
    app: TrackerApp, clock: HandClock, key: str, value: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        apply_settings(app, app.config.set(key, value))
        screen = await begin(pilot)
        await let_pass(pilot, clock, SETTLE + 4)
        assert screen.query_one(Figure).waves is None


async def test_the_bars_grow_with_the_hold_and_with_the_whole(
    app: TrackerApp, clock: HandClock
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        await let_pass(pilot, clock, SETTLE + HOLD / 2)
        assert screen.query_one("#hold-bar", Bar).fraction == pytest.approx(0.5)
        assert screen.query_one("#all-bar", Bar).fraction == pytest.approx(1 / 6)


async def test_space_pauses_and_only_space_goes_on(app: TrackerApp, clock: HandClock) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        await let_pass(pilot, clock, SETTLE + 5)
        await pilot.press("space")
        await let_pass(pilot, clock, 60)
        for key in ("a", "z", "b", "v", "plus", "minus", "n", "p", "equals_sign", "up", "5", "s"):
            await pilot.press(key)
            assert screen.session.phase is Phase.PAUSED, key
        assert screen.session.practised == 5
        await pilot.press("space")
        assert screen.session.running


async def test_n_skips_and_p_adds_to_the_hold_before(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        await let_pass(pilot, clock, SETTLE + 5)
        await pilot.press("n")
        assert screen.session.index == 1
        await pilot.press("p")
        assert screen.session.index == 0
        await let_pass(pilot, clock, SETTLE + HOLD)
        assert screen.session.index == 1
        await pilot.press("n", "n")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
    (session,) = sessions(journal)
    assert [hold.held for hold in session.holds] == [25.0, 0.0, 0.0]
    assert session.stopped_early


async def test_plus_minus_and_stay_change_this_hold(app: TrackerApp, clock: HandClock) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        await pilot.press("plus")
        assert screen.session.left == HOLD + 15
        await pilot.press("minus")
        assert screen.session.left == HOLD
        await pilot.press("equals_sign")
        await let_pass(pilot, clock, SETTLE + HOLD + 7)
        assert (screen.session.index, screen.session.extra) == (0, 7)
        assert "staying" in said(pilot)
        await pilot.press("n")
        assert screen.session.index == 1


async def test_b_goes_through_the_breaths_and_v_through_the_bells(
    app: TrackerApp, clock: HandClock
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        names = []
        for _ in PATTERNS:
            await pilot.press("b")
            names.append(screen.pattern.name)
        assert set(names) == set(PATTERNS)
        await pilot.press("b")
        await let_pass(pilot, clock, SETTLE + 2)
        assert "breathe" in said(pilot)
        bells = []
        for _ in Bell:
            await pilot.press("v")
            bells.append(screen.bell)
        assert bells == [Bell.FLASH, Bell.OFF, Bell.ON]


async def test_the_breath_waits_while_the_session_does(app: TrackerApp, clock: HandClock) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await pilot.press("b")
        await let_pass(pilot, clock, SETTLE + 3)
        await pilot.press("space")
        before = [line for line in said(pilot).splitlines() if "breathe" in line]
        await let_pass(pilot, clock, 4)
        assert [line for line in said(pilot).splitlines() if "breathe" in line] == before


async def test_z_and_a_tap_on_the_picture_fill_the_screen_with_it_and_keep_the_place(
    app: TrackerApp, clock: HandClock
) -> None:
    async with app.run_test(size=(40, 20)) as pilot:
        screen = await begin(pilot)
        await let_pass(pilot, clock, SETTLE + 1)
        figure = screen.query_one(Figure)
        small = figure.region.size
        for larger in ("z", None):
            if larger:
                await pilot.press(larger)
            else:
                await pilot.click(Figure)
            await pilot.pause()
            assert figure.region.width == 40
            assert "PC6 left 0:19" in said(pilot)
            assert "Three fingers above the wrist crease," in said(pilot)
            assert "z smaller" in said(pilot)
            await pilot.press("z")
            await pilot.pause()
            assert figure.region.size == small


async def test_a_tap_on_a_bar_pauses_and_goes_on(app: TrackerApp, clock: HandClock) -> None:
    async with app.run_test(size=(40, 20)) as pilot:
        screen = await begin(pilot)
        await let_pass(pilot, clock, SETTLE + 1)
        for running in (False, True):
            await pilot.click("#hold-bar")
            await pilot.pause()
            assert screen.session.running is running


async def test_the_bell_rings_at_half_way_and_not_when_it_is_off(
    app: TrackerApp, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    rung: list[float] = []
    monkeypatch.setattr(app, "bell", lambda: rung.append(clock.seconds))
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        await let_pass(pilot, clock, SETTLE + HOLD / 2)
        assert rung == [SETTLE + HOLD / 2]
        await pilot.press("v")
        await let_pass(pilot, clock, HOLD / 2 + SETTLE + HOLD / 2)
        assert screen.query(".-flash")
        await pilot.press("v")
        await let_pass(pilot, clock, HOLD)
        assert len(rung) == 1


def test_a_notice_cannot_be_ended_by_its_words() -> None:
    assert notice("osc9", "over\x07\x1b]2;x") == "\x1b]9;over␇␛]2,x\x07"
    assert notice("osc777", "a;b") == "\x1b]777;notify;tsubo;a,b\x07"
    assert not notice("off", "over")


async def test_help_now_pauses_and_does_not_resume(app: TrackerApp, clock: HandClock) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        await let_pass(pilot, clock, SETTLE + 5)
        await pilot.press("exclamation_mark")
        await pilot.pause()
        assert app.screen is not screen
        await let_pass(pilot, clock, 30)
        await pilot.press("escape")
        await pilot.pause()
        assert screen.session.phase is Phase.PAUSED
        assert screen.session.practised == 5


async def test_looking_at_the_keys_loses_no_second(app: TrackerApp, clock: HandClock) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        await pilot.press("question_mark")
        await pilot.pause()
        assert app.screen is not screen
        await let_pass(pilot, clock, SETTLE + 12)
        await pilot.press("escape")
        await pilot.pause()
        assert screen.session.running
        assert screen.session.practised == 12


async def test_an_end_behind_a_dialog_waits_until_it_is_closed(
    app: TrackerApp, clock: HandClock
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await pilot.press("question_mark")
        await pilot.pause()
        await let_pass(pilot, clock, WHOLE + 5)
        assert not isinstance(app.screen, AfterScreen)
        await pilot.press("escape")
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, AfterScreen)


async def test_a_long_gap_pauses_and_credits_nothing(app: TrackerApp, clock: HandClock) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        await let_pass(pilot, clock, SETTLE + 5)
        clock.seconds += 3600
        screen.sample()
        await pilot.pause()
        assert (screen.session.why, screen.session.practised) == (Pause.GAP, 5)
        assert "paused by itself · space goes on" in said(pilot)


async def test_ending_asks_in_the_line_of_what_to_do_and_keeps_the_seconds(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        await let_pass(pilot, clock, SETTLE + 8)
        await pilot.press("full_stop")
        await pilot.pause()
        assert app.screen is screen
        assert "End and keep 8 s?" in said(pilot)
        assert "enter end and keep  esc go on  l later  d discard" in said(pilot)
        await let_pass(pilot, clock, 5)
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
    (session,) = sessions(journal)
    assert session.seconds == 8
    assert (session.stopped_early, session.stopped_why) == (True, "")


async def test_leaving_asks_and_going_on_loses_nothing(
    app: TrackerApp, clock: HandClock, journal: Journal
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        await let_pass(pilot, clock, SETTLE + 8)
        for leave, back in (("q", "escape"), ("escape", "q"), ("full_stop", "space")):
            await pilot.press(leave)
            await let_pass(pilot, clock, 5)
            assert not screen.session.running
            await pilot.press("n", "z", "plus", back)
            await pilot.pause()
            assert screen.session.running
        await let_pass(pilot, clock, 2)
        assert screen.session.practised == 10
        await pilot.press("space", "escape", "escape")
        assert not screen.session.running
        assert "space go on" in said(pilot)
        await pilot.press("escape", "enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
    assert [session.seconds for session in sessions(journal)] == [10]


@pytest.mark.parametrize("size", [(80, 24), (40, 20), (45, 12), (20, 5)])
async def test_the_question_at_the_end_is_seen_whole_with_its_keys_at(
    app: TrackerApp, clock: HandClock, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await begin(pilot)
        await let_pass(pilot, clock, SETTLE + HOLD + SETTLE + 8)
        await pilot.press("escape")
        await pilot.pause()
        assert "eep 28 s?" in said(pilot)
        keys = ("enter end", "esc go on", "l later", "d d") if size[1] > 5 else ("enter esc",)
        assert [key for key in keys if key not in said(pilot)] == []


async def test_leaving_for_later_keeps_it_on_its_checkpoint(
    app: TrackerApp, clock: HandClock, journal: Journal, checkpoint: Checkpoint
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await let_pass(pilot, clock, SETTLE + 8)
        await pilot.press("q", "l")
        await pilot.pause()
        assert len(app.screen_stack) == 1
    there = checkpoint.read()
    assert there is not None
    assert there.session.practised == 8
    assert not sessions(journal)


async def test_discarding_asks_twice(
    app: TrackerApp, clock: HandClock, journal: Journal, checkpoint: Checkpoint
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        await let_pass(pilot, clock, SETTLE + 8)
        await pilot.press("d", "q", "d", "enter", "l")
        await pilot.pause()
        assert app.screen is screen
        assert "Discard it? 8 s would be gone." in said(pilot)
        assert "esc keep it  d discard" in said(pilot)
        await pilot.press("escape")
        assert "End and keep 8 s?" in said(pilot)
        await pilot.press("d", "d")
        await pilot.pause()
        assert len(app.screen_stack) == 1
    assert checkpoint.read() is None
    assert not sessions(journal)


async def test_nothing_held_keeps_nothing(
    app: TrackerApp, journal: Journal, checkpoint: Checkpoint
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await pilot.press("full_stop")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert len(app.screen_stack) == 1
    assert not sessions(journal)
    assert checkpoint.read() is None


async def test_never_more_than_five_seconds_are_off_the_disk(
    app: TrackerApp, clock: HandClock, checkpoint: Checkpoint
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        for _ in range(SETTLE + HOLD + SETTLE + 2):
            await let_pass(pilot, clock, 1)
            there = checkpoint.read()
            assert there is not None
            assert screen.session.practised - there.session.practised < 5
        await pilot.press("space")
        there = checkpoint.read()
        assert there is not None
        assert there.session.practised == screen.session.practised


async def test_a_thread_can_save_the_last_sample(
    app: TrackerApp, clock: HandClock, checkpoint: Checkpoint
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await let_pass(pilot, clock, SETTLE + 3)
        thread = threading.Thread(target=app.save_now)
        thread.start()
        thread.join()
        there = checkpoint.read()
        assert there is not None
        assert there.session.practised == 3


async def test_a_disk_that_refuses_is_named_and_tried_again(
    app: TrackerApp, clock: HandClock, checkpoint: Checkpoint
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        await let_pass(pilot, clock, SETTLE)
        blocked = checkpoint.path.with_name(f".{checkpoint.path.name}.tmp")
        blocked.mkdir()
        await let_pass(pilot, clock, 10)
        assert "not saved yet, trying again" in said(pilot)
        assert "tried again" not in said(pilot)
        assert screen.session.practised == 10
        blocked.rmdir()
        await let_pass(pilot, clock, 5)
        assert "not saved" not in said(pilot)
        there = checkpoint.read()
        assert there is not None
        assert there.session.practised > 10


@pytest.mark.parametrize(("hold", "short"), [(19, True), (20, False)])
async def test_a_session_too_short_to_count_is_said_to_be(
    app: TrackerApp, journal: Journal, clock: HandClock, hold: int, short: bool
) -> None:
    journal.record(session_of(days_ago=1))
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot, hold=hold)
        await let_pass(pilot, clock, 3 * (hold + SETTLE))
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        assert ("57 s is kept. From 1 min on the day counts" in said(pilot)) is short
        assert ("2 days in a row" in said(pilot)) is not short


async def test_ten_is_said_to_be_one_key(app: TrackerApp, clock: HandClock) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await choose(pilot)
        assert "x is 10" in said(pilot)
        await pilot.press("x", "4")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await let_pass(pilot, clock, WHOLE)
        assert "x is 10" in said(pilot)


async def test_a_note_that_is_too_long_is_refused_and_not_cut(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await let_pass(pilot, clock, WHOLE)
        note = app.screen.query_one("#note", Input)
        note.value = "x" * 4001
        await pilot.press("enter")
        await pilot.pause()
        assert "note: 4001 characters is too many; up to 4000" in said(pilot)
        assert sessions(journal) == []
        assert app.focused is note
        await pilot.press("end", "backspace", "enter")
        await pilot.pause()
        assert len(sessions(journal)[0].note) == 4000


async def test_a_refused_record_stays_and_the_same_key_tries_again(
    app: TrackerApp, clock: HandClock, journal: Journal, checkpoint: Checkpoint
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await let_pass(pilot, clock, WHOLE + 1)
        lock = checkpoint.path.with_name(".lock")
        aside = lock.rename(lock.with_name("aside"))
        lock.mkdir()
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, AfterScreen)
        assert "Not recorded yet" in said(pilot)
        assert checkpoint.read() is not None
        lock.rmdir()
        aside.rename(lock)
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
    assert len(sessions(journal)) == 1


async def test_a_session_taken_over_stops_counting_and_records_nothing(
    app: TrackerApp, clock: HandClock, journal: Journal, checkpoint: Checkpoint
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        await let_pass(pilot, clock, SETTLE + 8)
        there = checkpoint.read()
        assert there is not None
        other = Owner(host="other", boot="b", pid=1, born=1, token="another")  # noqa: S106
        checkpoint.claim(there.id, other, "pts/9 on other", clock.now(), take_over=True)
        await let_pass(pilot, clock, 5)
        assert screen.session.practised == 8
        assert "this session continues in pts/9 on other" in said(pilot)
        await pilot.press("space", "n", "full_stop")
        await pilot.pause()
        assert app.screen is screen
        await pilot.press("q")
        await pilot.pause()
        assert len(app.screen_stack) == 1
    assert not sessions(journal)
    assert checkpoint.owns("another")


async def test_a_session_that_is_recorded_already_is_not_recorded_again(
    app: TrackerApp, clock: HandClock, journal: Journal, checkpoint: Checkpoint
) -> None:
    from tracker.core.session.to_record import record_of

    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await let_pass(pilot, clock, WHOLE + 1)
        there = checkpoint.read()
        assert there is not None
        journal.record(record_of(replace(there), clock.now()))
        await pilot.press("enter")
        await pilot.pause()
    assert len(sessions(journal)) == 1
    assert checkpoint.read() is None


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 20), (40, 12)])
async def test_point_side_and_time_are_seen_at(
    app: TrackerApp, clock: HandClock, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await begin(pilot)
        await let_pass(pilot, clock, SETTLE + 8)
        text = said(pilot)
        assert "PC6" in text
        assert "press" in text
        assert "hold" in text
        assert "next HT7 left" in " ".join(text.split())
        digits = live(pilot).query_one("#left")
        assert digits.region.bottom <= size[1] - 1
        assert live(pilot).query_one("#next").region.bottom <= size[1]


async def test_a_tiny_window_says_it_in_one_line_and_the_session_goes_on(
    app: TrackerApp, clock: HandClock
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await begin(pilot)
        await let_pass(pilot, clock, SETTLE + 8)
        await pilot.resize_terminal(20, 5)
        await let_pass(pilot, clock, 4)
        assert said(pilot).splitlines()[0].strip() == "PC6 left 0:08"
        assert screen.session.practised == 12
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert "next  HT7 left" in said(pilot)


async def lie_down(pilot: Pilot[None], *keys: str) -> LiveScreen:
    await pilot.app.run_action("app.start_mat")
    await pilot.pause()
    await pilot.press(*keys)
    await pilot.pause()
    return live(pilot)


async def test_a_mat_counts_down_and_is_kept_apart(
    app: TrackerApp, clock: HandClock, journal: Journal
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await lie_down(pilot, "right", "enter")
        assert screen.session.left == 300
        await let_pass(pilot, clock, SETTLE + 40)
        assert "the first minute is the sharpest" in said(pilot)
        await let_pass(pilot, clock, 261)
        assert isinstance(app.screen, AfterScreen)
        await pilot.press("2", "6", "3", "right", "right", "enter")
        await pilot.pause()
        assert isinstance(app.screen, SummaryScreen)
        assert "treak" not in said(pilot)  # without a goal for the mat none is counted
    (mat,) = mats(journal)
    assert (mat.lain, mat.planned, mat.position) == (300, 300, Position.BACK)
    assert (mat.discomfort_end, mat.mood_after, mat.tension_after) == (2, 6, 3)
    assert mat.skin is Skin.RED
    assert not sessions(journal)
    assert journal.undoable is not None
    assert journal.undoable.label == "Mat, back, 5 min"


async def test_a_mat_without_a_time_counts_up(
    app: TrackerApp, clock: HandClock, journal: Journal
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        keys = ("shift+tab", "end", *["backspace"] * 6, "enter")
        screen = await lie_down(pilot, *keys)
        assert screen.session.left is None
        await let_pass(pilot, clock, SETTLE + 125)
        assert screen.query_one("#left", BigDigits).text == "2:05"
        await pilot.press("full_stop")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
    (mat,) = mats(journal)
    assert (mat.lain, mat.planned, mat.stopped_early) == (125, None, False)


async def test_a_session_ended_in_a_hurry_says_when_it_was_sampled_last(
    app: TrackerApp, clock: HandClock
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
        await let_pass(pilot, clock, 5)
        clock.seconds += 3
        live(pilot).sample()
        sampled = clock.now()
        app.save_now()
        running = app.checkpoint.read()
        assert running is not None
        assert running.saved == sampled


async def test_a_tick_while_the_app_closes_finds_nothing_to_draw(
    app: TrackerApp, clock: HandClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticked: list[int] = []

    def tick(screen: LiveScreen) -> None:
        clock.seconds += 4
        screen.sample()
        ticked.append(len(screen.children))

    monkeypatch.setattr(LiveScreen, "on_unmount", tick, raising=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await begin(pilot)
    assert ticked == [0]
    assert app.checkpoint.read() is not None
