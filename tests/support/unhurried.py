"""Keys pressed a second apart, whatever time a test takes, so that none is taken for a held one."""

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from unittest.mock import patch

from tracker.ui.terminal.app import TerminalApp


@contextmanager
def unhurried() -> Iterator[None]:
    """Give each key a moment of its own while this lasts."""
    seconds = count()
    with patch.object(TerminalApp, "pressed_at", lambda *_: float(next(seconds))):
        yield
