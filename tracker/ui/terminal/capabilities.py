"""How this terminal shows colours and signs, asked once where something is drawn by hand."""

import os
import sys
from functools import lru_cache
from typing import Any

from rich.color import Color
from rich.style import Style
from textual.app import App

from tracker.level_colours import ASCII, BLOCKS, PALETTES, Cell, Look, has_blocks


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
    """Whether the terminal shows signs beyond ASCII: by the locale and the stream's encoding."""
    painted_on = sys.__stderr__
    return app.is_headless or has_blocks(os.environ, painted_on.encoding if painted_on else None)


@lru_cache(256)
def style_of(cell: Cell) -> Style:
    """A cell's colours as a style; its own of the 256, so nothing is rounded on the way."""
    ink = None if cell.ink is None else Color.from_ansi(cell.ink)
    ground = None if cell.ground is None else Color.from_ansi(cell.ground)
    return Style.from_color(ink, ground)
