"""Dated backups of all records, of every device: ``backups/2026-2026-03-01-k3f9q2xa-5e1f.jsonl``.

A backup holds each intact line of a year once, is read back, and is never changed. The last of a
day stays, for the newest seven days, five weeks and twelve months. Records that only an older
backup has are put back into the journals before a new one is made, so the newest has them all.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date
from typing import Final

from tracker.store.content import Content
from tracker.store.evidence import COPY, Evidence
from tracker.store.folder import BACKUPS, JournalFolder
from tracker.store.line import Document, StoreError, intact_lines, unwritable

_DAYS: Final = 7
_WEEKS: Final = 5
_MONTHS: Final = 12

Copies = list[tuple[date, str]]
"""The day and the name of each backup, oldest first."""


def back_up(
    journals: JournalFolder, evidence: Evidence, day: date, *, again: bool = False
) -> list[str]:
    """Back up each year that changed since this device's last backups, once a day unless ``again``.

    Returns the names of the new files. Raises StoreError.
    """
    made: list[str] = []
    if not again and all(map(evidence.is_copied, journals.files)):
        return made
    with journals.writing():
        journals.poll()
        evidence.check()
        before = copies(journals)
        is_complete = True
        for stem in sorted(journals.files):
            if evidence.is_copied(stem):
                continue
            mine = [each for each in before.get(stem, []) if _device(each[1]) == journals.me]
            if not again and any(when == day for when, _ in mine):
                is_complete = False
            elif name := _copy(journals, stem, day, [name for _, name in mine]):
                made.append(name)
                _rotate(journals, [*before.get(stem, []), (day, name)], day)
        try:
            if made or is_complete:
                evidence.record(copied=is_complete)
            if made and is_complete and journals.steps:
                journals.steps.drop(journals.steps.spare())
        except OSError as error:
            raise StoreError(f"the backup was not finished: {error.strerror}") from error
    return made


def copies(journals: JournalFolder) -> dict[str, Copies]:
    """The backups by stem: a year, or `base`."""
    found: defaultdict[str, Copies] = defaultdict(list)
    for name in sorted(journals.scan(BACKUPS)):
        if match := re.fullmatch(COPY, name):
            try:
                found[match[1]].append((date.fromisoformat(match[2]), name))
            except ValueError:
                continue
    return dict(found)


def days(journals: JournalFolder) -> dict[date, list[str]]:
    """The names of the backups of each day that has any, oldest first."""
    found: dict[date, list[str]] = {}
    for when, name in sorted(each for some in copies(journals).values() for each in some):
        found.setdefault(when, []).append(name)
    return found


def as_of(journals: JournalFolder, day: date) -> dict[tuple[str, str], Document]:
    """Every record, by table and id, as the latest backups up to this day have it.

    Raises StoreError if one of these backups is damaged.
    """
    records: dict[tuple[str, str], Document] = {}
    entries = journals.scan(BACKUPS)
    for stem, found in copies(journals).items():
        latest = max((when for when, _ in found if when <= day), default=None)
        content = Content(journals.folder, journals.disk)
        content.refresh(
            {f"{BACKUPS}/{name}": entries[name] for when, name in found if when == latest}
        )
        if content.damaged or content.torn or content.newer or content.unreadable:
            raise StoreError(f"the backup of {stem} of {latest} is damaged; choose another day")
        for table, documents in content.tables.items():
            records |= {(table, key): document for key, document in documents.items()}
    return records


def kept(days: Iterable[date], today: date) -> set[date]:
    """The days whose backup stays. Days after ``today`` are counted apart, so they replace none."""
    stay: set[date] = set()
    present = {day: day <= today for day in days}
    for past in (True, False):
        newest_first = sorted((day for day, is_past in present.items() if is_past is past))[::-1]
        for period, count in _PERIODS:
            latest: dict[object, date] = {}
            for day in newest_first:
                latest.setdefault(period(day), day)
            stay.update(list(latest.values())[:count])
    return stay


def _copy(journals: JournalFolder, stem: str, day: date, before: list[str]) -> str | None:
    """Write a backup. Returns its name, `None` if one of this device's has the same content."""
    disk, folder = journals.disk, journals.folder / BACKUPS
    lines: set[bytes] = set()
    try:
        for name in journals.files[stem]:
            lines.update(intact_lines(disk.content(journals.path(name)).split(b"\n")))
        content = b"".join(line + b"\n" for line in sorted(lines))
        sizes = {name: found.st_size for name, found in disk.scan(folder).items()}
        same = (name for name in before if sizes[name] == len(content))
        if not content or any(disk.content(folder / name) == content for name in same):
            return None
        disk.make_folder(folder)
        name = f"{stem}-{day.isoformat()}-{journals.me}-{disk.os.urandom(4).hex()}.jsonl"
        disk.replace(folder / name, content)
        is_same = disk.content(folder / name) == content
        if not is_same:
            disk.remove(folder / name)
    except OSError as error:
        why = unwritable(folder, error)
        raise StoreError(f"no backup of {stem} was made: {why}") from error
    if not is_same:
        raise StoreError(
            f"the backup of {stem} does not read back as it was written; check the disk"
        )
    return name


def _rotate(journals: JournalFolder, found: Copies, today: date) -> None:
    """Remove old backups, counting each device's by themselves. The last in the list stays."""
    by_device: defaultdict[str, dict[date, str]] = defaultdict(dict)
    for when, name in found:
        by_device[_device(name)][when] = name
    stay = {found[-1][1]}
    for its in by_device.values():
        stay |= {its[when] for when in kept(its, today)}
    for _, name in found:
        if name not in stay:
            journals.disk.remove(journals.folder / BACKUPS / name)


def _device(name: str) -> str:
    match = re.fullmatch(COPY, name)
    return match[3].split("-")[1] if match and match[3] else ""


def _week(day: date) -> object:
    return day.isocalendar()[:2]


def _month(day: date) -> object:
    return day.year, day.month


_PERIODS: Final[tuple[tuple[Callable[[date], object], int], ...]] = (
    (date.toordinal, _DAYS),
    (_week, _WEEKS),
    (_month, _MONTHS),
)
