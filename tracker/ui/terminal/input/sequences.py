"""What a terminal sends: characters, Esc, and sequences that begin with an escape character."""

from typing import Final, NamedTuple

from tracker.ui.terminal.input.pastes import Pasted

ESC: Final = "\x1b"
STRINGS: Final = frozenset("PX]^_")
"""After ESC these begin a string, which BEL or ST ends; all of them are answers."""
BEGINNINGS: Final = STRINGS | {"[", "O"}
SECOND: Final = {
    "[": frozenset("0123456789<=>?;ABCDEFHIMOPQRSZ["),
    "O": frozenset("ABCDEFHMPQRSabcdjklmnopqrstuvwxyI"),
    "]": frozenset("0123456789lL"),
    "P": frozenset("01>!"),
    "_": frozenset("G"),
    "^": frozenset(),
    "X": frozenset(),
}
"""What follows the beginning in a sequence that terminals send; with none, anything can."""
RXVT: Final = frozenset({"2", "3", "5", "6", "7", "8", "23", "24"})
"""Numbers of keys that rxvt ends with a dollar sign when Shift is held."""


class Typed(NamedTuple):
    """One character, typed."""

    character: str
    alt: bool = False


class Escaped(NamedTuple):
    """The Esc key."""


class Sequence(NamedTuple):
    """A whole sequence, from its ESC on: a key, the mouse, or an answer."""

    text: str


Token = Typed | Escaped | Sequence | Pasted
