"""Private names of Textual that tests need, in one place.

Each is of the Textual that the tests run on: what is painted or left out, what was notified, and
what a screen still holds.
"""

from typing import Any

import pytest
from rich.console import RenderableType
from textual._color_constants import COLOR_NAME_TO_RGB
from textual._compositor import ChopsUpdate, Compositor, LayoutUpdate
from textual._context import visible_screen_stack
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.keys import _normalize_key_list
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets._toast import Toast

__all__ = [
    "COLOR_NAME_TO_RGB",
    "ChopsUpdate",
    "LayoutUpdate",
    "Toast",
    "XTermParser",
    "bound_keys",
    "compositor",
    "drawn_by",
    "keys_of",
    "notices",
    "paint_nothing",
    "repainted",
    "shown_strips",
    "strips",
]


def compositor(screen: Screen[Any]) -> Compositor:
    """The compositor of a screen."""
    return screen._compositor  # noqa: SLF001


def strips(screen: Screen[Any]) -> list[Strip]:
    """The rows of one screen, without screens on top of it."""
    return compositor(screen).render_strips()


def shown_strips(app: App[Any]) -> list[Strip]:
    """The rows of the terminal, with the screens that show through the one on top."""
    visible_screen_stack.set(app._background_screens)  # noqa: SLF001
    app.screen.refresh(repaint=True)
    return compositor(app.screen).render_strips()


def repainted(app: App[Any]) -> RenderableType | None:
    """The whole terminal, with the screens that show through the one on top."""
    behind = app._background_screens  # noqa: SLF001
    return compositor(app.screen).render_update(full=True, screen_stack=behind)


def paint_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Skip every frame: without a terminal it would be drawn and thrown away.

    Drawing is a third of the processor time of a test that presses keys. Layout, styles and
    messages go on as ever.
    """

    def skip(self: Compositor, **_: object) -> None:
        self._dirty_regions.clear()

    monkeypatch.setattr(Compositor, "render_update", skip)


def bound_keys(screen: Screen[Any]) -> set[str]:
    """Every key of a screen, also those that a focused field or an empty list hides."""
    return {*screen.active_bindings, *screen._bindings.key_to_bindings}  # noqa: SLF001


def notices(app: App[Any]) -> list[str]:
    """Messages of the notifications still shown."""
    return [notice.message for notice in app._notifications]  # noqa: SLF001


def drawn_by(widget: Widget) -> object:
    """The cache of a widget's drawn lines."""
    return widget._styles_cache  # noqa: SLF001


def keys_of(keys: str) -> str:
    """The names of keys, as Textual writes them."""
    return _normalize_key_list(keys)
