"""TerminalApp: a Textual app as a program on a terminal - its input, its painting, its end.

Over SSH it sends few bytes and handles keys in order; its output holds no control character of any
text; a crash report holds no note; in kiosk mode no key or command reaches outside the home folder.
"""

import os
import sys
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any, ClassVar, Final

from rich.console import RenderableType
from textual._compositor import ChopsUpdate, LayoutUpdate
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.command import CommandPalette
from textual.events import Event, Key, Paste, Resize
from textual.filter import LineFilter
from textual.screen import Screen
from textual.signal import Signal
from textual.theme import Theme, ThemeProvider

from tracker.hangup import GRACE, HangupHandler
from tracker.suspension import NO_SHELL, can_come_back
from tracker.ui.terminal.compositor import forget_closed_screens
from tracker.ui.terminal.control_characters import VisibleCharacters
from tracker.ui.terminal.input.driver import HIDE_CURSOR, SHOW_CURSOR, TerminalDriver
from tracker.ui.terminal.input.escape_delay import is_remote
from tracker.ui.terminal.input.suspension import repaint_on_return
from tracker.ui.terminal.key_queue import KeyQueue
from tracker.ui.terminal.layouts import ANY, latin_key
from tracker.ui.terminal.painting import Changes, Painting
from tracker.ui.terminal.stylesheets import Sheets
from tracker.ui.terminal.themes import offered

_LEAVES_THE_APP: Final = frozenset({"suspend_process", "screenshot"})
"""Actions that open a shell or write a file of their own."""


_NO_FIELD: Final = "Pasted text needs a field; none is open here."
_SAID: Final = 10.0
"""Minimum seconds between two such messages; each part of a long paste comes as a paste."""


