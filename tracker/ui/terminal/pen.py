"""Writes cells to a terminal with the shortest cursor moves and style changes.

Where it is shorter, the cells between are written again instead of moving over them. Nothing here
knows Textual or Rich.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import Final, NamedTuple


class Look(NamedTuple):
    """How a cell looks, in the parameters of an SGR sequence; empty is the terminal's own."""

    foreground: str | None = ""
    """`None` on a blank, where it cannot be seen."""
    background: str = ""
    marks: tuple[str, ...] = ()
    """Bold, underline and so on."""
    link: str = ""
    """The parameters and the address of a hyperlink, ``id=1;https://...``."""


Cell = tuple[str, Look]
"""A character and its look. The right half of a wide character is empty."""
Place = tuple[int, int]
"""Column and row, from 0."""

PLAIN: Final = Look()
_OFF: Final = {"1": "22", "2": "22", "3": "23", "4": "24", "5": "25", "7": "27", "9": "29"}
_ON_BLANKS: Final = frozenset({"4", "5", "7", "9", "21"})
"""Marks that are visible on a blank too."""
_NEAR: Final = 4
"""Maximum number of cells that are written again if that is shorter than a move."""
_MANY: Final = 14
"""Minimum number of blanks for erasing them and passing over them to cost less."""
_BLANKS: Final = re.compile(f" {{{_MANY},}}")
_SURE: Final = (
    "[\0 -~\xa1-\xac\xae-\u02ff\u0370-\u0482\u048a-\u052f\u2010-\u2027\u2030-\u205e\u2190-\u21ff"
    "\u2500-\u25fc\u2800-\u28ff\u2e80-\u2fd5\u3001-\u3029\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf"
    "\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff60\U0001cd00-\U0001ceaf\U0001fb00-\U0001fbff]*"
)
"""Characters whose width all terminals agree on; after any other the cursor's place is unknown.

The last two ranges are octants and older blocks, which are drawn only if the person says that the
terminal has them.
"""
NARROW: Final = frozenset(
    chr(code)
    for first, last in ("\x20\x7e", "\xa1\xac", "\xae\u024f", "\u2010\u2027", "\u2500\u25fc", "⠀⣿")
    for code in range(ord(first), ord(last) + 1)
)
"""Most characters of one cell; for any other, tables are loaded that tell its width."""


@lru_cache(1024)
def blank(look: Look) -> Cell:
    """A space in this look, reduced to the background if no mark or link of it is visible."""
    if look.link or not _ON_BLANKS.isdisjoint(look.marks):
        return " ", look
    return " ", Look(None, look.background)


BLANK: Final = blank(PLAIN)


def are_sure(cells: list[Cell]) -> bool:
    """Whether every terminal gives all of these characters the same width."""
    text = "".join([character for character, _ in cells])
    return NARROW.issuperset(text) or re.fullmatch(_SURE, text) is not None


class Pen:
    """Collects the output of one frame.

    The first move is absolute, because something else can have written since the last frame.
    """

    def __init__(self, *, bce: bool = True) -> None:
        """``bce``: what is erased takes the background that is set."""
        self._bce = bce
        self._written: list[str] = []
        self._at: Place | None = None
        """The cursor, or `None` where it is not known."""
        self._look = PLAIN

    @property
    def has_written(self) -> bool:
        """Whether there is any output so far."""
        return bool(self._written)

    def reset_look(self) -> None:
        """Leave whatever colours something else has set."""
        self._written.append("\x1b[m")

    def clear_screen(self) -> None:
        """Clear the whole screen."""
        self._written.append("\x1b[m\x1b[2J")

    def write(
        self, row: list[Cell], y: int, first: int, after: int, *, is_sure: bool = False
    ) -> None:
        """Write the cells of a row from column ``first`` up to, but not including, ``after``.

        ``is_sure``: it is known that `are_sure()` holds for them.
        """
        while first < after:
            self._reach(row, y, first)
            end = after if is_sure else _sure_until(row, first, after)
            if end > first:
                self._put_or_erase(row, y, first, end)
            else:
                end = _end_of_character(row, first)
                # A terminal that gives it fewer cells would leave the others as they were.
                self._put([(" ", row[first][1])] * (end - first))
                self._at = None
                self.go((first, y))
                self._put(row[first:end])
                self._at = None
            first = end

    def clear_rest(self, row: list[Cell], y: int, x: int) -> None:
        """Clear a row from column ``x`` to its end, in the background of the cell at ``x``."""
        self._reach(row, y, x)
        escape, self._look = change_of_look(self._look, row[x][1])
        self._written.append(f"{escape}\x1b[K")

    def scroll(self, first: int, last: int, by: int) -> None:
        """Move the rows from ``first`` to ``last``, inclusive, up by ``by``; down if negative.

        How the rows that appear look depends on the terminal.
        """
        count = "" if abs(by) == 1 else abs(by)
        way = f"\x1b[{count}{'M' if by > 0 else 'L'}"
        self._written.append(f"\x1b[{first + 1};{last + 1}r\x1b[{first + 1}H{way}\x1b[r")
        self._at = None

    def go(self, place: Place) -> None:
        """Move the cursor."""
        if self._at != place:
            self._written.append(shortest_move(self._at, place))
            self._at = place

    def output(self) -> str:
        """The output of the frame; it ends by resetting the terminal's colours and marks."""
        if self._look != PLAIN:
            self._written.append(change_of_look(self._look, PLAIN)[0])
            self._look = PLAIN
        return "".join(self._written)

    def _reach(self, row: list[Cell], y: int, x: int) -> None:
        """Get to column ``x`` by a move, or by writing the cells before it again if shorter."""
        if self._at is not None and self._at[1] == y and 0 < x - self._at[0] <= _NEAR:
            cost, look = 0, self._look
            for character, wanted in row[self._at[0] : x]:
                escape, look = change_of_look(look, wanted)
                cost += len(escape) + (1 if " " <= character <= "~" else _NEAR * 8)
            if cost <= len(shortest_move(self._at, (x, y))):
                self._put(row[self._at[0] : x])
                self._at = (x, y)
        self.go((x, y))

    def _put_or_erase(self, row: list[Cell], y: int, first: int, end: int) -> None:
        """Write cells; long blanks among them are erased and passed over."""
        for start, after in _long_blanks(row, first, end):
            look = row[start][1]
            if look.background and not self._bce:
                continue
            self._put(row[first:start])
            escape, self._look = change_of_look(self._look, look)
            self._written.append(f"{escape}\x1b[{after - start}X")
            self._at = start, y
            first = after
            if first == end:
                return
            self.go((first, y))
        self._put(row[first:end])
        # In the last column the cursor may stay there or be past it.
        self._at = (end, y) if end < len(row) else None

    def _put(self, cells: list[Cell]) -> None:
        written, look, fits = self._written, self._look, self._look
        for character, wanted in cells:
            if wanted is not look and wanted is not fits:
                escape, look = change_of_look(look, wanted)
                fits = wanted  # a blank often needs no escape in the look of the letter before
                if escape:
                    written.append(escape)
            written.append(character)
        self._look = look


