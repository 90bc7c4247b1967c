"""How this terminal shows colours and signs, asked once where something is drawn by hand."""

from functools import lru_cache
from typing import Any

from rich.color import Color
from rich.style import Style
from textual.app import App

from tracker.core.heatmap import Mark
from tracker.core.states import State
from tracker.palette import ASCII, BLOCKS, PALETTES, Cell, Look, Sign

_SIGNS = {
    State.PROTECTED: Sign.REST,
    State.OPEN: Sign.OPEN,
    State.AHEAD: Sign.AHEAD,
    State.BEFORE: Sign.AHEAD,
}


def look_of(app: App[Any], levels: str) -> Look:
    """The palette on this terminal: colours where it has 256, glyphs where it has not."""
    return Look(
        palette=PALETTES[levels],
        dark=app.current_theme.dark,
        colour=many_colours(app),
        glyphs=BLOCKS if speaks_unicode(app) else ASCII,
    )


def many_colours(app: App[Any]) -> bool:
    """Whether five levels can be told apart by colour here."""
    return app.console.color_system in {"256", "truecolor"} and not app.no_color


def speaks_unicode(app: App[Any]) -> bool:
    """Whether the terminal is written to in UTF-8."""
    return app.console.encoding.lower().startswith("utf")


def drawn(look: Look, marks: tuple[Mark, ...], *, first: bool = False) -> Cell:
    """The cell of a day: of one kind its level, of both points above and mat below."""
    if len(marks) == 1:
        mark = marks[0]
        draw = look.points if mark.kind == "points" else look.mat
        return draw(mark.level, None if mark.level else _sign(mark, first=first))
    points, mat = marks
    return look.both(points.level, mat.level, _sign(points, first=first))


def _sign(mark: Mark, *, first: bool) -> Sign | None:
    sign = _SIGNS.get(mark.state)
    return Sign.FIRST if first and sign is None else sign


@lru_cache(256)
def style_of(cell: Cell) -> Style:
    """A cell's colours as a style; its own of the 256, so nothing is rounded on the way."""
    ink = None if cell.ink is None else Color.from_ansi(cell.ink)
    ground = None if cell.ground is None else Color.from_ansi(cell.ground)
    return Style.from_color(ink, ground)
