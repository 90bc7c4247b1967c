"""The app's fields say of a file what the command's options do, and appear when they are of use."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static
from transcript import Shell

from tracker.app import TrackerApp
from tracker.core.facts.goals_and_rests import Goal, Kind
from tracker.exchange.programs import detection
from tracker.practice import entries
from tracker.practice.files.import_fields import FIELDS, Program, fields_for, in_fields, wanted_of
from tracker.practice.files.plan import OURS
from tracker.ui.points.import_file import ImportFileScreen
from tracker.ui.screens.form import Form

TABLE = "Datum,Dauer,Was\n3/4/2026,20,Mat\n4/4/2026,15,Lesen\n"


def said(app: TrackerApp) -> str:
    return str(app.screen.query_one("#understood", Static).content)


def shown(app: TrackerApp) -> list[str]:
    form = app.screen.query_one(Form)
    rows = zip(FIELDS, form.query(".field"), strict=True)
    return [field.name for field, row in rows if form.display and row.display]


async def opened(pilot: Pilot[None], path: Path) -> None:
    await pilot.app.push_screen(ImportFileScreen())
    await pilot.press(*str(path), "enter")
    await pilot.pause()


async def test_any_table_is_named_and_taken_in_by_the_keyboard(
    app: TrackerApp, shell: Shell
) -> None:
    file = shell.folder / "any.csv"
    file.write_text(TABLE)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, file)
        assert "name its columns with “Columns”" in said(app)
        assert shown(app) == ["meanings", "columns", "program"]
        await pilot.press("tab", *"Mat=mat", "tab")
        await pilot.press(*"started=Datum; minutes=Dauer; name=Was", "enter")
        assert "“3/4/2026” has two readings; write “Day order” dmy" in said(app)
        await pilot.press("tab", "tab", "right", "enter")
        assert shown(app) == ["meanings", "columns", "program", "day_order", "goals"]
        columns = "--column started=Datum --column minutes=Dauer --column name=Was"
        out = shell.run(f"tsubo import any.csv {columns} --day-order dmy --as Mat=mat --dry-run")[0]
        lines = [line for line in out.splitlines() if not line.startswith("0 ")]
        assert [line for line in lines if line.partition("; --")[0] not in said(app)] == []
        assert [*app.journal.newest(Kind.MAT)] == []
        await pilot.press("enter")
        await pilot.pause()
        assert not isinstance(app.screen, ImportFileScreen)
        (found,) = app.journal.newest(Kind.MAT)
        assert (found.day.isoformat(), found.seconds) == ("2026-04-03", 1200)


@pytest.mark.slow
async def test_goals_and_the_files_own_version_are_taken_when_asked(
    app: TrackerApp, shell: Shell
) -> None:
    shell.run("tsubo log mat 20m --at 7:00 --note first")
    shell.run("tsubo export mine.json")
    habits = shell.folder / "habits"
    habits.write_text("Mat: 1\n")
    (shell.folder / "log").write_text("2026-11-18 : Mat : y :  : 20\n")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, shell.folder / "mine.json")
        assert shown(app) == []
        await pilot.press("enter")
        await pilot.pause()
        (found,) = app.journal.newest(Kind.MAT)
        entries.correct(app, found, replace(found, note="later"))
        await opened(pilot, shell.folder / "mine.json")
        assert (said(app).endswith("Nothing to import."), shown(app)) == (True, ["replace"])
        await pilot.press("tab", "right", "enter")
        assert said(app).endswith("Enter imports it.")
        await pilot.press("enter")
        await pilot.pause()
        assert [each.note for each in app.journal.newest(Kind.MAT)] == ["first"]
        await opened(pilot, shell.folder / "none")
        await pilot.press("ctrl+o")
        assert shown(app) == [field.name for field in FIELDS]
        app.screen.query_one("#path", Input).value = str(shell.folder)
        app.screen.query_one("#meanings", Input).value = "Mat=mat"
        await pilot.press("shift+tab", "enter")
        await pilot.pause()
        assert "Mat: 1 as mat" in said(app)
        app.screen.query_one("#goals").focus()
        await pilot.press("right", "enter")
        await pilot.pause()
        assert "Mat: goal, once a day" in said(app)
        await pilot.press("enter")
        await pilot.pause()
        days = {each.since.isoformat() for each in app.journal.facts(Goal)}
        assert days == {"2026-11-22", "2026-11-18"}


def test_the_programs_to_choose_are_those_that_are_read() -> None:
    assert {*Program} == {*OURS, *detection.PROGRAMS}


@pytest.mark.parametrize(
    ("words", "names", "in_the_app"),
    [
        ("--as mood: 11 is too much", {"meanings"}, "“Names” mood: 11 is too much"),
        (
            "a.csv: name its columns, as --column started=Date --column minutes=Duration; there",
            {"columns", "meanings"},
            "a.csv: name its columns, as “Columns” started=Date; minutes=Duration; there",
        ),
        ("write --day-order dmy", {"day_order"}, "write “Day order” dmy"),
        ('give it with --as "NAME=mat 20m"', {"meanings"}, "give it with “Names” NAME=mat 20m"),
        ("a.json: not readable as JSON", set(), "a.json: not readable as JSON"),
    ],
)
def test_a_refusal_names_the_fields_and_shows_them(
    words: str, names: set[str], in_the_app: str
) -> None:
    assert fields_for(words) == names
    assert in_fields(words) == in_the_app


def test_answers_are_read_as_the_options_are() -> None:
    wanted = wanted_of({"meanings": " Mat=mat 20m; ;Press=calm ", "program": Program.LOOP})
    assert (wanted.meanings, wanted.columns) == (("Mat=mat 20m", "Press=calm"), ())
    assert (wanted.program, wanted.day_order, wanted.goals, wanted.replace) == (
        "loop",
        None,
        False,
        False,
    )
