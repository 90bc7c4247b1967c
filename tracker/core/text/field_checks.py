"""Checks of the fields of points and routines: names, texts, codes and ranges."""

import re
from collections.abc import Iterable
from typing import Final

from tracker.core.text.visible import visible

LONGEST_NAME: Final = 80
LONGEST_NOTE: Final = 4000
CODE: Final = re.compile(r"[^\W_][\w+.-]{0,23}")
"""Letters, digits and ``+ . -``: GV20, GV24+, EX-HN3, Anmian."""


def check_name(field: str, text: str, *, empty: bool = False) -> None:
    """Raise ValueError for a name that is empty, too long, or has [ ] or control characters."""
    if empty and not text:
        return
    if not text.strip():
        raise ValueError(f"{field}: nothing found, 1 to {LONGEST_NAME} characters allowed")
    if len(text) > LONGEST_NAME:
        raise ValueError(f"{field}: {len(text)} characters found, up to {LONGEST_NAME} allowed")
    if visible(text) != text or set(text) & {"[", "]", "\n", "\t"}:
        shown = visible(text, lines=False)
        raise ValueError(f"{field}: {shown!r} found, text without [ ] and control signs allowed")


def check_text(field: str, text: str, *, empty: bool = True) -> None:
    """Raise ValueError for a text that is missing, too long, or has control characters."""
    if not empty and not text.strip():
        raise ValueError(f"{field}: nothing found, text allowed")
    if len(text) > LONGEST_NOTE:
        raise ValueError(f"{field}: {len(text)} characters found, up to {LONGEST_NOTE} allowed")
    if visible(text) != text:
        raise ValueError(f"{field}: a control sign found, text without them allowed")


def check_texts(field: str, texts: Iterable[str]) -> None:
    """Raise ValueError if one of the texts is missing, too long or has control characters."""
    for text in texts:
        check_text(field, text, empty=False)


def check_code(field: str, code: str) -> None:
    """Raise ValueError for text that cannot be the code of a point."""
    if not CODE.fullmatch(code):
        shown = visible(code, lines=False)
        raise ValueError(f"{field}: {shown!r} found, up to 24 letters, digits, + . - allowed")


def check_range(field: str, value: float, low: float, high: float) -> None:
    """Raise ValueError for a number outside ``low`` to ``high``, both included."""
    if not low <= value <= high:
        raise ValueError(f"{field}: {value:g} found, {low:g} to {high:g} allowed")
