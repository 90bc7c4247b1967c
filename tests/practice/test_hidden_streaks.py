"""With `streaks = hidden` no face shows a number that can fall; what was done is still there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

import pytest
from conftest import mat_of, session_of
from screen_text import painted
from textual.screen import Screen
from transcript import Shell, every_command

from tracker.app import TrackerApp
from tracker.cli.context import Clocks, CommandContext
from tracker.core.facts.checks import Instrument
from tracker.core.facts.sessions import Kind
from tracker.journal.journal import Journal
from tracker.practice import goals
from tracker.practice.summary import summary
from tracker.ui.calendar.day import DayScreen
from tracker.ui.palette.things import NamedThings
from tracker.ui.points.point_page import PointScreen
from tracker.ui.records.log_mat import LogMatScreen
from tracker.ui.records.log_points import LogPointsScreen
from tracker.ui.records.record_page import RecordScreen
from tracker.ui.screens.lazy import PAGES, lazy_screen
from tracker.ui.session.summary import SummaryScreen
from tracker.ui.widgets.tab_line import TABS

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
    journal.record(
        *(
            record
            for ago in (*range(RUN), *before)
            for record in (session_of(days_ago=ago, seconds=421), mat_of(days_ago=ago, minutes=11))
        ),
        label="log",
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


def test_no_answer_in_json_carries_a_number_that_can_fall(shell: Shell, person: str) -> None:
    reading = [
        name
        for name, command in every_command().items()
        if any("--json" in each.opts for each in command.params)
    ]
    assert {"status", "streak", "due", "calendar", "history"} <= set(reading)
    said = {}
    for command in reading:
        words = {"point": "PC6", "check phq2": "--answers 0,0 --dry-run"}.get(command, "")
        out, err, _ = shell.run(f"tsubo {command} {words} --json")
        values = re.sub(r'"\w+": ', "", out)
        said[command] = [*FALLS.findall(values), *FALLS.findall(err)]
        said[command] += re.findall(r'"state": ?"\w+"', out)
    found = {command for command, words in said.items() if words}
    assert found == set() if person == "hidden" else {"streak", "status", "calendar"} <= found


def opened(app: TrackerApp, journal: Journal) -> Iterator[Screen[Any]]:
    """Every screen that is opened by name, and those that are opened on a day or a record."""
    routine, record = app.library.first_routine, next(iter(journal.newest(Kind.POINTS)))
    lain = next(iter(journal.newest(Kind.MAT)))
    given: dict[str, tuple[object, ...]] = {
        "prepare points": (routine,),
        "take check": (Instrument.PHQ2,),
    }
    for page in set(PAGES) - set(TABS):
        yield lazy_screen(page, *given.get(page, ()))()
    for ago in (0, 1, RUN, RUN + 11, 400):
        yield DayScreen(app.today - timedelta(days=ago))
    yield from (RecordScreen(record), RecordScreen(lain), PointScreen("PC6"))
    yield from (
        LogMatScreen("20m"),
        LogPointsScreen("PC6"),
        SummaryScreen(summary(app, record, None)),
    )
    yield SummaryScreen(summary(app, lain, None))


async def test_no_tab_says_a_number_that_can_fall(app: TrackerApp, journal: Journal) -> None:
    plant(journal, app.now())
    app.config = app.config.set("streaks", "hidden")
    async with app.run_test(size=(120, 50)) as pilot:
        for tab in "123456":
            await pilot.press(tab)
            await pilot.pause()
            assert FALLS.findall(painted(app)) == [], tab


@pytest.mark.slow
@pytest.mark.parametrize("streaks", ["shown", "hidden"])
async def test_no_screen_says_a_number_that_can_fall(
    app: TrackerApp, journal: Journal, streaks: str
) -> None:
    plant(journal, app.now())
    since = app.today - timedelta(days=300)
    for kind in Kind:
        asked = goals.goal(app, kind, "once a day", since=since)
        journal.change(goals.set_goal(app, asked), label="goal")
    app.config = app.config.set("streaks", streaks)
    said: dict[str, list[str]] = {}
    async with app.run_test(size=(120, 50)) as pilot:

        async def read(name: str) -> None:
            await pilot.pause()
            said[name] = FALLS.findall(painted(app))

        for tab in "123456":
            await pilot.press(tab)
            await read(tab)
        for keys in (("1", "w"), ("1", "question_mark"), ("4", "w"), ("5", "w"), ("5", "x")):
            await pilot.press(*keys)
            await read(" ".join(keys))
            await pilot.press("escape")
        for section in range(6):
            await pilot.press("6", *["right"] * section)
            await read(f"insights {section}")
            await pilot.press("x")
            await read(f"insights {section} in sentences")
            await pilot.press("escape", "1")
        for screen in opened(app, journal):
            await app.push_screen(screen)
            await read(f"{type(screen).__name__} {screen.id}")
            app.pop_screen()
    found = {name: words for name, words in said.items() if words}
    assert found == {} if streaks == "hidden" else len(found) > 8


def test_the_setting_is_found(shell: Shell) -> None:
    out, _, _ = shell.run("tsubo config")
    assert "streaks" in out
    assert "shown" in out


async def test_the_setting_is_found_in_the_keys_and_by_name(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 40)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        assert "numbers that can fall: shown" in painted(app)
        await pilot.press("escape")
        await pilot.pause()
        hits = [hit async for hit in NamedThings(app.screen).search("numbers that can fall")]
        named = [hit for hit in hits if hit.text == "setting: Numbers that can fall"]
        assert len(named) == 1
        named[0].command()
        await pilot.pause()
        assert app.screen.focused is not None
        assert app.screen.focused.id == "streaks"
