"""A session begins, waits, goes on and ends the same in the app, the plain session and commands."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
import pytest
from conftest import BERLIN, HandClock, session_of
from screen_text import painted, rows
from scripted_lines import ScriptedLines
from session_steps import let_pass, live
from textual.widgets import Static
from textual_inside import notices
from transcript import Shell

from tracker.app import TrackerApp
from tracker.checkpoint import Checkpoint, CheckpointError, Living, TakenOver, this_process
from tracker.checkpoint.autosave import Autosave
from tracker.cli.context import Clocks, CommandContext
from tracker.cli.plain.session import PlainSession
from tracker.config.zone import Zone
from tracker.core.facts.sessions import Kind, MatSession, Practice, Session, Side
from tracker.core.facts.ulid import ulid
from tracker.core.session.live import LiveSession
from tracker.core.session.owner import Owner
from tracker.core.session.plan import Plan, Step
from tracker.core.session.read_aloud import in_words
from tracker.core.session.running import Running
from tracker.core.session.to_record import record_of
from tracker.journal.journal import Journal, JournalError
from tracker.library import Library
from tracker.practice import sessions
from tracker.practice.context import Context
from tracker.ui.session.choose import StartScreen
from tracker.ui.session.interrupted import InterruptedScreen
from tracker.ui.session.live import LiveScreen
from tracker.ui.session.summary import SummaryScreen

if TYPE_CHECKING:
    from textual.pilot import Pilot

CALM = Library().routine("calm")
PLAN = Plan(steps=(Step("PC6", Side.LEFT, 60.0), Step("HT7", Side.LEFT, 60.0)), settle=5.0)
REFUSED = Zone("UTC", BERLIN, "a test", "TZ: “Mars” is not a known time zone")
REFUSAL = "TZ: “Mars” is not a known time zone. No session can be recorded: its day"


@pytest.fixture
def context(tmp_path: Path, clock: HandClock) -> CommandContext:
    """The folder of the plain session; the app's is another."""
    return opened(tmp_path / "home", clock)


def opened(home: Path, clock: HandClock) -> CommandContext:
    """A folder, as the next command finds it."""
    clocks = Clocks(wall=lambda: clock.now().timestamp(), monotonic=clock.monotonic)
    return CommandContext(home, clocks)


def plain(
    context: CommandContext,
    clock: HandClock,
    *script: tuple[float, str],
    interactive: bool = True,
) -> PlainSession:
    return PlainSession(context, ScriptedLines(clock, list(script), interactive=interactive))


def start_calm(session: PlainSession) -> int:
    session.open()
    return session.start_routine(CALM)


def records(journal: Journal) -> list[Practice]:
    """Every record without its id, which is made by chance."""
    found = [record for kind in Kind for record in journal.newest(kind)]
    return [replace(record, id="0" * 26) for record in found]


def stopped(clock: HandClock, *, pid: int = 2**22 - 1) -> Running:
    """PC6 held to its end, HT7 for 18 seconds, by a process that is gone."""
    session = LiveSession(PLAN).start(0.0)
    for reading in range(0, 89, 4):
        session = session.at(float(reading))
    return Running(
        id=ulid(clock.now()),
        started=clock.now(),
        zone="Europe/Berlin",
        day=clock.now().date(),
        session=session,
        form={"mood_before": 4},
        where="pts/3 on old",
        saved=clock.now(),
        owner=replace(this_process(), pid=pid, born=None, token="before"),  # noqa: S106
    )


def another() -> Owner:
    return Owner(host="other", boot="b", pid=1, born=1, token="another")  # noqa: S106


