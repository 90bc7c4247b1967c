"""A check, an answer and a reminder are the same record from the app and from a command."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from conftest import SUNDAY
from textual.widgets import Input, Static
from transcript import Shell

from tracker.app import TrackerApp
from tracker.cli.context import CommandContext
from tracker.core.facts.checks import Check, Instrument
from tracker.core.facts.reminders import Reminder, ReminderError, reminder_entry
from tracker.core.facts.sessions import LONGEST_NOTE, Kind
from tracker.core.points.guard import Answer, Flag, FlagAnswer
from tracker.exchange.documents import Fact, document
from tracker.journal.journal import Journal
from tracker.practice.answers import answer_flags, next_words, reminder, take_check
from tracker.practice.undo import step_names
from tracker.ui.help.about_you import FlagsScreen
from tracker.ui.insights.check_dialogs import CheckScreen
from tracker.ui.today.reminders import RemindersScreen


def all_but_ids(journal: Journal, kind: type[Fact]) -> list[dict[str, Any]]:
    """Documents of all facts of a kind, without their ids."""
    return [document(fact) for fact in journal.facts(kind)]


def by_command(shell: Shell, line: str, kind: type[Fact]) -> list[dict[str, Any]]:
    """Run a command line; return the documents of a kind that it stored."""
    shell.run("tsubo config set checks on")
    _, err, code = shell.run(line)
    assert code == 0, err
    return all_but_ids(CommandContext(shell.folder / "home").journal, kind)


@pytest.mark.parametrize("instrument", Instrument)
async def test_a_check_is_the_same_from_the_app_and_the_command(
    app: TrackerApp, journal: Journal, shell: Shell, instrument: Instrument
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(CheckScreen(instrument))
        await pilot.pause()
        await pilot.press("1", "2", "enter")
        await pilot.pause()
    kept = by_command(shell, f"tsubo check {instrument} --answers 1,2", Check)
    assert all_but_ids(journal, Check) == kept
    assert (kept[0]["answers"], kept[0]["day"]) == ([1, 2], "2026-11-22")


async def test_an_answer_about_oneself_is_the_same_from_the_app_and_the_command(
    app: TrackerApp, journal: Journal, shell: Shell
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(FlagsScreen())
        await pilot.pause()
        await pilot.press("n", "enter")
        await pilot.pause()
    first, step = Flag.PREGNANT, journal.undoable
    assert all_but_ids(journal, FlagAnswer) == by_command(
        shell, f"tsubo flags {first} no", FlagAnswer
    )
    assert step is not None
    assert shell.run("tsubo undo")[0] == f"Taken back: {step_names(app, step)[0]}\n"


@pytest.mark.parametrize(
    "words",
    ["daily 21:00", "mat mon wed 7:30, from 1 dec", "monthly 1 18:00", "every 2 weeks on sun 9am"],
)
async def test_a_reminder_is_the_same_from_the_app_and_the_command(
    app: TrackerApp, journal: Journal, shell: Shell, words: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(RemindersScreen())
        await pilot.pause()
        app.screen.query_one("#line", Input).value = words
        await pilot.pause()
        said = str(app.screen.query_one("#effect", Static).content)
        await pilot.press("enter")
        await pilot.pause()
    line = f"tsubo remind add {words}"
    kept = by_command(shell, line, Reminder)
    assert all_but_ids(journal, Reminder) == kept
    assert shell.run(line)[1] == f"tsubo: {said}\n"


def test_answers_given_at_once_have_one_moment_and_each_its_id(app: TrackerApp) -> None:
    given = answer_flags(app, {Flag.PREGNANT: Answer.NO, Flag.HEART: Answer.NONE})
    assert {each.made for each in given} == {SUNDAY}
    assert len({each.id for each in given}) == 2
    assert [(each.flag, each.answer) for each in given] == [
        (Flag.PREGNANT, Answer.NO),
        (Flag.HEART, Answer.NONE),
    ]


def test_a_check_belongs_to_the_practice_day_and_names_its_wording(app: TrackerApp) -> None:
    check = take_check(app, Instrument.PHQ2, (0, 3))
    assert (check.day, check.zone, check.taken) == (SUNDAY.date(), "Europe/Berlin", SUNDAY)
    assert check.wording == app.library.checks.wording
    with pytest.raises(ValueError, match="answers"):
        take_check(app, Instrument.PHQ2, (0, 4))


def test_a_reminder_without_kind_or_day_is_for_points_from_today_on(app: TrackerApp) -> None:
    line = reminder_entry("daily 21:00", SUNDAY.date())
    made = reminder(app, line)
    assert (made.kind, made.since, made.note) == (Kind.POINTS, SUNDAY.date(), "")
    tomorrow = SUNDAY.date() + timedelta(days=1)
    made = reminder(app, line, kind=Kind.MAT, since=tomorrow, note=" at\x1b[31m home ")
    assert (made.kind, made.since, made.note) == (Kind.MAT, tomorrow, "at␛[31m home")
    assert next_words(app, made) == "Next: Mon 23 Nov 2026, 21:00"


def test_a_reminder_refuses_a_note_that_is_too_long(app: TrackerApp) -> None:
    line = reminder_entry("daily 21:00", SUNDAY.date())
    with pytest.raises(ReminderError, match="note"):
        reminder(app, line, note="x" * (LONGEST_NOTE + 1))
