"""Prints on a terminal only characters that it shows; a file and a pipe get every character."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TextIO, cast

_STREAMS: Final = ("stdout", "stderr")


class TerminalText:
    """A stream to a terminal, which replaces what cannot be shown there."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self._replaced: Callable[[str], str] | None = None
        self._chosen: Callable[[], str] = lambda: "auto"
        self._is_asked = False

    def choose(self, chosen: Callable[[], str]) -> None:
        """Ask this for the setting ``glyphs`` when the first character beyond ASCII comes."""
        self._chosen = chosen

    def write(self, text: str) -> int:
        """Write the text, in characters that the terminal shows."""
        if not text.isascii():
            if not self._is_asked:
                self._is_asked = True
                self._ask("auto")  # what reading the setting says is written too
                self._ask(self._chosen())
            if self._replaced is not None:
                text = self._replaced(text)
        return self._stream.write(text)

    def _ask(self, chosen: str) -> None:
        from tracker.characters import replacement

        self._replaced = replacement(os.environ, self._stream.encoding, chosen)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._stream, name)


@contextmanager
def shown_on_terminals() -> Iterator[None]:
    """Let what goes to a terminal meanwhile be characters that it shows."""
    streams = {name: getattr(sys, name) for name in _STREAMS}
    for name, stream in streams.items():
        if stream is not None and stream.isatty():
            setattr(sys, name, cast("TextIO", TerminalText(stream)))
    try:
        yield
    finally:
        for name, stream in streams.items():
            setattr(sys, name, stream)


def choose_characters(chosen: Callable[[], str]) -> None:
    """Ask this for the setting ``glyphs`` when a terminal needs it."""
    for name in _STREAMS:
        stream = getattr(sys, name)
        if isinstance(stream, TerminalText):
            stream.choose(chosen)