def _long_blanks(row: list[Cell], first: int, end: int) -> Iterator[tuple[int, int]]:
    """Where many blanks of one look stand together, from one column up to another."""
    if end - first < _MANY:
        return
    text = "".join([character for character, _ in row[first:end]])
    if len(text) != end - first:  # a wide character shifts the columns
        return
    for match in _BLANKS.finditer(text):
        start = first + match.start()
        for (_, look), same in groupby(row[start : first + match.end()]):
            after = start + len([*same])
            if after - start >= _MANY and look.foreground is None:
                yield start, after
            start = after


def _sure_until(row: list[Cell], first: int, after: int) -> int:
    """The first column from ``first`` on whose width is disputed; ``after`` without one."""
    if are_sure(row[first:after]):
        return after
    return next(x for x in range(first, after) if not are_sure(row[x : x + 1]))


def _end_of_character(row: list[Cell], x: int) -> int:
    """The column after the character that begins in this one."""
    x += 1
    while x < len(row) and not row[x][0]:
        x += 1
    return x


@lru_cache(8192)
def shortest_move(start: Place | None, end: Place) -> str:
    """The shortest escape sequence from one place to another; `None` is an unknown place."""
    x, y = end
    ways = [f"\x1b[{y + 1};{x + 1}H" if x else f"\x1b[{y + 1}H" if y else "\x1b[H"]
    if start is not None:
        down, right = y - start[1], x - start[0]
        turns = _by("B", down) if down > 0 else _by("A", -down) if down else ""
        ways.append(turns + (_by("C", right) if right > 0 else _back(-right)))
        ways += [f"{turns}\r{_by('C', x) if x else ''}", f"{turns}\x1b[{x + 1}G"]
        if down > 0:
            ways.append("\r\n" * down + (_by("C", x) if x else ""))
    return min(ways, key=len)


def _by(way: str, count: int) -> str:
    return f"\x1b[{count if count > 1 else ''}{way}"


def _back(count: int) -> str:
    return "\b" * count if count < 4 else _by("D", count)


@lru_cache(8192)
def change_of_look(old: Look, new: Look) -> tuple[str, Look]:
    """The shortest escape sequence from one look to another, and the look it leaves set.

    For a blank only the background counts, so the foreground that is set can stay.
    """
    if new.foreground is None:
        if old.background == new.background and not old.link and _ON_BLANKS.isdisjoint(old.marks):
            return "", old
        kept = tuple(mark for mark in old.marks if mark not in _ON_BLANKS)
        new = Look(old.foreground, new.background, kept)
    ways = (_from_plain(new), _differences(old, new))
    parameters = min((";".join(filter(None, way)) for way in ways), key=len)
    link = "" if old.link == new.link else f"\x1b]8;{new.link or ';'}\x1b\\"
    look = f"\x1b[{'' if parameters == '0' else parameters}m" if parameters else ""
    return link + look, new


def _from_plain(new: Look) -> list[str | None]:
    return ["0", *new.marks, new.foreground, new.background]


def _differences(old: Look, new: Look) -> list[str | None]:
    off = {_OFF.get(mark, "0") for mark in old.marks if mark not in new.marks}
    if "0" in off:
        return _from_plain(new)
    on = [mark for mark in new.marks if mark not in old.marks or _OFF.get(mark) in off]
    foreground = "" if new.foreground == old.foreground else new.foreground or "39"
    background = "" if new.background == old.background else new.background or "49"
    return [*sorted(off), *on, foreground, background]
