"""Compares the journals with backups and steps, the evidence of earlier writes.

A journal that is shorter than it was, is another file, or has damaged lines could lack records.
Records that a backup or a step has and the journals lack are appended to this device's own journal,
durably, before they are shown; if that fails they are reported as missing. Only what is in a
journal is shown.
"""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Final, NamedTuple
from zlib import crc32

from tracker.store.content import Content, corrections, winners
from tracker.store.folder import BACKUPS, SUFFIX, JournalFolder
from tracker.store.line import MALFORMED, SIGNPOST_LINE, StoreError, counted, dumps, is_intact
from tracker.store.steps import StepFile

GONE: Final = "{}: at least {} gone, and in no backup; 'tsubo doctor --repair' takes this as it is"
ONLY_ONCE: Final = "{} only in a backup: shown again once {} can be read or is moved away"
_SEEN: Final = "cache/seen.json"
COPY: Final = r"(\d{4}|base)-(\d{4}-\d\d-\d\d)((?:-\w+)*)\.jsonl"
"""The name of a backup: stem, day, then device and number; an older home's has only the day."""
_BRIEF: Final = 250
"""Tries for the lock, for work that can wait until the next check."""
_MANY: Final = 8
"""Maximum number of steps that every check verifies; beyond it, the result is recorded."""
_LARGE: Final = 1 << 16
"""Maximum bytes of steps that every check verifies."""


class Seen(NamedTuple):
    """State of the files when they were last found complete and durable."""

    files: dict[str, list[int]]
    """Size, checksum, and change time, by path in the home."""
    copies: frozenset[str]
    steps: frozenset[str]
    copied: dict[str, list[list[int | str]]]
    """Name, size and change time of each stem's files at its last backup."""


