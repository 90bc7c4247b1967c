"""An app that can be shut in: in a kiosk no key and no command of it leads out of the home."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any, ClassVar, Final

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.screen import Screen
from textual.theme import ThemeProvider

from tracker.ui.terminal.closing import LeavingScreen
from tracker.ui.terminal.crash_report import DiscreetApp
from tracker.ui.terminal.hangup import repaint_on_return

_OUT: Final = frozenset({"suspend_process", "screenshot"})
"""Actions that leave: to a shell, or with a file of their own."""


class Palette(CommandPalette, LeavingScreen[None]):
    """Textual's, with keys that may come before its list is drawn: paging in it ended the app."""

    def _action_command_list(self, action: str) -> None:
        """Pass a key on to the list; before it has counted its rows there is no page of it."""
        with suppress(KeyError, IndexError):
            super()._action_command_list(action)


class BoundedApp(DiscreetApp):
    """Can be put aside by Ctrl-Z and keeps pictures of itself, unless it is a kiosk."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+z", "suspend_process", "suspend", id="app.suspend", show=False),
    ]
    kiosk = False

    def on_mount(self) -> None:
        """Be whole again after Ctrl-Z and fg."""
        if not self.is_headless:
            repaint_on_return(self.paint_anew)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In a kiosk what leaves does nothing, whatever asks for it."""
        if self.kiosk and action in _OUT:
            return False
        return super().check_action(action, parameters)

    def action_command_palette(self) -> None:
        """Every action by name; one palette at a time, also while another screen lies above it."""
        if not any(isinstance(screen, CommandPalette) for screen in self.screen_stack):
            # Without Textual's id: one that was closed this moment may still bear it.
            self.push_screen(Palette())

    def search_themes(self) -> None:
        """Every theme by name."""
        self.push_screen(Palette(providers=[ThemeProvider], placeholder="Search for themes…"))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Textual's own commands; in a kiosk none that writes a file."""
        for command in super().get_system_commands(screen):
            if not (self.kiosk and command.title == "Screenshot"):
                yield command

    def deliver_text(self, *file: Any, **how: Any) -> str | None:
        """Hand a text to the person's machine, or write it to a folder of theirs."""
        return None if self.kiosk else super().deliver_text(*file, **how)

    def deliver_binary(self, *file: Any, **how: Any) -> str | None:
        """The same for a file that is no text."""
        return None if self.kiosk else super().deliver_binary(*file, **how)

    def save_screenshot(self, *where: Any, **how: Any) -> str:
        """Write a picture of the screen; gives where it is."""
        return "" if self.kiosk else super().save_screenshot(*where, **how)

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Start a browser on this machine."""
        if not self.kiosk:
            super().open_url(url, new_tab=new_tab)
