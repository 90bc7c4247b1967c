"""Textual's command palette, with a fix for keys that come before its list is drawn."""

from contextlib import suppress

from textual.command import CommandPalette

from tracker.ui.terminal.closing import LeavingScreen


class Palette(CommandPalette, LeavingScreen[None]):
    """Textual's, with keys that may come before its list is drawn: paging in it ended the app."""

    def _action_command_list(self, action: str) -> None:
        """Pass a key on to the list; before it has counted its rows there is no page of it."""
        with suppress(KeyError, IndexError):
            super()._action_command_list(action)
