"""Rewrites msgspec's validation errors for people: the field, the value found, the values allowed.

msgspec names a type as Python does and a field by a path; here both get the words of ``refusal``.
"""

import re
from collections.abc import Callable, Iterable
from typing import Final

from tracker.core.text.refusals import Described, Expected, OneOf, refusal

_KINDS: Final = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "a table",
    "datetime": "a moment",
    "date": "a date",
    "null": "nothing",
}
_EXAMPLES: Final = {"datetime": "2026-11-22T21:30:00+01:00", "date": "2026-11-22"}


def validation_message(error: str, choices: Callable[[str], Iterable[str]]) -> str:
    """``lain: text is not a number``; ``choices`` gives the words a field takes, if it has any.

    For other kinds of errors msgspec's own words follow the field.
    """
    words, _, path = error.partition(" - at `$")
    field = re.sub(r"\[(\d+)\]", lambda at: f"[{int(at[1]) + 1}]", path.strip("`.").lstrip("."))
    field = field.replace("[...]", "")
    if match := re.fullmatch(r"Expected `(.+?)`, got `(.+?)`", words):
        found = None if match[2] == "null" else Described(_kind(match[2]))
        return refusal(field or "entry", found, Expected(_kind(match[1])))
    if match := re.search(r"missing required field `(.+?)`", words):
        return refusal(f"{field}.{match[1]}".lstrip("."), None, Expected("a value"))
    if match := re.search(r"Invalid enum value '(.*)'", words, re.DOTALL):
        last = re.sub(r"\[\d+\]$", "", field).rpartition(".")[2]
        known, what = tuple(choices(last)), f"a known {last}"
        return refusal(field, match[1], OneOf(known, what) if known else Expected(what))
    if match := re.fullmatch(r"Invalid RFC3339 encoded (datetime|date)", words):
        form = Expected(_kind(match[1]), f"write it as {_EXAMPLES[match[1]]}")
        return refusal(field, Described("this"), form)
    if not field:
        return words
    return f"{field}{'.' if re.match(r'[a-z_]+: ', words) else ': '}{words}"


def _kind(name: str) -> str:
    """A type in plain words."""
    return re.sub(r"\w+", lambda word: _KINDS.get(word[0], word[0]), name.replace(" | ", " or "))
