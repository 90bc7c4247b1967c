"""Detects whether the terminal can show 256 colours and characters beyond ASCII."""

import os
import sys
from functools import lru_cache
from typing import Any

from rich.color import Color
from rich.style import Style
from textual.app import App

from tracker.config.settings import Settings
from tracker.level_colours import ASCII, BLOCKS, PALETTES, Cell, Look, has_blocks


def look_of(app: App[Any], settings: Settings) -> Look:
    """How levels are drawn here: in colours where there are 256, as glyphs otherwise."""
    return Look(
        palette=PALETTES[settings.levels],
        only_done=settings.hides_streaks,
        dark=app.current_theme.dark,
        colour=many_colours(app),
        glyphs=BLOCKS if speaks_unicode(app) else ASCII,
    )


def many_colours(app: App[Any]) -> bool:
    """Whether there are colours enough to tell five levels apart."""
    return app.console.color_system in {"256", "truecolor"} and not app.no_color


def speaks_unicode(app: App[Any]) -> bool:
    """Whether the terminal shows more than ASCII, by the locale and the stream's encoding."""
    screen = sys.__stderr__
    return app.is_headless or has_blocks(os.environ, screen.encoding if screen else None)


@lru_cache(256)
def style_of(cell: Cell) -> Style:
    """The colours of a cell as a style; they are among the 256, so that none is rounded."""
    foreground = None if cell.foreground is None else Color.from_ansi(cell.foreground)
    background = None if cell.background is None else Color.from_ansi(cell.background)
    return Style.from_color(foreground, background)
