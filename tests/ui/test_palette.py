"""The command palette: every action, every routine, every point by name; typed text stays text."""

from __future__ import annotations

import re
from typing import Final

import pytest
from conftest import SUNDAY
from source_tree import ROOT
from textual.binding import Binding
from textual.command import CommandPalette
from textual.pilot import Pilot
from textual.widgets import OptionList
from transcript import every_command

from tracker.app import TrackerApp
from tracker.config.keymap import key_table
from tracker.core.facts.routines import Routine, RoutineStep
from tracker.core.facts.sessions import Side
from tracker.core.facts.ulid import ulid
from tracker.journal.journal import Journal
from tracker.ui.palette.other_tabs import actions_of_other_tabs, actions_of_tab
from tracker.ui.palette.things import NamedThings
from tracker.ui.points.point_page import PointScreen
from tracker.ui.screens.lazy import screen_class
from tracker.ui.session.live import LiveScreen
from tracker.ui.session.prepare_points import PrepareScreen
from tracker.ui.settings.screen import SettingsScreen
from tracker.ui.widgets.tab_line import TABS

README: Final = ROOT / "README.md"


async def offered(app: TrackerApp, query: str) -> dict[str, object]:
    """Results of the palette for these words, by title."""
    things = NamedThings(app.screen)
    return {str(hit.prompt): hit async for hit in things.search(query)}


async def ask(pilot: Pilot[None], words: str) -> None:
    """Open the palette, type, take the first."""
    await pilot.press("ctrl+p")
    await pilot.pause()
    await pilot.press(*(("space" if character == " " else character) for character in words))
    await pilot.app.workers.wait_for_complete()
    await pilot.pause()
    await pilot.press("enter")
    await pilot.pause()
    await pilot.pause()


