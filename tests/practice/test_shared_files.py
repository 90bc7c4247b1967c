"""Routines and points shared as TOML come in whole or not at all, by the app as by the command."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import SUNDAY, HandClock
from textual.pilot import Pilot
from textual.widgets import Input, Static
from transcript import Shell

from tracker.app import TrackerApp
from tracker.core.facts.goals_and_rests import Goal, Kind
from tracker.core.facts.points import Point
from tracker.core.facts.routines import Routine, RoutineStep
from tracker.core.facts.sessions import Side
from tracker.journal.journal import Journal
from tracker.library import Library
from tracker.library.sharing import own_point, point_to_toml, routine_to_toml, text_to_share
from tracker.store import Store
from tracker.ui.points.import_file import ImportFileScreen
from tracker.ui.points.routines import RoutinesScreen

POINT = own_point(
    {"code": "my-thumb", "english": "Thumb", "location": "The pad of the thumb."},
    Library(),
    key="own",
    made=SUNDAY,
)
SLOW = Routine(
    id="own",
    name="The slow one, for “late” evenings",
    steps=(RoutineStep("my-thumb", Side.LEFT, 45.5), RoutineStep("PC6", Side.RIGHT, 30)),
    settle=0,
    notes="With\nbreath, and [no] hurry.",
    made=SUNDAY,
)
QUICK = Routine(
    id="own", name="A quick one", steps=(RoutineStep("GV20", Side.MIDLINE, 60),), made=SUNDAY
)
SHARED = "\n".join((routine_to_toml(SLOW), point_to_toml(POINT), routine_to_toml(QUICK)))

WRONG = [
    ("steps = [", "steps = [,", "calm.toml: "),
    ('"GV20"', '"QQ9"', "calm.toml, A quick one: steps[1].point: “QQ9” is not a known code"),
    ("seconds = 60", "seconds = 7", "calm.toml, A quick one: steps[1].seconds: 7 s is too short"),
    ('side = "midline"', 'side = "left"', "“left” is not a side of GV20; choose midline"),
    ("A quick one", "calm", "calm.toml, calm: the library has Three calm minutes, which differs"),
    ('code = "my-thumb"', 'code = "PC6"', "calm.toml, PC6: the library has PC6, which differs"),
    ("[[point]]", "[[dots]]", "calm.toml: “dots” is not a table of a shared file"),
    ("A quick one", "A \\u001b[31mone", "is not plain text; leave out [ ] and control characters"),
]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The folder of the commands; the app's is ``tsubo`` beside it."""
    return tmp_path / "home"


def taken(journal: Journal) -> tuple[list[Routine], list[Point]]:
    """Personal routines and points in the order of lists, each with the id it was shared under."""
    journal.poll()
    return (
        [replace(each, id="own") for each in journal.facts(Routine)],
        [replace(each, id="own") for each in journal.facts(Point)],
    )


async def typed(pilot: Pilot[None], path: str) -> None:
    """The path in the dialog of the page of routines, and the first enter."""
    if not isinstance(pilot.app.screen, RoutinesScreen):
        await pilot.press("2", "R")
        await pilot.pause()
    await pilot.press("i")
    await pilot.pause()
    pilot.app.screen.query_one("#path", Input).value = path
    await pilot.press("enter")
    await pilot.pause()


def said(app: TrackerApp) -> str:
    return str(app.screen.query_one("#understood", Static).content)


@pytest.mark.parametrize("named", ["my-thumb", POINT.id])
def test_a_shared_routine_brings_the_personal_points_that_it_presses(
    shell: Shell, clock: HandClock, home: Path, named: str
) -> None:
    steps = (replace(SLOW.steps[0], point=named), *SLOW.steps[1:], SLOW.steps[0])
    library = Library().joined([POINT], [])
    (shell.folder / "slow.toml").write_text(text_to_share(replace(SLOW, steps=steps), library))
    assert shell.run("tsubo import slow.toml")[2] == 0
    meant = replace(SLOW, steps=(*SLOW.steps, SLOW.steps[0]))
    assert taken(Journal(Store(home, clock.ms), clock.now)) == ([meant], [POINT])


