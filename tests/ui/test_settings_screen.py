"""The settings screen: made from the declarations, kept in config.toml, gone by at once."""

from __future__ import annotations

from itertools import chain
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input, Static

from tracker.app import TrackerApp
from tracker.config.config import Config
from tracker.config.settings import GROUPS, LATER, Settings, declared
from tracker.ui.help.help_now import HelpNowScreen
from tracker.ui.help.keys import KeysHelpScreen
from tracker.ui.screens.confirm import ConfirmScreen
from tracker.ui.settings.apply import animated
from tracker.ui.settings.screen import SettingsScreen
from tracker.ui.widgets.choice import Choice


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "tsubo" / "config.toml"


def wrote(file: Path, text: str) -> Config:
    """Write the file as a person would; return it as the app reads it."""
    file.write_text(text, encoding="utf-8")
    return Config.load(file)


def text(file: Path) -> str | None:
    """The text of the file, or `None` without one."""
    return file.read_text(encoding="utf-8") if file.exists() else None


def block(file: Path) -> None:
    """Put something in the way."""
    file.mkdir()


async def opened(pilot: Pilot[None], key: str | None = None) -> SettingsScreen:
    """The screen, with a setting at hand."""
    await pilot.press("comma")
    await pilot.pause()
    screen = pilot.app.screen
    assert isinstance(screen, SettingsScreen)
    if key:
        screen.query_one(f"#{key}").focus()
        await pilot.pause()
    return screen


def said(screen: SettingsScreen) -> str:
    """The explanation that is shown once the cursor rests."""
    screen.resting.end()
    return str(screen.query_one("#about", Static).content)


def test_every_setting_is_in_one_group() -> None:
    assert sorted(chain.from_iterable(GROUPS.values())) == sorted(declared())
    assert set(declared()) >= LATER


async def test_every_setting_has_its_row_and_its_words(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        for setting in declared().values():
            screen.query_one(f"#{setting.key}").focus()
            await pilot.pause()
            assert setting.help in said(screen)
            assert screen.query_one(f"#{setting.key}").region.height == 1


async def test_a_choice_is_kept_at_once_and_comments_stay(app: TrackerApp, file: Path) -> None:
    app.config = wrote(file, '# mine\nbell = "on"  # loud\n')
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "bell")
        await pilot.press("right")
        await pilot.pause()
        assert app.config.settings.bell == "flash"
        assert text(file) == '# mine\nbell = "flash"  # loud\n'


async def test_the_theme_is_seen_at_once(app: TrackerApp, file: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "theme")
        await pilot.press("right")
        await pilot.pause()
        assert app.theme == "tsubo-light"
        assert Config.load(file).settings.theme == "tsubo-light"


async def test_a_day_that_starts_at_another_hour_starts_there_at_once(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "week_starts")
        await pilot.press("right")
        await pilot.press("escape")
        await pilot.pause()
        assert app.config.settings.first_weekday == 5


async def test_a_number_is_typed_and_kept_with_enter(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "hold_seconds")
        screen.query_one("#hold_seconds", Input).value = "1m30s"
        await pilot.press("enter")
        await pilot.pause()
        assert app.config.settings.hold_seconds == 90
        assert screen.query_one("#hold_seconds", Input).value == "90 s"
        assert screen.focused is not None
        assert screen.focused.id == "settle_seconds"


async def test_a_usual_hold_counts_once_it_is_set_also_to_the_number_shown_before(
    app: TrackerApp, file: Path
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "hold_seconds")
        assert "Default: each point's own." in said(screen)
        assert "hold_seconds" not in app.config.chosen
        screen.query_one("#hold_seconds", Input).value = "60"
        await pilot.press("enter")
        await pilot.pause()
    assert app.config.usual_hold == 60
    assert text(file) == "hold_seconds = 60\n"


async def test_what_was_typed_is_kept_when_the_field_is_left(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "settle_seconds")
        screen.query_one("#settle_seconds", Input).value = "0 s"
        await pilot.press("down")
        await pilot.pause()
        assert app.config.settings.settle_seconds == 0
        screen.query_one("#country", Input).value = "DE"
        screen.query_one("#country").focus()
        await pilot.press("escape")
        await pilot.pause()
        assert app.config.settings.country == "DE"
        assert not isinstance(app.screen, SettingsScreen)


