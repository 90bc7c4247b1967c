"""Textual's command palette, without its crash on keys that come before its list is laid out."""

from contextlib import suppress

from textual.command import CommandPalette

from tracker.ui.terminal.screen import TerminalScreen


class Palette(CommandPalette, TerminalScreen[None]):
    """The command palette; it closes itself, and early keys do no harm."""

    def _action_command_list(self, action: str) -> None:
        """Pass a key to the list; paging before its first layout raises in Textual: ignore it."""
        with suppress(KeyError, IndexError):
            super()._action_command_list(action)
