"""Textual's command palette without its faults: it ignores early keys, and does not wrap around."""

from contextlib import suppress

from textual.command import CommandPalette
from textual.widgets import OptionList

from tracker.ui.terminal.screen import TerminalScreen


class Palette(CommandPalette, TerminalScreen[None]):
    """The command palette; it closes only itself, and ignores keys that come too early."""

    def _action_command_list(self, action: str) -> None:
        """Pass a key to the list, but no step from its last row to the first, or back.

        Paging before its first layout raises in Textual: ignore it.
        """
        rows = self.query_one(OptionList)
        if rows.highlighted == {"cursor_up": 0, "cursor_down": rows.option_count - 1}.get(action):
            return
        with suppress(KeyError, IndexError):
            super()._action_command_list(action)
