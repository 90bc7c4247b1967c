"""Lines of text with phone numbers, none of them broken over two rows."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from rich.cells import cell_len, chop_cells
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

_UNIT: Final = re.compile(r"( *)([+*]?\d[\d ()-]*\d\S*|\S+)")
"""A phone number with its spaces, or a word; before it the space to the one before."""


class NumberLines(Widget):
    """Plain lines, wrapped at their width."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: Sequence[str] = ()

    def show(self, lines: Sequence[str]) -> None:
        """Show these lines."""
        self._lines = lines
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """The number of rows at this width."""
        return len(self._rows(width))

    def render(self) -> Content:
        """The rows at the current width."""
        return Content("\n".join(self._rows(self.size.width)))

    def _rows(self, width: int) -> list[str]:
        return [row for line in self._lines for row in wrapped(line, width)]


def wrapped(line: str, width: int) -> list[str]:
    """The line in rows of at most this many cells, each indented as the line is.

    Only a number or a word that is wider than a row is broken.
    """
    indent = line[: len(line) - len(line.lstrip(" "))][: width // 2]
    rows: list[str] = []
    for gap, unit in _units(line, max(1, width - len(indent))):
        if rows and cell_len(rows[-1] + gap + unit) <= width:
            rows[-1] += gap + unit
        else:
            rows.append(indent + unit)
    return rows or [""]


def _units(line: str, most: int) -> Iterator[tuple[str, str]]:
    for gap, unit in _UNIT.findall(line):
        parts = [unit] if cell_len(unit) <= most else chop_cells(unit, most)
        yield from ((gap if part is parts[0] else "", part) for part in parts)
