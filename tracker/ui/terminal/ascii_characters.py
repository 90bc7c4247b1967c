"""What a terminal without UTF-8 is sent instead of its signs: ASCII, cell for cell."""

import unicodedata
from functools import lru_cache
from typing import Final

from rich.cells import cell_len
from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

_SIGNS: Final = str.maketrans(
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
    """Turns every sign that is not ASCII into one that is, as wide as it was."""

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
    """The same text in ASCII, cell for cell: letters lose their marks, others become ``?``."""
    return "".join(sign if sign.isascii() else _plain(sign) for sign in text.translate(_SIGNS))


def _plain(sign: str) -> str:
    if 0x2800 < ord(sign) <= 0x28FF:  # Braille, of which curves are drawn
        return "."
    bare = unicodedata.normalize("NFKD", sign).encode("ascii", "ignore").decode()
    width = cell_len(sign)
    return bare if len(bare) == width else "?" * width
