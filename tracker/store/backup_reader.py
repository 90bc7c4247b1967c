"""What the backups hold, read only: the days that have one, and every record as it then was."""

from datetime import date
from pathlib import Path
from typing import Final

from tracker.store import backup
from tracker.store.errors import StoreError
from tracker.store.journal_content import Content
from tracker.store.journal_file import SCHEMA
from tracker.store.line import Document

Records = dict[tuple[str, str], Document]
"""Documents by table and id."""

_NEWLINE: Final = b"\n"


def days(folder: Path) -> dict[date, list[str]]:
    """The days that have copies, oldest first, and the names of those copies."""
    found: dict[date, list[str]] = {}
    for copies in backup.copies(folder).values():
        for day, path in copies.items():
            found.setdefault(day, []).append(path.name)
    return {day: sorted(found[day]) for day in sorted(found)}


def as_of(folder: Path, day: date) -> Records:
    """Every record as the copies of this day have it, or where a journal has none, the one before.

    Raises StoreError when a copy cannot be read, or has lost something.
    """
    records: Records = {}
    for name, copies in backup.copies(folder).items():
        until = [each for each in copies if each <= day]
        if not until:
            continue
        content = _content(copies[max(until)])
        if content.damaged or content.torn or content.newer:
            raise StoreError(f"the copy of {name} of {max(until)} is not whole; choose another day")
        for table, documents in content.tables.items():
            records |= {(table, key): document for key, document in documents.items()}
    return records


def _content(path: Path) -> Content:
    try:
        *lines, rest = path.read_bytes().split(_NEWLINE)
    except OSError as error:
        raise StoreError(f"{path.name} cannot be read: {error.strerror}") from error
    content = Content(SCHEMA)
    content.fold(lines)
    content.end(rest)
    return content
