"""Textual's command palette, without its crash on paging before its list is laid out."""

from contextlib import suppress

from textual.command import CommandPalette

from tracker.ui.terminal.screen import TerminalScreen


class Palette(CommandPalette, TerminalScreen[None]):
    """The command palette; it closes only itself, and ignores keys that come too early."""

    def _action_command_list(self, action: str) -> None:
        """Pass a key to the list. Textual raises on paging before the first layout; ignore that."""
        with suppress(KeyError, IndexError):
            super()._action_command_list(action)
