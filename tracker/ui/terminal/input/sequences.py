"""The tokens of terminal input, and the characters that start and continue escape sequences."""

from typing import Final, NamedTuple

from tracker.ui.terminal.input.pastes import Pasted

ESC: Final = "\x1b"
STRINGS: Final = frozenset("PX]^_")
"""Characters that, after ESC, start a string up to BEL or ST; terminals send only answers so."""
BEGINNINGS: Final = STRINGS | {"[", "O"}
"""Characters that, after ESC, start a sequence."""
SECOND: Final = {
    "[": frozenset("0123456789<=>?;ABCDEFHIMOPQRSZ["),
    "O": frozenset("ABCDEFHMPQRSabcdjklmnopqrstuvwxyI"),
    "]": frozenset("0123456789lL"),
    "P": frozenset("01>!"),
    "_": frozenset("G"),
    "^": frozenset(),
    "X": frozenset(),
}
"""The characters that can follow each of these in what terminals send; empty if any can."""
RXVT: Final = frozenset({"2", "3", "5", "6", "7", "8", "23", "24"})
"""Numbers of keys that rxvt ends with ``$`` when Shift is held."""


class Typed(NamedTuple):
    """One character, typed."""

    character: str
    alt: bool = False


class Escaped(NamedTuple):
    """The Esc key."""


class Sequence(NamedTuple):
    """A whole sequence, its ESC included: a key, a mouse report, or an answer."""

    text: str


Token = Typed | Escaped | Sequence | Pasted
