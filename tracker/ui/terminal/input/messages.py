"""Turns decoded input into Textual's events: keys, pastes, the mouse, focus."""

import re
from collections.abc import Iterator
from typing import Final

from textual._xterm_parser import XTermParser
from textual.events import AppBlur, AppFocus, Key, Paste
from textual.keys import Keys
from textual.message import Message

from tracker.ui.terminal.input.key_reports import key_report
from tracker.ui.terminal.input.pastes import Pasted
from tracker.ui.terminal.input.sequences import Escaped, Sequence, Token, Typed

_REPORT: Final = re.compile("\x1b\\[([0-9:;]*)([u~A-FHPQS])|\x1b\\[()(R)")
"""A key report. With numbers before an R it would be the answer to a query of the cursor."""
_OTHER_KEY: Final = re.compile("\x1b\\[[0-9;]*[GZa-dp-y^$@]|\x1b\\[\\[[A-E]|\x1bO[ -~]+")
_MOUSE: Final = re.compile("\x1b\\[<\\d{1,3};-?\\d{1,5};-?\\d{1,5}[Mm]")
_FOCUS: Final = {"\x1b[I": AppFocus, "\x1b[O": AppBlur}


class Messages:
    """Turns tokens into messages; answers that nobody asked for are ignored."""

    def __init__(self) -> None:
        self._parser = XTermParser()
        self.has_kitty_keys = False
        """Whether a key has come by kitty's protocol, which sends no lone ESC."""

    def of(self, token: Token) -> Iterator[Message]:
        """Yield the messages of a token: usually one, for an ignored answer none."""
        match token:
            case Escaped():
                yield Key("escape", "\x1b")
            case Typed(character, alt):
                yield from self._typed(character, alt=alt)
            case Pasted(text):
                yield Paste(text)
            case Sequence(text):
                yield from self._sequence(text)

    def _typed(self, character: str, *, alt: bool) -> Iterator[Message]:
        keys = self._keys(f"\x1b{character}") if alt else []
        yield from keys or self._keys(character, alt=alt)

    def _keys(self, sequence: str, *, alt: bool = False) -> list[Key]:
        found = self._parser._sequence_to_key_events(sequence, alt)  # noqa: SLF001 - Textual's names
        return [key for key in found if key.key != Keys.Ignore]

    def _sequence(self, text: str) -> Iterator[Message]:
        if text in _FOCUS:
            yield _FOCUS[text]()
        elif match := _REPORT.fullmatch(text):
            numbers, final, *_ = filter(lambda each: each is not None, match.groups())
            if report := key_report(numbers, final):
                self.has_kitty_keys = self.has_kitty_keys or final == "u"
                yield from self._keys(report)
        elif _MOUSE.fullmatch(text):
            event = self._parser.parse_mouse_code(text)
            if event is not None:
                yield event
        elif _OTHER_KEY.fullmatch(text):
            yield from self._keys(text)
