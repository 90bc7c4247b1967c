"""What people typed, made safe to show: nothing in it can command a terminal or reorder a line."""

import unicodedata

_BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_KEPT = frozenset("\n\t")


def visible(text: str, *, lines: bool = True) -> str:
    """The same text, every control character, lone surrogate and bidi override a visible sign.

    C0 controls become their pictures (``␛``), the rest their number in hexadecimal. Line breaks
    and tabs stay when ``lines``, else they become spaces. Doing it twice changes nothing more.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n")
    return "".join(_visible(sign, lines=lines) for sign in text)


def _visible(sign: str, *, lines: bool) -> str:
    if sign in _KEPT:
        return sign if lines else " "
    code = ord(sign)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "\u2421"
    if sign in _BIDI or unicodedata.category(sign) in {"Cc", "Cs"} or code in {0x2028, 0x2029}:
        return f"\\u{code:04x}"
    return sign
