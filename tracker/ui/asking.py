"""Asks the guard's questions once: the first time that the app is opened."""

from typing import Any, cast

from textual.app import App

from tracker.ui.base import Tracker


def ask_once(app: App[Any]) -> None:
    """Ask, unless that was done before or no answer could be kept."""
    from tracker.core.safety import FlagAnswer

    journal = cast("Tracker", app).journal
    if not journal.read_only and not journal.facts(FlagAnswer):
        from tracker.ui.flags import FlagsScreen

        app.push_screen(FlagsScreen(first=True))
