"""Splits the bytes from a terminal into characters, pastes and whole escape sequences.

A terminal sends more than keys: mouse reports, pasted text, and answers to queries, some of them
from the program before. Over a slow connection these come late and in pieces. A piece is kept until
its sequence is complete or a second has passed, so that the end of a sequence is never read as
letters. Nothing here raises or reads a clock.
"""

from codecs import getincrementaldecoder
from collections.abc import Callable
from typing import Final

from tracker.ui.terminal.input.pastes import Pastes
from tracker.ui.terminal.input.sequences import (
    BEGINNINGS,
    ESC,
    RXVT,
    SECOND,
    STRINGS,
    Escaped,
    Sequence,
    Token,
    Typed,
)

SILENCE: Final = 0.95
"""Seconds without more bytes after which a sequence or a paste is given up: just under one."""
TOGETHER: Final = 0.05
"""Maximum seconds between bytes of one key, or of one paste."""
_DOUBT: Final = 0.6
"""Seconds that a character waits for another if it could be the late rest of a sequence."""
_LONGEST: Final = 256
"""Maximum length of a sequence; a longer one is ignored."""


class Decoder:
    """Turns bytes into tokens. Times are in seconds of any one clock.

    Call ``feed`` with bytes that came, and ``tick`` after ``wait`` seconds without any.
    """

    def __init__(self, escape_delay: float) -> None:
        self.escape_delay = escape_delay
        """Seconds after which an ESC without more bytes is the Esc key."""
        self._decoder = getincrementaldecoder("utf-8")(errors="replace")
        self._now = 0.0
        self._came = 0.0
        """When the last bytes came."""
        self._escape_came: float | None = None
        """When the last ESC came, while the rest of its sequence could still follow."""
        self._take: Callable[[str], None] = self._ground
        self._due: float | None = None
        """When to give up waiting for the rest."""
        self._held = ""
        """The part of a sequence that has come, without its ESC."""
        self._pending_escape = False
        """Whether an Esc key is due before the character in doubt."""
        self._pastes = Pastes()
        self._tokens: list[Token] = []

    def feed(self, data: bytes, now: float) -> list[Token]:
        """Return the tokens that these bytes complete, and those that were due before."""
        tokens = self.tick(now)
        self._now = self._came = now
        text = self._decoder.decode(data)
        if self._due is not None and not text:  # the first byte of a character
            self._due = now + SILENCE
        at = 0
        while at < len(text):
            if self._take == self._paste:
                at = self._paste_on(text, at)
            else:
                self._take(text[at])
                at += 1
        return tokens + self._taken()

    def tick(self, now: float) -> list[Token]:
        """Return the tokens that are due because no more bytes came until ``now``."""
        self._now = now
        is_due = self._due is not None and now >= self._due
        if self._is_within_character and now >= self._came + SILENCE:
            for character in self._decoder.decode(b"", final=True):
                self._take(character)
        if is_due:
            self._give_up()
        return self._taken()

    def wait(self, now: float) -> float | None:
        """Seconds until ``tick`` must be called if no bytes come; `None` if nothing is pending."""
        due = self._due
        if due is None and self._is_within_character:
            due = self._came + SILENCE
        return None if due is None else max(0.0, due - now)

    @property
    def _is_within_character(self) -> bool:
        return bool(self._decoder.getstate()[0])

    def _taken(self) -> list[Token]:
        tokens, self._tokens = self._tokens, []
        return tokens

    def _go(self, take: Callable[[str], None], wait: float | None = None) -> None:
        self._take = take
        self._due = None if wait is None else self._now + wait

    def _give_up(self) -> None:
        """End the pending key, sequence or paste, because nothing followed."""
        if self._take == self._escape:
            self._tokens.append(Escaped())
            self._go(self._ground)
        elif self._take == self._doubt:
            self._end_doubt()
        elif self._take == self._paste:
            self._give(self._pastes.break_off(self._now))
            self._go(self._ground)
        elif self._take == self._go_on:
            self._go(self._ground)
            self._tokens.append(Typed(self._held))
        else:
            self._go(self._ground)

    def _give(self, token: Token | None) -> None:
        if token is not None:
            self._tokens.append(token)

    def _ground(self, character: str) -> None:
        """Handle a character outside of any sequence or paste."""
        after_escape, self._escape_came = self._escape_came, None
        if character == ESC:
            self._begin_escape()
        elif "\x80" <= character < "\xa0":
            self._begin(chr(ord(character) - 0x40))
        elif (
            after_escape is not None and character in SECOND and self._now - after_escape <= SILENCE
        ):
            self._pending_escape = False
            self._begin_doubt(character)
        elif self._pastes.may_go_on(self._now) and (character >= " " or character in "\t\n\r"):
            self._held = character
            self._go(self._go_on, TOGETHER)
        else:
            self._tokens.append(Typed(character))

    def _begin_escape(self) -> None:
        self._escape_came = self._now
        self._go(self._escape, self.escape_delay)

    def _escape(self, character: str) -> None:
        """Handle a character after ESC: ESC was the Esc key, is Alt, or starts a sequence."""
        came = self._escape_came if self._escape_came is not None else self._now
        late = self._now - came > TOGETHER
        self._escape_came = None
        self._go(self._ground)
        if late and character in SECOND:
            self._pending_escape = True
            self._begin_doubt(character)
        elif character in BEGINNINGS and not late:
            self._begin(character)
        elif character == "\\" and not late:
            pass  # the end of a string whose beginning is lost
        elif late or character.isdecimal() or (character < " " and character != "\t"):
            self._tokens.append(Escaped())
            self._ground(character)
        elif "\x80" <= character < "\xa0":
            self._ground(character)
        else:
            self._tokens.append(Typed(character, alt=True))

    def _begin_doubt(self, character: str) -> None:
        self._held = character
        if SECOND[character]:
            wait = _DOUBT
        else:  # any character can be the next; it can lag as long as an ESC can
            wait = min(_DOUBT, self.escape_delay) if self._pending_escape else TOGETHER
        self._go(self._doubt, wait)

    def _doubt(self, character: str) -> None:
        """Handle a character after one that could be the late rest of a sequence."""
        second = SECOND[self._held]
        if character in second or (not second and character >= " "):
            self._begin(self._held)
            self._take(character)
        else:
            self._end_doubt()
            self._take(character)

    def _end_doubt(self) -> None:
        if self._pending_escape:
            self._tokens.append(Escaped())
        self._tokens.append(Typed(self._held))
        self._go(self._ground)

    def _begin(self, character: str) -> None:
        """Start the sequence of ESC and this character; ignore characters that start none."""
        self._held = character
        if character == "[":
            self._go(self._csi, SILENCE)
        elif character == "O":
            self._go(self._ss3, SILENCE)
        elif character in STRINGS:
            self._go(self._string, SILENCE)
        else:
            self._go(self._ground)

    def _csi(self, character: str) -> None:
        """Handle a character of a sequence that starts with ``ESC [``."""
        if not " " <= character < "\x7f":
            self._go(self._ground)
            self._ground(character)
        elif self._held == "[" and character == "M":
            self._held = ""
            self._go(self._three, SILENCE)
        elif character < "@" or (self._held == "[" and character == "["):
            self._keep(character)
            if character == "$" and self._held[1:-1] in RXVT:
                self._end()
            else:
                self._go(self._csi, SILENCE)
        else:
            self._keep(character)
            self._end()

    def _ss3(self, character: str) -> None:
        """Handle a character of a sequence that starts with ``ESC O``."""
        if not " " < character < "\x7f":
            self._go(self._ground)
            self._ground(character)
        else:
            self._keep(character)
            if character < "@":
                self._go(self._ss3, SILENCE)
            else:
                self._end()

    def _three(self, _: str) -> None:
        """Ignore one of the three characters of an old mouse report."""
        self._held += "."
        if len(self._held) < 3:
            self._go(self._three, SILENCE)
        else:
            self._go(self._ground)

    def _string(self, character: str) -> None:
        """Ignore a character of an answer, up to BEL, ST, CAN or SUB."""
        if character in "\x07\x18\x1a\x9c":
            self._go(self._ground)
        elif character == ESC:
            self._escape_came = self._now
            self._go(self._string_escape, SILENCE)
        else:
            self._go(self._string, SILENCE)

    def _string_escape(self, character: str) -> None:
        """Handle a character after ESC within an answer: the answer ends, or another key starts."""
        if character == "\\":
            self._escape_came = None
            self._go(self._ground)
        elif character == ESC:
            self._string(character)
        else:
            self._escape(character)

    def _keep(self, character: str) -> None:
        if len(self._held) < _LONGEST:
            self._held += character

    def _end(self) -> None:
        sequence = self._held
        self._go(self._ground)
        if sequence == "[200~":
            self._pastes.begin()
            self._go(self._paste, SILENCE)
        elif sequence == "[201~":
            self._pastes.end()
        elif len(sequence) < _LONGEST:
            self._tokens.append(Sequence(ESC + sequence))

    def _paste(self, character: str) -> None:
        """Handle a character of a paste."""
        self._paste_on(character, 0)

    def _paste_on(self, text: str, at: int) -> int:
        """Take the paste's part of the text from ``at`` on; returns the index after it."""
        pasted, at = self._pastes.take(text, at)
        self._give(pasted)
        if self._pastes.is_open:
            self._go(self._paste, SILENCE)
        else:
            self._go(self._ground)
        return at

    def _go_on(self, character: str) -> None:
        """Handle a second character after a broken-off paste: together they continue it."""
        self._pastes.go_on(self._held)
        self._go(self._paste, SILENCE)
        self._paste_on(character, 0)
