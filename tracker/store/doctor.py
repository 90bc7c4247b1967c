"""Reports the state of every journal, and repairs this device's own on request."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from stat import S_ISDIR
from zlib import crc32

from tracker.disk import is_private
from tracker.store import backup, device
from tracker.store.evidence import Evidence
from tracker.store.folder import BACKUPS, FROZEN, QUARANTINE, SUFFIX, JournalFolder
from tracker.store.foreign import INTENT
from tracker.store.line import (
    StoreError,
    counted,
    intact_lines,
    is_intact,
    salvage,
    unreadable,
    version_time,
    versions,
)

_LATEST = 253_402_128_000_000
"""Two days before the end of the year 9999, in milliseconds since 1970."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """One device's journal."""

    name: str
    size: int
    """Bytes."""
    lines: int
    records: int
    """Records whose current version is in it."""
    removed: int
    """Removals that are current."""
    damaged: int
    altered: int
    newer: int
    borrowed: int
    """Records of this year that only a backup or step has and that could not be put back."""
    last_backup: date | None
    """The day of the latest backup of this year, by any device."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The whole store."""

    files: tuple[FileReport, ...]
    interrupted: bool
    """Whether a step was begun and is not finished."""
    conflicts: tuple[str, ...]
    """Files that belong to no device, such as conflict copies, and are not merged."""
    wrong_modes: tuple[str, ...]
    """Files and folders that others can read, or could read until this command opened them."""
    read_only_reason: str | None
    problems: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceReport:
    """One device of the home."""

    name: str
    host: str
    """The name of its machine when it first wrote here."""
    is_this: bool
    last_wrote: int
    """Milliseconds since 1970 of its latest change by its clock, up to the year 9999; 0 without."""
    size: int
    """Bytes of its journals."""


def devices(journals: JournalFolder) -> list[DeviceReport]:
    """The devices that wrote in this home, the latest writer first."""
    hosts = {name: card.host for name, card in device.cards(journals.folder, journals.disk).items()}
    folders = journals.scan(device.FOLDER).items()
    wrote = dict.fromkeys((name for name, its in folders if S_ISDIR(its.st_mode)), 0)
    sizes: Counter[str] = Counter()
    for files in journals.files.values():
        for name, its in files.items():
            if name.startswith(f"{device.FOLDER}/"):
                owner = name.split("/")[1]
                sizes[owner] += its.st_size
                latest = versions(list(intact_lines(journals.lines(name))))
                times = (version_time(one.rank) for one in latest if one)
                wrote[owner] = max(wrote.get(owner, 0), *times, 0)
    found = [
        DeviceReport(
            name=name,
            host=hosts.get(name, ""),
            is_this=name == journals.me,
            last_wrote=min(at, _LATEST),
            size=sizes[name],
        )
        for name, at in wrote.items()
    ]
    return sorted(found, key=lambda each: (-each.last_wrote, each.name))


def report(journals: JournalFolder, evidence: Evidence, today: date) -> Report:
    """Read every file whole, and report on all of them. Missing records are put back first."""
    journals.poll()
    evidence.check()
    days: dict[str, date] = {}
    for stem, found in backup.copies(journals).items():
        made = [when for when, _ in found]  # a wrong clock can have dated them after today
        days[stem] = max((when for when in made if when <= today), default=made[-1])
    files: list[FileReport] = []
    problems: list[str] = []
    for stem in sorted(journals.files):
        problems += evidence.content(stem).problems()
        borrowed = len(evidence.missing(stem)) if evidence.problems else 0
        names, own = journals.files[stem], journals.own(stem)
        holder = own if own in names else min(names)  # they would be put back into it
        files += [
            _file(journals, stem, name, borrowed if name == holder else 0, days.get(stem))
            for name in names
        ]
    top = journals.disk.scan(journals.folder)
    return Report(
        files=tuple(files),
        interrupted=INTENT in top or evidence.is_interrupted(),
        conflicts=tuple(journals.foreign),
        wrong_modes=_wrong_modes(journals),
        read_only_reason=journals.read_only_reason,
        problems=(*problems, *evidence.problems, *_damaged_backups(journals)),
    )


def _damaged_backups(journals: JournalFolder) -> Iterator[str]:
    for name in sorted(name for some in backup.copies(journals).values() for _, name in some):
        path = f"{BACKUPS}/{name}"
        try:
            lines = journals.disk.content(journals.path(path)).split(b"\n")
        except OSError as error:
            yield unreadable(path, error)
            continue
        if count := sum(not is_intact(line.strip()) for line in lines if line.strip()):
            yield f"{path}: {counted(count, 'damaged line')}, not used"


