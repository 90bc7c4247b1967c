"""Sends only the cells that differ between Textual's frame and the terminal.

Without colours, and with low bandwidth, the background of a selection becomes reverse video; all
other colours are left out, because words and shapes tell the same.
"""

import os
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache, partial
from itertools import product
from typing import Any, Final

from rich.cells import split_graphemes
from rich.color import Color as RichColor
from rich.color import ColorSystem
from rich.color_triplet import ColorTriplet
from rich.console import COLOR_SYSTEMS, Console, ConsoleOptions, RenderResult
from rich.segment import Segment
from rich.style import Style
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App
from textual.color import Color
from textual.strip import Strip

from tracker.ui.terminal.capabilities import replacement
from tracker.ui.terminal.cell_diff import ShownCells, clears_in_colour
from tracker.ui.terminal.cursor_place import cursor_place
from tracker.ui.terminal.pen import BLANK, NARROW, PLAIN, Cell, Look, blank
from tracker.ui.terminal.themes import contrast

_DISTINCT: Final = 3.0
"""Minimum contrast to the screen's background for a background that marks a selection."""
_MANY: Final = frozenset({ColorSystem.EIGHT_BIT, ColorSystem.TRUECOLOR})
_TORN: Final = 256
"""Minimum number of bytes of a frame that is sent in one, lest half of it be seen."""


class Painting:
    """Turns the frames of an app into output for its terminal."""

    def __init__(self, app: App[Any]) -> None:
        self._app = app
        self._shown = ShownCells(bce=clears_in_colour(os.environ))
        self._tab: str | None = None
        self._can_show: tuple[object, ...] = ()
        self._cells: Callable[[str, Style | None], list[Cell]] = cells_of

    def forget(self) -> None:
        """Send every cell in the next whole frame."""
        self._shown.forget()

    def has_size(self, width: int, height: int) -> bool:
        """Whether the terminal shows a frame of this size."""
        return self._shown.has_size(width, height)

    @property
    def is_dragged(self) -> bool:
        """Whether rows have moved with what is beside a list, which belongs elsewhere."""
        return self._shown.is_dragged

    def cursor_move(self) -> str:
        """The output that moves the cursor to the focus; empty if it is there already."""
        return self._shown.cursor_move(cursor_place(self._app.screen))

    def output(self, update: ChopsUpdate | LayoutUpdate) -> str:
        """The output for a frame, which the terminal is taken to show from now on."""
        self._ask_terminal()
        app = self._app
        cursor = cursor_place(app.screen)
        if self._tab not in {None, app.current_mode}:
            # On a change of tab send everything: another program, as `wall`, can have painted here.
            self.forget()
            if isinstance(update, ChopsUpdate):
                app.screen.refresh()
        self._tab = app.current_mode
        if isinstance(update, ChopsUpdate):
            size = update.chop_ends[0][-1], len(update.chops)
            pieces = ((y, x, self._row([strip])) for y, x, strip in _pieces(update))
            drags = getattr(app.screen, "is_unsettled", False)
            return self._shown.part(pieces, size, cursor, drags=drags)
        width = update.region.width
        return self._shown.frame([self._row(strips, width) for strips in update.strips], cursor)

    def _ask_terminal(self) -> None:
        """Adapt to the terminal's colours and characters, and to the theme, where they changed."""
        app = self._app
        name = None if app.no_color else app.console.color_system
        background = None if name else Color.parse(app.theme_variables["background"])
        can_show = name, background, getattr(app, "glyphs", "")
        if can_show != self._can_show:
            self._can_show = can_show
            system = COLOR_SYSTEMS[name] if name else None
            self._cells = lru_cache(2048)(
                partial(cells_of, system=system, background=background, shown=replacement(app))
            )

    def _row(self, strips: Iterable[Strip], width: int | None = None) -> list[Cell]:
        row: list[Cell] = []
        cells_of_text = self._cells
        for strip in strips:
            cells: list[Cell] = []
            for text, style, control in strip:
                if not control:
                    cells += cells_of_text(text, style)
            # A filter that makes control characters visible can lengthen a text after its layout.
            row += cells if len(cells) == strip.cell_length else fitted(cells, strip.cell_length)
        return row if width in {None, len(row)} else fitted(row, width)


