"""Keys as a person remaps them: checked by id and against each other before the app takes them."""

from __future__ import annotations

import string
from collections.abc import Mapping
from pathlib import Path

import pytest
from textual.widgets import Input
from textual_inside import keys_of, notices

from tracker.app import TrackerApp
from tracker.cli import run
from tracker.config.config import Config
from tracker.config.keymap import is_key, key_names, key_table, keymap
from tracker.journal.journal import Journal
from tracker.ui.help.help_now import HelpNowScreen
from tracker.ui.help.keys import KeysHelpScreen
from tracker.ui.records.log_mat import LogMatScreen


def test_names_of_keys_are_textuals_own() -> None:
    for character in string.punctuation.replace(",", "") + "aZ7öß":
        assert key_names(character) == (keys_of(character),)
    assert key_names("?, f2") == ("question_mark", "f2")


def test_every_key_that_is_bound_is_a_key() -> None:
    assert [row.id for row in key_table() if not all(map(is_key, key_names(row.names)))] == []


def test_nothing_remapped_changes_nothing() -> None:
    assert keymap({}).keys == {}


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [
        ({"app.start": "f2"}, {"app.start": "f2"}),
        ({"app.start": "Z"}, {"app.start": "Z"}),
        ({"app.start": "S, f2"}, {"app.start": "S,f2"}),
        ({"app.today": "2", "app.points": "1"}, None),
        ({"live.next": "N"}, {"live.next": "N"}),
    ],
)
def test_a_key_that_is_free_is_taken(chosen: dict[str, str], kept: dict[str, str] | None) -> None:
    found = keymap(chosen)
    assert found.problems == ()
    assert {id: found.keys[id] for id in chosen} == (kept or chosen)


@pytest.mark.parametrize(
    ("chosen", "said"),
    [
        ({"app.strat": "f2"}, "app.strat: no key has this id; app.start?; 'tsubo keys' lists them"),
        (
            {"app.start": "m"},
            "app.start: “m” is the key of app.log-mat (log time on the mat); s stays",
        ),
        ({"app.start": "t"}, "is the key of calendar.today"),
        ({"app.start": "exclamation_mark"}, "is the key of app.help-now"),
        ({"calendar.today": "!"}, "is the key of app.help-now"),
        ({"app.start": "j"}, "“j” is the key of "),
        ({"edit.save": "escape"}, "is the key of dialog.leave"),
        ({"app.start": "contrl+s"}, "“contrl+s” is not a key"),
        ({"app.start": "ctrl+p"}, "“ctrl+p” opens the palette"),
        ({"app.help-now-f1": "h"}, "would be taken from what is typed"),
        ({"log.save": "space"}, "would be taken from what is typed"),
        ({"app.start": "a\x1b[2J"}, "is not a key"),
    ],
)
def test_what_cannot_be_is_named_in_a_line(chosen: dict[str, str], said: str) -> None:
    found = keymap(chosen)
    assert found.keys == {}
    (line,) = found.problems
    assert said in line
    assert line.isprintable()


def test_of_two_for_one_key_none_is_lost() -> None:
    found = keymap({"app.start": "f2", "app.log-mat": "f2"})
    assert len(found.keys) == 1
    assert len(found.problems) == 1


def test_one_that_is_refused_gives_its_key_back() -> None:
    found = keymap({"app.start": "m", "app.log-mat": "q"})
    assert found.keys == {}
    assert len(found.problems) == 2


def test_help_is_the_same_key_everywhere() -> None:
    found = keymap({"app.help-now": "f12", "app.help": "f10"}).keys
    assert {found[id] for id in ("dialog.help", "session.help-now", "app.help-now")} == {"f12"}
    assert {found[id] for id in ("session.help", "edit.help", "log.help")} == {"f10"}


def remapped(app: TrackerApp, tmp_path: Path, keys: Mapping[str, str]) -> TrackerApp:
    """The same app with these keys in its config.toml."""
    config = Config.load(tmp_path / "tsubo" / "config.toml")
    for id, names in keys.items():
        config = config.set(f"keys.{id}", names)
    return TrackerApp(
        app.journal,
        lambda: app.library,
        config,
        app.zone,
        app.checkpoint,
        now=app.now,
        monotonic=app.monotonic,
    )


