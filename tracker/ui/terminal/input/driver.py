"""Textual's terminal driver, with its input replaced.

Textual's parser raises at some reports, reads others as keys, and waits for ever for the end of a
paste. None of this can be set, so our own thread reads, and decodes with a `Decoder`.
"""

import asyncio
import os
import selectors
from collections.abc import Callable
from typing import Any, Final, Protocol, cast

from textual.app import App
from textual.drivers.linux_driver import LinuxDriver

from tracker.ui.terminal.input.decoder import Decoder
from tracker.ui.terminal.input.escape_delay import escape_delay
from tracker.ui.terminal.input.messages import Messages
from tracker.ui.terminal.input.sequences import Token

SHOW_CURSOR: Final = "\x1b[?25h"
HIDE_CURSOR: Final = "\x1b[?25l"

_TURN: Final = 0.1
"""Seconds between checks whether the app has ended."""
_AT_ONCE: Final = 4096
"""Maximum number of bytes in one read."""


class HasTerminalSettings(Protocol):
    """The settings of the app that the driver follows."""

    escape_delay: float | None
    """Seconds that a lone ESC waits; `None` to decide by the connection."""
    is_cursor_shown: bool


class TerminalDriver(LinuxDriver):
    """Textual's driver of a terminal; its input never raises, and reads no answer as a key."""

    def __init__(
        self,
        app: App[Any],
        *,
        debug: bool = False,
        mouse: bool = True,
        size: tuple[int, int] | None = None,
    ) -> None:
        # GNU screen holds back an Esc while the mouse is reported, until the next key.
        super().__init__(app, debug=debug, mouse=mouse and not os.environ.get("STY"), size=size)
        self._messages = Messages()
        self._settings = cast("HasTerminalSettings", app)
        self._decoder = Decoder(escape_delay(self._settings.escape_delay, os.environ))
        self._time: Callable[[], float]

    def start_application_mode(self) -> None:
        """Start to read and to paint, by the clock of the event loop."""
        self._time = asyncio.get_running_loop().time
        super().start_application_mode()  # type: ignore[no-untyped-call]  # Textual has none
        if self._settings.is_cursor_shown:
            self.write(SHOW_CURSOR)

    def run_input_thread(self) -> None:
        """Read until the app ends."""
        with selectors.DefaultSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            looked = self._time()
            while not self.exit_event.is_set():
                wait = self._decoder.wait(looked)
                is_ready = selector.select(0)
                if is_ready:
                    # They came while this thread could not run, at some time since `looked`.
                    now = looked
                else:
                    is_ready = selector.select(_TURN if wait is None else min(wait, _TURN))
                    now = self._time()
                if is_ready:
                    self._read(now)
                else:
                    self._tell(self._decoder.tick(now))
                looked = self._time()

    def _read(self, now: float) -> None:
        try:
            data = os.read(self.fileno, _AT_ONCE)
        except OSError:
            data = b""
        if not data:  # the terminal is gone; the hang-up ends the app
            self.exit_event.wait(_TURN)
            return
        self._decoder.escape_delay = escape_delay(
            self._settings.escape_delay, os.environ, has_kitty_keys=self._messages.has_kitty_keys
        )
        self._tell(self._decoder.feed(data, now))

    def _tell(self, tokens: list[Token]) -> None:
        for token in tokens:
            for message in self._messages.of(token):
                self.process_message(message)

    def _request_terminal_sync_mode_support(self) -> None:
        """Do nothing: an answer that comes after the end would appear on the prompt.

        A large frame is marked as one without asking; see `TerminalApp`.
        """

    def _query_in_band_window_resize(self) -> None:
        """Do nothing: the system reports a new size, and the terminal's reports are ignored."""
