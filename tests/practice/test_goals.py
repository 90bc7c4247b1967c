"""A goal and a rest are the same from the app's dialogs and from the commands, set or refused."""

from __future__ import annotations

import shlex
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from conftest import HandClock, session_of
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input, Static
from transcript import Shell

from tracker.app import TrackerApp
from tracker.cli.context import CommandContext
from tracker.core.facts.sessions import Goal, Kind, Per, Rest, RestReason
from tracker.exchange.documents import document
from tracker.journal.journal import Journal
from tracker.practice import goals
from tracker.ui.calendar.day import DayScreen
from tracker.ui.calendar.goals_and_rests import GoalsScreen, RestsScreen

Kept = list[dict[str, Any]]

GOALS = [
    "once a day",
    "twice a day mon-fri",
    "1 a day mon tue wed thu fri",
    "2 a day sat-mon, least 5m",
    "twice a day mon-fri, least 5m, from 1 dec",
    "3 days a week",
    "7 a week since 2026-11-01",
    "daily",
    "weekly",
]
WRONG_GOALS = [
    "",
    "often",
    "3",
    "0 a day",
    "30 a day",
    "8 a week",
    "3 a week mon-fri",
    "1 a day monkeys sunshine",
    "1 2 a day",
    "once a day from never",
    "once a day least 7h",
    "once a day [/]",
]
RESTS = ["today", "3 nov to 9 nov ill", "2026-11-03..2026-11-09", "away sat - sun", "tomorrow"]
WRONG_RESTS = ["ill", "9 nov to 3 nov", "nonsense", "1 nov to 2 nov to 3 nov", "today ill away"]


def facts(journal: Journal) -> tuple[Kept, Kept]:
    """The goals and the rests, without their ids."""
    goals = sorted(journal.facts(Goal), key=lambda goal: (goal.kind, goal.since))
    return [document(goal) for goal in goals], [document(rest) for rest in journal.facts(Rest)]


def home(shell: Shell) -> Journal:
    return CommandContext(shell.folder / "home").journal


async def typed(pilot: Pilot[None], screen: Screen[None], line: str) -> str:
    """Save a line in a dialog; what it says below the line before."""
    pilot.app.push_screen(screen)
    await pilot.pause()
    pilot.app.screen.query_one("#line", Input).value = line
    await pilot.pause()
    said = [str(pilot.app.screen.query_one(name, Static).content) for name in ("#said", "#effect")]
    await pilot.press("enter")
    await pilot.pause()
    refusal = str(pilot.app.screen.query_one("#said", Static).content)
    await pilot.press("escape")
    await pilot.pause()
    return refusal or said[1]


