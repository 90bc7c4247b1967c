"""Replaces characters that a terminal does not show, cell for cell, by others that it does."""

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
"""What the fonts of a Linux console have beyond ASCII.

The kernel's own font has the characters of code page 437; Debian's have no halves of blocks.
Source: https://github.com/torvalds/linux/blob/master/drivers/tty/vt/cp437.uni and psfgettable for
the Latin fonts of Debian's console-setup-linux.
"""
_OTHER_ALPHABETS: Final = 0x0370
"""The first letter of Greek; who types it, or Cyrillic, has chosen a font for it."""


@lru_cache(4096)
def in_ascii(text: str) -> str:
    """The same text in ASCII, cell for cell: letters lose their accents, the rest becomes ``?``."""
    return "".join(char if char.isascii() else _plain(char) for char in text.translate(_ASCII))


@lru_cache(4096)
def on_console(text: str) -> str:
    """The same text, cell for cell, in characters that the fonts of a Linux console have.

    Letters of other alphabets than the Latin one stay, because nobody but the person types them.
    """
    return "".join(
        char if char.isascii() or char in CONSOLE or _is_theirs(char) else in_ascii(char)
        for char in text.translate(_CONSOLE)
    )


def _is_theirs(char: str) -> bool:
    is_letter = ord(char) >= _OTHER_ALPHABETS and unicodedata.category(char).startswith("L")
    return is_letter and cell_len(char) == 1 and unicodedata.normalize("NFKC", char) == char


def _plain(char: str) -> str:
    if 0x2800 < ord(char) <= 0x28FF:  # Braille, which curves are drawn with
        return "."
    bare = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
    width = cell_len(char)
    return bare if len(bare) == width else "?" * width
