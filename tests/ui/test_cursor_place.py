"""The terminal's cursor is on what is focused, where braille displays and readers follow it."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import mat_of, session_of
from painted_terminal import PaintedTerminal
from screens_above import DIALOGS
from terminal_cells import visible_rows
from textual.geometry import Region
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input
from textual_inside import bound_keys

from tracker.app import TrackerApp
from tracker.journal.journal import Journal
from tracker.ui.insights.check_answers import Answers
from tracker.ui.settings.apply import apply_settings
from tracker.ui.terminal.screen import TerminalScreen
from tracker.ui.widgets.choice import Choice
from tracker.ui.widgets.days.day_grid import DayGrid
from tracker.ui.widgets.rows import Rows
from tracker.ui.widgets.scale import Scale

pytestmark = pytest.mark.painted

TABS = {name: name for name in "123456"}
SESSIONS = {
    "a hold": "enter space",
    "a pause": "enter space space",
    "questions after": "enter space q down enter",
    "on the mat": "4 s enter",
    "everything by its name": "ctrl+p",
}
WAYS = {**TABS, **DIALOGS, **SESSIONS}
LEAVES = {"q", "ctrl+c", "ctrl+q", "ctrl+z"}
"""Keys that end the app on a tab, or hand the terminal to a shell."""


def lit(terminal: PaintedTerminal, region: Region) -> set[tuple[int, int]]:
    """The cells of a region that have the background of the cursor's cell."""
    x, y = terminal.cursor
    buffer = terminal.screen.buffer
    cells = ((column, row) for row in region.line_range for column in region.column_range)
    return {(column, row) for column, row in cells if buffer[row][column].bg == buffer[y][x].bg}


def stands_on_its_row(terminal: PaintedTerminal, widget: Widget) -> bool:
    """Whether no cell above or below in a list has the cursor's background."""
    x, y = terminal.cursor
    region = widget.content_region
    return lit(terminal, Region(x, region.y, 1, region.height)) == {(x, y)}


def stands_on_its_day(terminal: PaintedTerminal, grid: DayGrid) -> bool:
    """Whether only the day under the cursor has the cursor's background."""
    assert grid.cursor is not None
    day = grid.cell_region(grid.cursor).translate(grid.content_region.offset - grid.scroll_offset)
    return {terminal.cursor} <= lit(terminal, grid.content_region) <= lit(terminal, day)


def is_at(terminal: PaintedTerminal, widget: Widget) -> bool:
    """Whether the cursor is at the place of this widget that the next key acts on."""
    x, y = terminal.cursor
    if not widget.screen.find_widget(widget).visible_region.contains(x, y):
        return False
    match widget:
        case Rows() if widget.current is not None:
            return stands_on_its_row(terminal, widget) or len(widget.items) == 1
        case DayGrid():
            return stands_on_its_day(terminal, widget)
        case Scale() if widget.value is not None:
            return terminal.after_cursor.startswith(f"{widget.value} ")
        case Choice() if widget.chosen and widget.place is not None:
            taken = any(terminal.after_cursor.startswith(f"{each} ") for each in widget.chosen)
            return taken or terminal.screen.buffer[y][x].underscore
        case Answers() if widget.value is not None:
            return terminal.screen.display[y][x - 2 :].startswith(f"› {widget.value} ")
        case Input() if widget.value:
            after = widget.value[widget.cursor_position :]
            return terminal.after_cursor.startswith(after[:1] or " ")
        case _:
            return True


def check(app: TrackerApp, terminal: PaintedTerminal, key: str) -> None:
    """The cursor is on what is focused, or on what the screen says first."""
    screen = app.screen
    shown = "\n".join(terminal.screen.display)
    if screen.focused is not None:
        assert is_at(terminal, screen.focused), (
            key,
            screen,
            screen.focused,
            terminal.cursor,
            shown,
        )
        return
    assert isinstance(screen, TerminalScreen)
    meant = [each for selector in screen.CURSOR_AT for each in screen.query(selector)]
    assert any(is_at(terminal, each) for each in meant if each in screen_widgets(screen)), (
        key,
        screen,
        terminal.cursor,
        shown,
    )


