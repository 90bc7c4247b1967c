"""Makes text safe to show: it cannot send commands to a terminal or reorder a line."""

import unicodedata

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_KEPT = frozenset("\n\t")
_WIDE = {0xFF00 + code: 0x20 + code for code in range(1, 0x5F)} | {0x3000: 0x20}
"""From the wide forms of East Asian keyboards to ASCII."""


def visible(text: str, *, lines: bool = True) -> str:
    """The text with visible symbols for control characters, lone surrogates and bidi overrides.

    C0 controls become their pictures (``␛``), the others their number in hexadecimal. Line breaks
    and tabs stay with ``lines``, else they become spaces. A second call changes nothing.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n")
    return "".join(_visible(each, lines=lines) for each in text)


def typed_ascii(text: str) -> str:
    """The text with the wide digits and signs of East Asian keyboards as ASCII: ``２１：３０``."""
    return text if text.isascii() else text.translate(_WIDE)


def quoted(text: str, most: int = 60) -> str:
    """Typed text in “ ” for a message: one line, safe, cut off after ``most`` characters."""
    shown = visible(text[: most + 1], lines=False)
    return f"“{shown}”" if len(text) <= most else f"“{shown[: most - 1]}…”"


def _visible(character: str, *, lines: bool) -> str:
    if character in _KEPT:
        return character if lines else " "
    code = ord(character)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if (
        character in _BIDI
        or unicodedata.category(character) in {"Cc", "Cs"}
        or code in {0x2028, 0x2029}
    ):
        return f"\\u{code:04x}"
    return character