@pytest.mark.parametrize("line", GOALS)
@pytest.mark.parametrize("kind", Kind)
async def test_a_goal_is_the_same_from_the_app_and_the_command(
    app: TrackerApp, journal: Journal, shell: Shell, kind: Kind, line: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        effect = await typed(pilot, GoalsScreen(kind), line)
    out, err, code = shell.run(f"tsubo goal {kind} {line}")
    assert (err, code) == (f"tsubo: {effect}\n", 0)
    assert facts(home(shell)) == facts(journal)
    by_app, by_command = journal.undoable, home(shell).undoable
    assert by_app is not None
    assert by_command is not None
    assert by_app.label == by_command.label == f"goal {kind}"
    assert out.startswith(f"{kind}: ")


@pytest.mark.parametrize("line", WRONG_GOALS)
async def test_words_that_are_no_goal_are_refused_alike_and_change_nothing(
    app: TrackerApp, journal: Journal, shell: Shell, line: str
) -> None:
    before = facts(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        refusal = await typed(pilot, GoalsScreen(), line)
    assert facts(journal) == before
    _, err, code = shell.run(f"tsubo goal points {line}")
    assert refusal in err
    assert code == (1 if "never" in line else 2)
    assert facts(home(shell)) == ([], [])


@pytest.mark.parametrize("line", RESTS)
async def test_a_rest_is_the_same_from_the_app_and_the_command(
    app: TrackerApp, journal: Journal, shell: Shell, line: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        effect = await typed(pilot, RestsScreen(), line)
    one = shell.run(f"tsubo rest {shlex.quote(line)}")
    assert one[1:] == (f"tsubo: {effect}\n", 0)
    assert facts(home(shell)) == facts(journal)
    shell.run("tsubo undo")
    assert shell.run(f"tsubo rest {line}") == one, "in words, without quotes"
    assert facts(home(shell)) == facts(journal)
    by_app, by_command = journal.undoable, home(shell).undoable
    assert by_app is not None
    assert by_command is not None
    assert by_app.label == by_command.label


@pytest.mark.parametrize("line", WRONG_RESTS)
async def test_words_that_are_no_rest_are_refused_alike_and_change_nothing(
    app: TrackerApp, journal: Journal, shell: Shell, line: str
) -> None:
    before = facts(journal)
    async with app.run_test(size=(80, 24)) as pilot:
        refusal = await typed(pilot, RestsScreen(), line)
    assert facts(journal) == before
    _, err, code = shell.run(f"tsubo rest {shlex.quote(line)}")
    assert refusal in err
    assert code == (1 if line == "nonsense" else 2)
    assert facts(home(shell)) == ([], [])


@pytest.mark.parametrize(
    ("options", "line"),
    [
        ('goal mat 2 a day --least 5m --since "1 dec"', "goal mat 2 a day, least 5m, from 1 dec"),
        ('rest "3 nov" "9 nov" --why ill', "rest 3 nov to 9 nov ill"),
        ('rest "3 nov to 9 nov" --why ill', "rest 3 nov to 9 nov ill"),
        ("rest today ill", "rest today --why ill"),
    ],
)  # fmt: skip
def test_options_say_what_the_line_can_say(shell: Shell, options: str, line: str) -> None:
    kept = []
    for words in (options, line):
        assert shell.run(f"tsubo {words}")[2] == 0
        kept.append(facts(home(shell)))
        shell.run("tsubo undo")
    assert kept[0] == kept[1]


def test_what_the_line_says_is_not_said_again_by_an_option(shell: Shell) -> None:
    for words in (
        "goal points 2 a day from 1 dec --since today",
        "goal points 2 a day least 5m --least 5m",
        "rest today ill --why away",
    ):
        assert shell.run(f"tsubo {words}")[2] == 2
    assert facts(home(shell)) == ([], [])


async def test_a_goal_replaces_the_one_of_its_kind_from_the_same_day_on(
    app: TrackerApp, journal: Journal, shell: Shell, clock: HandClock
) -> None:
    clock.seconds = 60
    async with app.run_test(size=(80, 24)) as pilot:
        for line in ("2 a day", "3 a week", "3 a day from 1 dec"):
            await typed(pilot, GoalsScreen(), line)
            assert shell.run(f"tsubo goal points {line}")[2] == 0
    for kept in (journal, home(shell)):
        assert [(goal.times, goal.per, goal.since.day) for goal in kept.facts(Goal)] == [
            (3, Per.WEEK, 22),
            (3, Per.DAY, 1),
        ]


async def test_the_latest_goal_is_removed_from_either_face(
    app: TrackerApp, journal: Journal, shell: Shell
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await typed(pilot, GoalsScreen(), "2 a day from 1 dec")
        app.push_screen(GoalsScreen())
        await pilot.pause()
        await pilot.press("tab", "D")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
    shell.run("tsubo goal points 2 a day from 1 dec")
    assert shell.run("tsubo goal points --remove")[2] == 0
    assert facts(journal) == facts(home(shell))
    for kept in (journal, home(shell)):
        assert kept.undoable is not None
        assert kept.undoable.label == "remove goal points"


@pytest.mark.parametrize(
    ("day", "left"),
    [
        (date(2026, 11, 20), [(21, 23)]),
        (date(2026, 11, 21), [(20, 20), (22, 23)]),
        (date(2026, 11, 23), [(20, 22)]),
        (date(2026, 11, 24), [(20, 23)]),
    ],
)
def test_a_day_is_taken_out_of_its_rest(
    app: TrackerApp, journal: Journal, day: date, left: list[tuple[int, int]]
) -> None:
    journal.record(goals.rest(app, "20 nov to 23 nov ill"))
    changes = goals.clear_day(app, day)
    assert len(journal.facts(Rest)) == 1, "nothing is kept before the caller keeps it"
    if changes:
        journal.change(*changes, label="clear")
    rests = sorted(journal.facts(Rest), key=lambda rest: rest.start)
    assert [(rest.start.day, rest.end.day) for rest in rests] == left
    assert {rest.why for rest in rests} == {RestReason.ILL}


def test_every_rest_that_covers_a_day_is_cleared(app: TrackerApp, journal: Journal) -> None:
    today = goals.rest_day(app, app.today)
    journal.record(today, replace(goals.rest(app, "today to 24 nov away"), made=app.now()))
    journal.change(*goals.clear_day(app, app.today), label="clear")
    assert [(rest.start.day, rest.end.day) for rest in journal.facts(Rest)] == [(23, 24)]
    assert goals.clear_day(app, app.today) == []


async def test_the_opened_day_says_the_effect_that_the_command_says(
    app: TrackerApp, journal: Journal, shell: Shell
) -> None:
    journal.record(session_of(days_ago=2), session_of())
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(DayScreen(date(2026, 11, 21)))
        await pilot.pause()
        await pilot.press("r")
        await pilot.pause()
        said = [str(each.content) for each in app.screen.query(Static)]
    _, err, _ = shell.run("tsubo --home tsubo rest yesterday")
    assert err.removeprefix("tsubo: ").strip() in "\n".join(said)
    assert "1 day in a row → 2" in err
