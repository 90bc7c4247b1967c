"""Decides how long a lone ESC waits for the rest of a sequence before it is the Esc key."""

from collections.abc import Mapping
from typing import Final

AT_HOME: Final = 0.1
"""Seconds on this machine, inside tmux, and where kitty's protocol sends Esc as a whole report."""
OVER_SSH: Final = 0.6
"""Seconds where a sequence can come in pieces, because the connection lags."""
_REMOTE: Final = ("SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT", "MOSH_CONNECTION")
_KEPT_WHOLE: Final = ("TMUX", "STY")
"""Set inside tmux and GNU screen, which complete a sequence before they pass it on."""
_LONGEST: Final = 5000
"""Maximum of ESCDELAY in milliseconds."""


def escape_delay(
    chosen: float | None, environ: Mapping[str, str], *, has_kitty_keys: bool = False
) -> float:
    """The delay in seconds: the person's choice, else ESCDELAY, else by the connection."""
    if chosen is not None:
        return chosen
    said = environ.get("ESCDELAY", "").strip()
    if said.isascii() and said.isdigit() and 0 < int(said[:9]) <= _LONGEST:
        return int(said) / 1000
    is_whole = has_kitty_keys or any(environ.get(name) for name in _KEPT_WHOLE)
    return OVER_SSH if is_remote(environ) and not is_whole else AT_HOME


def is_remote(environ: Mapping[str, str]) -> bool:
    """Whether this terminal is at the other end of a connection."""
    return any(environ.get(name) for name in _REMOTE)
