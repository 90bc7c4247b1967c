"""Replaces characters that the terminal cannot show, keeping the width of the text.

Every face asks `replacement()`: the app, the commands and the plain session.
"""

import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Final

_PREPENDED: Final = "\u00ad\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2"
"""Format characters that have a cell of their own."""
_JAMO: Final = (range(0x1160, 0x1200), range(0xD7B0, 0xD800))
"""Vowels and final consonants of Korean, drawn in the cells of the first consonant."""
_BLOCKS: Final = "·:░▒▓█"
"""Characters that a stream of a limited encoding cannot take."""
_ASCII: Final = str.maketrans(
    {
        **dict.fromkeys("─━╌╍┄┅┈┉═╴╶", "-"),
        **dict.fromkeys("│┃┆┇┊┋║╵╷▏▎▍▌▋▊▉▐▕▖▗▘▝▚▞", "|"),
        **dict.fromkeys("█▛▜▙▟▓■▇▆▅", "#"),
        **dict.fromkeys("▀▔", '"'),
        **dict.fromkeys("▄▃▂▁", "_"),
        **dict.fromkeys("·•∙…", "."),
        **dict.fromkeys("–—−‐‑", "-"),
        **dict.fromkeys("‘’‚′", "'"),
        **dict.fromkeys("“”„″", '"'),
        **dict.fromkeys("●○◉◎", "o"),
        **dict.fromkeys("✓✔", "x"),
        **dict.fromkeys("↑△▲", "^"),
        **dict.fromkeys("↓▽▼", "v"),
        **dict.fromkeys("←◀‹«", "<"),
        **dict.fromkeys("→▶›»⏵", ">"),
        "░": ":",
        "▒": "+",
        "×": "x",
        "\u00a0": " ",
        "\u2800": " ",
    }
)
_CONSOLE: Final = str.maketrans(
    {
        **dict.fromkeys("━╌╍┄┅┈┉╴╶▀▔▄▃▂▁", "─"),
        **dict.fromkeys("┃┆┇┊┋╵╷▏▎▍▌▋▊▉▐▕", "│"),
        **dict.fromkeys("▛▜▙▟▓▇▆▅", "█"),
        **dict.fromkeys("●◉◎∙", "•"),
    }
)
CONSOLE: Final = frozenset(
    "·•«»°±§¡¿ª¬²µº¼½£←↑→↓─│┌┐└┘├┤┬┴┼═║╔╗╚╝╠╣╦╩╬░▒█■▲▼ÄÅÆÇÉÑÖÜßàáâäåæçèéêëìíîïñòóôöùúûüÿ"
)
"""Characters beyond ASCII that the fonts of a Linux console have.

The kernel's own font has the characters of code page 437; Debian's have no halves of blocks.
Source: https://github.com/torvalds/linux/blob/master/drivers/tty/vt/cp437.uni and psfgettable for
the Latin fonts of Debian's console-setup-linux.
"""
_OTHER_ALPHABETS: Final = 0x0370
"""The first Greek letter. Only what the person typed has letters from here on: they have a font."""


@lru_cache(4096)
def in_ascii(text: str) -> str:
    """The text in ASCII, as wide as before: accents go, unknown characters become ``?``."""
    return "".join(char if char.isascii() else _plain(char) for char in text.translate(_ASCII))


@lru_cache(4096)
def on_console(text: str) -> str:
    """The text, as wide as before, in characters that the fonts of a Linux console have.

    Letters of other alphabets stay: only the person types them, and has a font for them.
    """
    return "".join(
        char if char.isascii() or char in CONSOLE or _is_theirs(char) else in_ascii(char)
        for char in text.translate(_CONSOLE)
    )


def _width(char: str) -> int:
    """The cells of a character, as terminals count them."""
    if unicodedata.category(char) in {"Mn", "Me", "Mc", "Cf"} and char not in _PREPENDED:
        return 0
    if any(ord(char) in jamo for jamo in _JAMO):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def _is_theirs(char: str) -> bool:
    is_letter = ord(char) >= _OTHER_ALPHABETS and unicodedata.category(char).startswith("L")
    return is_letter and _width(char) == 1 and unicodedata.normalize("NFKC", char) == char


def _plain(char: str) -> str:
    if 0x2800 < ord(char) <= 0x28FF:  # braille patterns draw curves
        return "."
    bare = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
    width = _width(char)
    return bare if len(bare) == width else "?" * width


def replacement(
    environ: Mapping[str, str], encoding: str | None, chosen: str = "auto"
) -> Callable[[str], str] | None:
    """A function that makes text showable on this terminal; `None` if all text is.

    ``chosen`` is the setting ``glyphs``.
    """
    if has_blocks(environ, encoding, chosen):
        return None
    is_console = is_linux_console(environ) and takes_utf8(environ, encoding)
    return on_console if is_console and chosen == "auto" else in_ascii


def has_blocks(environ: Mapping[str, str], encoding: str | None, chosen: str = "auto") -> bool:
    """Whether the terminal shows blocks and other characters that pictures are drawn with.

    ``chosen`` is the setting ``glyphs``; with ``auto`` the terminal, the locale and the stream's
    encoding decide.
    """
    if chosen == "auto":
        return takes_utf8(environ, encoding) and not is_linux_console(environ)
    return chosen == "unicode" and _encodes(encoding)


def is_linux_console(environ: Mapping[str, str]) -> bool:
    """Whether it is the text screen of a Linux machine, whose font has few characters."""
    return environ.get("TERM", "").startswith("linux")


def takes_utf8(environ: Mapping[str, str], encoding: str | None) -> bool:
    """Whether characters beyond ASCII arrive, by the locale and the stream's encoding.

    An ``LC_CTYPE`` of C.UTF-8 is ignored: Python sets it itself in a C locale (PEP 538).
    """
    if not _encodes(encoding):
        return False
    ctype = environ.get("LC_CTYPE", "")
    names = [environ.get("LC_ALL"), None if ctype == "C.UTF-8" else ctype, environ.get("LANG")]
    chosen = next((name for name in names if name), "")
    return chosen.casefold().replace("-", "").partition("@")[0].endswith("utf8")


def _encodes(encoding: str | None) -> bool:
    try:
        _BLOCKS.encode(encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