def advice(report: Report, devices: Iterable[DeviceReport]) -> list[str]:
    """Sentences that say what to do about the problems in a report; empty without any."""
    others = {each.name for each in devices if not each.is_this}
    owners = {each.name: each.name.split("/")[1] for each in report.files}
    damaged = [each.name for each in report.files if each.damaged]
    elsewhere = sorted({owners[name] for name in damaged} & others)
    found: list[str] = []
    if any(owners[name] not in others for name in damaged):
        found.append("'tsubo doctor --repair' moves damaged lines to damaged.jsonl.")
    if elsewhere:
        names = ", ".join(elsewhere)
        found.append(
            f"'tsubo doctor --repair' on the device itself repairs its files ({names}); "
            "'tsubo devices forget' takes over those of one that is gone."
        )
    if any(each.altered for each in report.files):
        found.append("'tsubo doctor --repair --accept' keeps altered records as they are now.")
    return found


def _wrong_modes(journals: JournalFolder) -> tuple[str, ...]:
    wrong = {name for name, its in journals.entries() if not is_private(its)}
    top = journals.folder.name
    return tuple(f"{top}/{name}".rstrip("/") for name in sorted(wrong | journals.made_private))


def repair(journals: JournalFolder, evidence: Evidence, today: date) -> list[str]:
    """Back up, then repair this device's journals and those of an older home.

    Damaged lines are quarantined and superseded versions dropped. Removals stay, because without
    them an older copy would bring the records back. Returns a message for each repair. Raises
    StoreError.
    """
    done: list[str] = []
    with journals.writing():
        backup.back_up(journals, evidence, today, again=True)
        for stem in sorted(journals.files):
            evidence.content(stem)
            done += compact(journals, stem)
        try:
            evidence.record()
        except OSError as error:
            raise StoreError(f"the repair was not finished: {error.strerror}") from error
    return done


def compact(journals: JournalFolder, stem: str) -> list[str]:
    """Rewrite this device's journal of a year with its current lines only.

    An older home's journal with damaged lines keeps its decodable ones. Returns a message for each
    file with damage. Raises StoreError.
    """
    done: list[str] = []
    damaged = {*journals.content(stem).torn, *(name for name, _ in journals.content(stem).damaged)}
    for name in sorted(journals.files[stem]):
        if name == journals.own(stem) or (name in damaged and name.startswith(FROZEN)):
            done += _rewrite(journals, stem, name)
    return done


def _rewrite(journals: JournalFolder, stem: str, name: str) -> list[str]:
    content, is_own = journals.content(stem), name == journals.own(stem)
    try:
        lines = journals.disk.content(journals.path(name)).split(b"\n")
        lines = [line for line in lines if line.strip()]
        decoded = dict(zip(lines, versions(lines), strict=True))
        whole = [
            part
            for line, one in decoded.items()
            for part in (salvage(line) if one is None else (line,))
        ]
        kept = [
            line
            for line, one in dict(zip(whole, versions(whole), strict=True)).items()
            if one and (not is_own or content.rank(one.table, one.id) == one.rank)
        ]
        if kept == lines:
            return []
        damaged = [
            line
            for line, one in decoded.items()
            if not (one and is_intact(line.strip())) and line not in kept
        ]
        if damaged:
            blob = b"".join(line + b"\n" for line in damaged)
            journals.disk.append(journals.path(journals.own(QUARANTINE)), blob)
        blob = b"".join(line + b"\n" for line in kept)
        new = name if is_own else f"{FROZEN}/{stem}-{crc32(blob):08x}{SUFFIX}"
        journals.disk.replace(journals.path(new), blob)
        if new != name:  # a frozen file is named by its checksum, so it gets a new name
            journals.disk.remove(journals.path(name))
            journals.disk.sync_folder(journals.path(FROZEN))
        journals.poll()
    except OSError as error:
        raise StoreError(f"{name} was not repaired: {error.strerror}") from error
    count = counted(len(damaged), "damaged line")
    return [f"{name}: {count} moved to damaged.jsonl"] if damaged else []


def _file(
    journals: JournalFolder, stem: str, name: str, borrowed: int, last: date | None
) -> FileReport:
    content = journals.content(stem)
    lines = list(filter(None, journals.lines(name)))
    decoded = filter(None, versions(list(intact_lines(lines))))
    current = {
        (one.table, one.id): one for one in decoded if content.rank(one.table, one.id) == one.rank
    }
    removed = sum(one.document is None for one in current.values())
    return FileReport(
        name=name,
        size=journals.files[stem][name].st_size,
        lines=len(lines),
        records=len(current) - removed,
        removed=removed,
        damaged=sum(place == name for place, _ in content.damaged) + (name in content.torn),
        altered=sum(place == name for place, _ in content.altered.values()),
        newer=list(content.newer.values()).count(name),
        borrowed=borrowed,
        last_backup=last,
    )
