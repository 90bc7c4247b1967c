"""Reads a config.toml that is not TOML line by line, for what still stands in it, and mends it.

A line that cannot be read is never dropped: it is named with its number, and mending makes it a
comment.
"""

import re
import tomllib
from typing import Any, Final, NamedTuple

_MOST_LINES: Final = 60
"""The most lines of one value."""
_OPENS: Final = re.compile(r"""=\s*(?:\[|\{|\"{3}|'{3})""")
"""A value that can go on in the next line."""
_HEADER: Final = re.compile(r"\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?")


class Unread(NamedTuple):
    """A line that cannot be read, or that says again what one before it said."""

    number: int
    """From 1."""
    text: str
    repeats: str | None = None
    """The key, if the line is right but an earlier one has it too."""


def standing(text: str) -> tuple[dict[str, Any], tuple[Unread, ...]]:
    """The values of the lines that can be read, and the other lines."""
    lines = text.splitlines()
    found: dict[str, Any] = {}
    unread: list[Unread] = []
    table = found
    at = 0
    while at < len(lines):
        words = lines[at].strip()
        if (header := _HEADER.fullmatch(words)) and _parsed(words) is not None:
            within = found.setdefault(header[1], {})
            table = within if isinstance(within, dict) else {}
            at += 1
            continue
        values, count = _value(lines, at)
        if values is None:
            unread.append(Unread(at + 1, words))
        for key, value in (values or {}).items():
            if key in table and table[key] != value:
                unread.append(Unread(at + 1, words, key))
            table.setdefault(key, value)
        at += count
    return found, tuple(unread)


def mended(text: str, unread: tuple[Unread, ...]) -> str:
    """The text with the lines that cannot be read as comments."""
    lines = text.splitlines(keepends=True)
    for each in unread:
        lines[each.number - 1] = f"# {lines[each.number - 1].lstrip()}"
    return "".join(lines)


def line_of(text: str, key: str) -> int | None:
    """The number of the first line that gives this key a value, from 1."""
    named = re.compile(rf"""\s*["']?{re.escape(key)}["']?\s*=""")
    lines = enumerate(text.splitlines(), 1)
    return next((number for number, each in lines if named.match(each)), None)


def _value(lines: list[str], at: int) -> tuple[dict[str, Any] | None, int]:
    """The value that begins in a line, ``None`` if it cannot be read; the lines it takes."""
    most = _MOST_LINES if _OPENS.search(lines[at]) else 1
    for count in range(1, most + 1):
        block = "\n".join(lines[at : at + count])
        if "\ufffd" not in block and (found := _parsed(block)) is not None:
            return found, count
        if at + count >= len(lines):
            break
    return None, 1


def _parsed(text: str) -> dict[str, Any] | None:
    try:
        return tomllib.loads(text)
    except (ValueError, RecursionError):
        return None
