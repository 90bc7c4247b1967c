"""A record, a step and a running session have one name, on every screen and in every command."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta

from conftest import SUNDAY, mat_of, session_of
from screen_text import drawn_rows, painted
from textual.pilot import Pilot
from transcript import Shell

from tracker.app import TrackerApp
from tracker.checkpoint import this_process
from tracker.core.facts.sessions import Layer, MatSession, Session
from tracker.core.facts.ulid import ulid
from tracker.core.session.live import LiveSession
from tracker.core.session.plan import Plan, mat_plan
from tracker.core.session.routine_plan import plan_of
from tracker.core.session.running import Running
from tracker.journal.journal import Journal
from tracker.library import Library
from tracker.practice.names import session_title
from tracker.practice.undo import step_names
from tracker.ui.records.record_rows import RecordRows
from tracker.ui.widgets.rows import Rows

LIBRARY = Library()


def points() -> Session:
    return replace(
        session_of(at=SUNDAY - timedelta(hours=1), seconds=150),
        routine="calm",
        mood_before=4,
        mood_after=6,
        note="train [/]",
    )


def mat() -> MatSession:
    return replace(mat_of(minutes=20), layer=Layer.THIN, stopped_early=True, stopped_why="cold")


async def lists(pilot: Pilot[None]) -> AsyncIterator[tuple[str, Rows[object]]]:
    """Every list of records in the app that has a cursor, each on its screen."""
    for tab in ("3", "4"):
        await pilot.press(tab)
        await pilot.pause()
        yield f"tab {tab}", pilot.app.screen.query_one("#history", Rows)
    await pilot.press("5", "enter")
    await pilot.pause()
    yield "day", pilot.app.screen.query_one("#records", Rows)


def history(shell: Shell) -> list[list[str]]:
    """The cells of ``tsubo history`` between day and id."""
    out, _, code = shell.run("tsubo --home tsubo history")
    assert code == 0
    return [re.split(r" {2,}", line)[1:-1] for line in out.splitlines()]


async def test_a_record_reads_the_same_in_every_list_and_in_the_history(
    app: TrackerApp, journal: Journal, shell: Shell
) -> None:
    journal.record(points(), mat())
    cells = history(shell)
    assert cells == [
        ["10:00", "Mat, back, thin", "20 min", "ended early: cold"],
        ["09:00", "Three calm minutes", "2 min 30 s", "mood 4 → 6 · train [/]"],
    ]
    async with app.run_test(size=(140, 40)) as pilot:
        async for name, rows in lists(pilot):
            assert isinstance(rows, RecordRows), name
            for place, record in enumerate(rows.items):
                on_mat = isinstance(record, MatSession)
                time, called, length, detail = cells[0] if on_mat else cells[1]
                words = ["back, thin"] if name == "tab 4" else [called]
                line = drawn_rows(rows)[place]
                if name == "tab 3":  # seconds go without their letter; the rest is on the page
                    words.append(length.removesuffix(" s"))
                else:
                    words += [length, detail.split()[0]]  # what is long is cut beside the card
                for word in (time, *words):
                    assert f" {word} " in line, (name, word)
            assert len(rows.items) == (1 if name == "tab 4" else 2), name
        await pilot.press("escape", "1")
        await pilot.pause()
        last = painted(app)
        for time, called, length, detail in cells:
            mood = detail.partition(" · ")[0] if detail.startswith("mood") else ""
            row = rf"{time} +{called} +{length.removesuffix(' s')} *{mood}"
            assert re.search(row, last), called


async def test_the_history_finds_a_record_by_what_its_row_says(
    app: TrackerApp, journal: Journal
) -> None:
    journal.record(points(), mat())
    async with app.run_test(size=(80, 24)) as pilot:
        for words, count in (("calm", 1), ("thin", 1), ("22", 2), ("train", 1), ("0", 2)):
            await pilot.press("3")
            await pilot.press("slash", *words, "enter")
            await pilot.pause()
            assert len(app.screen.query_one("#history", Rows).items) == count, words
            await pilot.press("escape")


async def test_a_step_is_named_alike_by_the_app_and_the_command(
    app: TrackerApp, journal: Journal, shell: Shell
) -> None:
    shell.run("tsubo log points calm")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("a", *"calm", "enter")
        await pilot.pause()
    step = journal.undoable
    assert step is not None
    assert shell.run("tsubo undo")[0] == f"Taken back: {step_names(app, step)[0]}\n"


def running(plan: Plan, routine: str | None) -> Running:
    return Running(
        id=ulid(SUNDAY),
        started=SUNDAY,
        zone="Europe/Berlin",
        day=SUNDAY.date(),
        routine=routine,
        session=LiveSession(plan),
        form={},
        where="",
        saved=SUNDAY,
        owner=this_process(),
    )


def test_a_running_session_is_named_for_its_routine_else_its_points_else_the_mat() -> None:
    calm = plan_of(LIBRARY.routine("calm"), LIBRARY.find)
    assert session_title(LIBRARY, running(calm, "calm")) == "Three calm minutes"
    for gone in (None, "gone"):
        assert session_title(LIBRARY, running(calm, gone)) == "HT7, PC6"
    assert session_title(LIBRARY, running(mat_plan(1200, settle=10), None)) == "Mat"
