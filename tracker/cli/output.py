"""Prints results on stdout: lines, tables and JSON, without terminal control characters."""

import json
import os
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar

import click

from tracker.core.text.visible import visible

SCHEMA: Final = 1
"""Version of the JSON answers. A new key does not raise it; a key that changes meaning does."""

Command = TypeVar("Command", bound=Callable[..., Any])


def json_option(command: Command) -> Command:
    """Add ``--json`` to a command that reads."""
    words = 'Print JSON: {"schema": 1, ...}.'
    return click.option("--json", "as_json", is_flag=True, help=words)(command)


def print_json(answer: Mapping[str, Any]) -> None:
    """Print an answer as JSON, its keys in the order given."""
    text = json.dumps({"schema": SCHEMA, **answer}, ensure_ascii=False, indent=2)
    # json.dumps leaves C1 controls and bidi overrides; visible() writes them as \u escapes.
    click.echo(visible(text))


def print_lines(lines: Iterable[str]) -> None:
    """Print lines of text, control characters made visible."""
    for line in lines:
        click.echo(visible(line, lines=False).rstrip())


def print_table(rows: Sequence[Sequence[str]], *, head: bool = False) -> None:
    """Print rows in aligned columns; the last column is not cut.

    On a terminal the first cell of a row is green; with ``head`` the first row is bold.
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
    """Whether stdout is a terminal with colours, and NO_COLOR is not set."""
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM", "dumb") != "dumb"
    return wanted and sys.stdout is not None and sys.stdout.isatty()
