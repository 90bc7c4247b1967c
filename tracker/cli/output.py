"""How results are printed: for a person on a terminal, for a pipe, and as JSON."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

import click

from tracker.core.text.visible import visible

SCHEMA: Final = 1
"""Of every JSON answer: keys may be added, none changes its meaning."""

Command = TypeVar("Command", bound=Callable[..., Any])


def json_option(command: Command) -> Command:
    """The option that every reading command has."""
    words = 'Print JSON: {"schema": 1, ...}.'
    return click.option("--json", "as_json", is_flag=True, help=words)(command)


def print_json(answer: Mapping[str, Any]) -> None:
    """An answer as JSON, keys in the order they were given."""
    text = json.dumps({"schema": SCHEMA, **answer}, ensure_ascii=False, indent=2)
    # A sign that could command the terminal becomes its escape, which JSON reads as that sign.
    click.echo(visible(text))


def print_lines(lines: Iterable[str]) -> None:
    """Lines of text; nothing in them can command the terminal."""
    for line in lines:
        click.echo(visible(line, lines=False).rstrip())


def print_table(rows: Sequence[Sequence[str]], *, head: bool = False) -> None:
    """Rows in columns; the last is as long as it is, in a pipe too.

    On a terminal the name a row begins with is in colour, a ``head`` is bold.
    """
    from unicodedata import combining, east_asian_width

    def width(text: str) -> int:
        return sum(1 + (east_asian_width(s) in "WF") for s in text if not combining(s))

    shown = [[visible(cell, lines=False) for cell in row] for row in rows]
    widths = [max(map(width, column)) for column in zip(*shown, strict=True)]
    painted = _is_painted()
    for number, row in enumerate(shown):
        cells = [cell + " " * (room - width(cell)) for cell, room in zip(row, widths, strict=True)]
        line = "  ".join(cells).rstrip()
        if painted and head and number == 0:
            line = click.style(line, bold=True)
        elif painted:
            line = click.style(row[0], fg="green") + line[len(row[0]) :]
        click.echo(line, color=painted)


def _is_painted() -> bool:
    """Whether results go to a terminal that has colours, of a person who wants them."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") != "dumb"
    return wanted and sys.stdout is not None and sys.stdout.isatty()
