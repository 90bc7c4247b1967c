"""Colours that can be read: every theme that is offered, by measure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product
from pathlib import Path

import pytest
from conftest import mat_of, session_of
from svg_screen import letters
from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from tracker.app import TrackerApp
from tracker.config.config import Config
from tracker.journal.journal import Journal
from tracker.ui.terminal.themes import (
    CONTRAST,
    DARK,
    SYMBOL,
    TEXT,
    THEMES,
    contrast,
    offered,
    readable,
)
from tracker.ui.widgets.figure import Figure

pytestmark = pytest.mark.painted

ROOT = Path(__file__).parents[2]
SHEETS = {path.name: path.read_text("utf-8") for path in (ROOT / "styles").glob("*.tcss")}
CODE = "".join(path.read_text("utf-8") for path in (ROOT / "tracker" / "ui").rglob("*.py"))
GROUNDS = ("background", "surface", "panel")
STYLE = re.compile(r'"(?:(?:not )?(?:bold|italic|dim|underline) )*\$([a-z-]+)(?: on \$([a-z-]+))?')
RULE = re.compile(r"\{([^{}]*)\}")
OTHERS = [*BUILTIN_THEMES.values()]
MEASURED = [each for each in (*THEMES, *OTHERS) if not each.ansi]
"""The colours of the others are the terminal's own."""


def variables(theme: Theme) -> dict[str, str]:
    made = theme.to_color_system().generate()
    return readable(theme, {**made, **theme.variables})


def used() -> set[str]:
    """Every variable that a sheet or a drawn text names."""
    names = set(re.findall(r"\$([a-z][a-z-]*)", "".join(SHEETS.values())))
    return names | {name for pair in STYLE.findall(CODE) for name in pair if name}


def declared(name: str, sheet: str) -> Iterator[str]:
    yield from re.findall(rf"(?<![\w-]){name}:\s*\$([a-z-]+)", sheet)


def texts() -> set[str]:
    """Colours of text on a background of the screen."""
    named = {name for sheet in SHEETS.values() for name in declared("color", sheet)}
    named |= {front for front, ground in STYLE.findall(CODE) if not ground}
    return {name for name in named - symbols() if name not in GROUNDS and "cursor" not in name}


def symbols() -> set[str]:
    """Colours of scrollbars, which are shapes without words."""
    return {name for sheet in SHEETS.values() for name in declared("scrollbar-color", sheet)}


def pairs() -> set[tuple[str, str]]:
    """Words with the ground that is named beside them."""
    found = {(front, ground) for front, ground in STYLE.findall(CODE) if ground}
    for body in (body for sheet in SHEETS.values() for body in RULE.findall(sheet)):
        found |= set(product(declared("color", body), declared("background", body)))
    return found


def test_the_pairs_are_found() -> None:
    assert texts() >= {"foreground", "quiet", "primary", "warning", "error"}
    assert symbols() == {"symbol"}
    assert ("block-cursor-foreground", "primary") in pairs()
    assert ("block-cursor-foreground", "block-cursor-background") in pairs()


def lowest(theme: Theme, wanted: Iterable[tuple[str, str]]) -> tuple[float, str, str]:
    """The least contrast of these pairs of variables, and the pair."""
    known = variables(theme)
    return min(
        (contrast(Color.parse(known[front]), Color.parse(known[ground])), front, ground)
        for front, ground in wanted
        if "auto" not in known[front]
    )


@pytest.mark.parametrize("theme", MEASURED, ids=lambda theme: theme.name)
def test_every_word_and_sign_of_a_theme_that_is_offered_can_be_read(theme: Theme) -> None:
    grounds = GROUNDS if theme not in THEMES else GROUNDS[:2]
    word, sign = (7.0, 4.5) if theme is CONTRAST else (TEXT, SYMBOL)
    assert lowest(theme, {*product(texts(), GROUNDS), *pairs()}) >= (word, "")
    assert lowest(theme, product(symbols(), grounds)) >= (sign, "")


