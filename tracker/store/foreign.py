"""Merges files that belong to no device: conflict copies of synchronisers, and an older home's.

Lines that become current are appended to this device's journals, lines that cannot be decoded go to
``damaged.jsonl``, and the file is removed. The journals of an older home are moved to ``frozen/``
as they are, and read from there.
"""

import json
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any, Final
from zlib import crc32

from tracker.store import device
from tracker.store.content import winners
from tracker.store.folder import BACKUPS, FROZEN, OLD_STEPS, QUARANTINE, SUFFIX, JournalFolder
from tracker.store.line import (
    BASE,
    MALFORMED,
    SIGNPOST,
    SIGNPOST_LINE,
    StoreError,
    intact_lines,
    is_intact,
    is_year,
    salvage,
    stem_of,
    versions,
)

INTENT: Final = "intent.json"
"""The write-ahead record of an older home."""
_OLD_BACKUP: Final = re.compile(r"(\d{4}|base)-\d{4}-\d\d-\d\d\.jsonl")


def import_foreign(journals: JournalFolder) -> list[str]:
    """Merge foreign files. Returns a message for each that is not tsubo's or cannot be merged.

    The caller holds the lock. Raises StoreError.
    """
    problems: list[str] = []
    names = [*journals.foreign]
    if INTENT in journals.disk.scan(journals.folder):
        names.insert(0, INTENT)
    for name in names:
        try:
            if not _froze(journals, name) and not _merged(journals, name):
                problems.append(f"{name}: no line of it is tsubo's; left as it is")
        except OSError as error:
            problems.append(f"{name}: not merged: {error.strerror}")
    if names:
        _rename_old_backups(journals)
        journals.poll()
    return problems


def merge(journals: JournalFolder, lines: Iterable[bytes]) -> int:
    """Append the lines that become current, durably, and return how many; quarantine damaged ones.

    The caller holds the lock. Raises StoreError.
    """
    parts: dict[str, list[bytes]] = {}
    stripped = dict.fromkeys(map(bytes.strip, lines))
    some = [line for line in stripped if line and line != SIGNPOST_LINE]
    damaged = [line for line in some if not is_intact(line)]
    candidates = list(intact_lines(some))
    for line, one in zip(candidates, versions(candidates), strict=True):
        try:
            if one is None:
                damaged.append(line)
            elif one.table != OLD_STEPS:
                parts.setdefault(stem_of(one.table, one.id), []).append(line)
        except StoreError:  # its id has no year
            damaged.append(line)
    count = _take(
        journals, {stem: winners(journals.content(stem), some) for stem, some in parts.items()}
    )
    kept = set(journals.lines(journals.own(QUARANTINE))) if damaged else set()
    if new := [line + b"\n" for line in damaged if line not in kept]:
        journals.append(QUARANTINE, new, durable=True)
    return count


def _take(journals: JournalFolder, parts: Mapping[str, list[bytes]]) -> int:
    """Append lines without newlines to this device's journals, durably, and return how many.

    A step keeps the intact ones too, because the file they were merged from is gone if an older
    copy of the journal comes back. Raises StoreError.
    """
    parts = {stem: [line + b"\n" for line in some] for stem, some in sorted(parts.items()) if some}
    intact = {stem: [line for line in some if is_intact(line[:-1])] for stem, some in parts.items()}
    intact = {stem: some for stem, some in intact.items() if some}
    try:
        offsets = {stem: journals.size(stem) for stem in intact}
        if intact:
            journals.own_steps.add(max(0, journals.clock()), {}, intact, offsets)
    except OSError as error:
        raise journals.refusal(error) from error
    for stem, some in parts.items():
        altered = [line for line in some if not is_intact(line[:-1])]
        journals.append(stem, [*intact.get(stem, ()), *altered], durable=True)
    if parts:
        journals.poll()
    return sum(map(len, parts.values()))


def forget(journals: JournalFolder, name: str) -> int:
    """Move the current lines of a device that is gone to this one, and remove its folder.

    Returns the number of lines. Raises StoreError, also if a file of it cannot be read.
    """
    place = f"{device.FOLDER}/{name}/"
    with journals.writing():
        journals.poll()
        import_foreign(journals)
        contents = [journals.content(stem).unreadable for stem in journals.files]
        refused = [journals.refused, *contents]
        for why in (each[path] for each in refused for path in each if place in f"{path}/"):
            raise StoreError(f"{name} was not forgotten: {why}")
        if left := [each for each in journals.foreign if each.startswith(place)]:
            raise StoreError(
                f"{name} was not forgotten: {', '.join(left)} was not merged; move it away"
            )
        moved = _take_lines(journals, name)
        _remove_device(journals, name)
        journals.poll()
    return moved


