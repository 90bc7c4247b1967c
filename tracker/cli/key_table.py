"""The keys of the app as rows, read from a file that ``tests/write_keys.py`` makes from them.

So commands can tell the keys without loading the screens; a test fails when the file is stale.
"""

from pathlib import Path
from typing import Final, NamedTuple

KEYS: Final = Path(__file__).parent.parent / "data" / "keys.tsv"


class Key(NamedTuple):
    """One thing that can be done by a key."""

    id: str
    """What config.toml calls it; up to its first full stop it says where the key works."""
    keys: str
    """As they are written on the screen, one space apart."""
    does: str


def key_table() -> list[Key]:
    """Every key, place by place."""
    lines = KEYS.read_text(encoding="utf-8").splitlines()
    return [Key(*line.split("\t")) for line in lines]
