"""Until when reminders were said to who asks by a timer, so that each is said once.

Kept in the cache of the home, which stays on its machine: every machine reminds.
"""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from tracker import disk

_FILE: Final = "cache/said-until"
_AT_FIRST: Final = 600.0
"""Seconds before the first time that are looked at."""
_LARGEST: Final = 64


def unsaid_seconds(home: Path, now: datetime) -> float:
    """How long ago it was said last what is due; at most what came since then is new."""
    try:
        said = float(disk.read(home / _FILE, _LARGEST) or b"x")
    except (OSError, ValueError):
        return _AT_FIRST
    ago = now.timestamp() - said
    return ago if 0 <= ago < float("inf") else _AT_FIRST  # the clock was set back


def said(home: Path, now: datetime) -> None:
    """Keep that everything until now was said; a home that refuses hears of it again."""
    with suppress(OSError):
        disk.make_folder(home / _FILE.partition("/")[0])
        disk.replace(home / _FILE, b"%.3f" % now.timestamp(), durable=False)