def _take_lines(journals: JournalFolder, name: str) -> int:
    """Append a device's current lines that no step of this one has, and return how many.

    Lines of its steps count too, even if another journal has them, because its steps are removed.
    """
    place = f"{device.FOLDER}/{name}/"
    theirs, own = _step_lines(journals, name), _step_lines(journals, str(journals.me))
    damaged = [line for line in journals.lines(f"{place}{QUARANTINE}{SUFFIX}") if line]
    parts: dict[str, list[bytes]] = {}
    for stem in sorted(journals.files):
        content = journals.content(stem)
        lines = [*journals.lines(place + stem + SUFFIX), *theirs.get(stem, ())]
        lines = list(dict.fromkeys(map(bytes.strip, lines)))
        decoded = dict(zip(lines, versions(lines), strict=True))  # altered ones stay altered
        for line in [line for line, one in decoded.items() if line and one is None]:
            damaged.append(line)
            whole = salvage(line)
            decoded |= zip(whole, versions(whole), strict=True)
        known = set(own.get(stem, ()))
        parts[stem] = [
            line
            for line, one in decoded.items()
            if one and line not in known and content.rank(one.table, one.id) == one.rank
        ]
    moved = _take(journals, parts)
    if damaged:
        journals.append(QUARANTINE, [line + b"\n" for line in damaged], durable=True)
    return moved


def _step_lines(journals: JournalFolder, name: str) -> dict[str, list[bytes]]:
    """The lines of a device's steps, by stem."""
    found: dict[str, list[bytes]] = {}
    for steps in [each for each in journals.all_steps() if each.device == name]:
        for step in filter(None, map(steps.read, steps.names())):
            for stem, lines in step.lines.items():
                found.setdefault(stem, []).extend(line[:-1] for line in lines)
    return found


def _remove_device(journals: JournalFolder, name: str) -> None:
    place = f"{device.FOLDER}/{name}"
    try:
        for folder in (f"{place}/steps", place):
            for each in journals.disk.scan(journals.path(folder)):
                if each != "steps":
                    journals.disk.remove(journals.path(f"{folder}/{each}"))
            with suppress(FileNotFoundError):
                journals.disk.os.rmdir(journals.path(folder))
        journals.disk.sync_folder(journals.path(device.FOLDER))
    except OSError as error:
        raise StoreError(f"{place} was not removed: {error.strerror}") from error


def _froze(journals: JournalFolder, name: str) -> bool:
    """Move a journal of an older home to ``frozen/``, named by its checksum, with one rename.

    Raises OSError.
    """
    disk, stem = journals.disk, name.removesuffix(SUFFIX)
    if "/" in name or not (stem in (BASE, OLD_STEPS) or is_year(stem)):
        return False
    frozen = journals.folder / FROZEN
    if any(each.startswith(f"{stem}-") for each in disk.scan(frozen)):
        return False  # an older tsubo wrote again: merge it by lines
    content = disk.content(journals.path(name))
    disk.make_folder(frozen)
    if SIGNPOST not in disk.scan(journals.folder):
        disk.replace(journals.path(SIGNPOST), SIGNPOST_LINE + b"\n")
    disk.rename(journals.path(name), frozen / f"{stem}-{crc32(content):08x}{SUFFIX}")
    disk.sync_folder(frozen)
    disk.sync_folder(journals.folder)
    return True


def _rename_old_backups(journals: JournalFolder) -> None:
    """Rename an older home's backups, so that an older tsubo does not show records from them."""
    disk, folder = journals.disk, journals.folder / BACKUPS
    for name in disk.scan(folder):
        if _OLD_BACKUP.fullmatch(name):
            with suppress(OSError):  # an unreadable backup keeps its name
                checksum = crc32(disk.content(folder / name))
                stem = name.removesuffix(SUFFIX)
                disk.rename(folder / name, folder / f"{stem}-old-{checksum:08x}{SUFFIX}")


def _merged(journals: JournalFolder, name: str) -> bool:
    """Merge a file by its lines and remove it. Returns False for one that is not tsubo's."""
    path = journals.path(name)
    if name == INTENT:
        lines = _intended(journals)
    else:
        lines = journals.disk.content(path).split(b"\n")
        folder, _, base = name.rpartition("/")
        is_ours = bool(folder) or base.startswith((OLD_STEPS, QUARANTINE))
        if not is_ours and not any(intact_lines(lines)):
            return False
    merge(journals, lines)
    journals.disk.remove(path)
    journals.disk.sync_folder(path.rpartition("/")[0])
    return True


def _intended(journals: JournalFolder) -> list[bytes]:
    """The lines of a step that an older tsubo had not finished."""
    try:
        plan: Any = json.loads(b"".join(journals.lines(INTENT)))
        return [line.encode().rstrip(b"\n") for _, lines in plan["files"] for line in lines]
    except MALFORMED:
        return []
