"""What a help text, a hint or a message gives as an example is taken by every face of tsubo."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import SUNDAY, mat_of, session_of
from textual.screen import Screen
from textual.widgets import Input, Static
from transcript import Shell

from tracker.app import TrackerApp
from tracker.core.facts.routines import RoutineStep
from tracker.core.text.examples import (
    COLUMNS,
    DAYS,
    GOAL,
    HELD,
    HOLDS,
    LENGTHS,
    MAT,
    MAT_EARLIER,
    MEANINGS,
    MOMENTS,
    POINTS_EARLIER,
    REMINDERS,
    REST,
    STEPS,
)
from tracker.journal.journal import Journal
from tracker.ui.calendar.goals_and_rests import GoalsScreen, RestsScreen
from tracker.ui.points.routine_editor import RoutineEditScreen
from tracker.ui.records.edit import EditMat, EditSession
from tracker.ui.records.log_mat import LogMatScreen
from tracker.ui.records.log_points import LogPointsScreen
from tracker.ui.screens.date_dialog import GoToScreen
from tracker.ui.today.reminders import RemindersScreen
from tracker.ui.widgets.rows import Rows

MAT_LINES = (
    MAT,
    MAT_EARLIER,
    *LENGTHS,
    *(f"20m {each}" for each in MOMENTS),
    *(f"{each} 20m back" for each in DAYS),
)
POINT_LINES = (
    POINTS_EARLIER,
    *STEPS.split(", "),
    *(f"PC6 {each}" for each in HOLDS),
    *(f"calm {each}" for each in MOMENTS),
)


def test_the_commands_take_every_example(shell: Shell) -> None:
    shell.run("tsubo log points HT7 60s --at 8:00")
    (shell.folder / "any.csv").write_text(
        "Date,Length,Name\n2026-11-18,20,Mat\n2026-11-19,,Press\n"
    )
    asked = " ".join(f'--as "{each}"' for each in MEANINGS)
    columns = " ".join(f"--column {each}" for each in (*COLUMNS, "name=Name"))
    record = json.loads(shell.run("tsubo history --json")[0])["records"][0]["id"]
    lines = [
        *(f"log mat {each}" for each in MAT_LINES),
        *(f"log points {each}" for each in POINT_LINES),
        *(f'log mat 20m --at "{each}"' for each in MOMENTS),
        *(f"log points PC6 --hold {each}" for each in HOLDS),
        *(f'edit {record} --at "{each}"' for each in MOMENTS),
        f'edit {record} --holds "{HELD}"',
        *(f'history --since "{each}"' for each in DAYS),
        *(f"goal mat once a day --least {each}" for each in LENGTHS),
        *(f"remind add {each}" for each in REMINDERS),
        f"rest {REST}",
        f"import any.csv {columns} {asked}",
    ]
    refused = {line: said for line in lines if (said := shell.run(f"tsubo {line}"))[2]}
    assert refused == {}


@pytest.mark.slow
async def test_the_fields_of_the_app_take_every_example(app: TrackerApp, journal: Journal) -> None:
    session = session_of(at=SUNDAY)
    mat = mat_of(at=SUNDAY)
    for record in (session, mat):
        journal.record(record)
    fields: list[tuple[Screen[Any], str, str, tuple[str, ...]]] = [
        (LogMatScreen(), "line", "understood", MAT_LINES),
        (LogPointsScreen(), "line", "understood", POINT_LINES),
        (EditSession(session), "started", "understood", MOMENTS),
        (EditMat(mat), "started", "understood", MOMENTS),
        (EditSession(session), "holds", "understood", (HELD,)),
        (EditMat(mat), "lain", "understood", LENGTHS),
        (GoToScreen(), "date", "meant", DAYS),
        (GoalsScreen(), "line", "said", (GOAL,)),
        (RestsScreen(), "line", "said", (REST,)),
        (RemindersScreen(), "line", "said", REMINDERS),
    ]
    async with app.run_test(size=(80, 40)) as pilot:
        for screen, field, said, typed in fields:
            await app.push_screen(screen)
            for example in typed:
                screen.query_one(f"#{field}", Input).value = example
                await pilot.pause()
                words = str(screen.query_one(f"#{said}", Static).visual)
                assert words, (screen, example)
                assert "write " not in words, (screen, example, words)
                assert " is not " not in words, (screen, example, words)
            screen.dismiss(None)
            await pilot.pause()
        editor = RoutineEditScreen()
        await app.push_screen(editor)
        editor.query_one("#add", Input).value = STEPS
        editor.query_one("#add", Input).focus()
        await pilot.press("enter")
        steps: Rows[RoutineStep] = editor.query_one("#steps", Rows)
        assert [step.point for step in steps.items] == ["PC6", "HT7", "HT7"]
