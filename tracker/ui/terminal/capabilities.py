"""Detects whether the terminal can show 256 colours and characters beyond ASCII."""

import os
import sys
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from rich.color import Color
from rich.style import Style
from textual.app import App

from tracker import characters
from tracker.config.settings import Settings
from tracker.level_colours import (
    ASCII,
    BLOCKS,
    PALETTES,
    Cell,
    Look,
)


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
    """Whether the terminal has colours enough for five levels: 256, and not switched off."""
    return app.console.color_system in {"256", "truecolor"} and not app.no_color


def speaks_unicode(app: App[Any]) -> bool:
    """Whether the terminal shows the blocks and braille patterns of pictures."""
    chosen = _chosen(app)
    if app.is_headless:
        return chosen != "ascii"
    return characters.has_blocks(os.environ, _encoding(), chosen)


def replacement(app: App[Any]) -> Callable[[str], str] | None:
    """A function that makes text showable on this terminal; `None` if all text is."""
    if speaks_unicode(app):
        return None
    return characters.replacement(os.environ, _encoding(), _chosen(app))


def _chosen(app: App[Any]) -> str:
    return getattr(app, "glyphs", "auto")


def _encoding() -> str | None:
    screen = sys.__stderr__
    return screen.encoding if screen else None


@lru_cache(256)
def style_of(cell: Cell) -> Style:
    """The colours of a cell as a style, by their numbers among the 256."""
    foreground = None if cell.foreground is None else Color.from_ansi(cell.foreground)
    background = None if cell.background is None else Color.from_ansi(cell.background)
    return Style.from_color(foreground, background)
