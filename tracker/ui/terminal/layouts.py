"""Lets a key of another keyboard layout do what the key in its place does on a Latin keyboard.

The table is made from xkb's data by ``tests/generate/write_layouts.py``. Only a character that is
bound to nothing on the screen, and that no field takes as text, is looked up.
"""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from string import ascii_lowercase, digits
from typing import Any, Final

from textual.app import App
from textual.events import Key

ANY: Final = "auto"
"""Any layout: where two disagree, the one that is first in the table."""
_TABLE: Final = Path(__file__).parents[2] / "data" / "layouts.tsv"
_LATIN: Final = frozenset(f"{ascii_lowercase}{digits} ")
"""Characters that mean themselves on any keyboard."""
_UNSHIFTED_DIGITS: Final = "fr"
"""With no layout set, ASCII typed without Shift counts as the digit it is on this layout's key."""


def latin_key(app: App[Any], event: Key, layout: str) -> Key:
    """The key that acts for this one: the same unless it does nothing here.

    A key that does nothing here is replaced by the Latin key in its place, if that is bound.
    ``layout`` is the id of the person's layout, or `ANY`.
    """
    typed = event.character
    if typed is None or len(typed) != 1 or not typed.isprintable() or typed in _LATIN:
        return event
    focused = app.focused
    if focused is not None and focused.check_consume_key(event.key, typed):
        return event
    bound = app.screen.active_bindings
    if event.key in bound:
        return event
    from tracker.config.keymap import key_name

    for meant in latin_characters(typed, layout):
        if (name := key_name(meant)) in bound:
            same = Key(name, meant)
            same.time = event.time
            return same
    return event


def latin_characters(typed: str, layout: str) -> list[str]:
    """Characters of the key that typed this one, on a Latin keyboard; empty if it is not known.

    A capital is followed by its small letter, in case Caps Lock is on.
    """
    found = typed if typed.isascii() and typed.isalpha() else _in_place_of(typed, layout)
    if not found:
        return []
    return [found, found.lower()] if found.isupper() else [found]


def _in_place_of(typed: str, layout: str) -> str | None:
    tables = layouts()
    found = tables.get(layout, {}).get(typed)
    if found or (layout != ANY and typed.isascii()):
        return found
    if typed.isascii():
        digit = tables[_UNSHIFTED_DIGITS].get(typed)
        return digit if digit and digit.isdigit() else None
    return next((table[typed] for table in tables.values() if typed in table), None)


@cache
def layouts() -> Mapping[str, Mapping[str, str]]:
    """The table by a layout's id: each character it types, and the Latin one of the same key.

    The last row has an empty id: full-width characters, and the digits of every script.
    """
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return {id: dict(zip(typed, latin, strict=True)) for id, _, typed, latin in rows}
