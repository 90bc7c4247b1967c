"""Write-ahead record: makes a change across several journal files atomic.

``intent.json`` holds the ready lines of every file. It is there from before the first append until
after the last. The next process to open the folder appends the lines that are missing. Doing that
twice adds nothing, because a line is appended only if it outranks the current one.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final

from tracker import disk
from tracker.store.errors import StoreError
from tracker.store.journal_file import JournalFile
from tracker.store.line import MALFORMED, dumps, version

NAME: Final = "intent.json"

Parts = Mapping[str, Sequence[bytes]]
"""Ready lines, newline included, by the name of their file; written in this order."""


def announce(folder: Path, parts: Parts) -> None:
    """Write the record to disk. If that raises OSError, no record exists."""
    plan = [[name, [line.decode() for line in lines]] for name, lines in parts.items()]
    disk.replace(folder / NAME, dumps({"schema": 1, "files": plan}) + b"\n")


def pending(folder: Path) -> dict[str, list[bytes]] | None:
    """The parts of an interrupted step, or `None`. Raises StoreError if it cannot be read."""
    try:
        raw = (folder / NAME).read_bytes()
    except FileNotFoundError:
        return None
    except OSError as error:
        raise StoreError(f"{NAME} cannot be read: {error.strerror}") from error
    try:
        return {name: [_sealed(line) for line in lines] for name, lines in json.loads(raw)["files"]}
    except MALFORMED:
        return {}


def finish(parts: Parts, storages: Mapping[str, JournalFile]) -> None:
    """Append the missing lines of an interrupted step. On StoreError it stays pending."""
    for name, lines in parts.items():
        storage = storages[name]
        storage.refresh()
        storage.cut_torn(lines)
        storage.append([line for line in lines if storage.outranks(line)])
        storage.refresh()


def carry_out(folder: Path, parts: Parts, storages: Mapping[str, JournalFile]) -> None:
    """Append every part, durably, or none. The caller holds the lock. Raises StoreError."""
    if len(parts) == 1:  # one append is whole by itself
        ((name, lines),) = parts.items()
        storages[name].append(lines)
        return
    try:
        announce(folder, parts)
    except OSError as error:
        _take_back(folder, [])
        raise StoreError(
            f"{folder} cannot be written: {error.strerror}; nothing was changed"
        ) from error
    done: list[tuple[Path, int]] = []
    try:
        for name, lines in parts.items():
            done.append((storages[name].path, storages[name].append(lines)))
    except BaseException:
        _take_back(folder, done)
        raise
    with suppress(OSError):  # every part is there: an intent that stays adds nothing
        disk.remove(folder / NAME)


def _take_back(folder: Path, done: Sequence[tuple[Path, int]]) -> None:
    try:
        for path, size in reversed(done):
            disk.cut(path, size)
        disk.remove(folder / NAME)
    except OSError as error:
        raise StoreError(
            f"{folder}: a step was begun and cannot be taken back ({error.strerror}); "
            "it will be finished as soon as the disk allows"
        ) from error


def _sealed(text: str) -> bytes:
    line = text.encode()
    if not version(line.rstrip(b"\n")).intact:
        raise ValueError("a line of the intent is not sealed")
    return line
