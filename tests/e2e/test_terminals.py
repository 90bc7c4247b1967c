"""Every terminal that comes by: the app is whole on it, nothing crashes it, and it is put back."""

import os
import re
import signal
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from e2e.person import Person, begin_two_points
from e2e.terminal import TSUBO, Terminal

from tracker.characters import CONSOLE

pytestmark = pytest.mark.slow

SIZES = ((20, 5), (40, 10), (80, 24), (300, 100))


@dataclass(frozen=True)
class Kind:
    """A terminal as a program knows it: by its environment."""

    env: Mapping[str, str] = field(default_factory=dict)
    ascii: bool = False
    beyond: frozenset[str] | None = None
    """Characters that can be sent besides ASCII; any with `None`."""
    config: str = ""


KINDS = {
    "xterm": Kind({"TERM": "xterm"}),
    "xterm, true colour": Kind({"TERM": "xterm", "COLORTERM": "truecolor"}),
    "xterm-256color": Kind({"TERM": "xterm-256color"}),
    "xterm-256color, true colour": Kind({"TERM": "xterm-256color", "COLORTERM": "truecolor"}),
    "screen-256color": Kind({"TERM": "screen-256color"}),
    "tmux-256color": Kind({"TERM": "tmux-256color"}),
    "linux": Kind({"TERM": "linux"}, beyond=CONSOLE),
    "linux in ASCII": Kind({"TERM": "linux", "LANG": "C"}, ascii=True),
    "ASCII by choice": Kind(ascii=True, config='glyphs = "ascii"\n'),
    "vt100": Kind({"TERM": "vt100"}),
    "vt100 in ASCII": Kind({"TERM": "vt100", "LANG": "C"}, ascii=True),
    "no colour": Kind({"NO_COLOR": "1"}),
    "C": Kind({"LANG": "C"}, ascii=True),
    "Latin-1": Kind({"LANG": "de_DE.ISO-8859-1"}, ascii=True),
    "no locale": Kind({"LANG": ""}, ascii=True),
    "over SSH": Kind({"SSH_CONNECTION": "10.0.0.5 50 10.0.0.9 22"}),
}


@pytest.fixture
def person(tmp_path: Path) -> Person:
    person = Person(tmp_path / "practice", "settle_seconds = 1\n")
    person.shell("flags", "pregnant", "skip")
    person.shell("log", "points", "calm", "--note", "Grüße aus 東京 [bold]")
    return person


def app_on(person: Person, env: Mapping[str, str] | None = None) -> Terminal:
    return Terminal(TSUBO, env={**person.env, **(env or {})})


def whole(terminal: Terminal) -> None:
    """Nothing on the screen says that something went wrong."""
    assert terminal.process.poll() is None, terminal.text
    assert "Traceback" not in terminal.text
    assert "Error" not in terminal.text, terminal.text


def open_tab(terminal: Terminal, tab: str) -> None:
    """Press its digit and wait until the line of tabs shows that it is open."""
    before = terminal.looks[0]
    terminal.press(tab)
    terminal.wait(lambda: terminal.looks[0] != before, f"tab {tab}")


def settle(terminal: Terminal) -> None:
    """Read until nothing comes: an escape and the key after it are two keys then."""
    written = -1
    while written != terminal.written:
        written = terminal.written
        terminal.read(0.4)


def quit_well(terminal: Terminal) -> None:
    """Leave by q; the terminal is as a shell expects it."""
    terminal.press("q")
    assert terminal.wait_end() == 0
    assert not terminal.left_on
    assert terminal.echoes
    assert terminal.raw.count(b"\x1b[>25u") == terminal.raw.count(b"\x1b[<u")
    assert not re.search(rb"\x1b\][012];", terminal.raw)  # its title was never touched


@pytest.mark.parametrize("name", KINDS)
def test_the_app_is_whole_on(name: str, person: Person) -> None:
    kind = KINDS[name]
    with (person.home / "config.toml").open("a", encoding="utf-8") as file:
        file.write(kind.config)
    with app_on(person, kind.env) as terminal:
        terminal.wait_for(" Enter ")
        for tab in "23456":
            if kind.env.get("NO_COLOR") or kind.env.get("TERM") == "vt100":
                terminal.press(tab)
                settle(terminal)
            else:
                open_tab(terminal, tab)
            whole(terminal)
        terminal.press("1")
        terminal.wait_for(" Enter ")
        begin_two_points(terminal, "9s")
        terminal.wait_for("press, light")
        whole(terminal)
        if kind.ascii:
            assert "#" in terminal.text
        terminal.press(".", "enter")
        terminal.wait_for("Mood after")
        terminal.press("enter", "enter")
        terminal.wait_for(" Enter ")
        quit_well(terminal)
        beyond = frozenset() if kind.ascii else kind.beyond
        if beyond is not None:
            sent = terminal.raw.decode()
            assert {each for each in sent if not each.isascii()} <= beyond


