"""A screen over a thin line: without colours, and only the cells that differ are sent.

What stands on the terminal is remembered. Of the colours only the ground of what is chosen stays,
as light and dark turned round; the rest is told by words and shapes, as where there are no colours.
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

from tracker.ui.terminal.partial_updates import pieces
from tracker.ui.terminal.themes import contrast

Cell = tuple[str, str]
"""What is written, and how: the numbers of an SGR. The right half of a wide sign is empty."""

_BLANK: Final[Cell] = (" ", "")
_AWAY: Final = 3.0
"""Contrast to the ground from which on a ground of its own is meant to be seen."""
_NEAR: Final = 6
"""Cells between two changes that are sent again, because going there costs as much."""
_TAIL: Final = 4
"""Blank cells at the end of a row from which on clearing it costs less."""


class LowBandwidth:
    """What stands on a terminal, and the least to write for what shall stand there."""

    def __init__(self) -> None:
        self._rows: list[list[Cell]] = []
        self._forgotten = False

    def forget(self) -> None:
        """Somebody else has painted: the next whole frame begins with an empty screen."""
        self._forgotten = bool(self._rows) or self._forgotten
        self._rows = []

    @property
    def knows(self) -> bool:
        """Whether a part of a frame can be told by what differs; before the first frame it can."""
        return not self._forgotten

    def stands_at(self, width: int, height: int) -> bool:
        """Whether a frame of this size stands there."""
        return len(self._rows) == height and all(len(row) == width for row in self._rows)

    def frame(self, rows: Iterable[Iterable[Strip]], width: int, ground: Color) -> str:
        """What to write for a whole screen."""
        new = [_fitted(_cells(strips, ground), width) for strips in rows]
        return self._clear(width, len(new)) + self._changes(enumerate(new))

    def part(
        self, pieces: Iterable[tuple[int, int, Strip]], width: int, height: int, ground: Color
    ) -> str:
        """What to write for pieces of rows, each from a column on."""
        cleared = self._clear(width, height)
        new: dict[int, list[Cell]] = {}
        for y, x, strip in pieces:
            row = new.setdefault(y, list(self._rows[y]))
            cells = _cells([strip], ground)[: width - x]
            row[x : x + len(cells)] = cells
        return cleared + self._changes(sorted(new.items()))

    def _clear(self, width: int, height: int) -> str:
        if self.stands_at(width, height):
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
    """Writes cells where they belong, with as few moves and changes of style as there can be."""

    def __init__(self) -> None:
        self._written: list[str] = []
        self._x = self._y = -1
        self._how = ""

    def write(self, x: int, y: int, cells: list[Cell], *, clear: bool) -> None:
        self._go(x, y)
        for sign, how in cells:
            self._take(how)
            self._written.append(sign)
        self._x += len(cells)
        if clear:
            self._take("")
            self._written.append("\x1b[K")
        if any(not sign.isascii() and cell_len(sign) != 1 for sign, _ in cells):
            self._y = -1  # the terminal may hold it for another width

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
    """Where a row differs: the column, the cells, and whether all after them is to be cleared."""
    if any(not sign or len(sign) > 1 for row in (old, new) for sign, _ in row):
        if old != new:
            yield 0, new, False  # half a wide sign cannot be written
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


def _cells(strips: Iterable[Strip], ground: Color) -> list[Cell]:
    cells: list[Cell] = []
    for strip in strips:
        for segment in strip:
            if not segment.control:
                cells += _of(segment, ground)
    return cells


def _of(segment: Segment, ground: Color) -> list[Cell]:
    text, style, _ = segment
    how = _how(style, ground) if style else ""
    if how == "1" and text.isspace():
        how = ""
    if text.isascii():
        return [(sign, how) for sign in text]
    cells: list[Cell] = []
    for sign in text:
        width = cell_len(sign)
        if width == 0 and cells:
            # It belongs to the sign before, which may have two cells.
            place = -1 if cells[-1][0] else -2
            cells[place] = (cells[place][0] + sign, how)
        else:
            cells += [(sign, how), ("", how)][:width]
    return cells


@lru_cache(1024)
def _how(style: Style, ground: Color) -> str:
    """What is left of a style: bold, underlined, light and dark turned round."""
    turned = bool(style.reverse)
    colour = style.bgcolor
    if colour is not None and not colour.is_default:
        turned ^= contrast(Color.from_rich_color(colour), ground) >= _AWAY
    kept = {"1": style.bold, "4": style.underline, "7": turned}
    return ";".join(number for number, meant in kept.items() if meant)


def _fitted(row: list[Cell], width: int) -> list[Cell]:
    return row[:width] + [_BLANK] * (width - len(row))


class ChangedCells(CompositorUpdate):
    """An update of Textual's as the least that is to be written."""

    def __init__(
        self, thin: LowBandwidth, update: LayoutUpdate | ChopsUpdate, ground: Color
    ) -> None:
        self._low_bandwidth = thin
        self._update = update
        self._ground = ground

    def render_segments(self, console: Console) -> str:  # noqa: ARG002
        """What to write; from then on it is what stands there."""
        update = self._update
        if isinstance(update, LayoutUpdate):
            return self._low_bandwidth.frame(update.strips, update.region.width, self._ground)
        width, height = update.chop_ends[0][-1], len(update.chops)
        return self._low_bandwidth.part(pieces(update), width, height, self._ground)
