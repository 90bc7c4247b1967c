"""Reminders while the app is open: a line on Today, a word elsewhere, never into a session."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import SUNDAY, HandClock, mat_of, session_of
from screen_text import drawn_rows
from session_steps import begin
from textual.pilot import Pilot
from textual.widgets import Static
from textual_inside import notices

from tracker.app import TrackerApp
from tracker.core.facts.reminders import Reminder, rule_of
from tracker.core.facts.sessions import Kind, Rest, RestReason
from tracker.core.facts.ulid import ulid
from tracker.journal.journal import Journal
from tracker.ui.widgets.rows import Rows

TEN, HOUR = SUNDAY.hour, 3600


def remind(journal: Journal, words: str, *, kind: Kind = Kind.POINTS, note: str = "") -> Reminder:
    new = Reminder(
        id=ulid(SUNDAY, len(journal.facts(Reminder))),
        made=SUNDAY,
        kind=kind,
        since=SUNDAY.date(),
        rule=rule_of(words),
        note=note,
    )
    journal.record(new)
    return new


def line(app: TrackerApp) -> str:
    """Today's line about reminders; empty while it is hidden."""
    due = app.screen_stack[0].query_one("#due", Static)
    return str(due.content) if due.display else ""


def said(app: TrackerApp) -> list[str]:
    return notices(app)


async def at(pilot: Pilot[None], app: TrackerApp, clock: HandClock, hour: float) -> None:
    clock.seconds = (hour - TEN) * HOUR
    app.poll()
    await pilot.pause()