def test_a_dumb_terminal_is_led_line_by_line(person: Person) -> None:
    with app_on(person, {"TERM": "dumb"}) as terminal:
        terminal.wait_for("Enter begins ")
        terminal.press("q\r")
        assert terminal.wait_end() == 0
        assert terminal.echoes


def test_a_hold_goes_on_while_the_window_changes_its_size(person: Person) -> None:
    with app_on(person) as terminal:
        terminal.wait_for(" Enter ")
        begin_two_points(terminal, "60s")
        terminal.wait_for(" done ")
        for columns, rows in (*SIZES, *reversed(SIZES), (80, 24)):
            terminal.resize(columns, rows)
            terminal.wait_for("CV17")
            whole(terminal)
        terminal.wait_for("hold 1 of 2")
        terminal.press(".", "enter")
        terminal.wait_for("Mood after")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: "x".join(map(str, size)))
def test_every_tab_opens_at(size: tuple[int, int], person: Person) -> None:
    with Terminal(TSUBO, env=person.env, size=size) as terminal:
        terminal.wait_for("1")
        for tab in "234561":
            terminal.press(tab)
            settle(terminal)
            whole(terminal)
        terminal.press("s")
        settle(terminal)
        whole(terminal)
        terminal.press("escape")
        settle(terminal)
        quit_well(terminal)


RUDE = {
    "a stray byte": b"\xff\xfe\x80",
    "half a letter": b"\xc3",
    "a broken escape": b"\x1b[1;2;3;4;5;999999",
    "an escape of nobody": b"\x1b]52;c;AAAA\x07\x1bP+q544e\x1b\\\x1b[?62;c",
    "a paste": b"\x1b[200~[bold]\x1b[31mCV17\x07\r\nq\x1b[201~",
    "a paste that never ends": b"\x1b[200~never",
    "a mouse": b"\x1b[<0;5;5M\x1b[<0;5;5m\x1b[<65;9999;9999M",
    "a flood": b"jkhl\x1b[A\x1b[B\x1b[C\x1b[D" * 400,
    "every control": bytes(each for each in range(1, 32) if each not in {3, 17, 26}),
}


@pytest.mark.parametrize("name", RUDE)
def test_rude_input_breaks_nothing(name: str, person: Person) -> None:
    with app_on(person) as terminal:
        terminal.wait_for(" Enter ")
        for tab, words in (("2", "meridians"), ("5", "~ rest")):
            terminal.press(tab)
            terminal.wait_for(words)
            os.write(terminal.master, RUDE[name])
            settle(terminal)
            whole(terminal)
            os.write(terminal.master, b"\x1b[201~")
            for _ in range(3):
                terminal.press("escape")
                settle(terminal)
        whole(terminal)


def test_a_line_that_closes_in_the_middle_ends_the_app(person: Person) -> None:
    with app_on(person) as terminal:
        terminal.wait_for(" Enter ")
        terminal.hang_up()
        assert terminal.process.wait(30) == 128 + signal.SIGHUP


def test_flow_control_does_not_stop_it(person: Person) -> None:
    with app_on(person) as terminal:
        terminal.wait_for(" Enter ")
        terminal.press("\x13")
        open_tab(terminal, "5")
        whole(terminal)
        terminal.press("\x11")  # ctrl+q: leaves, as everywhere in Textual
        begun = time.monotonic()
        assert terminal.wait_end() == 0
        assert time.monotonic() - begun < terminal.patience


@pytest.mark.parametrize(
    ("config", "term", "shown"),
    [("", "linux", CONSOLE), ('glyphs = "ascii"\n', "xterm", frozenset())],
    ids=["linux", "ASCII by choice"],
)
def test_commands_and_a_plain_session_print_only_what_the_terminal_shows(
    tmp_path: Path, config: str, term: str, shown: frozenset[str]
) -> None:
    """A restricted login starts the same program, with ``kiosk``."""
    who = Person(tmp_path / "home", config)
    who.shell("log", "points", "calm", "--note", "Grüße …")
    for words in (
        ["point", "PC6"],
        ["history"],
        ["log", "points", "nobody knows this"],
        ["--no-such-option"],
        ["--kiosk", "status"],
        ["start", "PC6", "--hold", "5s", "--plain"],
    ):
        with Terminal([*TSUBO, *words], env={**who.env, "TERM": term}) as terminal:
            if "--plain" in words:
                terminal.wait_for("Mood")
                terminal.press("q\r", "\x04")
            terminal.wait_end()
        printed = terminal.raw.decode()
        assert printed.strip()
        assert {each for each in printed if not each.isascii()} <= shown, words
