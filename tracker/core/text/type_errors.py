"""Rewrites msgspec's validation errors for people: field, value found, values allowed."""

import re
from collections.abc import Callable, Iterable
from typing import Final

from tracker.core.text.visible import visible

_KINDS: Final = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "datetime": "a moment",
    "date": "a day",
    "null": "nothing",
}
_MOMENTS: Final = {
    "datetime": "moment, as 2026-11-22T21:30:00+01:00",
    "date": "day, as 2026-11-22",
}


def validation_message(error: str, choices: Callable[[str], Iterable[str]]) -> str:
    """``lain: text found, a number allowed``; ``choices`` returns the words that a field allows.

    An error of another kind keeps msgspec's words, after the field.
    """
    words, _, path = error.partition(" - at `$")
    field = re.sub(r"\[(\d+)\]", lambda at: f"[{int(at[1]) + 1}]", path.strip("`.").lstrip("."))
    field = field.replace("[...]", "")
    if said := re.fullmatch(r"Expected `(.+?)`, got `(.+?)`", words):
        return f"{field or 'entry'}: {_kind(said[2])} found, {_kind(said[1])} allowed"
    if said := re.search(r"missing required field `(.+?)`", words):
        place = f"{field}.{said[1]}" if field else said[1]
        return f"{place}: nothing found, it is required"
    if said := re.search(r"Invalid enum value '(.*)'", words, re.DOTALL):
        last = re.sub(r"\[\d+\]$", "", field).rpartition(".")[2]
        allowed = ", ".join(choices(last)) or "another"
        return f"{field}: {visible(said[1][:60], lines=False)} found, {allowed} allowed"
    if said := re.fullmatch(r"Invalid RFC3339 encoded (\w+)", words):
        return f"{field}: is no {_MOMENTS.get(said[1], said[1])}"
    if not field:
        return words
    return f"{field}{'.' if re.match(r'[a-z_]+: ', words) else ': '}{words}"


def _kind(name: str) -> str:
    """A type in plain words."""
    return re.sub(r"\w+", lambda word: _KINDS.get(word[0], word[0]), name.replace(" | ", " or "))
