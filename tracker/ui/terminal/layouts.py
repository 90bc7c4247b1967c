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
"""Signs that mean themselves on any keyboard."""
_UNSHIFTED_DIGITS: Final = "fr"
"""The layout of which digits without Shift count when no layout is named; they are plain signs."""


def latin_key(app: App[Any], event: Key, layout: str) -> Key:
    """The key that is meant by this one: itself unless it does nothing here and another would."""
    sign = event.character
    if sign is None or len(sign) != 1 or not sign.isprintable() or sign in _LATIN:
        return event
    focused = app.focused
    if focused is not None and focused.check_consume_key(event.key, sign):
        return event
    bound = app.screen.active_bindings
    if event.key in bound:
        return event
    from tracker.config.keymap import key_name

    for meant in latin_signs(sign, layout):
        if (name := key_name(meant)) in bound:
            same = Key(name, meant)
            same.time = event.time
            return same
    return event


def latin_signs(sign: str, layout: str) -> list[str]:
    """What a Latin keyboard types with the key of this sign, then the same without Caps Lock."""
    found = sign if sign.isascii() and sign.isalpha() else _in_place_of(sign, layout)
    signs = [found] if found else []
    return [*signs, found.lower()] if found and found.isupper() else signs


def _in_place_of(sign: str, layout: str) -> str | None:
    tables = layouts()
    found = tables.get(layout, {}).get(sign)
    if found or (layout != ANY and sign.isascii()):
        return found
    if sign.isascii():
        digit = tables[_UNSHIFTED_DIGITS].get(sign)
        return digit if digit and digit.isdigit() else None
    return next((table[sign] for table in tables.values() if sign in table), None)


@cache
def layouts() -> Mapping[str, Mapping[str, str]]:
    """Each layout's signs, with what a Latin keyboard types with the same key.

    The last, without an id, is of no keyboard: wide signs, and digits of any script.
    """
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines)
    return {id: dict(zip(signs, latin, strict=True)) for id, _, signs, latin in rows}
