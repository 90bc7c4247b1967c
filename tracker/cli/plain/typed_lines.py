"""Typed lines of a plain session; bells ring on time while it waits for one."""

from collections import deque

from tracker.cli.line_input import LineSource
from tracker.cli.plain.output import LineOutput


class TypedLines:
    """The lines of a source, in their order."""

    def __init__(self, source: LineSource, output: LineOutput) -> None:
        self._source, self._output = source, output
        self._early: deque[str] = deque()

    @property
    def interactive(self) -> bool:
        """Whether a person can be asked."""
        return self._source.interactive

    @property
    def closed(self) -> bool:
        """Whether no line can come any more."""
        return self._source.closed and not self._early

    def read(self, seconds: float | None) -> str | None:
        """Return the next line; `None` if none came within `seconds`, or at the end."""
        if self._early:
            return self._early.popleft()
        line = self._source.read_line(seconds)
        self._output.ring_due()
        return line

    def ring_out(self) -> None:
        """Wait for the bells that are still due; lines that come meanwhile are read later."""
        while (bell := self._output.next_bell) is not None:
            line = self._source.read_line(max(0.0, bell - self._output.now()))
            self._output.ring_due()
            if line is not None:
                self._early.append(line)