def screen_widgets(screen: Screen[Any]) -> set[Widget]:
    """The widgets of a screen that can be seen."""
    return {each for each in screen.query(Widget) if each.region and each.is_on_screen}


async def go(app: TrackerApp, pilot: Pilot[None], way: str) -> None:
    """Close what is open, and go to a screen."""
    while len(app.screen_stack) > 1:
        app.pop_screen()
        await pilot.pause()
    await pilot.press("1", *way.split())
    await pilot.pause()


@pytest.mark.slow
@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
async def test_after_every_key_of_every_screen_the_cursor_stands_on_what_is_focused(
    app: TrackerApp, journal: Journal, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    journal.record(
        *(session_of(days_ago=each) for each in range(1, 4)), mat_of(), mat_of(minutes=5)
    )
    async with app.run_test(size=(80, 24)) as pilot:
        terminal = PaintedTerminal(app, monkeypatch)
        await go(app, pilot, way)
        check(app, terminal, way)
        opened = app.screen
        kind = type(opened)
        keys = sorted(bound_keys(opened) - LEAVES)
        for key in [*keys, *["down", "tab", "right", "left", "7"] * 3, "up", "shift+tab", "end"]:
            if app.screen is not opened:
                await go(app, pilot, way)
                opened = app.screen
                check(app, terminal, way)
            await pilot.press(key)
            await pilot.pause()
            check(app, terminal, f"{kind.__name__}: {key}")


async def test_the_setting_shows_the_terminals_cursor_in_place_of_one_that_a_field_draws(
    app: TrackerApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[str] = []
    monkeypatch.setattr(app, "write_escape", written.append)
    async with app.run_test(size=(80, 24)) as pilot:
        terminal = PaintedTerminal(app, monkeypatch)
        await pilot.press("m", "7")
        await pilot.pause()
        x, y = terminal.cursor
        row = terminal.screen.buffer[y]
        assert row[x].bg != row[x + 1].bg
        apply_settings(app, app.config.set("cursor", "shown"))
        await pilot.pause()
        assert row[x].bg == row[x + 1].bg
        assert terminal.cursor == (x, y)
        apply_settings(app, app.config.unset("cursor"))
        await pilot.pause()
        assert row[x].bg != row[x + 1].bg
    assert written == ["\x1b[?25h", "\x1b[?25l"]


async def test_a_focus_that_changes_no_cell_moves_the_cursor(
    app: TrackerApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        terminal = PaintedTerminal(app, monkeypatch)
        await pilot.press("2", "enter")
        await pilot.pause()
        focused = app.screen.focused
        assert focused is not None
        assert is_at(terminal, focused)
        app.screen.set_focus(None)
        await pilot.pause()
        assert not is_at(terminal, focused)
        before = terminal.written
        app.screen.set_focus(focused)
        await pilot.pause()
        assert is_at(terminal, focused)
        assert terminal.written - before < 12


@pytest.mark.parametrize("way", ["2", "3", "4", "question_mark", "2 R", "5 enter"])
async def test_a_step_in_a_list_rewrites_its_two_rows_until_it_rests(
    app: TrackerApp, journal: Journal, monkeypatch: pytest.MonkeyPatch, way: str
) -> None:
    journal.record(*(session_of(seconds=60 * each) for each in range(1, 4)))
    journal.record(*(mat_of(minutes=each) for each in range(1, 4)))
    async with app.run_test(size=(80, 24)) as pilot:
        terminal = PaintedTerminal(app, monkeypatch)
        await go(app, pilot, way)
        rows = app.screen.query_one(Rows)
        rows.focus()
        await pilot.pause()
        before = visible_rows(terminal.screen)
        first = terminal.cursor[1]
        await pilot.press("down")
        await pilot.pause()
        second = terminal.cursor[1]
        after = visible_rows(terminal.screen)
        changed = {y for y, row in enumerate(after) if row != before[y]}
        assert second > first
        assert changed == {first, second}