async def test_a_wrong_value_is_named_in_place_and_changes_nothing(
    app: TrackerApp, file: Path
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "hold_seconds")
        screen.query_one("#hold_seconds", Input).value = "999"
        await pilot.press("enter")
        await pilot.pause()
        assert "hold_seconds: 999 is out of range; 5 to 600 s" in said(screen)
        assert screen.focused is not None
        assert screen.focused.id == "hold_seconds"
        assert text(file) is None
        await pilot.press("escape")
        await pilot.pause()
        assert isinstance(app.screen, ConfirmScreen)
        await pilot.press("escape")
        await pilot.pause()
        assert screen.query_one("#hold_seconds", Input).value == "999"


async def test_backspace_and_an_empty_field_bring_the_default_back(
    app: TrackerApp, file: Path
) -> None:
    app.config = wrote(file, 'bell = "off"\nhold_seconds = 90\n')
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "bell")
        await pilot.press("backspace")
        await pilot.pause()
        assert screen.query_one("#bell", Choice).chosen == ("on",)
        field = screen.query_one("#hold_seconds", Input)
        field.focus()
        field.value = ""
        await pilot.press("enter")
        await pilot.pause()
        assert (field.value, field.placeholder) == ("", "each point's own")
        assert app.config.settings == Settings()
        assert text(file) == ""


async def test_what_is_wrong_in_the_file_is_shown_where_it_belongs(
    app: TrackerApp, file: Path
) -> None:
    app.config = wrote(file, 'bell = "gong"\nday_starts_at = 5\n')
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "bell")
        assert "“gong” is not one of the choices; choose on, flash, off" in said(screen)
        assert screen.query_one("#row-bell").has_class("-wrong")
        assert text(file) == 'bell = "gong"\nday_starts_at = 5\n'
        await pilot.press("right")
        await pilot.pause()
        assert not screen.query_one("#row-bell").has_class("-wrong")
        assert text(file) == 'bell = "flash"\nday_starts_at = 5\n'


async def test_a_folder_that_refuses_is_said_in_place(app: TrackerApp, file: Path) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot, "bell")
        block(file)
        await pilot.press("right")
        await pilot.pause()
        assert "not a file; move it away" in said(screen)
        assert app.config.settings.bell == "on"


async def test_help_works_here_and_in_a_field(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "bell")
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(app.screen, KeysHelpScreen)
        await pilot.press("escape")
        await pilot.press("f1")
        await pilot.pause()
        assert isinstance(app.screen, HelpNowScreen)


@pytest.mark.slow
@pytest.mark.parametrize("size", [(80, 24), (120, 40), (40, 10), (20, 5)])
async def test_the_setting_at_hand_is_in_sight(app: TrackerApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        screen = await opened(pilot)
        for _ in range(len(declared()) + 1):
            await pilot.press("down")
        await pilot.press("pagedown", "pagedown", "pageup")
        await pilot.pause()
        assert screen.focused is not None
        if size[1] >= 10:
            assert screen.query_one("#rows").region.overlaps(screen.focused.region)


@pytest.mark.parametrize(
    ("settings", "environ", "moves"),
    [
        (Settings(), {}, True),
        (Settings(), {"SSH_CONNECTION": "a b c d"}, False),
        (Settings(animations="on"), {"SSH_TTY": "/dev/pts/1"}, True),
        (Settings(animations="off"), {}, False),
        (Settings(animations="on", low_bandwidth=True), {}, False),
    ],
)
def test_nothing_glides_over_ssh_unless_asked_for(
    settings: Settings, environ: dict[str, str], moves: bool
) -> None:
    assert animated(settings, environ) is moves


async def test_the_arrows_go_from_row_to_row(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await opened(pilot)
        seen = []
        for _ in declared():
            assert screen.focused is not None
            seen.append(screen.focused.id)
            await pilot.press("down")
        assert seen == list(chain.from_iterable(GROUPS.values()))
        await pilot.press("up")
        assert screen.focused is not None
        assert screen.focused.id == seen[-2]
