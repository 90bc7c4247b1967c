"""One's own people: on the help page of every face, above the country's lines, in no export."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Final

import pytest
from screen_text import drawn_rows
from textual.widgets import Input, Static
from transcript import Shell

from tracker.app import TrackerApp
from tracker.config.config import Config
from tracker.library import Library
from tracker.practice.help_page import own_people, page_lines
from tracker.ui.help.help_now import HelpNowScreen

ANNA: Final = "Anna, 0170 123456, my sister"
SHOWN: Final = "Anna, my sister: 0170 123456"


def test_own_people_stand_between_the_emergency_number_and_the_country(shell: Shell) -> None:
    shell.run(f'tsubo help-now --add "{ANNA}"')
    shell.run('tsubo help-now --add "Ben, 0160 77"')
    shell.run('tsubo help-now --words "It passes. It did before."')
    out, err, code = shell.run("tsubo help-now --country GB")
    assert (err, code) == ("", 0)
    places = [
        out.index(words)
        for words in ("number: 999", SHOWN, "Ben: 0160 77", "It passes.", "Samaritans")
    ]
    assert places == sorted(places)
    answer = json.loads(shell.run("tsubo help-now --json")[0])
    assert [each["name"] for each in answer["people"]] == ["Anna", "Ben"]
    shell.run("tsubo help-now --remove anna")
    shell.run("tsubo help-now --words -")
    out, _, _ = shell.run("tsubo help-now")
    assert "Anna" not in out
    assert "It passes." not in out


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("--add Anna", "a person has a name and a number"),
        (f"--add 'Anna, {'1' * 500}'", "number: 500 characters are too many; up to 60"),
        ("--add 'A\x1b[2J, 1'", "name: “A␛[2J” holds control characters; write plain text"),
        (f"--words {'x' * 500}", "words: 500 characters are too many; up to 300"),
        ("--remove Zoe", "“Zoe” is not among your people; choose nobody is there"),
    ],
)
def test_what_is_no_contact_is_refused_in_words(shell: Shell, line: str, words: str) -> None:
    out, err, code = shell.run(f"tsubo help-now {line}")
    assert words in err
    assert (out, code) == ("", 1)


def test_a_sixth_person_is_refused(shell: Shell) -> None:
    for number in range(5):
        assert shell.run(f'tsubo help-now --add "P{number}, 1"')[2] == 0
    assert "6 are too many; up to 5" in shell.run('tsubo help-now --add "P6, 1"')[1]


@pytest.mark.parametrize("text", ["= =", 'help_people = "x"', "help_people = [[1, 2]]"])
def test_a_broken_config_shows_the_last_good_copy(shell: Shell, text: str) -> None:
    shell.run(f'tsubo help-now --add "{ANNA}"')
    (shell.folder / "home" / "config.toml").write_text(text)
    out, err, code = shell.run("tsubo help-now")
    assert SHOWN in out
    assert "config.toml" in err
    assert code == 0


def test_a_broken_store_and_a_broken_home_still_show_the_page(shell: Shell) -> None:
    shell.run(f'tsubo help-now --add "{ANNA}"')
    shell.run("tsubo log mat 20m")
    for file in (shell.folder / "home").rglob("*.json*"):
        file.write_text("{")
    assert SHOWN in shell.run("tsubo help-now")[0]
    shell.run("tsubo config set country GB")
    for file in sorted((shell.folder / "home").rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    (shell.folder / "home").rmdir()
    (shell.folder / "home").write_text("no folder")
    out, _, code = shell.run("tsubo help-now")
    assert "112" in out
    assert code == 0


def test_no_export_and_no_backup_holds_them(shell: Shell) -> None:
    shell.run(f'tsubo help-now --add "{ANNA}" --words "to myself"')
    shell.run("tsubo log mat 20m")
    home = shell.folder / "home"
    for name in ("out.json", "out.html", "out.ics"):
        assert shell.run(f"tsubo export {name}")[2] == 0
    assert shell.run("tsubo backup")[2] == 0
    for file in shell.folder.rglob("*"):
        if not file.is_file() or (file.parent == home and "toml" in file.suffix):
            continue
        blob = file.read_bytes()
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as pack:
                blob = b"".join(pack.read(name) for name in pack.namelist())
        assert b"Anna" not in blob, file
        assert b"to myself" not in blob, file
    assert "Anna" not in shell.run("tsubo config --json")[0]


def test_the_copy_is_beside_and_private(tmp_path: Path) -> None:
    from tracker.config.people import own_help

    config = Config.load(tmp_path / "a" / "config.toml").set_help(own_help([ANNA], ""))
    (tmp_path / "b").mkdir()
    own = own_people(config, tmp_path / "b")
    assert SHOWN in page_lines(Library().helplines(), None, own)
    for folder in ("a", "b"):
        assert (tmp_path / folder / "help_people.toml").stat().st_mode & 0o777 == 0o600


async def test_they_are_edited_on_the_page(app: TrackerApp) -> None:
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press("f1", "e")
        await pilot.pause()
        app.screen.query_one("#person-1", Input).value = "Anna"
        await pilot.press("enter")
        await pilot.pause()
        problem = str(app.screen.query_one("#problem", Static).render())
        assert "a person has a name and a number" in problem
        app.screen.query_one("#person-1", Input).value = ANNA
        app.screen.query_one("#words", Input).value = "[red]It passes.[/red]"
        await pilot.press("enter")
        await pilot.pause()
        assert isinstance(app.screen, HelpNowScreen)
        page = "\n".join(drawn_rows(app.screen.query_one("#lines")))
        assert SHOWN in page
        assert "[red]It passes.[/red]" in page
        assert page.index("112") < page.index(SHOWN) < page.index("TelefonSeelsorge")


async def test_the_first_run_asks_for_the_country_where_nothing_tells_it(
    app: TrackerApp,
) -> None:
    from tracker.ui.help.welcome import WelcomeScreen

    app.zone = app.zone._replace(name="UTC")
    async with app.run_test(size=(80, 24)) as pilot:
        await app.push_screen(WelcomeScreen())
        await pilot.pause()
        asked = str(app.screen.query_one("#country", Static).render())
        assert "Which country" in asked
        await pilot.press("n", "right", "left", "enter")
        await pilot.pause()
        assert app.settings.country is not None
        assert app.country == app.settings.country
    assert app.library.helplines().name(app.country).startswith("N")