async def test_a_remapped_key_does_it_and_the_old_one_no_longer(
    app: TrackerApp, tmp_path: Path
) -> None:
    other = remapped(app, tmp_path, {"app.log-mat": "f2"})
    async with other.run_test(size=(80, 24)) as pilot:
        await pilot.press("m")
        await pilot.pause()
        assert len(other.screen_stack) == 1
        await pilot.press("f2")
        await pilot.pause()
        assert isinstance(other.screen, LogMatScreen)


async def test_the_keys_shown_are_the_remapped_ones(app: TrackerApp, tmp_path: Path) -> None:
    other = remapped(app, tmp_path, {"app.log-mat": "f2", "app.help-now": "f12"})
    async with other.run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark")
        await pilot.pause()
        assert isinstance(other.screen, KeysHelpScreen)
        assert {key.id: key.symbols for key in other.screen.keys}["app.log-mat"] == "f2"
        await pilot.press("f12")
        await pilot.pause()
        assert isinstance(other.screen, HelpNowScreen)


async def test_an_unknown_id_and_a_clash_are_said_and_nothing_is_lost(
    app: TrackerApp, tmp_path: Path
) -> None:
    other = remapped(app, tmp_path, {"app.strat": "f2", "app.start": "q"})
    async with other.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.pause()
        said = notices(other)
        assert sum("keys.app.strat: no key has this id" in line for line in said) == 1
        assert sum("keys.app.start: “q” is the key of app.quit" in line for line in said) == 1
        await pilot.press("s")
        await pilot.pause()
        assert len(other.screen_stack) == 2


async def test_letters_stay_letters_in_a_field(
    app: TrackerApp, tmp_path: Path, journal: Journal
) -> None:
    other = remapped(app, tmp_path, {"app.undo": "z"})
    async with other.run_test(size=(80, 24)) as pilot:
        await pilot.press("m", "z", "1")
        await pilot.pause()
        assert other.screen.query_one("#line", Input).value == "z1"
        assert journal.undoable is None


def test_the_command_refuses_a_key_that_is_taken(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = ["--home", str(tmp_path / "home")]
    assert run([*home, "config", "set", "keys.app.start", "m"]) == 1
    assert "keys.app.start: “m” is the key of app.log-mat" in capsys.readouterr().err
    assert run([*home, "config", "set", "keys.app.start", "f2"]) == 0
    capsys.readouterr()
    assert run([*home, "keys"]) == 0
    assert "f2" in next(
        line for line in capsys.readouterr().out.splitlines() if line.startswith("app.start")
    )


def test_the_command_refuses_a_key_that_was_given_to_another(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = ["--home", str(tmp_path / "home")]
    assert run([*home, "config", "set", "keys.app.undo", "f2"]) == 0
    assert run([*home, "config", "set", "keys.app.mat", "f2"]) == 1
    assert "keys.app.mat: “f2” is the key of app.undo (undo)" in capsys.readouterr().err
    assert run([*home, "config", "set", "keys.app.undo", "f3"]) == 0
    assert run([*home, "config", "set", "keys.app.mat", "f2"]) == 0


def test_the_keys_listed_are_those_the_app_takes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    text = '[keys]\n"app.start" = "f2"\n"app.undo" = "f2"\n"app.log-mat" = "f4"\n'
    (home / "config.toml").write_text(text, encoding="utf-8")
    assert run(["--home", str(home), "keys"]) == 0
    said = capsys.readouterr()
    keys = {line.split()[0]: line.split()[1] for line in said.out.splitlines()}
    assert (keys["app.start"], keys["app.undo"], keys["app.log-mat"]) == ("s", "f2", "f4")
    assert "keys.app.start: “f2” is the key of app.undo (undo); s stays" in said.err
    assert (home / "config.toml").read_text(encoding="utf-8") == text
