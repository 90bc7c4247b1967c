"""A record is corrected alike in the app's form and by the command's options, or refused alike."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import timedelta

import pytest
from conftest import SUNDAY, mat_of, session_of
from textual.widgets import Input, Static
from transcript import Shell

from tracker.app import TrackerApp
from tracker.cli.context import CommandContext
from tracker.core.entry.record_fields import FIELDS
from tracker.core.facts.sessions import Layer, MatSession, Practice, Session, Skin
from tracker.exchange.documents import document
from tracker.journal.journal import Journal
from tracker.practice import entries
from tracker.ui.records.edit import EditScreen, edit

POINTS = replace(session_of(at=SUNDAY - timedelta(hours=1)), mood_before=4, note="first")
MAT = replace(mat_of(at=SUNDAY - timedelta(hours=2)), layer=Layer.SOCKS, skin=Skin.RED, mat="blue")

CORRECTIONS = [
    (POINTS, "started", "--at", "yesterday 21:30"),
    (POINTS, "started", "--at", "2 days ago 7:05"),
    (POINTS, "holds", "--holds", "HT7 left 40s, PC6 right 35s of 60s"),
    (POINTS, "note", "--note", "slept well [/]"),
    (MAT, "started", "--at", "fri 1:30"),
    (MAT, "lain", "--length", "25"),
    (MAT, "lain", "--length", "1h05"),
    (MAT, "surface", "--surface", "floor"),
    (MAT, "mat", "--mat", "the blue one"),
]
REFUSED = [
    (POINTS, "started", "--at", "tomorrow", "began: “tomorrow” is Mon 23 Nov 2026"),
    (POINTS, "started", "--at", "someday", "began: “someday” is not a moment; write now, 21:30"),
    (
        POINTS,
        "holds",
        "--holds",
        "HT7 up 40s",
        "holds: “HT7 up 40s”: a side of HT7 is missing; choose left",
    ),
    (POINTS, "holds", "--holds", "HT7 left 2h", "holds: “HT7 left 2h”: planned: 2 h is too long"),
    (
        POINTS,
        "holds",
        "--holds",
        "XX9 left 40s",
        "holds: “XX9 left 40s”: “XX9” is not a known code",
    ),
    (POINTS, "note", "--note", "x" * 4001, "note: 4001 characters is too many; up to 4000"),
    (MAT, "lain", "--length", "7h", "length: 7 h is too long; up to 6 h"),
    (MAT, "lain", "--length", "soon", "length: “soon” is not a length of time; write 20m, 60s"),
]


def home(shell: Shell) -> Journal:
    return CommandContext(shell.folder / "home").journal


async def in_form(app: TrackerApp, record: Practice, name: str, text: str) -> str:
    """Type a text into a field and save; what the form says after that."""
    async with app.run_test(size=(80, 40)) as pilot:
        edit(app.screen, record, app)
        await pilot.pause()
        app.screen.query_one(f"#{name}", Input).value = text
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        if not isinstance(app.screen, EditScreen):
            return ""
        return str(app.screen.query_one("#understood", Static).content)


@pytest.mark.parametrize(("record", "name", "option", "text"), CORRECTIONS)
async def test_a_field_is_read_alike_by_the_form_and_by_the_option(
    app: TrackerApp,
    journal: Journal,
    shell: Shell,
    record: Practice,
    name: str,
    option: str,
    text: str,
) -> None:
    for kept in (journal, home(shell)):
        kept.record(record)
    assert await in_form(app, record, name, text) == ""
    words = text.replace('"', '\\"')
    _, err, code = shell.run(f'tsubo edit {record.id} {option} "{words}"')
    assert code == 0, err
    by_form, by_command = journal.practice(record.id), home(shell).practice(record.id)
    assert by_form is not None
    assert by_command is not None
    assert document(by_form) == document(by_command) != document(record)
    steps = journal.undoable, home(shell).undoable
    assert all(step is not None and step.label.startswith("correct ") for step in steps)
    assert steps[0] is not None
    assert steps[1] is not None
    assert steps[0].label == steps[1].label


async def test_what_was_assumed_for_a_moment_is_said_by_the_form_as_by_the_command(
    app: TrackerApp, journal: Journal, shell: Shell
) -> None:
    for kept in (journal, home(shell)):
        kept.record(MAT)
    async with app.run_test(size=(80, 40)) as pilot:
        edit(app.screen, MAT, app)
        await pilot.pause()
        for text in ("fri evening", "yesterday", "25 oct 2:30", "2 days ago"):
            app.screen.query_one("#started", Input).value = text
            await pilot.pause()
            said = str(app.screen.query_one("#understood", Static).content)
            _, err, code = shell.run(f'tsubo edit {MAT.id} --at "{text}" --dry-run')
            assert code == 0, err
            note = err.splitlines()[0].removeprefix("tsubo: ")
            assert note.endswith(")"), err
            assert said.startswith(f"moves to {note}   "), text


@pytest.mark.parametrize(("record", "name", "option", "text", "words"), REFUSED)
async def test_what_is_refused_is_refused_in_the_same_words(
    app: TrackerApp,
    journal: Journal,
    shell: Shell,
    record: Practice,
    name: str,
    option: str,
    text: str,
    words: str,
) -> None:
    for kept in (journal, home(shell)):
        kept.record(record)
    said = await in_form(app, record, name, text)
    out, err, code = shell.run(f'tsubo edit {record.id} {option} "{text}"')
    assert said.startswith(words)
    assert (out, err, code) == ("", f"tsubo: {said}\n", 1)
    assert journal.practice(record.id) == record
    assert home(shell).practice(record.id) == record


@pytest.mark.parametrize(
    ("record", "keys", "options"),
    [
        (
            POINTS,
            {
                "mood_before": ["backspace"],
                "pressure": ["right"],
                "effects": ["home", "space", "right", "right", "right", "space"],
            },
            "--mood - --pressure light --effect sore --effect tingling",
        ),
        (
            MAT,
            {
                "layer": ["home", "right"],
                "discomfort_start": ["7"],
                "tension_after": ["0"],
                "skin": ["backspace"],
            },
            "--layer thin --discomfort 7 --tension :0 --skin -",
        ),
    ],
    ids=["points", "mat"],
)
async def test_answers_are_given_and_taken_back_alike(
    app: TrackerApp,
    journal: Journal,
    shell: Shell,
    record: Practice,
    keys: dict[str, list[str]],
    options: str,
) -> None:
    for kept in (journal, home(shell)):
        kept.record(record)
    async with app.run_test(size=(80, 40)) as pilot:
        edit(app.screen, record, app)
        await pilot.pause()
        for name, pressed in keys.items():
            app.screen.query_one(f"#{name}").focus()
            await pilot.press(*pressed)
        await pilot.press("enter")
        await pilot.pause()
    _, err, code = shell.run(f"tsubo edit {record.id} {options}")
    assert code == 0, err
    by_form, by_command = journal.practice(record.id), home(shell).practice(record.id)
    assert by_form == by_command != record
    assert all(getattr(by_form, name) != getattr(record, name) for name in keys)


@pytest.mark.parametrize("kind", [Session, MatSession])
def test_the_fields_that_can_be_edited_are_those_of_the_record(
    app: TrackerApp, kind: type[Practice]
) -> None:
    record: Practice = POINTS if kind is Session else MAT
    names = [field.name for field in entries.fields_of(app, record)]
    fixed = {"id", "made", "zone", "day", "source"}
    assert {*names} == {field.name for field in fields(kind)} - fixed
    assert names == [name for name in FIELDS if name in names], "in the order of forms"


def test_every_field_reads_what_it_writes(app: TrackerApp) -> None:
    for record in (POINTS, MAT):
        for field in entries.fields_of(app, record):
            value = getattr(record, field.name)
            written = getattr(field, "written", str)
            text = "" if value is None else written(value)
            if isinstance(value, tuple) and field.name == "effects":
                text = ", ".join(value)
            if isinstance(value, bool):
                text = "yes" if value else "no"
            assert field.value(text) == value, field.name
