"""Replaces characters that the terminal cannot show, keeping the width of the text."""

import unicodedata
from functools import lru_cache
from typing import Final

from rich.cells import cell_len

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


def _is_theirs(char: str) -> bool:
    is_letter = ord(char) >= _OTHER_ALPHABETS and unicodedata.category(char).startswith("L")
    return is_letter and cell_len(char) == 1 and unicodedata.normalize("NFKC", char) == char


def _plain(char: str) -> str:
    if 0x2800 < ord(char) <= 0x28FF:  # braille patterns draw curves
        return "."
    bare = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
    width = cell_len(char)
    return bare if len(bare) == width else "?" * width