class TerminalApp(App[None]):
    """Behaviour of the app on a terminal; ``TrackerApp`` adds the practice."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "ctrl+z", "suspend_process", "suspend", id="app.suspend", show=False, priority=True
        ),
        Binding("ctrl+l", "repaint", "paint the screen again", id="app.repaint", show=False),
    ]
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it without ClassVar
        (0, "-tiny"),
        (40, "-narrow"),
        (72, "-normal"),
        (110, "-wide"),
        (160, "-huge"),
    ]
    VERTICAL_BREAKPOINTS = [(0, "-low"), (18, "-short"), (24, "-medium"), (40, "-tall")]  # noqa: RUF012 - the same
    kiosk = False
    crash_report = ""
    """The places in the code of the error that ended the app; empty without one."""
    escape_delay: float | None = None
    """Seconds that a lone ESC waits, if the person has chosen."""
    is_cursor_shown = False
    """Whether the terminal's cursor is visible."""
    glyphs = "auto"
    """``ascii``, ``unicode``, or ``auto`` as the terminal says."""
    keyboard = ANY
    """The id of the person's keyboard layout; see ``layouts``."""

    def __init__(self) -> None:
        super().__init__(driver_class=TerminalDriver)
        forget_closed_screens()
        self._line_filters: list[LineFilter] = [VisibleCharacters()]
        self._key_queue = KeyQueue(
            self, super().on_event, meant=self._meant_key, pressed_at=self.pressed_at
        )
        self._painting = Painting(self)
        self._colourless = self.no_color
        self._is_near = not is_remote(os.environ)
        self._pasted = -_SAID
        """When a paste last found no field, in seconds of the events' clock."""
        self.came_back: Signal[float | None] = Signal(self, "came back")
        """Published first on return from a suspension, with its length in seconds.

        `None` after a stop whose start was not seen (``kill -STOP``).
        """
        self.stylesheet = Sheets(self.get_css_variables())

    def run_here(
        self, *, mouse: bool, save: Callable[[], None], grace: float = GRACE
    ) -> int | None:
        """Run on this process's terminal to the end; returns the exit code.

        ``save`` is called first, from another thread, when the connection drops or the system shuts
        down; on shutdown the app has ``grace`` seconds to leave by itself. After an error of the
        app's own the code is 1 and there is a ``crash_report``.
        """
        with HangupHandler(save, self._leave, grace):
            self.run(mouse=mouse)
        return self.return_code

    def _leave(self, code: int) -> None:
        # RuntimeError: the app is not running, so there is nothing to ask.
        with suppress(RuntimeError):
            self.call_from_thread(self.exit, return_code=code)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's line filters, then ours."""
        return [*super().get_line_filters(), *self._line_filters]

    def pressed_at(self, event: Event) -> float:
        """When the terminal sent this key, in seconds of any clock."""
        return event.time

    def on_mount(self) -> None:
        """Repaint after Ctrl-Z and ``fg``."""
        if not self.is_headless:
            repaint_on_return(self._come_back)

    def _come_back(self, away: float | None) -> None:
        """Publish for how many seconds the app was suspended, and repaint."""
        self.came_back.publish(away)
        self.repaint()

    def action_suspend_process(self) -> None:
        """Give the terminal back to the shell, if there is one that can bring the app back."""
        if self.is_headless or can_come_back():
            super().action_suspend_process()
        else:
            self.notify(NO_SHELL, markup=False)

    def _meant_key(self, event: Key) -> Key:
        return latin_key(self, event, self.keyboard)

    async def on_event(self, event: Event) -> None:
        """Handle keys in the order they came; a key that is held down acts once."""
        await self._key_queue.take(event)

    @property
    def has_waiting_keys(self) -> bool:
        """Whether a key is being handled, or has come and is not handled yet."""
        return self._key_queue.is_busy or self.message_queue_size > 0

    def on_paste(self, event: Paste) -> None:
        """Say once that no field took a paste, however many parts it has."""
        if event.time > self._pasted + _SAID:
            self.notify(_NO_FIELD, markup=False)
        self._pasted = event.time

    def notify(self, *words: Any, **how: Any) -> None:
        """Show a message in place of the one before: one at a time, the last wins."""
        self.clear_notifications()
        super().notify(*words, **how)

    def write_escape(self, escape: str) -> None:
        """Send an escape sequence, such as a desktop notice, to the terminal."""
        if self._driver is not None:
            self._driver.write(escape)

    def place_cursor(self) -> None:
        """Move the terminal's cursor to what is focused now."""
        super()._display(self.screen, Changes(self._painting, None, in_one=False))

    def set_cursor_shown(self, on: bool) -> None:
        """Show the terminal's cursor, or hide it; either way it follows the focus."""
        if on is not self.is_cursor_shown:
            self.is_cursor_shown = on
            self.set_class(on, "-cursor")  # a field need not draw one of its own then
            self.write_escape(SHOW_CURSOR if on else HIDE_CURSOR)

    def set_low_bandwidth(self, on: bool) -> None:
        """Paint without colours and with smaller digits, or stop doing so."""
        if on is not self.has_class("-thin"):
            self.no_color = on or self._colourless
            self.set_class(on, "-thin")
            self.refresh(layout=True)

    def set_glyphs(self, glyphs: str) -> None:
        """Send only characters of this kind: ``auto``, ``ascii`` or ``unicode``."""
        if glyphs != self.glyphs:
            self.glyphs = glyphs
            self.refresh(layout=True)

    def repaint(self) -> None:
        """Send the whole screen, because something else has painted on the terminal."""
        self._painting.forget()
        self.refresh(layout=True)

    def mend(self) -> None:
        """Send what is beside a list again where it has moved with the list's rows."""
        if self._painting.is_dragged:
            self.screen.refresh()

    def action_repaint(self) -> None:
        """Send the whole screen."""
        self.repaint()

    def on_resize(self, event: Resize) -> None:
        """Assume nothing about what a terminal shows after it changed its size."""
        if not self._painting.has_size(*event.size):
            self.repaint()

    def _display(self, screen: Screen[Any], renderable: RenderableType | None) -> None:
        if isinstance(renderable, ChopsUpdate | LayoutUpdate):
            renderable = Changes(
                self._painting, renderable, in_one=self._is_near and not self.is_headless
            )
        super()._display(screen, renderable)

    def _begin_update(self) -> None:
        """Do nothing: `Changes` marks the start and end of frames large enough to need it.

        A terminal without such marks ignores them, so that none is asked whether it has them. Over
        a connection they are left out, because they cost bytes.
        """

    def _end_update(self) -> None:
        """Do nothing: see `_begin_update`."""

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """In kiosk mode, refuse actions that leave the app."""
        if self.kiosk and action in _LEAVES_THE_APP:
            return False
        return super().check_action(action, parameters)

    def action_command_palette(self) -> None:
        """Open the command palette, unless one is open below another screen."""
        from tracker.ui.terminal.command_palette import Palette  # the first frame needs none

        if not any(isinstance(screen, CommandPalette) for screen in self.screen_stack):
            # Without Textual's id: a palette that is just closing can still have it.
            self.push_screen(Palette())

    @property
    def available_themes(self) -> dict[str, Theme]:
        """The themes that can be read, by name; a list offers no other."""
        return offered(super().available_themes)

    def search_themes(self) -> None:
        """Open the palette on the names of themes."""
        from tracker.ui.terminal.command_palette import Palette

        self.push_screen(Palette(providers=[ThemeProvider], placeholder="Search for themes…"))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Textual's own commands; in kiosk mode without the one that writes a file."""
        for command in super().get_system_commands(screen):
            if not (self.kiosk and command.title == "Screenshot"):
                yield command

    def deliver_text(self, *file: Any, **how: Any) -> str | None:
        """Send a text file to the person's machine or downloads; not in kiosk mode."""
        return None if self.kiosk else super().deliver_text(*file, **how)

    def deliver_binary(self, *file: Any, **how: Any) -> str | None:
        """Send a binary file to the person's machine or downloads; not in kiosk mode."""
        return None if self.kiosk else super().deliver_binary(*file, **how)

    def save_screenshot(self, *where: Any, **how: Any) -> str:
        """Write a picture of the screen and return its path; empty in kiosk mode."""
        return "" if self.kiosk else super().save_screenshot(*where, **how)

    def open_url(self, url: str, *, new_tab: bool = True) -> None:
        """Open a browser on this machine; not in kiosk mode."""
        if not self.kiosk:
            super().open_url(url, new_tab=new_tab)

    def panic(self, *renderables: RenderableType) -> None:
        """End the app after an error that no event handler raised, such as one of a style sheet."""
        self._crash(sys.exception(), renderables)

    def _fatal_error(self) -> None:
        self._crash(sys.exception())

    def _crash(self, error: BaseException | None, shown: Sequence[RenderableType] = ()) -> None:
        """Keep the report of the first error, and end with exit code 1."""
        from tracker.ui.terminal.crash_report import crash_report

        self.crash_report = self.crash_report or crash_report(error, shown)
        self._return_code = 1
        self._close_messages_no_wait()