def test_a_theme_whose_own_text_is_too_faint_is_not_offered() -> None:
    faint = replace(DARK, name="faint", foreground="#767676")
    known = {theme.name: theme for theme in (*THEMES, *OTHERS)}
    assert offered({**known, "faint": faint}) == known


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
def test_every_colour_of_ours_is_one_of_the_256(theme: Theme) -> None:
    steps = {0, 95, 135, 175, 215, 255}
    named = (*GROUNDS, "foreground", "primary", "secondary", "accent", "warning", "error")
    for name, value in {
        **{name: getattr(theme, name) for name in named},
        **theme.variables,
    }.items():
        red, green, blue = Color.parse(value).rgb
        grey = red == green == blue and (red - 8) % 10 == 0
        assert grey or {red, green, blue} <= steps, (name, value)


@pytest.mark.parametrize("theme", OTHERS, ids=lambda theme: theme.name)
def test_every_theme_has_each_variable(theme: Theme) -> None:
    assert used() - set(variables(theme)) == set()


def test_black_on_white_is_as_far_as_it_goes() -> None:
    assert contrast(Color(0, 0, 0), Color(255, 255, 255)) == pytest.approx(21)
    assert contrast(Color(119, 119, 119), Color(255, 255, 255)) == pytest.approx(4.48, abs=0.01)


def faint(app: TrackerApp, theme: Theme) -> dict[str, tuple[str, str, float]]:
    """The words on the screen that stand out too little from what they are painted on.

    What lies dimmed under a dialog is not in use. A terminal's own 16 colours are its own.
    """
    if theme.ansi:
        return {}
    inside = next((each.region for each in app.screen.query(".dialog")), app.screen.region)
    marks = [each.region for each in app.screen.query(Figure) if each.display]
    found = {}
    for x, y, letter, front, behind in letters(app):
        if not inside.contains(x, y) or any(mark.contains(x, y) for mark in marks):
            continue
        ground = Color(*behind)
        far = contrast(Color(*front), ground)
        if far < (SYMBOL if letter == "·" else TEXT):
            found[letter] = (front.hex, behind.hex, round(far, 2))
    return found


LOOKED_AT = (
    *("1", "2", "3", "4", "5", "6", "left", "left", "left", "comma", "escape"),
    *("question_mark", "escape", "m", "escape", "a", "escape", "exclamation_mark", "escape"),
    *("1", "w", "escape", "enter"),
)
"""Keys that lead past the tabs, their sections and the usual dialogs."""


async def look_at_every_word(app: TrackerApp, journal: Journal, themes: Sequence[Theme]) -> None:
    journal.record(session_of(), mat_of(), *(session_of(days_ago=ago) for ago in range(1, 30)))
    async with app.run_test(size=(80, 24)) as pilot:
        for key in LOOKED_AT:
            await pilot.press(key)
            for theme in themes:
                app.theme = theme.name
                await pilot.pause()
                assert faint(app, theme) == {}, (key, theme.name)
                assert used() <= set(app.theme_variables)
        assert app.theme == themes[-1].name


@pytest.mark.slow
async def test_every_word_that_is_painted_can_be_read_in_our_themes(
    app: TrackerApp, journal: Journal
) -> None:
    await look_at_every_word(app, journal, THEMES)


@pytest.mark.slow
async def test_every_word_that_is_painted_can_be_read_in_themes_of_others(
    app: TrackerApp, journal: Journal
) -> None:
    await look_at_every_word(app, journal, OTHERS)


async def test_a_theme_that_is_chosen_by_name_is_kept(app: TrackerApp, tmp_path: Path) -> None:
    file = tmp_path / "tsubo" / "config.toml"
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+p", *"theme")
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.press(*"nord")
        await app.workers.wait_for_complete()
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        await pilot.pause()
        assert app.theme == "nord"
        assert app.config.settings.theme == "nord"
    assert Config.load(file).settings.theme == "nord"


async def test_opening_the_app_writes_no_theme(app: TrackerApp, tmp_path: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
    assert not Config.load(tmp_path / "tsubo" / "config.toml").chosen
