"""Low-bandwidth painting: no colours, and only the cells that changed are sent.

It remembers what the terminal shows. Of the colours only the background of a selection stays, as
reverse video; words and shapes tell the rest, as on a terminal without colours.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import Final

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, CompositorUpdate, LayoutUpdate
from textual.color import Color
from textual.strip import Strip

from tracker.ui.terminal.partial_updates import spans_of
from tracker.ui.terminal.themes import contrast

Cell = tuple[str, str]
"""A character and its style, the numbers of an SGR. The right half of a wide one is empty."""

_BLANK: Final[Cell] = (" ", "")
_DISTINCT: Final = 3.0
"""Minimum contrast to the screen's background for a background that marks a selection."""
_NEAR: Final = 6
"""Unchanged cells between two changes that are sent too: a cursor move costs as much."""
_TAIL: Final = 4
"""Minimum number of blank cells at the end of a row for clearing to cost less."""


class LowBandwidth:
    """Tracks what the terminal shows, and finds the shortest output for the next frame."""

    def __init__(self) -> None:
        self._rows: list[list[Cell]] = []
        self._forgotten = False

    def forget(self) -> None:
        """Clear the screen before the next whole frame, because something else has painted."""
        self._forgotten = bool(self._rows) or self._forgotten
        self._rows = []

    @property
    def is_current(self) -> bool:
        """Whether a partial frame can be sent: not between forget() and the next whole frame."""
        return not self._forgotten

    def has_size(self, width: int, height: int) -> bool:
        """Whether the terminal shows a frame of this size."""
        return len(self._rows) == height and all(len(row) == width for row in self._rows)

    def frame(self, rows: Iterable[Iterable[Strip]], width: int, background: Color) -> str:
        """The output for a whole screen."""
        new = [_fitted(_cells(strips, background), width) for strips in rows]
        return self._clear(width, len(new)) + self._changes(enumerate(new))

    def part(
        self, spans: Iterable[tuple[int, int, Strip]], width: int, height: int, background: Color
    ) -> str:
        """The output for spans of rows: row, first column, cells."""
        cleared = self._clear(width, height)
        new: dict[int, list[Cell]] = {}
        for y, x, strip in spans:
            row = new.setdefault(y, list(self._rows[y]))
            cells = _cells([strip], background)[: width - x]
            row[x : x + len(cells)] = cells
        return cleared + self._changes(sorted(new.items()))

    def _clear(self, width: int, height: int) -> str:
        if self.has_size(width, height):
            return ""
        self._rows = [[_BLANK] * width for _ in range(height)]
        self._forgotten = False
        return "\x1b[m\x1b[2J"

    def _changes(self, rows: Iterable[tuple[int, list[Cell]]]) -> str:
        pen = _Pen()
        for y, row in rows:
            for x, cells, rest in _runs(self._rows[y], row):
                pen.write(x, y, cells, clear=rest)
            self._rows[y] = row
        return pen.done()


class _Pen:
    """Writes cells with as few cursor moves and changes of style as possible."""

    def __init__(self) -> None:
        self._written: list[str] = []
        self._x = self._y = -1
        self._how = ""

    def write(self, x: int, y: int, cells: list[Cell], *, clear: bool) -> None:
        self._go(x, y)
        for character, how in cells:
            self._take(how)
            self._written.append(character)
        self._x += len(cells)
        if clear:
            self._take("")
            self._written.append("\x1b[K")
        if any(not character.isascii() and cell_len(character) != 1 for character, _ in cells):
            self._y = -1  # the terminal may take its width for another

    def _go(self, x: int, y: int) -> None:
        if y == self._y and x >= self._x:
            self._written.append(f"\x1b[{x - self._x}C" if x > self._x else "")
        elif x == 0 and y == self._y + 1 and self._y >= 0:
            self._written.append("\r\n")
        else:
            self._written.append(f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H")
        self._x, self._y = x, y

    def _take(self, how: str) -> None:
        if how != self._how:
            self._written.append(f"\x1b[{'0;' if self._how and how else ''}{how}m")
            self._how = how

    def done(self) -> str:
        self._take("")
        return "".join(self._written)


def _runs(old: list[Cell], new: list[Cell]) -> Iterator[tuple[int, list[Cell], bool]]:
    """The changes of a row: column, cells, and whether to clear the row after them."""
    if any(not character or len(character) > 1 for row in (old, new) for character, _ in row):
        if old != new:
            yield 0, new, False  # half a wide character cannot be written
        return
    end = len(new)
    while end and new[end - 1] == _BLANK:
        end -= 1
    cleared = sum(cell != _BLANK for cell in old[end:])
    clear = cleared > 0 and len(new) - end >= _TAIL
    places = [x for x in range(end if clear else len(new)) if old[x] != new[x]]
    if clear and (not places or end - places[-1] > _NEAR):
        places.append(end)
    while places:
        first = last = places[0]
        count = 1
        while count < len(places) and places[count] - last <= _NEAR:
            last = places[count]
            count += 1
        places = places[count:]
        if clear and not places:
            yield first, new[first:end], True
        else:
            yield first, new[first : last + 1], False


def _cells(strips: Iterable[Strip], background: Color) -> list[Cell]:
    cells: list[Cell] = []
    for strip in strips:
        for segment in strip:
            if not segment.control:
                cells += _of(segment, background)
    return cells


def _of(segment: Segment, background: Color) -> list[Cell]:
    text, style, _ = segment
    how = _how(style, background) if style else ""
    if how == "1" and text.isspace():
        how = ""
    if text.isascii():
        return [(character, how) for character in text]
    cells: list[Cell] = []
    for character in text:
        width = cell_len(character)
        if width == 0 and cells:
            # A combining character joins the one before it, which can be two cells wide.
            place = -1 if cells[-1][0] else -2
            cells[place] = (cells[place][0] + character, how)
        else:
            cells += [(character, how), ("", how)][:width]
    return cells


@lru_cache(1024)
def _how(style: Style, background: Color) -> str:
    """The parts of a style that are kept: bold, underline, reverse."""
    reverse = bool(style.reverse)
    colour = style.bgcolor
    if colour is not None and not colour.is_default:
        reverse ^= contrast(Color.from_rich_color(colour), background) >= _DISTINCT
    kept = {"1": style.bold, "4": style.underline, "7": reverse}
    return ";".join(number for number, meant in kept.items() if meant)


def _fitted(row: list[Cell], width: int) -> list[Cell]:
    return row[:width] + [_BLANK] * (width - len(row))


class ChangedCells(CompositorUpdate):
    """An update of Textual's, sent as the cells that changed."""

    def __init__(
        self, low_bandwidth: LowBandwidth, update: LayoutUpdate | ChopsUpdate, background: Color
    ) -> None:
        self._low_bandwidth = low_bandwidth
        self._update = update
        self._background = background

    def render_segments(self, console: Console) -> str:  # noqa: ARG002
        """The output; it is remembered as what the terminal shows."""
        update = self._update
        if isinstance(update, LayoutUpdate):
            return self._low_bandwidth.frame(update.strips, update.region.width, self._background)
        width, height = update.chop_ends[0][-1], len(update.chops)
        return self._low_bandwidth.part(spans_of(update), width, height, self._background)
