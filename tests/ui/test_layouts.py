"""Keys of other layouts do what a Latin keyboard has in their place, where they mean nothing else.

``pytest -rP -k walk tests/ui/test_layouts.py`` prints what stays ambiguous.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator

import pytest
from key_bursts import at_once
from textual.widgets import Input

from tracker.app import TrackerApp
from tracker.config.keymap import Key, key_name, key_names, key_table
from tracker.config.settings import declared
from tracker.ui.records.log_mat import LogMatScreen
from tracker.ui.records.log_points import LogPointsScreen
from tracker.ui.session.choose import StartScreen
from tracker.ui.settings.apply import apply_settings
from tracker.ui.terminal.layouts import ANY, latin_characters, layouts
from tracker.ui.today.tab import TodayScreen


@pytest.mark.parametrize("character", [*"ыЫσΣדسとｓＳS"])
async def test_the_key_in_the_place_of_s_begins_a_session(app: TrackerApp, character: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at_once(pilot, character)
        assert isinstance(app.screen, StartScreen)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("character", "tab"),
    [*zip("&é\"'(-", "123456", strict=True), ("３", "3"), ("٥", "5"), ("५", "5"), ("う", "4")],
)
async def test_a_digit_that_no_digit_key_typed_opens_its_tab(
    app: TrackerApp, character: str, tab: str
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("5" if tab == "1" else "1", tab)
        wanted = app.current_mode
        await pilot.press("5" if tab == "1" else "1")
        await at_once(pilot, character)
        assert app.current_mode == wanted


async def test_the_letter_of_caps_lock_is_the_small_one_unless_it_is_bound(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at_once(pilot, "M")
        assert isinstance(app.screen, LogMatScreen)
        await pilot.press("escape")
        await at_once(pilot, "R")
        assert not isinstance(app.screen, TodayScreen)  # reminders


async def test_what_a_field_takes_as_text_stays_as_it_is(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await at_once(pilot, "m", *"ы３SΣ")
        assert app.screen.query_one("#line", Input).value == "ы３SΣ"


async def test_a_bound_character_keeps_its_own_action_even_where_a_layout_has_it(
    app: TrackerApp,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        app.keyboard = "gr"
        await at_once(pilot, "2", "/")  # where a Greek keyboard has q, which quits
        assert app.focused is app.screen.query_one("#search", Input)
    assert latin_characters("/", "il") == ["q"]


async def test_an_ascii_symbol_of_another_layout_does_nothing_unless_that_layout_is_set(
    app: TrackerApp,
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        for character in ("/", ";", "'", "+", "="):
            assert [each for each in latin_characters(character, ANY) if not each.isdigit()] == []
        app.keyboard = "il"
        await at_once(pilot, "3", "1", "/")
    assert not app.is_running


async def test_the_setting_decides_where_layouts_disagree(app: TrackerApp) -> None:
    assert latin_characters("а", ANY) == latin_characters("а", "ru") == ["f"]
    assert latin_characters("а", "bg-phonetic") == ["a"]
    async with app.run_test(size=(80, 24)) as pilot:
        await at_once(pilot, "а")
        assert len(app.screen_stack) == 1
        apply_settings(app, app.config.set("keyboard", "bg-phonetic"))
        await at_once(pilot, "а")
        assert isinstance(app.screen, LogPointsScreen)


def test_every_layout_can_be_chosen() -> None:
    assert declared()["keyboard"].choices == (ANY, *filter(None, layouts()))


def places() -> Iterator[tuple[str, dict[str, Key]]]:
    """Each place where keys work, with what each key does there."""
    table = key_table()
    for place in dict.fromkeys(row.place for row in table):
        own = [row for row in table if row.place == place]
        more = {"screen": "app", "modal": "dialog"}.get(own[0].where)
        rows = [*own, *(row for row in table if row.place == more)]
        bound: dict[str, Key] = {}
        for row in rows:
            for name in key_names(row.names):
                bound.setdefault(name, row)
        yield place, bound


def ambiguous(layout: str, named: str) -> dict[str, set[str]]:
    """Keys of a layout that do not do what is in their place: what they are, and where.

    ``named`` is the layout that the person has set.
    """
    found: dict[str, set[str]] = {}
    for place, bound in places():
        for character, latin in layouts()[layout].items():
            wanted = bound.get(key_name(latin))
            if wanted is None:
                continue
            does = bound.get(key_name(character))
            if does is None:
                names = map(key_name, latin_characters(character, named))
                does = next((bound[name] for name in names if name in bound), None)
            if does is not wanted:
                other = f"does {does.id}" if does else "does nothing"
                found.setdefault(f"{character} for {latin} {other}", set()).add(place)
    return found


@pytest.mark.parametrize("layout", list(filter(None, layouts())))
def test_a_walk_of_every_key_through_every_layout(layout: str) -> None:
    for named in (ANY, layout):
        for what, where in ambiguous(layout, named).items():
            sys.stdout.write(f"keyboard = {named}: {what} on {', '.join(sorted(where))}\n")
    characters = layouts()[layout]
    for what in ambiguous(layout, layout):
        # With its layout set, only a character that is bound itself differs from its place.
        assert what[0].isascii(), what
    assert all(
        latin_characters(character, layout)[0] == latin for character, latin in characters.items()
    )


@pytest.mark.parametrize("layout", ["ru", "gr", "il", "fr", "jp-kana", "ge", "th", "ara"])
def test_letters_and_digits_of_a_layout_need_no_setting(layout: str) -> None:
    of_any = {what for what in ambiguous(layout, ANY) if not what[0].isascii()}
    assert of_any == set()
