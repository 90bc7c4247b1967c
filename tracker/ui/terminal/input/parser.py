"""Textual's parser of a terminal's input, made to raise at nothing."""

import re
from functools import partial
from typing import Final

from textual._xterm_parser import XTermParser
from textual.drivers import linux_driver
from textual.events import Key
from textual.keys import Keys
from textual.message import Message

from tracker.ui.terminal.input.key_reports import key_report
from tracker.ui.terminal.paste_decoder import PasteDecoder

_REPORT: Final = re.compile("\x1b\\[([0-9:;]*)([u~A-FHPQRS])")


class LenientParser(XTermParser):
    """Reads key reports of every dialect; ignores a number that is out of range."""

    # The method of the base class has a cache.
    def _parse_extended_key(self, sequence: str) -> list[Key] | None:  # type: ignore[override]
        match = _REPORT.fullmatch(sequence)
        if match is None:
            return None
        report = key_report(*match.groups())
        return super()._parse_extended_key(report) if report else [Key(Keys.Ignore, sequence)]

    def parse_mouse_code(self, code: str) -> Message | None:
        """The event of a mouse report; `None` while the size of a cell in pixels is not known."""
        sizes = (self.terminal_size, self.terminal_pixel_size)
        if self.mouse_pixels and not all(size and all(size) for size in sizes):
            return None
        return super().parse_mouse_code(code)


def decode_leniently() -> None:
    """Show an undecodable byte as a replacement character, and keep a paste from pressing keys.

    Textual's own decoder raises at the first such byte, and its parser at some key reports, which
    ends the app. It looks both up by these names whenever an app starts, and has no setting.
    """
    vars(linux_driver)["getincrementaldecoder"] = lambda encoding: partial(PasteDecoder, encoding)
    vars(linux_driver)["XTermParser"] = LenientParser
