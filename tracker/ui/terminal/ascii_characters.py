"""Replaces non-ASCII characters, cell for cell, for terminals without UTF-8."""

import unicodedata
from functools import lru_cache
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_REPLACEMENTS: Final = str.maketrans(
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


class AsciiCharacters(LineFilter):
    """Replaces every non-ASCII character by ASCII of the same width."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:  # noqa: ARG002
        """The same segments, each in ASCII."""
        return [
            segment
            if segment.control or segment.text.isascii()
            else Segment(plain(segment.text), segment.style)
            for segment in segments
        ]


@lru_cache(4096)
def plain(text: str) -> str:
    """The same text in ASCII, cell for cell: letters lose their accents, the rest becomes ``?``."""
    return "".join(
        char if char.isascii() else _plain(char) for char in text.translate(_REPLACEMENTS)
    )


def _plain(char: str) -> str:
    if 0x2800 < ord(char) <= 0x28FF:  # Braille, which curves are drawn with
        return "."
    bare = unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode()
    width = cell_len(char)
    return bare if len(bare) == width else "?" * width
