"""Dated copies of the journals, read back and compared: ``backups/2026-2026-03-01.jsonl``.

Kept of each journal: the newest seven days, five weeks and twelve months that have one. The newest
is never dropped, so a year that is over keeps its last.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final

from tracker import disk
from tracker.store.errors import StoreError

FOLDER: Final = "backups"
_DAYS: Final = 7
_WEEKS: Final = 5
_MONTHS: Final = 12
_DAY: Final = len("-2026-03-01")


def copies(folder: Path) -> dict[str, dict[date, Path]]:
    """The copies there are: by the name of their journal, then by day, oldest first."""
    found: defaultdict[str, dict[date, Path]] = defaultdict(dict)
    for path in sorted((folder / FOLDER).glob("*.jsonl")):
        try:
            day = date.fromisoformat(path.stem[-_DAY + 1 :])
        except ValueError:
            continue
        found[f"{path.stem[:-_DAY]}.jsonl"][day] = path
    return dict(found)


def newest_first(folder: Path) -> dict[str, list[Path]]:
    """The copies of each journal, the newest first."""
    return {name: list(days.values())[::-1] for name, days in copies(folder).items()}


def kept(days: Iterable[date]) -> set[date]:
    """Of the days that have a copy, those whose copy stays."""
    newest_first = sorted(days, reverse=True)
    stay: set[date] = set()
    for part, count in ((_day, _DAYS), (_week, _WEEKS), (_month, _MONTHS)):
        latest: dict[object, date] = {}
        for day in newest_first:
            latest.setdefault(part(day), day)
        stay.update(list(latest.values())[:count])
    return stay


def is_due(path: Path, day: date, *, again: bool = False) -> bool:
    """Whether a copy of this journal may be missing; told without reading it.

    A journal of the size of its last copy that was not written since is that copy.
    """
    have = copies(path.parent).get(path.name, {})
    if not have:
        return True
    if day in have and not again:
        return False
    try:
        now, then = path.stat(), have[max(have)].stat()
    except OSError:
        return True
    return now.st_size != then.st_size or now.st_mtime_ns >= then.st_mtime_ns


def copy(path: Path, day: date, *, again: bool = False) -> Path | None:
    """A copy of this journal, dated, if it changed since its last. The caller holds the lock.

    One a day, unless it is to be made ``again``.
    Raises StoreError when the copy could not be written, or reads back as something else.
    """
    have = copies(path.parent).get(path.name, {})
    last = have[max(have)] if have else None
    target = path.parent / FOLDER / f"{path.stem}-{day.isoformat()}.jsonl"
    if day in have and not again:
        return None
    try:
        content = path.read_bytes()
        if not content or (last and last.read_bytes() == content):
            return None
        disk.make_folder(target.parent)
        disk.replace(target, content)
        same = target.read_bytes() == content
    except OSError as error:
        raise StoreError(f"no backup of {path.name} was made: {error.strerror}") from error
    if not same:
        target.unlink()
        raise StoreError(
            f"the backup of {path.name} does not read back as it was written; check the disk"
        )
    for old in have.keys() - kept({*have, day}):
        disk.remove(have[old])
    return target


def _day(day: date) -> object:
    return day


def _week(day: date) -> object:
    return day.isocalendar()[:2]


def _month(day: date) -> object:
    return day.year, day.month
