"""The steps made on one device, one file each: write-ahead records of changes, and their undo.

The file of a step is written first, whole and durably, under a name that is never used again. It
makes a change over several journals atomic, it keeps the lines that a journal loses when an older
copy of it comes back, and undo reads from it what each record was before. It holds the lines of the
records, then a line about the step, without which the step does not count.
"""

import json
import re
from collections.abc import Mapping, Sequence
from contextlib import suppress
from typing import Any, Final, NamedTuple

from tracker.disk import Disk
from tracker.store.line import (
    MALFORMED,
    Document,
    StoreError,
    compose,
    is_intact,
    unreadable,
    version,
)

FOLDER: Final = "steps"
TABLE: Final = "steps"
"""The table in the line about a step; no journal has it."""
UNDOABLE: Final = 50
"""Minimum number of steps that can be undone."""
MOST: Final = 200
"""Number of the newest steps that a backup keeps, while they have at most ``LARGE`` bytes."""
UNFINISHED: Final = (
    "{place}: a step was begun and cannot be taken back ({why}); "
    "it will be finished as soon as the disk allows"
)
LARGE: Final = 1 << 20
"""Bytes of the newest steps that a backup keeps."""
_NAME: Final = re.compile(r"^[0-9]{10}-.{10}\.step$", re.MULTILINE)
_DIGITS: Final = 10


class StepFile(NamedTuple):
    """The content of one step's file."""

    name: str
    number: int
    about: Document
    """``turn``, ``of``, ``label``, ``made``, ``changes``; without ``turn`` undo ignores it."""
    offsets: dict[str, int]
    """The offset of its lines in this device's file, by stem."""
    lines: dict[str, list[bytes]]
    """Its lines, newlines included, by stem."""

    def documents(self) -> dict[tuple[str, str], Document | None]:
        """The records as the step left them, by table and id; `None` for removed ones."""
        decoded = (version(line) for lines in self.lines.values() for line in lines)
        return {(one.table, one.id): one.document for one in decoded}


class Steps:
    """The steps of one device, oldest first by their numbers."""

    def __init__(self, place: str, disk: Disk) -> None:
        self.device = place.rpartition("/")[2]
        self._place, self._disk = f"{place}/{FOLDER}", disk
        self._read: dict[str, StepFile] = {}
        self._low, self._last, self._as_of = 1, 0, -1
        """The numbers of the first and the last step, and when the folder had them."""
        self.refusal = ""
        """Why the steps cannot be read; empty if they can."""

    def names(self) -> dict[str, int]:
        """The size of each step's file in bytes by its name, oldest first; empty if unreadable."""
        self.refusal, self._as_of = "", -1  # as after each poll that found changes
        try:
            entries = self._disk.scan(self._place)
        except OSError as error:
            self.refusal = unreadable(f"devices/{self.device}/{FOLDER}", error)
            return {}
        return {name: entries[name].st_size for name in sorted(entries) if _NAME.fullmatch(name)}

    def _names(self) -> list[str]:
        """The names in any order, without asking each file for its size. Raises OSError."""
        with suppress(FileNotFoundError, NotADirectoryError):
            return _NAME.findall("\n".join(self._disk.os.listdir(self._place)))
        return []

    def read(self, name: str) -> StepFile | None:
        """The step of this name; `None` if its file is not whole, or not yet."""
        if name not in self._read and (step := self._load(name)):
            self._read[name] = step
        return self._read.get(name)

    def all(self) -> list[StepFile]:
        """Every step that counts, oldest first."""
        names: list[str] = []
        with suppress(OSError):  # `names` reports it
            names = sorted(self._names())
        steps = [step for name in names if (step := self.read(name))]
        low = max((int(step.about.get("low", 0)) for step in steps), default=0)
        return [step for step in steps if step.number >= low]  # an old copy can bring dropped ones

    def add(
        self,
        ms: int,
        about: Mapping[str, Any],
        lines: Mapping[str, Sequence[bytes]],
        offsets: Mapping[str, int],
        *,
        durable: bool = True,
    ) -> StepFile:
        """Write a step, and return it.

        ``ms`` is its time in milliseconds, ``offsets`` as in `StepFile`. Raises OSError if nothing
        was written, StoreError if that is not certain.
        """
        if self._as_of != self._changed():
            self._disk.make_folder(self._place)
            numbers = [int(each[:_DIGITS]) for each in self._names()]
            self._low, self._last = min(numbers, default=1), max(numbers, default=0)
        low, number = self._low, self._last + 1
        name = f"{number:0{_DIGITS}d}-{self._disk.os.urandom(5).hex()}.step"
        files = [[stem, offsets[stem], len(some)] for stem, some in lines.items()]
        described = compose(TABLE, name, {**about, "low": low, "files": files}, ms)
        blob = b"".join([*(line for some in lines.values() for line in some), described])
        try:
            # Not by a rename: a file that a crash cut off lacks its last line and does not count.
            self._disk.append(f"{self._place}/{name}", blob, durable=durable)
            self._last, self._as_of = number, self._changed()
        except OSError:
            self.take_back(name)
            raise
        kept = {stem: [*some] for stem, some in lines.items()}
        step = StepFile(name, number, {**about, "low": low}, dict(offsets), kept)
        self._read[name] = step
        return step

    def _changed(self) -> int:
        with suppress(FileNotFoundError, NotADirectoryError):
            return int(self._disk.os.stat(self._place).st_mtime_ns)
        return 0

    def take_back(self, name: str) -> None:
        """Remove a step that could not be finished. Raises StoreError if that fails."""
        self._read.pop(name, None)
        try:
            if name in self._names():
                self._disk.remove(f"{self._place}/{name}")
                self._disk.sync_folder(self._place)
        except OSError as error:
            raise StoreError(UNFINISHED.format(place=self._place, why=error.strerror)) from error

    def spare(self) -> list[str]:
        """The names of the steps that a backup can drop, oldest first.

        Empty until they are twice as many or as large as can stay, so that few backups drop any.
        """
        newest_first = list(self.names().items())[::-1]
        size = sum(each for _, each in newest_first)
        if len(newest_first) <= 2 * MOST and size <= 2 * LARGE:
            return []
        spare: list[str] = []
        undoable = sized = 0
        for at, (name, its) in enumerate(newest_first):
            sized += its
            step = self.read(name)
            direction = step.about.get("turn") if step else None
            if not (direction and undoable < UNDOABLE) and (at >= MOST or sized > LARGE):
                spare.append(name)
            undoable += direction == "do"
        return spare[::-1]

    def drop(self, names: Sequence[str]) -> None:
        """Remove these steps in this order, oldest first. Raises OSError."""
        self._as_of = -1
        for name in names:
            self._disk.remove(f"{self._place}/{name}")
            self._read.pop(name, None)

    def _load(self, name: str) -> StepFile | None:
        try:
            *lines, rest = self._disk.content(f"{self._place}/{name}").split(b"\n")
        except OSError:
            return None
        if rest or not lines or not all(map(is_intact, lines)):
            return None
        try:
            about = json.loads(lines[-1])
            parts: dict[str, list[bytes]] = {}
            begin = 0
            for stem, _, count in about["files"]:
                parts[stem] = [line + b"\n" for line in lines[begin : begin + count]]
                begin += count
            about["low"] = int(about.get("low", 0))
            offsets = {stem: int(offset) for stem, offset, _ in about["files"]}
            return StepFile(name, int(name[:_DIGITS]), about, offsets, parts)
        except MALFORMED:
            return None