def take_over(checkpoint: Checkpoint, clock: HandClock) -> None:
    """Another terminal goes on with whatever session there is."""
    there = checkpoint.read()
    assert there is not None
    checkpoint.claim(there.id, another(), "pts/9 on other", clock.now(), take_over=True)


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Each key once the screen has settled from the one before."""
    for key in keys:
        await pilot.press(key)
        await pilot.pause()


def words(app: TrackerApp) -> str:
    """The screen in one line."""
    return " ".join(painted(app).split())


def summary_lines(app: TrackerApp) -> list[str]:
    """The sentences of the summary screen, without the week, the moods and the points."""
    assert isinstance(app.screen, SummaryScreen)
    texts = (app.screen.query_one(f"#{name}", Static) for name in ("kept", "run", "sentence"))
    lines = [str(text.render()).replace("Kept.  ", "Kept. ") for text in texts if text.display]
    return [" ".join(line.replace("  ", ", ").split()) for line in lines]


def ending(out: str) -> list[str]:
    """The same sentences of the plain session, which says moods and points between them."""
    lines = out.splitlines()
    (kept,) = (place for place, line in enumerate(lines) if line.startswith("Kept. "))
    return [line for line in lines[kept:] if not line.startswith(("HT7 ", "PC6 ", "mood "))]


async def test_a_session_ends_as_the_same_record_with_the_same_summary(
    app: TrackerApp,
    context: CommandContext,
    clock: HandClock,
    journal: Journal,
    capsys: pytest.CaptureFixture[str],
) -> None:
    for each in (journal, context.journal):
        each.begin(clock.now().date())
        each.record(session_of(days_ago=1))
    async with app.run_test(size=(80, 24)) as pilot:
        app.begin(CALM)
        await pilot.pause()
        await press(pilot, "4", "7", "enter")
        await let_pass(pilot, clock, 75)
        await press(pilot, "full_stop", "enter", "6", "5", "enter")
        on_screen = summary_lines(app)
    clock.seconds = 0
    script = ((0, "4"), (0, "7"), (75, "."), (75, ""), (75, "6"), (75, "5"), (75, "q"))
    assert start_calm(plain(context, clock, *script)) == 0
    assert ending(capsys.readouterr().out) == [in_words(line) for line in on_screen]
    assert on_screen == [
        "Kept. Three calm minutes, 1 min 5 s of pressing; ended early.",
        "2 days in a row",
        "Nothing more is asked of you today.",
    ]
    assert records(journal) == records(context.journal)
    for checkpoint in (app.checkpoint, context.checkpoint):
        assert checkpoint.read() is None


async def test_time_on_the_mat_too_short_for_the_goal_is_said_so_in_both(
    app: TrackerApp,
    context: CommandContext,
    clock: HandClock,
    journal: Journal,
    capsys: pytest.CaptureFixture[str],
    shell: Shell,
) -> None:
    for home in ("tsubo", "home"):
        assert shell.run(f"tsubo --home {home} goal mat once a day")[2] == 0
    journal.poll()
    for each in (journal, context.journal):
        each.begin(clock.now().date())
        each.record(session_of(days_ago=1))
    async with app.run_test(size=(80, 24)) as pilot:
        app.action_start_mat()
        await pilot.pause()
        await press(pilot, "enter")
        plan = live(pilot).session.plan
        await let_pass(pilot, clock, 35)
        await press(pilot, "full_stop", "enter", "enter")
        on_screen = summary_lines(app)
    clock.seconds = 0
    session = plain(context, clock, (35, "."), interactive=False)
    assert plan == sessions.plan_mat(context, 300)
    assert session.start_mat(plan) == 0
    assert ending(capsys.readouterr().out) == [in_words(line) for line in on_screen]
    assert on_screen == [
        "Kept. Mat, 30 s lain; ended early.",
        "30 s is kept. From 1 min on the day counts.",
    ]
    mat, other = records(journal)[-1], records(context.journal)[-1]
    assert mat == other
    assert isinstance(mat, MatSession)


def test_time_on_the_mat_without_a_length_counts_up_to_the_usual_goal(
    context: CommandContext,
) -> None:
    plan = sessions.plan_mat(context, None)
    assert (plan.steps[0].seconds, plan.goal, plan.settle) == (None, 20 * 60, 5)


async def test_what_was_not_held_is_not_kept_in_either(
    app: TrackerApp,
    context: CommandContext,
    clock: HandClock,
    journal: Journal,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.begin(CALM)
        await pilot.pause()
        await press(pilot, "space", "full_stop", "enter", "enter")
        assert sessions.NOTHING_HELD in notices(app)
    assert start_calm(plain(context, clock, (1, "q"), interactive=False)) == 0
    assert capsys.readouterr().out.splitlines()[-1] == sessions.NOTHING_HELD
    for checkpoint, kept in ((app.checkpoint, journal), (context.checkpoint, context.journal)):
        assert checkpoint.read() is None
        assert records(kept) == []


async def test_an_unknown_zone_refuses_before_anything_is_pressed(
    app: TrackerApp,
    context: CommandContext,
    clock: HandClock,
    capsys: pytest.CaptureFixture[str],
) -> None:
    app.zone = context.zone = REFUSED
    async with app.run_test(size=(80, 24)) as pilot:
        app.begin(CALM)
        await pilot.pause()
        assert REFUSAL in words(app)
        await press(pilot, "space")
        assert "Mood before" in painted(app)
        await press(pilot, "escape")
        app.action_start_mat()
        await pilot.pause()
        assert REFUSAL in words(app)
        await press(pilot, "enter")
        assert not any(isinstance(screen, LiveScreen) for screen in app.screen_stack)
    with pytest.raises(JournalError, match=REFUSAL):
        start_calm(plain(context, clock))
    assert capsys.readouterr().out == ""
    for face in (app, context):
        assert face.checkpoint.read() is None
        with pytest.raises(JournalError, match=REFUSAL):
            sessions.begin_routine(face, CALM, {})


async def test_an_unfinished_session_is_described_alike(
    app: TrackerApp,
    context: CommandContext,
    clock: HandClock,
    capsys: pytest.CaptureFixture[str],
    shell: Shell,
) -> None:
    left = stopped(clock)
    app.checkpoint.write(left)
    context.checkpoint.write(left)
    clock.seconds += 3600
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.pause()
        assert isinstance(app.screen, InterruptedScreen)
        on_screen = [" ".join(row.split()) for row in rows(app.screen)]
    with pytest.raises(click.ClickException, match="--waiting"):
        plain(context, clock, interactive=False).go_on(None)
    printed = capsys.readouterr().out.splitlines()
    assert printed == [told for line in on_screen if (told := in_words(line)) in printed]
    assert printed == [
        "There is an unfinished session",
        "PC6, HT7: 1 minute 18 seconds done, HT7 left, 42 seconds to go",
        "Started today 10:00, stopped today 10:00 in pts/3 on old.",
    ]
    answer = json.loads(shell.run("tsubo --home home status --json")[0])
    assert answer["interrupted"] == {
        "started": left.started.isoformat(),
        "routine": None,
        "where": "pts/3 on old",
        "saved": left.saved.isoformat(),
        "seconds": 78,
    }


@pytest.mark.parametrize("choice", ["go", "keep", "discard"])
async def test_an_unfinished_session_goes_on_is_kept_or_is_discarded_alike(
    app: TrackerApp,
    context: CommandContext,
    clock: HandClock,
    journal: Journal,
    capsys: pytest.CaptureFixture[str],
    choice: str,
) -> None:
    left = stopped(clock)
    app.checkpoint.write(left)
    context.checkpoint.write(left)
    on_screen = []
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.pause()
        if choice == "go":
            await press(pilot, "enter")
            await let_pass(pilot, clock, 50)
            await press(pilot, "enter")
        elif choice == "keep":
            await press(pilot, "down", "enter", "enter")
        else:
            await press(pilot, "down", "down", "enter", "down", "enter")
        if choice != "discard":
            on_screen = summary_lines(app)
    clock.seconds = 0
    assert plain(context, clock, interactive=False).go_on(choice) == 0
    out = capsys.readouterr().out
    assert [in_words(line) for line in on_screen] == (ending(out) if on_screen else [])
    assert bool(on_screen) == (choice != "discard")
    mine, theirs = (
        [replace(each, made=left.started) for each in records(each)]
        for each in (journal, context.journal)
    )
    assert mine == theirs
    assert [each.seconds for each in mine] == {"go": [120], "keep": [78], "discard": []}[choice]
    for checkpoint in (app.checkpoint, context.checkpoint):
        assert checkpoint.read() is None


@pytest.mark.parametrize("choice", ["go", "keep"])
async def test_an_unknown_zone_leaves_an_unfinished_session_as_it_is(
    app: TrackerApp, context: CommandContext, clock: HandClock, choice: str
) -> None:
    app.zone = context.zone = REFUSED
    for face in (app, context):
        face.checkpoint.write(stopped(clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.pause()
        await press(pilot, *(["down"] if choice == "keep" else []), "enter")
        assert isinstance(app.screen, InterruptedScreen)
        assert REFUSAL in words(app)
    with pytest.raises(JournalError, match=REFUSAL):
        plain(context, clock).go_on(choice)
    for face in (app, context):
        there = face.checkpoint.read()
        assert there is not None
        assert there.owner.token == "before"  # noqa: S105


async def test_an_unfinished_session_may_be_discarded_in_an_unknown_zone(
    app: TrackerApp, context: CommandContext, clock: HandClock
) -> None:
    app.zone = context.zone = REFUSED
    for face in (app, context):
        face.checkpoint.write(stopped(clock))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.pause()
        await press(pilot, "down", "down", "enter", "down", "enter")
    assert plain(context, clock).go_on("discard") == 0
    for face in (app, context):
        assert face.checkpoint.read() is None


async def test_a_session_left_in_one_face_goes_on_in_the_other(
    app: TrackerApp, clock: HandClock, journal: Journal, tmp_path: Path
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.begin(CALM)
        await pilot.pause()
        await press(pilot, "4", "enter")
        await let_pass(pilot, clock, 25)
        await press(pilot, "escape", "l")
        assert not any(isinstance(screen, LiveScreen) for screen in app.screen_stack)
    (tmp_path / "tsubo" / "live.json").touch()
    assert plain(opened(tmp_path / "tsubo", clock), clock, interactive=False).go_on("go") == 0
    journal.poll()
    (record,) = records(journal)
    assert isinstance(record, Session)
    assert (record.seconds, record.mood_before, record.routine) == (160, 4, "calm")
    assert not record.stopped_early


async def test_a_session_that_was_taken_over_stops_here_and_records_nothing(
    app: TrackerApp, context: CommandContext, clock: HandClock, journal: Journal
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.begin(CALM)
        await pilot.pause()
        await press(pilot, "enter", "enter")
        await let_pass(pilot, clock, 10)
        take_over(app.checkpoint, clock)
        await let_pass(pilot, clock, 5)
        assert "this session continues in pts/9 on other" in painted(app)
        await press(pilot, "full_stop", "q")
        assert len(app.screen_stack) == 1

    class TakenOverAt(ScriptedLines):
        def read_line(self, seconds: float | None) -> str | None:
            if self.clock.seconds == 10 and context.checkpoint.owns("another") is False:
                take_over(context.checkpoint, clock)
            return super().read_line(seconds)

    clock.seconds = 0
    with pytest.raises(TakenOver, match="pts/9 on other"):
        start_calm(PlainSession(context, TakenOverAt(clock)))
    for checkpoint, kept in ((app.checkpoint, journal), (context.checkpoint, context.journal)):
        assert checkpoint.owns("another")
        assert records(kept) == []


async def test_a_session_taken_over_at_its_last_question_is_not_recorded_twice(
    context: CommandContext, clock: HandClock
) -> None:
    class TakenOverAtTheEnd(ScriptedLines):
        def read_line(self, seconds: float | None) -> str | None:
            if len(self.script) == 1:
                take_over(context.checkpoint, clock)
            return super().read_line(seconds)

    script = [(0.0, ""), (0.0, ""), (20.0, "."), (20.0, ""), (20.0, "q")]
    with pytest.raises(TakenOver, match="pts/9 on other"):
        start_calm(PlainSession(context, TakenOverAtTheEnd(clock, script, interactive=True)))
    assert records(context.journal) == []
    assert context.checkpoint.owns("another")


async def test_one_that_runs_elsewhere_is_left_or_taken_over_alike(
    app: TrackerApp,
    context: CommandContext,
    clock: HandClock,
    capsys: pytest.CaptureFixture[str],
) -> None:
    running = stopped(clock, pid=os.getppid())
    app.checkpoint.write(running)
    context.checkpoint.write(running)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.pause()
        on_screen = [" ".join(row.split()) for row in rows(app.screen)]
        await press(pilot, "enter")
        assert app.checkpoint.owns("before")
        await press(pilot, "s", "down", "enter")
        assert live(pilot).session.practised == 78
        assert not app.checkpoint.owns("before")
    assert plain(context, clock, (0, "")).go_on(None) == 0
    printed = capsys.readouterr().out.splitlines()
    assert printed[:3] == [told for line in on_screen if (told := in_words(line)) in printed[:3]]
    assert printed[0] == "A session runs in another terminal"
    for choice in ("go", "keep", "discard"):
        with pytest.raises(click.ClickException, match="already running in pts/3 on old"):
            plain(context, clock).go_on(choice)
    assert context.checkpoint.owns("before")
    assert plain(context, clock, (0, "t"), (1, "."), (1, "q")).go_on(None) == 0
    assert [record.seconds for record in records(context.journal)] == [78]


async def test_one_that_another_terminal_continued_meanwhile_is_not_snatched_from_it(
    app: TrackerApp, context: CommandContext, clock: HandClock
) -> None:
    left = stopped(clock)
    for face in (app, context):
        face.checkpoint.write(left)
    there = sessions.unfinished(context)
    assert there is not None
    living = replace(left, owner=replace(left.owner, pid=os.getppid(), token="theirs"))  # noqa: S106
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.pause()
        for face in (app, context):
            face.checkpoint.path.unlink()
            Checkpoint(face.checkpoint.path.parent).write(living)
        await press(pilot, "enter")
        assert "A session runs in another terminal" in painted(app)
        assert "Take it over" in painted(app)
    with pytest.raises(Living, match="pts/3 on old"):
        sessions.resume(context, there)
    for face in (app, context):
        assert face.checkpoint.owns("theirs")


async def test_one_that_is_recorded_is_finished_for_every_face(
    app: TrackerApp,
    context: CommandContext,
    clock: HandClock,
    journal: Journal,
    shell: Shell,
) -> None:
    left = stopped(clock)
    for kept, checkpoint in (
        (journal, app.checkpoint),
        (context.journal, context.checkpoint),
    ):
        checkpoint.write(left)
        kept.record(record_of(left, clock.now()))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await press(pilot, "s")
        assert isinstance(app.screen, StartScreen)
    assert app.checkpoint.read() is None
    assert json.loads(shell.run("tsubo --home home status --json")[0])["interrupted"] is None
    Checkpoint(context.paths.data).write(left)
    assert start_calm(plain(context, clock, (20, "q"), interactive=False)) == 0
    assert [record.seconds for record in records(journal)] == [78]
    assert sorted(record.seconds for record in records(context.journal)) == [15, 78]


def run_for(context: Context, seconds: int) -> Autosave:
    """A session that was begun and sampled so long."""
    running = sessions.begin(context, PLAN, {"mood_before": 4})
    autosave = sessions.new_autosave(context, running)
    session = running.session.start(0.0)
    for second in range(seconds + 1):
        session = session.at(float(second))
        autosave.sample(session)
    return autosave


def test_a_session_is_ended_once_however_often_it_is_asked_for(context: CommandContext) -> None:
    autosave = run_for(context, 30)
    first, again = sessions.end(context, autosave), sessions.end(context, autosave)
    assert first is not None
    assert again is not None
    assert again.record == first.record
    assert len(records(context.journal)) == 1


def test_a_record_that_is_refused_leaves_the_session_in_its_checkpoint(
    context: CommandContext, clock: HandClock
) -> None:
    autosave = run_for(context, 30)
    autosave.sample(autosave.running.session.finish(30.0))
    refusing = opened(context.paths.data, clock)
    refusing.zone = REFUSED
    with pytest.raises(JournalError, match="Mars"):
        sessions.end(refusing, autosave)
    there = sessions.unfinished(context)
    assert there is not None
    assert there.running.session.practised == 25
    assert sessions.end(context, autosave) is not None
    assert sessions.unfinished(context) is None


def test_what_cannot_be_discarded_stays_unfinished(context: CommandContext) -> None:
    autosave = run_for(context, 30)
    lock = context.checkpoint.path.with_name("live.lock")
    aside = lock.rename(lock.with_name("aside"))
    lock.mkdir()
    with pytest.raises(CheckpointError, match=r"live\.json cannot be"):
        sessions.discard(autosave)
    lock.rmdir()
    aside.rename(lock)
    assert sessions.unfinished(context) is not None


def test_a_session_names_where_it_runs_and_its_routine_unless_it_was_typed(
    context: CommandContext,
) -> None:
    begun: list[Any] = [
        sessions.begin_routine(context, routine, {})
        for routine in (CALM, replace(CALM, id="typed"))
    ]
    assert [running.routine for running in begun] == ["calm", None]
    assert {running.where for running in begun} == {context.place}
    assert context.place
    assert len({running.id for running in begun}) == 2


def test_holds_of_one_point_and_side_are_summed_in_one_line(context: CommandContext) -> None:
    left, right = Step("HT7", Side.LEFT, 3.0), Step("HT7", Side.RIGHT, 3.0)
    running = sessions.begin(context, Plan(steps=(left, right, left)), {})
    autosave = sessions.new_autosave(context, running)
    autosave.sample(running.session.start(0).skip(1.1).skip(1.1).finish(3.3))
    summary = sessions.end(context, autosave)
    assert summary is not None
    assert summary.lines()[1:2] == ["HT7 left wrist 3 s of 6 s"]
