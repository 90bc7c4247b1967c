"""A terminal gets only characters that it shows; a file and a pipe get every character."""

from __future__ import annotations

import io
import sys

import click
import pytest

from tracker.characters import CONSOLE
from tracker.cli.terminal_text import choose_characters, shown_on_terminals

WORDS = "“calm” · 3 min – 20 m … é 百 ✓\n"


class Screen(io.StringIO):
    """A stream that is a terminal."""

    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


def printed(
    monkeypatch: pytest.MonkeyPatch, stream: io.StringIO, glyphs: str, term: str = "xterm"
) -> str:
    monkeypatch.setattr(sys, "stdout", stream)
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    with shown_on_terminals():
        choose_characters(lambda: glyphs)
        click.echo(WORDS, nl=False)
    assert sys.stdout is stream
    return stream.getvalue()


def test_each_terminal_gets_what_it_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    assert printed(monkeypatch, Screen(), "auto") == WORDS
    assert printed(monkeypatch, Screen(), "ascii") == '"calm" . 3 min - 20 m . e ?? x\n'
    console = printed(monkeypatch, Screen(), "auto", term="linux")
    assert {*console} - {*map(chr, range(128))} <= {*CONSOLE, "百"}
    assert console.startswith('"calm" · 3 min - 20 m ')
    assert printed(monkeypatch, Screen(), "unicode", term="linux") == WORDS


def test_a_pipe_gets_every_character(monkeypatch: pytest.MonkeyPatch) -> None:
    assert printed(monkeypatch, io.StringIO(), "ascii") == WORDS
    assert printed(monkeypatch, io.StringIO(), "auto", term="linux") == WORDS