class Evidence:
    """The backups and steps of one home."""

    def __init__(self, journals: JournalFolder) -> None:
        self._journals = journals
        self._checked: list[str] = []
        self._asked: dict[str, tuple[object, list[str]]] = {}
        self._is_record_due = False
        self._added: Counter[str] = Counter()
        """Bytes that new steps added to each file, by its path in the home."""

    @property
    def problems(self) -> list[str]:
        """A message for each file or record that could not be put back or merged."""
        asked = (each for _, problems in self._asked.values() for each in problems)
        return [*self._checked, *asked]

    def check(self) -> None:
        """Put back missing records. If none is missing, this costs stats and reading new steps."""
        journals = self._journals
        self._checked = []
        used = journals.files or journals.foreign or journals.me
        if not used and BACKUPS not in journals.disk.scan(journals.folder):
            return
        seen = self._load()
        stems = self._doubtful(seen)
        fresh = self._copies().keys() - seen.copies
        if stems or fresh or journals.foreign or self._is_record_due:
            self._checked = self._mend(stems, fresh)

    def is_interrupted(self) -> bool:
        """Whether lines of a step are not in their journal yet, as when the disk refuses them."""
        return bool(self._unfinished(self._load()))

    def content(self, stem: str) -> Content:
        """The merged files of a year, after damaged lines were restored as far as possible."""
        content = self._journals.content(stem)
        if not content.faults:
            self._asked.pop(stem, None)
        elif self._asked.get(stem, ((),))[0] != content.faults:
            self._asked[stem] = content.faults, self._mend({stem}, ())
            return self._journals.content(stem)
        return content

    def is_copied(self, stem: str) -> bool:
        """Whether the files of this stem are as they were at the last backup, by their stats."""
        return self._load().copied.get(stem) == self._stats(stem)

    def _stats(self, stem: str) -> list[list[int | str]]:
        files = self._journals.files.get(stem, {})
        return [[name, its.st_size, its.st_mtime_ns] for name, its in sorted(files.items())]

    def record(self, *, copied: bool = False) -> None:
        """Record that all files are complete and durable as they are. The caller holds the lock."""
        journals, disk = self._journals, self._journals.disk
        files: dict[str, list[int]] = {}
        before = self._load()
        disk.sync_folder(journals.path(journals.own("")).rpartition("/")[0])
        for stem, each in journals.files.items():
            for name, its in each.items():
                if name == journals.own(stem):
                    disk.sync(journals.path(name))
                known = before.files.get(name, [])
                with suppress(OSError):
                    if known[::2] != [its.st_size, its.st_mtime_ns]:
                        fingerprint = disk.fingerprint(journals.path(name), its.st_size)
                        known = [*fingerprint, its.st_mtime_ns]
                    files[name] = known
        steps = [name for each in journals.all_steps() for name in each.names()]
        stats = {stem: self._stats(stem) for stem in journals.files}
        blob = dumps(
            {
                "schema": 1,
                "files": files,
                "copies": sorted(self._copies()),
                "steps": steps,
                "copied": stats if copied else before.copied,
            }
        )
        with suppress(OSError):
            disk.make_folder(journals.path("cache"))
            disk.replace(journals.path(_SEEN), b"%08x\n" % crc32(blob) + blob, durable=False)

    def _load(self) -> Seen:
        try:
            checksum, blob = self._journals.disk.content(self._journals.path(_SEEN)).split(b"\n", 1)
            if int(checksum, 16) == crc32(blob):
                seen = json.loads(blob)
                copies, steps = frozenset(seen["copies"]), frozenset(seen["steps"])
                return Seen(seen["files"], copies, steps, seen["copied"])
        except (OSError, *MALFORMED):
            pass
        return Seen({}, frozenset(), frozenset(), {})

    def _doubtful(self, seen: Seen) -> set[str]:
        """The stems of files that could lack something."""
        unfinished = self._unfinished(seen)
        return unfinished | self._changed(seen)

    def _changed(self, seen: Seen) -> set[str]:
        """The stems of files that changed in another way than by appended lines."""
        journals = self._journals
        now = {name: its for each in journals.files.values() for name, its in each.items()}
        stems: set[str] = set()
        for name, (size, checksum, changed) in seen.files.items():
            its = now.get(name)
            grown = its.st_size - size if its else -1
            if its and (grown, its.st_mtime_ns) == (0, changed):
                continue
            with suppress(OSError):
                if grown >= 0 and journals.disk.fingerprint(journals.path(name), size) == (
                    size,
                    checksum,
                ):
                    # Growth that new steps account for is recorded with them.
                    is_due = size > _LARGE and grown != self._added[name]
                    self._is_record_due |= is_due and journals.me is not None
                    continue
            stems.add(name.rpartition("/")[2][:4])
        return stems

    def _unfinished(self, seen: Seen) -> set[str]:
        """The stems of files that lack a step's lines at the offset that the step gives."""
        stems: set[str] = set()
        count = size = 0
        self._added.clear()
        for each in self._journals.all_steps():
            for name, its in each.names().items():
                if name in seen.steps or not (step := each.read(name)):
                    continue
                count, size = count + 1, size + its
                for stem, lines in step.lines.items():
                    file = f"devices/{each.device}/{stem}{SUFFIX}"
                    self._added[file] += sum(map(len, lines))
                    if not self._is_in_place(step, file, stem):
                        stems.add(stem)
        self._is_record_due = count > _MANY or size > _LARGE
        return stems

    def _is_in_place(self, step: StepFile, file: str, stem: str) -> bool:
        disk, blob = self._journals.disk, b"".join(step.lines[stem])
        try:
            with disk.opened(self._journals.path(file)) as fd:
                found = disk.os.pread(fd, len(blob) + 1, step.offsets[stem])
        except OSError:
            return False
        return blob in (found, found[:-1], found[1:])

    def _copies(self) -> dict[str, str]:
        """The stem of each backup by its name."""
        names = self._journals.scan(BACKUPS)
        return {name: match[1] for name in names if (match := re.fullmatch(COPY, name))}

    def _mend(self, stems: set[str], fresh: Iterable[str]) -> list[str]:
        """Put back the missing records of these stems, and those in the fresh backups.

        Returns a message for each thing that could not be done.
        """
        journals, copies, problems = self._journals, self._copies(), []
        added = {copies[name] for name in fresh}
        is_complete = True
        try:
            with journals.writing(_BRIEF):
                journals.poll()
                problems = self._import_foreign()
                seen = self._load()  # another process could have crashed in the middle of a step
                stems |= self._doubtful(seen)
                for stem in sorted(stems | added):
                    unreadable = journals.content(stem, again=stem in stems).unreadable
                    is_complete = is_complete and not unreadable
                    if (own := journals.own(stem)) in unreadable:
                        if count := len(self.missing(stem)):
                            problems.append(ONLY_ONCE.format(counted(count, "record"), own))
                        continue
                    lines = self.missing(stem, None if stem in stems else fresh)
                    if lines:
                        journals.append(stem, [line + b"\n" for line in lines], durable=True)
                        journals.poll()
                    self._drop_remains(stem, zeros=bool(lines))
                if is_complete:
                    self.record()
        except (StoreError, OSError) as error:
            why = journals.read_only_reason or error
            if count := sum(len(self.missing(stem)) for stem in stems | added):
                problems.append(f"{counted(count, 'record')} only in a backup: {why}")
            if journals.foreign:
                problems.append(f"{', '.join(journals.foreign)}: not merged yet: {why}")
        return problems

    def _import_foreign(self) -> list[str]:
        from tracker.store.foreign import import_foreign  # most checks find nothing foreign

        return import_foreign(self._journals)

    def missing(self, stem: str, copies: Iterable[str] | None = None) -> list[bytes]:
        """The lines of backups and steps that no journal here has and that would become current.

        With ``copies`` only these backups are read, by name; with `None` all of them.
        """
        journals = self._journals
        content = journals.content(stem)
        have = {line for name in journals.files.get(stem, ()) for line in journals.lines(name)}
        known = {line for line in self._known(stem, copies) if line not in have and is_intact(line)}
        known.discard(SIGNPOST_LINE)
        return winners(content, sorted(known)) + self._altered(stem, content)

    def _known(self, stem: str, copies: Iterable[str] | None) -> Iterator[bytes]:
        """The lines of this stem in the backups, whatever their dates, and in the steps."""
        stems = self._copies()
        for name in stems if copies is None else copies:
            if stems.get(name) == stem:
                yield from self._journals.lines(f"{BACKUPS}/{name}")
        for steps in self._journals.all_steps():
            for step in filter(None, map(steps.read, steps.names())):
                yield from (line[:-1] for line in step.lines.get(stem, ()))

    def _drop_remains(self, stem: str, *, zeros: bool) -> None:
        """Remove the remains of a crash from this device's journal: starts of known lines.

        The whole lines were put back from their steps. With ``zeros``, lines of NUL bytes are
        removed too. Raises OSError.
        """
        journals, own = self._journals, self._journals.own(stem)
        content = journals.content(stem)
        if own not in content.torn and all(name != own for name, _ in content.damaged):
            return
        lines = journals.disk.content(journals.path(own)).split(b"\n")
        intact = set(filter(is_intact, lines))
        broken = {line for line in lines if line and line not in intact}
        remains = {line for line in broken if _is_remains(line, intact, zeros=zeros)}
        if remains:
            kept = [line for line in lines if line and line not in remains]
            journals.disk.replace(journals.path(own), b"".join(line + b"\n" for line in kept))
            journals.poll()

    def _altered(self, stem: str, content: Content) -> list[bytes]:
        """New lines that correct altered ones."""
        if not content.altered:
            return []
        lines = {name: self._journals.lines(name) for name, _ in content.altered.values()}
        return corrections(content, lines, self._known(stem, None))


def _is_remains(line: bytes, known: set[bytes], *, zeros: bool) -> bool:
    begin = line.rstrip(b"\0")
    return any(each.startswith(begin) for each in known) if begin else zeros
