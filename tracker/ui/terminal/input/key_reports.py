"""Rewrites key reports of every dialect into the form that Textual reads.

In kitty's protocol a number can be followed by others (the shifted key, the key on a Latin layout),
and releases are reported; xterm's ``modifyOtherKeys`` has the character last. Textual raises at
some of these, and reads an unknown number as a letter.
"""

import re
from typing import Final, NamedTuple

from textual._keyboard_protocol import FUNCTIONAL_KEYS

_REPORT: Final = re.compile(r"[0-9;:]*")
_RELEASED: Final = 3
_OTHER_KEY: Final = 27
"""First number of a ``modifyOtherKeys`` report."""
_SHIFT, _CAPS, _NUM_LOCK = 1, 64, 128
_MOST_MODIFIERS: Final = 256
_LONGEST: Final = 7
"""Maximum number of digits of a character's number."""
_NUMBERED: Final = range(57344, 63744)
"""Numbers of keys without a character in kitty's protocol; many are not assigned."""
_CONTROLS: Final = {8: 127, 9: 9, 13: 13, 27: 27, 127: 127}
"""Control characters that are keys of their own; 8 and 127 are both Backspace."""


class _Report(NamedTuple):
    code: int
    shifted: int
    """The character with Shift; 0 if the terminal did not say."""
    modifiers: int
    """The modifiers' sum plus one, as in the report."""
    text: str


def key_report(numbers: str, final: str) -> str:
    """Rewrite ``ESC [ numbers final`` for Textual; empty if it reports no press of a key."""
    report = _read(numbers, final)
    if report is None:
        return ""
    if final == "u" or _is_other_key(numbers, final):
        return _character(report)
    if f"{report.code}{final}" not in FUNCTIONAL_KEYS:
        return ""
    code = str(report.code) if final == "~" or report.modifiers > 1 else ""
    return f"\x1b[{code}{_modified(report)}{final}"


def _is_other_key(numbers: str, final: str) -> bool:
    return final == "~" and numbers.startswith(f"{_OTHER_KEY};")


def _read(numbers: str, final: str) -> _Report | None:
    """The numbers of a report; `None` for a release, and for numbers that are not a key."""
    if not _REPORT.fullmatch(numbers):
        return None
    parts = [[_number(each) for each in part.split(":")] for part in numbers.split(";")]
    if _is_other_key(numbers, final):
        parts = [parts[2], parts[1]] if len(parts) == 3 else []
    if not 1 <= len(parts) <= 3:
        return None
    code, shifted = [*parts[0], 0][:2]
    modifiers, event = [*(parts[1] if len(parts) > 1 else [0]), 0][:2]
    if not 0 <= modifiers <= _MOST_MODIFIERS or not 0 <= event < _RELEASED:
        return None
    text = "".join(filter(str.isprintable, map(_printed, parts[2]))) if len(parts) > 2 else ""
    return _Report(code or 1, shifted, modifiers or 1, text)


def _number(digits: str) -> int:
    """The value of digits: 0 without any, -1 for one too large to be a character."""
    return -1 if len(digits) > _LONGEST else int(digits or "0")


def _printed(code: int) -> str:
    """The character of this number; empty if it cannot be printed."""
    if not 32 <= code <= 0x10FFFF or 0x7F <= code < 0xA0 or 0xD800 <= code < 0xE000:
        return ""
    return chr(code)


def _character(report: _Report) -> str:
    """The report for Textual of a character, or of a key that has a number instead of a letter."""
    code = _CONTROLS.get(report.code, report.code)
    if code not in _CONTROLS and not _printed(code):
        return ""
    if code in _NUMBERED and f"{code}u" not in FUNCTIONAL_KEYS:
        return ""
    text = report.text or _typed(report)
    if text:
        codes = ":".join(str(ord(each)) for each in text)
        return f"\x1b[{code};{report.modifiers};{codes}u"
    if report.modifiers > 1 and "A" <= chr(code) <= "Z":
        code += 32  # xterm reports the character with Shift, kitty the key
    return f"\x1b[{code}{_modified(report)}u"


def _typed(report: _Report) -> str:
    """The character that this key types, if the terminal did not say; empty without one."""
    held = report.modifiers - 1
    character = _printed(report.code)
    if held & ~(_SHIFT | _CAPS | _NUM_LOCK) or not character.isprintable():
        return ""
    if held & _SHIFT and (shifted := _printed(report.shifted)):
        return shifted
    if held & (_SHIFT | _CAPS):
        return character.upper()[:1] if character.isalpha() or character == " " else ""
    return character


def _modified(report: _Report) -> str:
    return f";{report.modifiers}" if report.modifiers > 1 else ""
