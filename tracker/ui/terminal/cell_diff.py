"""Remembers the cells that the terminal shows, and writes the shortest output for the next frame.

Nothing here knows Textual or Rich.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from tracker.ui.terminal.pen import BLANK, PLAIN, Cell, Pen, Place, are_sure

_UNKNOWN: Final[Cell] = ("\0", PLAIN)
"""A cell that another program can have painted over, so that its content is always sent."""
_TAIL: Final = 4
"""Minimum number of blank cells at the end of a row for clearing to cost less."""
_BLOCK: Final = 4
"""Minimum number of rows that have moved for a scroll to cost less than writing them again."""
_STEPS: Final = (1, -1, 2, -2, 3, -3)
"""Numbers of rows that a list or a form can scroll at a key; positive is up."""
_NO_BCE: Final = ("screen", "eterm", "vt1", "vt2", "cons", "sun", "emacs")
"""Terminals that clear to their own background, whatever colour is set."""


def clears_in_colour(environ: Mapping[str, str]) -> bool:
    """Whether clearing uses the background colour that is set (terminfo's ``bce``)."""
    return not environ.get("TERM", "").startswith(_NO_BCE)


class ShownCells:
    """The screen of a terminal as it was last written."""

    def __init__(self, *, bce: bool) -> None:
        """``bce``: clearing uses the background colour that is set."""
        self._bce = bce
        self._rows: list[list[Cell]] = []
        self._cursor: Place | None = None
        self._is_painted_over = False

    def has_size(self, width: int, height: int) -> bool:
        """Whether a frame of this size is shown."""
        return len(self._rows) == height and all(len(row) == width for row in self._rows)

    def forget(self) -> None:
        """Send every cell next time, because something else has painted on the terminal."""
        self._rows = [[_UNKNOWN] * len(row) for row in self._rows]
        self._is_painted_over = True

    def frame(self, rows: list[list[Cell]], cursor: Place) -> str:
        """The output for a whole screen, with the cursor at its end."""
        pen = self._begin(len(rows[0]), len(rows))
        return self._changes(pen, enumerate(rows), cursor)

    def part(
        self, pieces: Iterable[tuple[int, int, list[Cell]]], size: tuple[int, int], cursor: Place
    ) -> str:
        """The output for pieces of rows of a screen of this size: row, first column, cells."""
        pen = self._begin(*size)
        new: dict[int, list[Cell]] = {}
        for y, x, cells in pieces:
            row = new.setdefault(y, list(self._rows[y]))
            row[x : x + len(cells)] = cells
        return self._changes(pen, sorted(new.items()), cursor)

    def cursor_move(self, cursor: Place) -> str:
        """The output that moves the cursor; empty before the first frame and where it stands."""
        if not self._rows:
            return ""
        return self._changes(Pen(), (), cursor)

    def _begin(self, width: int, height: int) -> Pen:
        pen = Pen()
        if not self._rows:
            pen.clear_screen()
            self._rows = [[BLANK] * width for _ in range(height)]
        elif not self.has_size(width, height):
            self._rows = [[_UNKNOWN] * width for _ in range(height)]
            self._is_painted_over = True
        if self._is_painted_over:
            pen.reset_look()
            self._is_painted_over = False
        return pen

    def _changes(self, pen: Pen, rows: Iterable[tuple[int, list[Cell]]], cursor: Place) -> str:
        new = dict(rows)
        for first, last, by in _scrolled(self._rows, new):
            pen.scroll(first, last, by)
            kept = self._rows[first : last + 1]
            new = {y: kept[y - first] for y in range(first, last + 1)} | new
            unknown = [[_UNKNOWN] * len(kept[0])] * abs(by)
            shifted = [*kept[by:], *unknown] if by > 0 else [*unknown, *kept[:by]]
            self._rows[first : last + 1] = shifted
        for y, row in sorted(new.items()):
            if self._rows[y] != row:
                self._write(pen, y, row)
                self._rows[y] = row
        if pen.has_written or cursor != self._cursor:
            pen.go(cursor)
            self._cursor = cursor
        return pen.output()

    def _write(self, pen: Pen, y: int, new: list[Cell]) -> None:
        old = self._rows[y]
        end = width = len(new)
        last = new[-1]
        if last[1].foreground is None and (self._bce or not last[1].background):
            while end and new[end - 1] == last:
                end -= 1
            if width - end < _TAIL or all(cell == last for cell in old[end:]):
                end = width
        is_sure = are_sure(new)
        for first, after in _runs(old, new, end, is_sure=is_sure and are_sure(old)):
            pen.write(new, y, first, after, is_sure=is_sure)
        if end < width:
            pen.clear_rest(new, y, end)


def _scrolled(
    old: list[list[Cell]], new: Mapping[int, list[Cell]]
) -> Iterator[tuple[int, int, int]]:
    """The first and last row of a block that has scrolled, and by how many rows; up is positive."""
    changed = [y for y, row in new.items() if row != old[y]]
    if len(changed) < _BLOCK:
        return
    for by in _STEPS:
        moved = [y for y in changed if 0 <= y + by < len(old) and new[y] == old[y + by]]
        first, last = min(moved, default=0), max(moved, default=0)
        if len(moved) >= _BLOCK and 4 * len(moved) >= 3 * (last - first + 1):
            yield (first, last + by, by) if by > 0 else (first + by, last, by)
            return


def _runs(
    old: list[Cell], new: list[Cell], end: int, *, is_sure: bool
) -> Iterator[tuple[int, int]]:
    """The differing parts of a row: the first column and the one after. Wide characters stay whole.

    Without ``is_sure`` all after the first difference is given, because a character whose width
    terminals disagree on could have moved it.
    """
    differ = [x for x in range(end) if old[x] is not new[x] and old[x] != new[x]]
    if differ and not is_sure:
        differ = [x for x in range(differ[0], end) if new[x] is not _UNKNOWN]
    first = after = 0
    for x in differ:
        if x < after:
            continue
        if x > after or not after:
            if after:
                yield first, after
            first = x
            while first and not new[first][0]:
                first -= 1
        after = x + 1
        while after < end and not new[after][0]:
            after += 1
    if after:
        yield first, after