@pytest.fixture
def rung(app: TrackerApp, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """How often the terminal's bell was rung."""
    found: list[str] = []
    monkeypatch.setattr(app, "bell", lambda: found.append("bell"))
    return found


async def test_today_says_what_is_due_until_it_is_done(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    remind(journal, "daily 21:00")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at(pilot, app, clock, 20.99)
        assert line(app) == ""
        await at(pilot, app, clock, 21)
        assert line(app) == "Reminder 21:00: points, 0 of 1 today"
        assert said(app) == []
        app.change(journal.record, session_of())
        await pilot.pause()
        assert line(app) == ""
        app.change(journal.undo)
        await pilot.pause()
        assert line(app) == "Reminder 21:00: points, 0 of 1 today"
        await at(pilot, app, clock, 24 + 4)
        assert line(app) == ""


async def test_what_was_due_before_the_app_was_opened_stands_there_and_is_not_announced(
    app: TrackerApp, journal: Journal, clock: HandClock, rung: list[str]
) -> None:
    remind(journal, "daily 7:00", note="[/] [b]x")
    app.config = app.config._replace(settings=replace(app.config.settings, reminder_bell=True))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("5")
        await at(pilot, app, clock, TEN + 1)
        assert (said(app), rung) == ([], [])
        await pilot.press("1")
        await pilot.pause()
        assert line(app) == "Reminder 07:00: points, 0 of 1 today · [/] [b]x"


async def test_on_another_tab_it_is_said_once(
    app: TrackerApp, journal: Journal, clock: HandClock, rung: list[str]
) -> None:
    remind(journal, "daily 21:00", note="[/]")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("5")
        await pilot.pause()
        app.poll()
        for hour in (21, 21.001, 22, 23):
            await at(pilot, app, clock, hour)
        assert said(app) == ["Reminder 21:00: points, 0 of 1 today · [/]"]
        assert rung == []


async def test_the_bell_rings_once_if_wanted(
    app: TrackerApp, journal: Journal, clock: HandClock, rung: list[str]
) -> None:
    remind(journal, "daily 21:00")
    remind(journal, "daily 21:00", kind=Kind.MAT)
    app.config = app.config._replace(settings=replace(app.config.settings, reminder_bell=True))
    async with app.run_test(size=(80, 24)) as pilot:
        app.poll()
        for hour in (21, 21.001, 22):
            await at(pilot, app, clock, hour)
        assert rung == ["bell"]
        assert line(app) == (
            "Reminder 21:00: points, 0 of 1 today   Reminder 21:00: mat, not yet today"
        )


async def test_a_running_session_is_not_spoken_into(
    app: TrackerApp, journal: Journal, clock: HandClock, rung: list[str]
) -> None:
    remind(journal, "daily 21:00")
    app.config = app.config._replace(settings=replace(app.config.settings, reminder_bell=True))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.poll()
        await begin(pilot)
        before = len(said(app)), len(rung)
        await at(pilot, app, clock, 21)
        await pilot.press("exclamation_mark")
        await at(pilot, app, clock, 21.5)
        assert (len(said(app)), len(rung)) == before
        assert app.reminders_due


async def test_help_for_hard_moments_is_not_spoken_into(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    remind(journal, "daily 21:00")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        app.poll()
        await pilot.press("5", "exclamation_mark")
        await at(pilot, app, clock, 21)
        assert said(app) == []


async def test_a_rest_day_and_what_is_done_are_not_asked_for(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    remind(journal, "daily 21:00")
    remind(journal, "daily 21:00", kind=Kind.MAT)
    today = SUNDAY.date()
    journal.record(mat_of())
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await at(pilot, app, clock, 21)
        assert line(app) == "Reminder 21:00: points, 0 of 1 today"
        rest = Rest(id=ulid(SUNDAY), made=SUNDAY, start=today, end=today, why=RestReason.REST)
        app.change(journal.record, rest)
        await pilot.pause()
        assert line(app) == ""


async def test_a_second_in_which_nothing_came_draws_and_works_out_nothing(
    app: TrackerApp, journal: Journal, clock: HandClock
) -> None:
    remind(journal, "daily 21:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await at(pilot, app, clock, 21)
        known = app.reminders_due
        painted = app.screen.query_one("#due", Static).visual
        for hour in (21.0003, 21.0006):
            await at(pilot, app, clock, hour)
        assert app.reminders_due is known
        assert app.screen.query_one("#due", Static).visual is painted


async def test_reminders_are_written_in_one_line_and_removed(
    app: TrackerApp, journal: Journal
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("R", *"mat mon wed 7:30")
        await pilot.pause()
        text = " ".join(str(each.content) for each in app.screen.query(Static))
        assert "mat  Monday, Wednesday 7:30" in text
        assert "Next: Mon 23 Nov 2026, 07:30" in text
        await pilot.press("enter", *"daily 21:00, from 1 dec", "enter")
        await pilot.pause()
        kept = sorted((each.kind, each.words, each.since.day) for each in journal.facts(Reminder))
        assert kept == [("mat", "Monday, Wednesday 7:30", 22), ("points", "daily 21:00", 1)]
        rows = app.screen.query_one("#entries", Rows)
        assert drawn_rows(rows)[0].split()[:3] == ["mat", "Monday,", "Wednesday"]
        assert "from Tue 1 Dec 2026" in drawn_rows(rows)[1]
        assert journal.undoable is not None
        assert journal.undoable.label == "reminder daily 21:00"
        await pilot.press("tab", "D", "enter")
        await pilot.pause()
        assert [each.words for each in journal.facts(Reminder)] == ["daily 21:00"]


async def test_a_line_that_is_no_reminder_is_said_and_stays(
    app: TrackerApp, journal: Journal
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("R", *"sometimes [/]", "enter")
        await pilot.pause()
        assert "“sometimes [/]” names no time of day" in str(
            app.screen.query_one("#said", Static).content
        )
        assert app.screen.query_one("#line").value == "sometimes [/]"  # type: ignore[attr-defined]
        assert journal.facts(Reminder) == []


def test_without_a_reminder_rules_are_not_imported(tmp_path: Path) -> None:
    script = f"""
import asyncio, sys
from datetime import datetime, UTC
from pathlib import Path
from tracker.app import TrackerApp
from tracker.checkpoint import Checkpoint
from tracker.config.config import Config
from tracker.journal.journal import Journal
from tracker.library import Library
from tracker.store import Store
from tracker.config.zone import Zone
home = Path({str(tmp_path / "home")!r})
now = lambda: datetime(2026, 11, 22, 10, tzinfo=UTC)
journal = Journal(Store(home, lambda: 0), now)
app = TrackerApp(journal, Library, Config.load(home / "config.toml"), Zone("UTC", UTC, "a test"),
                 Checkpoint(home), now=now, monotonic=lambda: 0.0)
async def main():
    async with app.run_test() as pilot:
        app.poll()
        await pilot.pause()
asyncio.run(main())
print("dateutil.rrule" in sys.modules)
"""
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=False
    )
    assert (done.stdout.strip(), done.returncode) == ("False", 0), done.stderr
