"""Screens that are loaded when they are first wanted: a tab nobody opens costs nothing."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

from textual.screen import Screen


def lazy_screen(module: str, name: str, *given: object) -> Callable[[], Screen[Any]]:
    """Makes a screen of ``tracker.ui``, of what it is given, each time it is called."""

    def screen() -> Screen[Any]:
        made: Screen[Any] = getattr(import_module(f"tracker.ui.{module}"), name)(*given)
        return made

    return screen
