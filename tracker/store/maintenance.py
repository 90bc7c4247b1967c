"""What the store does for itself: daily backups, compaction, and joining other copies of it."""

from datetime import date
from pathlib import Path
from typing import Final

from tracker.store import backup
from tracker.store.compaction import compact, joined
from tracker.store.errors import StoreError
from tracker.store.folder import STEPS, JournalFolder, is_journal
from tracker.store.lock import BRIEF

_FEW: Final = 1000


def back_up(journals: JournalFolder, day: date, *, again: bool) -> list[str]:
    """Copy every journal that changed; gives the names of the copies. Raises StoreError.

    A journal that lost something is left alone, so that its good copies stay. One of which most is
    superseded is made smaller first. Steps are not copied: they matter only to undo.
    """
    made: list[str] = []
    with journals.writing():
        for name in journals.names():
            if name == STEPS or not backup.is_due(journals.folder / name, day, again=again):
                continue
            journal = journals.fresh(name)
            if journal.unreadable or journal.borrowed or journal.read_as is None:
                continue
            content = journal.content
            if content.lines > _FEW + 2 * content.records:
                try:
                    compact(journal)
                except OSError as error:
                    raise StoreError(f"{name} was not made smaller: {error.strerror}") from error
            copy = backup.copy(journal.path, day, again=again)
            if copy:
                made.append(copy.name)
    journals.backups_changed()
    return made


def absorb(journals: JournalFolder) -> list[str]:
    """Join what Syncthing set aside, and rename it to ``*.merged``; gives the names.

    Raises StoreError.
    """
    names: list[str] = []
    conflicts = journals.conflicts()
    if not conflicts:
        return names
    with journals.writing(BRIEF):
        for path in conflicts:
            name = path.name.split(".", 1)[0] + ".jsonl"
            if is_journal(name) and path.exists():
                joined(journals.journal(name), _lines(path))
                path.rename(path.with_name(path.name + ".merged"))
                names.append(path.name)
    return names


def _lines(path: Path) -> list[bytes]:
    try:
        return [line for line in path.read_bytes().split(b"\n") if line]
    except OSError as error:
        raise StoreError(f"{path} cannot be read: {error.strerror}") from error