class Changes:
    """A frame of Textual, sent as the cells that changed."""

    def __init__(
        self, painting: Painting, update: ChopsUpdate | LayoutUpdate | None, *, in_one: bool
    ) -> None:
        """With `None` as the update only the cursor is moved.

        ``in_one``: the terminal can show the whole frame at once (synchronized output).
        """
        self._painting = painting
        self._update = update
        self._in_one = in_one

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the output as one segment; nothing if nothing changed."""
        painting, update = self._painting, self._update
        output = painting.cursor_move() if update is None else painting.output(update)
        if output and self._in_one and len(output) >= _TORN:
            output = f"\x1b[?2026h{output}\x1b[?2026l"
        if output:
            yield Segment(output)


def _pieces(update: ChopsUpdate) -> Iterator[tuple[int, int, Strip]]:
    """The pieces of rows that a partial frame touches: row, first column, cells."""
    for y, first, last in update.spans:
        for end, (x, strip) in zip(update.chop_ends[y], update.chops[y].items(), strict=False):
            if strip is not None and x < last and end > first:
                yield y, x, strip


def cells_of(
    text: str,
    style: Style | None,
    system: ColorSystem | None = None,
    background: Color | None = None,
    shown: Callable[[str], str] | None = None,
) -> list[Cell]:
    """The cells of a text. Without ``system`` it has no colours: see `look_of()`.

    ``shown`` replaces a character that the terminal cannot show, with one for each of its cells.
    """
    look = look_of(style, system, background) if style else PLAIN
    if text.isascii() or (shown is None and NARROW.issuperset(text)):
        empty = blank(look)
        return [empty if character == " " else (character, look) for character in text]
    cells: list[Cell] = []
    for start, end, width in split_graphemes(text)[0]:
        if width == 0:
            continue  # a joiner or accent alone would change a cell of the segment before
        character = text[start:end]
        each = [character] if shown is None else shown(character)[:width].ljust(width, "?")
        cells += [blank(look) if one == " " else (one, look) for one in each]
        cells += [("", look)] * (width - len(each))
    return cells


def fitted(cells: list[Cell], width: int) -> list[Cell]:
    """The cells, cut or filled with blanks to this width; half a wide character becomes a blank."""
    row = cells[:width]
    if len(cells) > width and not cells[width][0]:
        while row and not row.pop()[0]:
            pass
    return row + [BLANK] * (width - len(row))


def look_of(style: Style, system: ColorSystem | None, background: Color | None) -> Look:
    """A style as a look.

    Without ``system`` it has no colours: bold and underline stay, and a background that stands out
    from ``background`` becomes reverse video.
    """
    marks = {
        "1": style.bold, "2": style.dim, "3": style.italic, "4": style.underline,
        "5": style.blink, "7": style.reverse, "9": style.strike, "21": style.underline2,
    }  # fmt: skip
    if system is None:
        reverse = bool(style.reverse)
        colour = style.bgcolor
        if background is not None and colour is not None and not colour.is_default:
            reverse ^= contrast(Color.from_rich_color(colour), background) >= _DISTINCT
        marks = {"1": style.bold, "4": style.underline, "7": reverse}
    kept = tuple(number for number, meant in marks.items() if meant)
    if system is None:
        return Look("", "", kept)
    link = f"id={style.link_id};{style.link}" if style.link else ""
    return Look(
        _colour(style.color, system, foreground=True),
        _colour(style.bgcolor, system, foreground=False),
        kept,
        link,
    )


def _exact() -> Iterator[tuple[ColorTriplet, int]]:
    """The colours of the cube and the greys, whose place among the 256 is fixed.

    Some people set the first few for their shell's prompt, so these are left out.
    """
    steps = (0, 95, 135, 175, 215, 255)
    for at, parts in enumerate(product(steps, repeat=3), 16):
        if at > 21:
            yield ColorTriplet(*parts), at
    for at in range(24):
        yield ColorTriplet(*(8 + 10 * at,) * 3), 232 + at


_EXACT: Final = dict(_exact())


def _colour(colour: RichColor | None, system: ColorSystem, *, foreground: bool) -> str:
    """The parameters for a colour: short, and not off by one as in Rich, where it is an entry."""
    if colour is None or colour.is_default:
        return ""
    if system in _MANY and colour.triplet in _EXACT:
        return f"{38 if foreground else 48};5;{_EXACT[colour.triplet]}"
    return ";".join(colour.downgrade(system).get_ansi_codes(foreground))
