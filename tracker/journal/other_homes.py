"""Reads the journals of another home for an import: a folder, a journal, a backup, a conflict copy.

The newest intact line of a record counts. The other home is not changed.
"""

from collections.abc import Iterable
from pathlib import Path

from tracker.disk import Disk
from tracker.exchange.documents import TABLES, DocumentError
from tracker.exchange.files import ExchangeError
from tracker.exchange.import_plan import Entry
from tracker.exchange.native import Read, checked
from tracker.store.line import SCHEMA, Version, counted, intact_lines, is_intact, versions
from tracker.store.line import version_time as time_of

_NAMES = (".jsonl", ".step")
_PLACES = ("*", "backups/*", "frozen/*", "steps/*", "devices/*/*", "devices/*/steps/*")
"""Places of journals in a home. Others are not searched: it could be the whole home folder."""


def is_journal(content: bytes) -> bool:
    """Whether some of the first lines of a file are a journal's."""
    return any(intact_lines(content[: 1 << 20].split(b"\n")[:20]))


def read_folder(folder: Path) -> Read:
    """The records in the journals, backups and steps of a home.

    Raises ExchangeError if no file in it is a journal.
    """
    contents: list[bytes] = []
    unreadable: list[str] = []
    for path in sorted(path for place in _PLACES for path in folder.glob(place)):
        if not any(part in path.name for part in _NAMES):
            continue
        try:
            contents.append(Disk().content(path))
        except OSError as error:
            unreadable.append(f"{path.relative_to(folder)} cannot be read: {error.strerror}")
    if not any(map(is_journal, contents)):
        raise ExchangeError(f"{folder}: there is no journal of tsubo in this folder")
    found = read_journal(b"\n".join(contents), folder.name)
    return Read(found.entries, (*found.refused, *unreadable), found.left_out)


def read_journal(content: bytes, origin: str) -> Read:
    """The records in the lines of a journal; ``origin`` names it in messages."""
    lines = [line for line in dict.fromkeys(map(bytes.strip, content.split(b"\n"))) if line]
    damaged = sum(not is_intact(line) for line in lines)
    entries: list[Entry] = []
    refused: list[str] = []
    for one in _newest(intact_lines(lines)):
        if one.schema > SCHEMA:
            refused.append(f"{origin}: {one.table} {one.id}: made by a newer tsubo")
        elif one.document is None:
            entries.append(Entry(one.table, one.id, time_of(one.rank), {}, is_removal=True))
        else:
            try:
                entries.append(checked(one.table, one.id, time_of(one.rank), one.document))
            except DocumentError as error:
                refused.append(f"{origin}: {error}")
    left_out = (f"{origin}: {counted(damaged, 'damaged line')} left out",) if damaged else ()
    return Read(tuple(entries), tuple(refused), left_out)


def _newest(lines: Iterable[bytes]) -> list[Version]:
    best: dict[tuple[str, str], Version] = {}
    for one in versions(list(lines)):
        if one is None or one.table not in TABLES:
            continue
        current = best.get((one.table, one.id))
        if current is None or one.rank > current.rank:
            best[one.table, one.id] = one
    return list(best.values())
