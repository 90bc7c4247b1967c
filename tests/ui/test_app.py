from __future__ import annotations

from pathlib import Path

import pytest
from conftest import session_of
from screen_text import drawn_rows, flat, painted, rows
from textual_inside import Toast, notices

from tracker.app import TrackerApp
from tracker.config.config import Config
from tracker.config.settings import Settings
from tracker.journal.journal import Journal
from tracker.ui.help.help_now import HelpNowScreen
from tracker.ui.help.keys import KeysHelpScreen
from tracker.ui.screens.lazy import lazy_screen
from tracker.ui.today.tab import TodayScreen
from tracker.ui.widgets.rows import Rows
from tracker.ui.widgets.tab_line import TabLine


@pytest.mark.parametrize(
    ("key", "tab"),
    [("1", "today"), ("2", "points"), ("3", "sessions"), ("4", "mat"), ("5", "calendar")],
)
async def test_each_tab_has_its_digit(app: TrackerApp, key: str, tab: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("3", key)
        await pilot.pause()
        assert app.current_mode == tab


@pytest.mark.parametrize("keys", [["!"], ["f1"], ["m", "f1"], ["s", "f1"], ["question_mark", "f1"]])
async def test_help_for_hard_moments_is_one_key_from_anywhere(
    app: TrackerApp, keys: list[str]
) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        for key in keys:
            await pilot.press("exclamation_mark" if key == "!" else key)
            await pilot.pause()
        assert isinstance(app.screen, HelpNowScreen)
        text = flat(app)
        assert "please talk to someone now" in text
        assert "0800 111 0 111" in text
        assert "findahelpline.com" in text
        await pilot.press("escape")
        await pilot.pause()
        assert not isinstance(app.screen, HelpNowScreen)


async def test_the_country_is_changed_on_the_spot(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("exclamation_mark")
        await pilot.pause()
        before = painted(app)
        await pilot.press("right")
        assert painted(app) != before


async def test_help_needs_no_store(app: TrackerApp, journal: Journal) -> None:
    (base,) = journal.folder.glob("devices/*/base.jsonl")
    base.unlink()
    base.mkdir()
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("exclamation_mark")
        await pilot.pause()
        assert isinstance(app.screen, HelpNowScreen)


async def test_the_keys_are_listed_with_their_ids(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("5", "question_mark")
        await pilot.pause()
        screen = app.screen
        assert isinstance(screen, KeysHelpScreen)
        assert {"heatmap.open", "calendar.today", "app.help-now"} <= {key.id for key in screen.keys}


@pytest.mark.parametrize("key", ["m", "question_mark", "exclamation_mark", "comma", "ctrl+p"])
async def test_below_a_dialog_no_keys_of_the_screen_are_said(app: TrackerApp, key: str) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        below = app.screen
        keys = rows(below)[-1]
        assert "s choose" in keys
        await pilot.press(key)
        await pilot.pause()
        assert rows(below)[-1] == ""
        await pilot.press("escape")
        await pilot.pause()
        assert rows(below)[-1] == keys


async def test_undo_shows_its_effect_and_asks_and_redo_acts_at_once(
    app: TrackerApp, journal: Journal
) -> None:
    session = session_of()
    journal.record(session)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("u")
        await pilot.pause()
        asked = painted(app)
        assert "Take back  PC6, Sun 22 Nov 10:00?" in asked
        assert "1 day in a row → none" in asked
        for key in ("x", "escape", "tab"):
            await pilot.press(key)
            await pilot.pause()
            assert journal.practice(session.id) == session
            await pilot.press("u")
            await pilot.pause()
        await pilot.press("u")
        await pilot.pause()
        assert journal.practice(session.id) is None
        await pilot.pause()
        assert "Taken back. ^r brings it again." in notices(app)
        await pilot.press("u")
        await pilot.pause()
        assert "There is nothing to take back." in painted(app)
        await pilot.press("enter", "ctrl+r")
        await pilot.pause()
        assert journal.practice(session.id) == session
        (said,) = notices(app)
        assert said.startswith("Made again: PC6")


async def test_taking_back_is_answered_by_taps(app: TrackerApp, journal: Journal) -> None:
    session = session_of()
    journal.record(session)
    async with app.run_test(size=(40, 20)) as pilot:
        for word, left in (("esc", True), ("yes", False)):
            app.action_undo()
            await pilot.pause()
            line = rows(app.screen)[-1]
            await pilot.click(offset=(line.index(word), 19))
            await pilot.pause()
            assert (journal.practice(session.id) is not None) is left
            assert len(app.screen_stack) == 1


async def test_changes_lists_each_step_with_its_effect_and_enter_toggles_it(
    app: TrackerApp, journal: Journal
) -> None:
    first, second = session_of(), session_of(days_ago=1)
    journal.record(second)
    journal.record(first)
    async with app.run_test(size=(80, 24)) as pilot:
        app.push_screen(lazy_screen("changes")())
        await pilot.pause()
        assert "2 days in a row → 1" in painted(app)
        await pilot.press("down")
        await pilot.pause()
        await pilot.press("enter")
        await pilot.pause()
        assert journal.practice(second.id) is None
        assert journal.practice(first.id) == first
        assert "taken back" in painted(app)
        await pilot.press("enter")
        await pilot.pause()
        assert journal.practice(second.id) == second


@pytest.mark.slow
@pytest.mark.parametrize("size", [(40, 20), (80, 24), (120, 40)])
async def test_a_message_covers_no_dialog_and_no_key_line_and_the_last_wins(
    app: TrackerApp, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size, notifications=True) as pilot:
        for page in ("log mat", "rest days", "settings", "changes", None):
            if page:
                app.push_screen(lazy_screen(page)())
            app.tell("the first")
            app.tell("Taken back. ^r brings it again.")
            for _ in range(3):
                await pilot.pause()
            (toast,) = (each for each in app.screen.query(Toast) if each.region)
            assert "Taken back. ^r brings it again." in str(toast.render())
            for other in app.screen.query(".dialog, KeyLine"):
                assert not toast.region.overlaps(other.region), (page, other)
            if page:
                await pilot.press("escape")
                await pilot.pause()


@pytest.mark.parametrize(("width", "wide"), [(72, 72), (80, 80), (120, 76)])
async def test_no_edges_of_words_are_seen_beside_a_dialog(
    app: TrackerApp, width: int, wide: int
) -> None:
    async with app.run_test(size=(width, 24)) as pilot:
        app.push_screen(lazy_screen("rest days")())
        await pilot.pause()
        assert app.screen.query_one(".dialog").region.width == wide


@pytest.mark.parametrize(("size", "said"), [((20, 5), True), ((40, 12), False)])
async def test_a_terminal_that_is_too_small_is_said_to_be(
    app: TrackerApp, size: tuple[int, int], said: bool
) -> None:
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        line = drawn_rows(app.screen.query_one(TabLine))[0]
        assert ("small: 40x12 fits" in line) is said


async def test_q_goes_back_and_then_quits(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        await pilot.press("q")
        await pilot.pause()
        assert len(app.screen_stack) == 1
        await pilot.press("q")
        await pilot.pause()
    assert app.return_code == 0


@pytest.mark.parametrize(
    ("opens", "said"), [("1", "every action by name"), ("s", "field before"), ("m", "next field")]
)
async def test_the_help_for_keys_speaks_in_our_words(
    app: TrackerApp, opens: str, said: str
) -> None:
    theirs = ("Scroll", "Page", "Focus", "Copy", "Quit")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(opens, "tab")
        await pilot.pause()
        app.action_help()
        await pilot.pause()
        words = {key.words for key in app.screen.query_one("#keys", Rows).items}
        assert said in words
        assert not {word for word in words if word.startswith(theirs)}


async def test_every_action_has_its_name_in_the_palette(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        names = {command.title for command in app.get_system_commands(app.screen)}
        assert {"choose", "mat", "add", "undo", "redo", "help now", "Calendar"} <= names


@pytest.mark.parametrize("size", [(20, 5), (1, 1), (40, 20), (300, 100)])
async def test_the_app_stands_at_any_size(app: TrackerApp, size: tuple[int, int]) -> None:
    async with app.run_test(size=size) as pilot:
        for key in ("2", "3", "4", "5", "1", "question_mark", "escape"):
            await pilot.press(key)
            await pilot.pause()
        assert app.current_mode == "today"


async def test_a_zone_that_is_not_known_is_said_before_anything_is_done(app: TrackerApp) -> None:
    app.zone = app.zone._replace(refusal="TZ: “Nowhere” is not a known time zone")
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        said = notices(app)
        assert said == ["TZ: “Nowhere” is not a known time zone"]


async def test_a_theme_that_is_none_is_named_and_the_usual_one_used(
    app: TrackerApp, tmp_path: Path
) -> None:
    config = Config(path=tmp_path / "config.toml", settings=Settings(theme="plaid"))
    other = TrackerApp(
        app.journal,
        lambda: app.library,
        config,
        app.zone,
        app.checkpoint,
        now=app.now,
        monotonic=app.monotonic,
    )
    async with other.run_test(notifications=True) as pilot:
        await pilot.pause()
        assert other.theme == "tsubo-dark"
        assert any("“plaid” is not a theme" in notice for notice in notices(other))


async def test_what_is_wrong_in_the_settings_is_said_in_one_notice_and_the_file_stays(
    app: TrackerApp, tmp_path: Path
) -> None:
    text = 'week_starts = "tuesdy"\nhold_seconds = 9999\n[keys]\n"app.start" = "q"\n'
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    other = TrackerApp(
        app.journal,
        lambda: app.library,
        Config.load(file),
        app.zone,
        app.checkpoint,
        now=app.now,
        monotonic=app.monotonic,
    )
    async with other.run_test(notifications=True) as pilot:
        await pilot.pause()
        (said,) = notices(other)
        first, *lines = said.splitlines()
        assert first == f"{file}:"
        assert [line.partition(":")[0] for line in lines] == [
            "line 1",
            "line 2",
            "keys.app.start",
        ]
        assert all("; " in line for line in lines[:2])
        assert other.config.settings.day_starts_at == 4
    assert file.read_text(encoding="utf-8") == text


async def test_a_tick_while_the_app_closes_finds_nothing_to_draw(
    app: TrackerApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    ticked: list[int] = []

    def tick(screen: TodayScreen) -> None:
        app.poll()
        ticked.append(len(screen.children))

    monkeypatch.setattr(TodayScreen, "on_unmount", tick, raising=False)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
    assert ticked == [0]
