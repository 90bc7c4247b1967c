"""Kiosk: limits files to the home folder, for people who share an account."""

from pathlib import Path
from typing import TYPE_CHECKING

from tracker.core.text.visible import visible
from tracker.exchange.files import ExchangeError

if TYPE_CHECKING:
    from tracker.practice.context import Context


def check_file(context: "Context", file: Path) -> None:
    """Raise ExchangeError for a file outside the home folder, if this is a kiosk."""
    home = context.home.resolve()
    if context.settings.kiosk and home not in file.resolve().parents:
        words = f"{file} is outside {home}; a kiosk reads and writes only files in there"
        raise ExchangeError(visible(words, lines=False))