def test_the_command_imports_what_was_shared_and_undo_takes_it_back(
    shell: Shell, clock: HandClock, home: Path
) -> None:
    (shell.folder / "calm.toml").write_text(SHARED)
    words = "3 new: my-thumb, The slow one, for “late” evenings, A quick one\n"
    done = "tsubo: Done; 'tsubo undo' takes it back.\n"
    nothing = "tsubo: Nothing was changed.\n"
    assert shell.run("tsubo import calm.toml --dry-run") == (words, nothing, 0)
    journal = Journal(Store(home, clock.ms), clock.now)
    assert taken(journal) == ([], [])
    assert shell.run("tsubo import calm.toml") == (words, done, 0)
    assert taken(journal) == ([SLOW, QUICK], [POINT])
    assert len(journal.facts(Goal)) == 1
    again = ("3 you have already\n", nothing, 0)
    assert shell.run("tsubo import calm.toml") == again
    assert shell.run("tsubo undo")[0] == "Taken back: importing calm.toml\n"
    assert taken(journal) == ([], [])
    assert shell.run("tsubo redo")[2] == 0
    assert shell.run("tsubo import calm.toml") == again


def test_what_differs_stays_unless_it_is_replaced(
    shell: Shell, clock: HandClock, home: Path
) -> None:
    (shell.folder / "calm.toml").write_text(SHARED)
    shell.run("tsubo import calm.toml")
    journal = Journal(Store(home, clock.ms), clock.now)
    ids = [each.id for each in journal.facts(Routine)]
    (shell.folder / "calm.toml").write_text(SHARED.replace("seconds = 60", "seconds = 90"))
    out, _, _ = shell.run("tsubo import calm.toml")
    assert out == "1 differs from yours, which stays: A quick one\n2 you have already\n"
    assert taken(journal) == ([SLOW, QUICK], [POINT])
    out, _, _ = shell.run("tsubo import calm.toml --replace --json")
    answer = json.loads(out)
    assert [answer[name] for name in ("new", "newer", "older", "same")] == [0, 1, 0, 2]
    assert (answer["refused"], answer["left_out"], answer["done"]) == ([], [], True)
    assert (answer["rows"]["read"], answer["rows"]["taken"]) == (3, 1)
    longer = replace(QUICK, steps=(RoutineStep("GV20", Side.MIDLINE, 90),))
    assert taken(journal) == ([SLOW, longer], [POINT])
    assert [each.id for each in journal.facts(Routine)] == ids


@pytest.mark.parametrize(("old", "new", "words"), WRONG)
def test_nothing_of_a_file_with_a_wrong_entry_is_imported(
    shell: Shell, clock: HandClock, home: Path, old: str, new: str, words: str
) -> None:
    assert old in SHARED
    (shell.folder / "calm.toml").write_text(SHARED.replace(old, new))
    out, err, code = shell.run("tsubo import calm.toml")
    assert (out, code) == ("", 1)
    assert words in err
    assert err.count("\n") == 1
    assert "\x1b" not in err
    assert taken(Journal(Store(home, clock.ms), clock.now)) == ([], [])


def test_a_shared_file_comes_by_a_pipe_too_and_has_no_habits(shell: Shell) -> None:
    assert shell.run("tsubo import - --dry-run", SHARED)[0].startswith("3 new: my-thumb")
    assert shell.run("tsubo import - --from toml", SHARED)[2] == 0
    _, err, code = shell.run('tsubo import - --as "Mat=mat 20m"', SHARED)
    assert ("--as goes with a file of another program" in err, code) == (True, 2)


@pytest.mark.parametrize("size", [(80, 24), (40, 12)])
async def test_the_app_imports_what_was_shared_and_u_takes_it_back(
    app: TrackerApp, journal: Journal, tmp_path: Path, size: tuple[int, int]
) -> None:
    file = tmp_path / "calm.toml"
    file.write_text(SHARED)
    async with app.run_test(size=size) as pilot:
        await typed(pilot, str(file))
        assert said(app).startswith("3 new: my-thumb, The slow one, for “late” evenings, A quick")
        assert taken(journal) == ([], [])
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, RoutinesScreen)
        assert taken(journal) == ([SLOW, QUICK], [POINT])
        await typed(pilot, str(file))
        assert said(app) == "3 you have already\nNothing to import."
        await pilot.press("enter", "escape")
        await pilot.pause()
        await pilot.press("u", "enter")
        await pilot.pause()
        assert taken(journal) == ([], [])