async def test_every_routine_can_be_started_by_its_name(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for routine in app.library.routines():
            assert f"start {routine.name}" in await offered(app, f"start {routine.name}")


async def test_every_point_can_be_shown_by_its_code(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        for point in app.library.points():
            titles = await offered(app, point.code)
            assert any(title.startswith(f"show {point.code} ") for title in titles), point.code


async def test_words_lead_to_a_session_and_to_a_point(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await ask(pilot, "start three calm")
        assert isinstance(app.screen, PrepareScreen)
        app.screen.dismiss(None)
        await pilot.pause()
        await ask(pilot, "show pc6")
        assert isinstance(app.screen, PointScreen)
        assert app.screen.code == "PC6"


async def test_every_action_of_every_tab_is_found_by_its_name_from_today(app: TrackerApp) -> None:
    wanted = {row.id for row in key_table() if row.place in {"app", *TABS}}
    app.config = app.config.set("ask_night", "on")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        here = {active.binding.id: active for active in app.screen.active_bindings.values()}
        named = {command.title for command in app.get_system_commands(app.screen)}
        for each in actions_of_other_tabs("today"):
            if each.title in await offered(app, each.title):
                wanted.discard(each.id)
        for id in wanted & {*here}:
            if here[id].binding.description in named or not here[id].enabled:
                wanted.discard(id)
    assert wanted == set()


@pytest.mark.slow
@pytest.mark.parametrize("start", TABS)
async def test_from_every_tab_every_other_is_named(app: TrackerApp, start: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(str([*TABS].index(start) + 1))
        await pilot.pause()
        for tab in {*TABS} - {start}:
            for each in actions_of_tab(tab):
                assert each.title in await offered(app, each.title)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "opened"),
    [
        ("calendar: go to a date", "GoToScreen"),
        ("calendar: rest days", "RestsScreen"),
        ("points: routines", "RoutinesScreen"),
        ("mat: lie down", "PrepareMatScreen"),
        ("insights: the same in sentences", "ReadingScreen"),
    ],
)
async def test_what_another_tab_does_is_done_there(
    app: TrackerApp, words: str, opened: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await ask(pilot, words)
        assert type(app.screen).__name__ == opened
        assert app.current_mode == words.partition(":")[0]


async def test_every_key_of_a_running_session_has_its_name(app: TrackerApp) -> None:
    wanted = {row.id for row in key_table() if row.place == "live"}
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "space")
        await pilot.pause()
        for asked in (False, True):
            if asked:
                await pilot.press("full_stop")
            named = {command.title for command in app.get_system_commands(app.screen)}
            active = [each.binding for each in app.screen.active_bindings.values()]
            wanted -= {each.id for each in active if each.description in named}
        assert wanted == set()


_VIEWS: Final = frozenset(
    {
        *("up", "down", "first", "last", "page up", "page down", "open", "all", "to the list"),
        *("day before", "day after", "week before", "week after", "first day", "last day"),
        *("open day", "earlier", "later", "today", "date", "section before"),
        *("suspend", "paint the screen again"),
    }
)
"""Actions that move about in a view, or are of the terminal: a line has no such thing."""


async def test_every_action_of_the_palette_has_a_command_and_readme_names_both(
    app: TrackerApp,
) -> None:
    said = re.search(r"<!-- jobs -->\n.*?\n\n", README.read_text(encoding="utf-8"), re.DOTALL)
    assert said is not None
    rows = [line.strip("| ").split(" | ") for line in said[0].splitlines()[3:] if line]
    command_of = {name: commands for names, commands in rows for name in names.split(" · ")}
    known = every_command()
    for commands in command_of.values():
        for words in re.findall("`tsubo ([^`]+)`", commands):
            name, *options = words.split(" --")
            command = known.get(name) or known[name.partition(" ")[0]]
            there = {each for parameter in command.params for each in parameter.opts}
            assert {f"--{each}" for each in options} <= there, words
    app.config = app.config.set("checks", "on").set("ask_night", "on")
    async with app.run_test(size=(80, 24)) as pilot:
        names: set[str] = set()
        for place in range(len(TABS)):
            await pilot.press(str(place + 1))
            await pilot.pause()
            names |= {command.title for command in app.get_system_commands(app.screen)}
    for tab in TABS:
        names |= {
            binding.description
            for owner in screen_class(tab).__mro__
            if owner.__module__.startswith("tracker.")
            for binding in vars(owner).get("BINDINGS", ())
            if isinstance(binding, Binding)
        }
    names = {name.partition(": ")[0] for name in names}
    assert names - _VIEWS == {*command_of}


async def test_settings_are_reached_by_name(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await ask(pilot, "settings")
        assert isinstance(app.screen, SettingsScreen)


async def test_pages_without_a_key_everywhere_have_their_name(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        names = {command.title for command in app.get_system_commands(app.screen)}
        assert names >= {
            *("goals", "rest days", "mat timer", "routines", "about you", "about tsubo", "theme"),
            *("settings", "choose", "quit", "keys"),
        }


async def test_nothing_that_came_with_textual_is_offered(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("s")
        await pilot.pause()
        names = {command.title for command in app.get_system_commands(app.screen)}
        assert "length" in names
        assert not {name for name in names if name.startswith(("Scroll", "Page", "Focus", "Copy"))}


async def test_a_running_session_is_not_left_through_the_palette(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter", "space")
        await pilot.pause()
        assert isinstance(app.screen, LiveScreen)
        assert await offered(app, "start") == {}
        names = {command.title for command in app.get_system_commands(app.screen)}
        assert "goals" not in names
        assert "pause" in names


async def test_what_people_typed_stays_text(app: TrackerApp, journal: Journal) -> None:
    name = "mine $primary \\ {x}"
    step = RoutineStep("PC6", Side.LEFT, 60)
    own = Routine(id=ulid(SUNDAY), name=name, steps=(step,), made=SUNDAY)
    journal.record(own)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert f"start {name}" in await offered(app, "mine")
        await pilot.press("ctrl+p", *"mine")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert isinstance(app.screen, CommandPalette)
        shown = app.screen.query_one(OptionList)
        assert any(name in str(option.prompt) for option in shown.options)


async def test_the_report_is_written_into_the_folder_of_the_records(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await ask(pilot, "report")
        file = app.home / "out" / "report.html"
        assert file.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
        assert file.stat().st_mode & 0o777 == 0o600
