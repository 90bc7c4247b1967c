"""Removes control characters from pasted text, so that a paste presses no keys.

Textual reads an escape character within a bracketed paste, and about thirty characters after it, as
pressed keys. So control characters are removed while the input is decoded.
"""

import re
from codecs import getincrementaldecoder
from typing import Final

_BEGIN: Final = "\x1b[200~"
_END: Final = "\x1b[201~"
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
"""All but tab, line feed and carriage return."""


class PasteDecoder:
    """Decodes a terminal's input; an undecodable byte becomes a replacement character."""

    def __init__(self, encoding: str) -> None:
        self._decoder = getincrementaldecoder(encoding)(errors="replace")
        self._pasting = False
        self._before = ""
        """The last characters outside a paste; they can be the start of its opening mark."""
        self._kept = ""
        """The last characters of a paste; they can be the start of its closing mark."""

    def decode(self, data: bytes, final: bool = False) -> str:
        """The characters of these bytes, after those that were kept back."""
        text = self._kept + self._decoder.decode(data, final)
        self._kept = ""
        parts: list[str] = []
        while text:
            taken, text = self._pasted(text) if self._pasting else self._typed(text)
            parts.append(taken)
        return "".join(parts)

    def _typed(self, text: str) -> tuple[str, str]:
        known = len(self._before)
        begin = (self._before + text).find(_BEGIN)
        if begin < 0:
            self._before = (self._before + text)[1 - len(_BEGIN) :]
            return text, ""
        self._pasting, self._before = True, ""
        inside = begin + len(_BEGIN) - known
        return text[:inside], text[inside:]

    def _pasted(self, text: str) -> tuple[str, str]:
        words, end, rest = text.partition(_END)
        if end:
            self._pasting = False
            return _CONTROLS.sub("", words) + end, rest
        kept = next(n for n in range(len(_END) - 1, -1, -1) if words.endswith(_END[:n]))
        self._kept = words[len(words) - kept :]
        return _CONTROLS.sub("", words[: len(words) - kept]), ""
