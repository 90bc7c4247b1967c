"""The steps that undo needs: their ids, which sort as they were made, and how many stay.

They are only ever added, so the last line of their file is the newest.
"""

from itertools import accumulate
from typing import Final

from tracker import disk
from tracker.core.facts.ulid import is_ulid, ulid_ms, ulid_of_ms
from tracker.store.compaction import compact
from tracker.store.errors import StoreError
from tracker.store.journal_file import JournalFile
from tracker.store.line import MALFORMED, version

_LARGE: Final = 2 << 20
"""Bytes, beyond which old steps go."""
_FEWEST: Final = 20
_MOST: Final = 200


def next_id(steps: JournalFile) -> str:
    """An id after every other step's, though the clock be set back. Raises StoreError."""
    try:
        last = version(disk.last_line(steps.path)).id
    except MALFORMED:
        steps.refresh()
        last = max(steps.content.ranks.get("steps", {}), default="")
    except OSError as error:
        raise StoreError(f"{steps.name} cannot be read: {error.strerror}") from error
    after = ulid_ms(last) + 1 if is_ulid(last) else 0
    return ulid_of_ms(max(steps.now(), after))


def prune(steps: JournalFile) -> None:
    """Let old steps go once their file is large. The caller holds the lock. Raises OSError.

    The newest twenty stay however large, up to two hundred if they are small.
    """
    if steps.path.stat().st_size > _LARGE:
        raw = steps.path.read_bytes()
        if raw.count(b"\n") > 2 * _FEWEST:
            compact(steps, stay=_stay)


def _stay(newest_first: list[bytes]) -> list[bytes]:
    sizes = accumulate(map(len, newest_first))
    return [
        line
        for at, (line, size) in enumerate(zip(newest_first, sizes, strict=True))
        if at < _FEWEST or (at < _MOST and size <= _LARGE // 2)
    ]
