"""Says lines on stdout for a voice, a braille display or a slow reader, and rings between them.

A line is flushed when it is said. Rows never break inside a word, units are words, and `until`
tells when a voice will have said everything.
"""

import shutil
from collections import deque
from collections.abc import Callable
from typing import Final

import click

from tracker.core.session.read_aloud import in_words, rows, seconds_to_say
from tracker.core.text.visible import visible

WIDTH: Final = 80
"""Columns where neither COLUMNS nor the terminal says how many there are."""
_NARROWEST: Final = 20
APART: Final = 0.35
"""Seconds between two bells; many terminals merge closer ones."""
PAUSE: Final = 0.7
"""Seconds that a voice needs beside the words of a row: it starts, and ends in silence."""


class LineOutput:
    """The lines of a plain session; it rings only with `rings`."""

    def __init__(self, clock: Callable[[], float], *, rings: bool = False) -> None:
        self.now = clock
        """Seconds of the session's clock."""
        self._rings = rings
        self._bells: deque[float] = deque()
        self.until = 0.0
        """Reading of the clock at which everything will have been said."""

    def say(self, *lines: str) -> None:
        """Print lines, each in as many rows as it needs; empty ones are left out."""
        width = max(_NARROWEST, shutil.get_terminal_size((WIDTH, 24)).columns)
        for line in filter(None, lines):
            words = in_words(visible(line, lines=False)).rstrip()
            self.until = max(self.until, self.now())
            for row in rows(words, width):
                click.echo(row)
                self.until += seconds_to_say(row) + PAUSE

    def heard(self) -> None:
        """The person typed something, so a voice is silent by now."""
        self.until = self.now()

    def ring(self, times: int) -> None:
        """Ring so many times, far enough apart to be counted with closed eyes."""
        if not self._rings:
            return
        first = max([self.now(), *(at + APART for at in self._bells)])
        self._bells.extend(first + number * APART for number in range(times))
        self.ring_due()

    def ring_due(self) -> None:
        """Ring the bells whose moment has come."""
        while self._bells and self._bells[0] <= self.now():
            self._bells.popleft()
            click.echo("\a", nl=False)

    @property
    def next_bell(self) -> float | None:
        """Reading of the clock for the next bell; `None` if none is due."""
        return self._bells[0] if self._bells else None
