"""Shell completion in real shells: typed words and Tab give the completed line."""

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from e2e.person import Person
from e2e.terminal import Terminal

pytestmark = pytest.mark.slow

SHELLS = {
    "bash": (".bashrc", "PS1='ready> '"),
    "zsh": (".zshrc", "PS1='ready> '"),
    "fish": (".config/fish/config.fish", "function fish_prompt; echo 'ready> '; end"),
}
"""Where each reads what a person wrote, and how its prompt is named."""


@pytest.fixture
def person(tmp_path: Path) -> Person:
    person = Person(tmp_path / "tsubo")
    person.shell("log", "points", "calm")
    person.shell("remind", "add", "daily", "21:00")
    return person


@pytest.fixture(params=SHELLS)
def shell(request: pytest.FixtureRequest, person: Person, tmp_path: Path) -> Iterator[Terminal]:
    """This shell with what 'tsubo completion' printed in its own file, and nothing else."""
    name = str(request.param)
    if shutil.which(name) is None:
        pytest.skip(f"{name} is not installed")
    home, programs = tmp_path / "home", tmp_path / "bin"
    file, prompt = SHELLS[name]
    own = home / file
    own.parent.mkdir(parents=True)
    own.write_text(f"{prompt}\n{person.shell('completion', name).stdout}", encoding="utf-8")
    programs.mkdir()
    tsubo = programs / "tsubo"
    tsubo.write_text(f'#!/bin/sh\nexec {sys.executable} -m tracker "$@"\n', encoding="utf-8")
    tsubo.chmod(0o755)
    (tmp_path / "empty").mkdir()
    env = {
        **person.env,
        "HOME": str(home),
        "ZDOTDIR": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_DATA_HOME": str(home / ".local"),
        "PATH": f"{programs}:/usr/bin:/bin",
    }
    with Terminal([name, "-i"], env=env, size=(100, 30), cwd=tmp_path / "empty") as terminal:
        terminal.wait_for("ready>")
        assert "not found" not in terminal.text
        yield terminal


def completed(shell: Terminal, typed: str, *found: str) -> None:
    """Type the words and Tab, and wait for the completed line; earlier input is erased."""
    shell.press("\x15", "\x0c")
    shell.wait(lambda: shell.text.strip() == "ready>", "an empty line")
    shell.press(typed, "tab")
    if len(found) > 1 and "bash" in str(shell.process.args):
        shell.press("tab")  # it lists at the second
    for word in found:
        shell.wait_for(word)
    assert "Traceback" not in shell.text


def test_commands_points_routines_and_ids_are_completed(shell: Terminal, person: Person) -> None:
    record = person.shell("history").stdout.split()[-1]
    key = person.shell("remind", "list").stdout.split()[0]
    completed(shell, "tsubo st", "start", "status", "streak")
    completed(shell, "tsubo point PC", "PC6", "PC7")
    completed(shell, "tsubo hist", "tsubo history")
    completed(shell, "tsubo start ca", "tsubo start calm")
    completed(shell, "tsubo log points eve", "tsubo log points evening")
    completed(shell, "tsubo log points calm --no", "tsubo log points calm --note")
    completed(shell, "tsubo config set the", "tsubo config set theme")
    completed(shell, "tsubo config set bell fl", "tsubo config set bell flash")
    completed(shell, "tsubo log mat 20m --position lo", "--position lower\\ back")
    completed(shell, f"tsubo show {record[:2]}", f"tsubo show {record}")
    completed(shell, f"tsubo remind remove {key[:2]}", f"tsubo remind remove {key}")


def test_files_are_completed(shell: Terminal, tmp_path: Path) -> None:
    (tmp_path / "empty" / "practice.json").touch()
    completed(shell, "tsubo import prac", "tsubo import practice.json")
