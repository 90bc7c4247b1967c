"""A look at every file of the store, and, only when asked, its repair."""

import stat
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from tracker import disk
from tracker.store import backup
from tracker.store import write_ahead as intent
from tracker.store.compaction import compact, joined
from tracker.store.errors import StoreError, counted
from tracker.store.folder import STEPS, JournalFolder
from tracker.store.journal_file import JournalFile
from tracker.store.maintenance import absorb


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """One journal."""

    name: str
    size: int
    """Bytes."""
    lines: int
    records: int
    removed: int
    damaged: int
    altered: int
    newer: int
    borrowed: int
    """Records that are read from its backup."""
    last_backup: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole store."""

    folder: Path
    files: tuple[FileReport, ...]
    interrupted: bool
    """A step waits to be finished."""
    conflicts: tuple[str, ...]
    """Copies that Syncthing set aside and that are not taken in yet."""
    wrong_modes: tuple[str, ...]
    """Files and folders that others may read, or their owner may not."""
    read_only_reason: str | None


def report(journals: JournalFolder) -> Report:
    """Every file, read whole."""
    journals.backups_changed()
    return Report(
        folder=journals.folder,
        files=tuple(_file(journals.fresh(name), journals) for name in journals.names()),
        interrupted=(journals.folder / intent.NAME).exists(),
        conflicts=tuple(path.name for path in journals.conflicts()),
        wrong_modes=tuple(
            str(path.relative_to(journals.folder.parent)) for path in _wrong_modes(journals.folder)
        ),
        read_only_reason=journals.read_only_reason,
    )


def repair(journals: JournalFolder, *, accept: bool) -> list[str]:
    """Mend what can be mended; gives what was done, in words. Raises StoreError.

    A record altered outside tsubo is taken from the backup if that has the same version intact;
    with ``accept`` it is signed as it now is.
    """
    done = _mend_modes(journals.folder)
    with journals.writing():  # which finishes an interrupted step
        done += [f"{name}: merged" for name in absorb(journals)]
        for name in journals.names():
            done += _mend(journals.fresh(name), journals, accept=accept)
    return done


def _file(journal: JournalFile, journals: JournalFolder) -> FileReport:
    content = journal.content
    records = sum(map(len, content.tables.values()))
    days = backup.copies(journals.folder).get(journal.name, {})
    read = journal.read_as
    return FileReport(
        name=journal.name,
        size=read.size if read else 0,
        lines=content.lines,
        records=records,
        removed=content.records - records - len(content.newer),
        damaged=len(content.damaged) + bool(content.torn),
        altered=len(content.altered),
        newer=len(content.newer),
        borrowed=journal.borrowed,
        last_backup=max(days, default=None),
    )


def _wrong_modes(folder: Path) -> list[Path]:
    found: list[Path] = []
    for path in [folder, *sorted(folder.rglob("*"))]:
        if path.is_symlink():
            continue
        wanted = disk.FOLDER_MODE if path.is_dir() else disk.FILE_MODE
        mode = stat.S_IMODE(path.stat().st_mode)
        if mode & ~wanted or mode & stat.S_IRUSR == 0:
            found.append(path)
    return found


def _mend_modes(folder: Path) -> list[str]:
    done: list[str] = []
    for path in _wrong_modes(folder):
        try:
            path.chmod(disk.FOLDER_MODE if path.is_dir() else disk.FILE_MODE)
        except OSError as error:
            raise StoreError(f"{path}: its mode cannot be set: {error.strerror}") from error
        done.append(f"{path.name}: now its owner's alone")
    return done


def _mend(journal: JournalFile, journals: JournalFolder, *, accept: bool) -> list[str]:
    done: list[str] = []
    content = journal.content
    if accept and content.altered:
        keys = [key for key in content.altered if key not in content.newer]
        journal.append(
            [journal.line(table, key, content.tables[table].get(key)) for table, key in keys]
        )
        done.append(
            f"{journal.name}: {counted(len(keys), 'altered record')} accepted as now written"
        )
    if journal.borrowed:
        done.append(
            f"{journal.name}: {counted(journal.borrowed, 'record')} put back from the backup"
        )
        journal.append([line + b"\n" for line in journal.borrowed_lines()])
    journal.reload()
    intact = 0
    for path in journals.backups().get(journal.name, []) if journal.content.altered else []:
        intact += len(joined(journal, path.read_bytes().split(b"\n")))
    if intact:
        done.append(f"{journal.name}: {counted(intact, 'altered record')} put back from the backup")
    broken = len(journal.content.damaged) + bool(journal.content.torn)
    if broken:
        done.append(
            f"{journal.name}: {counted(broken, 'damaged line')} moved to {journal.name}.damaged"
        )
    if journal.name != STEPS or broken:
        try:
            compact(journal)
        except OSError as error:
            raise StoreError(f"{journal.name} was not mended: {error.strerror}") from error
    return done
