"""Writes the table of keyboard layouts from xkb's own data: run it to add a layout.

    python tests/generate/write_layouts.py

It needs Debian's ``xkb-data`` and ``libxkbcommon0``, and renews ``tracker/data/layouts.tsv``: one
row for each layout with its id, its name, the characters that its keys type, and for each the one
that the key in the same place types on a Latin keyboard (``us``). ASCII letters and digits are left
out, because they mean the same wherever their key is; so are symbols in the place of a symbol.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections.abc import Iterator
from pathlib import Path

TABLE = Path(__file__).parents[2] / "tracker" / "data" / "layouts.tsv"
LATIN = "us"
LAYOUTS = """
fr ru de il gr es pt it se no dk fi br latam ch ch(fr) be ca
ua by bg bg(phonetic) rs mk kz kg mn tj ru(phonetic)
cz sk hu hr si tr tr(f) lt ee is vn al az
ara ir pk am ge th la kh mm in in(ben) in(tam) lk np jp(kana)
"""
"""Where two of them disagree, the first is taken unless the person names one."""
DIGITS = "٠۰०০௦๐໐០၀"
"""The zero of each script whose digits a keyboard above may type."""
KEYS = (
    *(49, *range(10, 22)),  # the row of digits, as evdev numbers keys, plus eight
    *range(24, 36),
    *(*range(38, 49), 51),
    *(*range(52, 62), 94),
)
LEVELS = (0, 1)
"""Without and with Shift."""

_xkb = ctypes.CDLL("libxkbcommon.so.0")
_xkb.xkb_context_new.restype = ctypes.c_void_p
_xkb.xkb_keymap_new_from_names.restype = ctypes.c_void_p
_xkb.xkb_keymap_new_from_names.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int]
_xkb.xkb_keymap_key_get_syms_by_level.argtypes = [
    ctypes.c_void_p,
    *[ctypes.c_uint32] * 3,
    ctypes.POINTER(ctypes.POINTER(ctypes.c_uint32)),
]
_xkb.xkb_keysym_to_utf32.restype = ctypes.c_uint32
_CONTEXT = _xkb.xkb_context_new(0)


class _Names(ctypes.Structure):
    _fields_ = [(name, ctypes.c_char_p) for name in ("rules", "model", "layout", "variant", "rest")]


def typed(layout: str) -> Iterator[tuple[int, int, str]]:
    """Each key and level of a layout that types one character, and the character."""
    name, _, variant = layout.partition("(")
    given = _Names(b"evdev", b"pc105", name.encode(), variant.rstrip(")").encode(), None)
    keymap = _xkb.xkb_keymap_new_from_names(_CONTEXT, ctypes.byref(given), 0)
    assert keymap, f"{layout}: no such layout"
    for key in KEYS:
        for level in LEVELS:
            characters = ctypes.POINTER(ctypes.c_uint32)()
            if _xkb.xkb_keymap_key_get_syms_by_level(keymap, key, 0, level, characters) == 1:
                code = _xkb.xkb_keysym_to_utf32(characters[0])
                if code > 0x20 and chr(code).isprintable():
                    yield key, level, chr(code)


def pairs(layout: str) -> dict[str, str]:
    """Each character that a layout types, with the one of the same key on a Latin keyboard."""
    latin = {(key, level): character for key, level, character in typed(LATIN)}
    characters = {(key, level): character for key, level, character in typed(layout)}
    found: dict[str, str] = {}
    for (key, level), character in characters.items():
        meant = latin.get((key, level))
        # Two keys type a capital Greek sigma; the one that counts also types its small letter.
        own = level == 1 and characters.get((key, 0)) == character.lower()
        for each in (character, _hiragana(character)):
            if meant and _belongs(each, meant) and (own or each not in found):
                found[each] = meant
    return found


def _belongs(character: str, meant: str) -> bool:
    if character.isascii():
        return not character.isalnum() and meant.isalnum()
    # A letter, a mark on one or a digit; other characters only for a letter or a digit.
    return meant.isalnum() or unicodedata.category(character)[0] in "LMN"


def _hiragana(character: str) -> str:
    """The same sound in the other script, which an input method sends; or the character itself."""
    name = unicodedata.name(character, "")
    if not name.startswith("KATAKANA LETTER"):
        return character
    return unicodedata.lookup(name.replace("KATAKANA", "HIRAGANA"))


def named(layout: str) -> str:
    """The layout's name in xkb, without the language in front of a variant's name."""
    name, _, variant = layout.partition("(")
    wanted = (variant.rstrip(")"), f"{name}:") if variant else (name, "")
    rules = Path("/usr/share/X11/xkb/rules/evdev.lst").read_text(encoding="utf-8")
    part = "! variant" if variant else "! layout"
    for line in rules.partition(part)[2].splitlines():
        words = line.split(maxsplit=1)
        if words and words[0] == wanted[0] and words[1].startswith(wanted[1]):
            return words[1].removeprefix(wanted[1]).strip()
    raise AssertionError(layout)


def rows() -> Iterator[tuple[str, str, dict[str, str]]]:
    """The table: id, name, and what its keys mean."""
    for layout in LAYOUTS.split():
        yield layout.replace("(", "-").rstrip(")"), named(layout), pairs(layout)
    wide = {chr(ord(character) + 0xFEE0): character for character in map(chr, range(0x21, 0x7F))}
    digits = {chr(ord(zero) + value): str(value) for zero in DIGITS for value in range(10)}
    yield "", "Full-width characters, and digits of any script", wide | digits


def main() -> None:
    """Write the table."""
    lines = ("\t".join((id, name, "".join(of), "".join(of.values()))) for id, name, of in rows())
    TABLE.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
