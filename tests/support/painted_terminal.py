"""An emulated terminal that an app under test paints on, as it would on a real one."""

from __future__ import annotations

from typing import Any

import pyte
import pytest
from rich.console import RenderableType
from rich.segment import Segment
from textual.app import App
from textual.screen import Screen

from tracker.ui.terminal.painting import Changes


class PaintedTerminal:
    """The output of an app; make it once the app runs, in a test that is marked ``painted``."""

    def __init__(self, app: App[Any], monkeypatch: pytest.MonkeyPatch) -> None:
        self._app = app
        self.screen = pyte.Screen(*app.size)
        self.written = 0
        """The number of bytes so far."""
        self._stream = pyte.Stream(self.screen)
        monkeypatch.setattr(App, "_display", self._take)
        app.refresh(layout=True)

    def _take(self, _: Screen[Any], frame: RenderableType | None) -> None:
        if isinstance(frame, Changes):
            console = self._app.console
            for piece in frame.__rich_console__(console, console.options):
                assert isinstance(piece, Segment)
                self.written += len(piece.text.encode())
                self._stream.feed(piece.text)

    @property
    def cursor(self) -> tuple[int, int]:
        """Column and row of the cursor."""
        return self.screen.cursor.x, self.screen.cursor.y

    @property
    def after_cursor(self) -> str:
        """The text of its row from the cursor on."""
        return self.screen.display[self.screen.cursor.y][self.screen.cursor.x :]