@pytest.mark.slow
@pytest.mark.parametrize(("old", "new", "words"), WRONG)
async def test_the_app_refuses_a_wrong_file_in_the_words_of_the_command(
    app: TrackerApp, journal: Journal, shell: Shell, old: str, new: str, words: str
) -> None:
    (shell.folder / "calm.toml").write_text(SHARED.replace(old, new))
    async with app.run_test(size=(120, 40)) as pilot:
        await typed(pilot, str(shell.folder / "calm.toml"))
        assert words in said(app)
        refused, _ = shell.run("tsubo import calm.toml")[1:]
        assert refused == f"tsubo: {said(app)}\n"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, ImportFileScreen)
    assert taken(journal) == ([], [])


async def test_a_path_that_is_not_a_file_is_refused_and_can_be_corrected(
    app: TrackerApp, tmp_path: Path
) -> None:
    os.mkfifo(tmp_path / "pipe.toml")
    (tmp_path / "latin.toml").write_bytes(b"name = '\xe9'")
    (tmp_path / "large.toml").write_text("#" * (1 << 20) + "\n" + SHARED)
    (tmp_path / "calm.toml").write_text(SHARED)
    async with app.run_test(size=(120, 40)) as pilot:
        for path, words in (
            (str(tmp_path), "there is no journal of tsubo in this folder"),
            (str(tmp_path / "pipe.toml"), "is not a file"),
            ("x" * 900, "is not a file"),
            (str(tmp_path / "none.toml"), "cannot be read: No such file or directory"),
            (str(tmp_path / "latin.toml"), "latin.toml is not UTF-8 at byte 9"),
            (str(tmp_path / "large.toml"), "large.toml: "),
        ):
            await typed(pilot, path)
            assert words in said(app), path
            app.pop_screen()
            await pilot.pause()
        await typed(pilot, str(tmp_path / "none.toml"))
        app.screen.query_one("#path", Input).value = f" {tmp_path / 'calm.toml'} "
        await pilot.pause()
        assert said(app) == ""
        await pilot.press("enter")
        await pilot.pause()
        assert said(app).startswith("3 new: ")


async def test_a_kiosk_imports_only_from_its_own_folder(
    app: TrackerApp, journal: Journal, tmp_path: Path, shell: Shell
) -> None:
    (tmp_path / "calm.toml").write_text(SHARED)
    (app.home / "mine.toml").write_text(SHARED)
    (app.home / "link.toml").symlink_to(tmp_path / "calm.toml")
    app.config = app.config._replace(settings=replace(app.settings, kiosk=True))
    async with app.run_test(size=(120, 40)) as pilot:
        for outside in (str(tmp_path / "calm.toml"), "../calm.toml", "link.toml", "~/calm.toml"):
            await typed(pilot, outside)
            assert "a kiosk reads and writes only files in there" in said(app), outside
            app.pop_screen()
            await pilot.pause()
        await typed(pilot, "mine.toml")
        await pilot.press("enter")
        await pilot.pause()
    assert taken(journal) == ([SLOW, QUICK], [POINT])
    _, err, code = shell.run("tsubo --kiosk import calm.toml")
    assert (code, "only files in there" in err) == (1, True)


async def test_the_app_plans_the_file_of_another_program_as_the_command_does(
    app: TrackerApp, shell: Shell
) -> None:
    log = shell.folder / "log"
    log.write_text("2026-11-18 : Press : y\n2026-11-19 : Mat : y\n2026-11-20 : Press : s\n")
    async with app.run_test(size=(120, 40)) as pilot:
        await typed(pilot, str(log))
        assert "Press: 1 left out\nMat: 1 left out" in said(app)
        assert said(app).endswith("Nothing to import.")
        app.screen.query_one("#meanings", Input).focus()
        await pilot.press(*"Pres=calm", "enter")
        await pilot.pause()
        assert "“Pres” is not in log; did you mean “Press”?" in said(app)
        app.screen.query_one("#meanings", Input).value = "Press=calm 21:30"
        await pilot.press("enter")
        await pilot.pause()
        out, _, _ = shell.run('tsubo import log --as "Press=calm 21:30" --dry-run')
        planned = [line for line in out.splitlines() if not line.startswith("0 ")]
        assert [line for line in planned if line.partition("; --")[0] not in said(app)] == []
        await pilot.press("enter")
        await pilot.pause()
        assert [each.day.day for each in app.journal.newest(Kind.POINTS)] == [18]
        await pilot.press("escape", "u", "enter")
        await pilot.pause()
        assert [*app.journal.newest(Kind.POINTS)] == []
