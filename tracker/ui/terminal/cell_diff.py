"""Remembers the cells that the terminal shows, and writes the shortest output for the next frame.

Nothing here knows Textual or Rich.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from tracker.ui.terminal.moved_rows import Move, moved_rows
from tracker.ui.terminal.pen import BLANK, PLAIN, Cell, Look, Pen, Place, are_sure, blank

_UNKNOWN: Final[Cell] = ("\0", PLAIN)
"""A cell that another program can have painted over, so that its content is always sent."""
_TAIL: Final = 4
"""Minimum number of blank cells at the end of a row for clearing to cost less."""
_ALL: Final = slice(None)
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
        self.is_dragged = False
        """Whether rows have moved with cells in them that belong elsewhere."""

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
        self.is_dragged = False
        return self._changes(pen, dict(enumerate(rows)), _ALL, cursor)

    def part(
        self,
        pieces: Iterable[tuple[int, int, list[Cell]]],
        size: tuple[int, int],
        cursor: Place,
        *,
        drags: bool = False,
    ) -> str:
        """The output for pieces of rows of a screen of this size: row, first column, cells.

        With ``drags`` the terminal may be told to move rows whose pieces have moved, though it also
        moves what is beside them. ``is_dragged`` then tells so, until the next whole frame.
        """
        pen = self._begin(*size)
        new: dict[int, list[Cell]] = {}
        first, after = size[0], 0
        for y, x, cells in pieces:
            row = new.setdefault(y, list(self._rows[y]))
            row[x : x + len(cells)] = cells
            first, after = min(first, x), max(after, x + len(cells))
        return self._changes(pen, new, slice(first, after) if drags else _ALL, cursor)

    def cursor_move(self, cursor: Place) -> str:
        """The output that moves the cursor; empty before the first frame and where it stands."""
        if not self._rows:
            return ""
        return self._changes(Pen(), {}, _ALL, cursor)

    def _begin(self, width: int, height: int) -> Pen:
        pen = Pen(bce=self._bce)
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

    def _changes(self, pen: Pen, new: dict[int, list[Cell]], columns: slice, cursor: Place) -> str:
        move = moved_rows(self._rows, new, columns)
        if move is not None and self._knows(move):
            new = new | self._move(pen, new, columns, move)
        for y, row in sorted(new.items()):
            if self._rows[y] != row:
                self._write(pen, y, row)
                self._rows[y] = row
        if pen.has_written or cursor != self._cursor:
            pen.go(cursor)
            self._cursor = cursor
        return pen.output()

    def _knows(self, move: Move) -> bool:
        return not any(_UNKNOWN in row for row in self._rows[move.first : move.last + 1])

    def _move(
        self, pen: Pen, new: dict[int, list[Cell]], columns: slice, move: Move
    ) -> dict[int, list[Cell]]:
        """Move rows on the terminal; how all of them are to look now."""
        first, last, by = move
        pen.scroll(first, last, by)
        before = self._rows[first : last + 1]
        width = len(before[0])
        unknown = [[_UNKNOWN] * width] * abs(by)
        moved = [*before[by:], *unknown] if by > 0 else [*unknown, *before[:by]]
        self._rows[first : last + 1] = moved
        meant = [new.get(y, row) for y, row in enumerate(before, first)]
        if columns != _ALL:
            self.is_dragged = True
            empty = [blank(Look(None, look.background)) for _, look in before[0]]
            beside = [[*empty] if row[0] is _UNKNOWN else [*row] for row in moved]
            for row, inside in zip(beside, meant, strict=True):
                row[columns] = inside[columns]
            meant = beside
        return dict(enumerate(meant, first))

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
