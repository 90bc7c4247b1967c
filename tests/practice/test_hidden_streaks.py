"""With `streaks = hidden` no face shows a number that can fall; what was done is still there."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any, Final

import pytest
from conftest import mat_of, session_of
from screen_text import painted
from textual.screen import Screen
from transcript import Shell

from tracker.app import TrackerApp
from tracker.cli.context import Clocks, CommandContext
from tracker.core.facts.sessions import Kind
from tracker.journal.journal import Journal
from tracker.practice.summary import summary
from tracker.ui.calendar.day import DayScreen
from tracker.ui.calendar.goals_and_rests import GoalsScreen
from tracker.ui.records.log_mat import LogMatScreen
from tracker.ui.records.log_points import LogPointsScreen
from tracker.ui.session.summary import SummaryScreen

RUN: Final = 173
"""Days in a row, ending today; a number found nowhere else."""
FALLS: Final = re.compile(
    rf"\b{RUN}\b|\b{RUN - 1}\b|in a row|longest|strength|\bof 1 today|this week|this month"
    r"|no streak|streak \d|as before|Too short"
)
COMMANDS: Final = (
    "status",
    "status --json",
    "status --format '{points}|{points_times}|{points_streak}|{mat_streak}'",
    "streak",
    "streak --why",
    "streak --kind mat --why",
    "streak --json",
    "due",
    "due --json",
    "calendar --text",
    "calendar --kind both",
    "history",
    "goal list",
    "goal points once a day --dry-run",
    "rest list",
    "log points PC6",
    "edit 00001 --note x --dry-run",
)


def plant(journal: Journal, now: Any) -> None:
    """A run of that many days of both kinds, and single days before it, which totals hold too."""
    journal.begin(now.date())
    before = range(RUN + 10, RUN + 40, 2)
    for ago in (*range(RUN), *before):
        journal.record(
            session_of(days_ago=ago, seconds=421), mat_of(days_ago=ago, minutes=11), label="log"
        )


@pytest.fixture(params=["shown", "hidden"])
def person(request: pytest.FixtureRequest, shell: Shell) -> str:
    context = CommandContext(shell.folder / "home", Clocks(wall=shell.now.timestamp))
    plant(context.journal, context.now())
    shell.run("tsubo goal points once a day from 2026-01-01")
    shell.run("tsubo goal mat once a day from 2026-01-01")
    shell.run(f"tsubo config set streaks {request.param}")
    return str(request.param)


def test_no_command_says_a_number_that_can_fall(shell: Shell, person: str) -> None:
    said = {}
    for command in COMMANDS:
        out, err, _ = shell.run(f"tsubo {command}")
        values = re.sub(r'"\w+": ', "", out)  # the keys of an answer stay
        said[command] = [*FALLS.findall(values), *FALLS.findall(err)]
    if person == "hidden":
        assert {command: found for command, found in said.items() if found} == {}
    else:
        assert sum(map(bool, said.values())) > 6  # the same values are found while shown


def test_the_report_says_none_and_what_was_done_is_there(shell: Shell, person: str) -> None:
    shell.run("tsubo export out.html")
    found = next(shell.folder.rglob("out.html")).read_text("utf-8")
    assert bool(FALLS.search(found)) == (person == "shown")
    assert "PC6" in found


@pytest.mark.parametrize("streaks", ["shown", "hidden"])
async def test_no_screen_says_a_number_that_can_fall(
    app: TrackerApp, journal: Journal, streaks: str
) -> None:
    plant(journal, app.now())
    app.config = app.config.set("streaks", streaks)
    said: dict[str, list[str]] = {}
    async with app.run_test(size=(120, 50)) as pilot:
        for tab in "123456":
            await pilot.press(tab)
            await pilot.pause()
            said[tab] = FALLS.findall(painted(app))
        for keys in (("1", "w"), ("4", "w"), ("5", "w"), ("5", "x"), ("6", "x")):
            await pilot.press(*keys)
            await pilot.pause()
            said["".join(keys)] = FALLS.findall(painted(app))
            await pilot.press("escape")
            await pilot.pause()
        record = next(iter(journal.newest(Kind.POINTS)))
        screens: list[Screen[Any]] = [
            DayScreen(app.today),
            DayScreen(app.today - timedelta(days=400)),
            GoalsScreen(Kind.POINTS),
            LogMatScreen("20m"),
            LogPointsScreen("PC6"),
            SummaryScreen(summary(app, record, None)),
        ]
        for screen in screens:
            await app.push_screen(screen)
            await pilot.pause()
            said[type(screen).__name__] = FALLS.findall(painted(app))
            app.pop_screen()
            await pilot.pause()
    found = {name: words for name, words in said.items() if words}
    assert found == {} if streaks == "hidden" else len(found) > 4


def test_the_setting_is_found(shell: Shell) -> None:
    out, _, _ = shell.run("tsubo config")
    assert "streaks" in out
    assert "shown" in out
