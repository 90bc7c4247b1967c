"""The running session on disk, so that it outlives its terminal, its connection and its process.

The file `live.json` is replaced atomically: it is either the new session or the one before. It
names its owner. A process writes it under a lock, and only if the file is absent or has the
process's own token, so that a session that was taken over runs in one process only. A file that
cannot be read is renamed, kept and named in the error.

No clock is read here: moments are handed in. To finish, `write` once more (which raises if the
session belongs to another process now), record it under its id, then `clear`. A session whose id
is recorded already was left by a crash before `clear`: only clear it.

Uses `core` and `disk`.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from tracker import disk
from tracker.checkpoint.errors import CheckpointError, Damaged, Living, TakenOver
from tracker.checkpoint.owner import is_living, this_place, this_process

if TYPE_CHECKING:
    from tracker.core.session.owner import Owner
    from tracker.core.session.running import Running

__all__ = [
    "Checkpoint",
    "CheckpointError",
    "Damaged",
    "Living",
    "TakenOver",
    "is_living",
    "this_place",
    "this_process",
]

SCHEMA: Final = 1
LARGEST: Final = 1_000_000
"""Maximum bytes of a checkpoint; a larger file is not one."""
_TRIES: Final = 1000
"""Tries for the lock, for about two seconds; it is held only during a write."""


class Checkpoint:
    """The one running session of a data folder."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "live.json"
        self._lock = folder / "live.lock"
        self._written: set[str] = set()
        """Tokens this process wrote: if such a file is gone, another process removed it."""

    def read(self) -> "Running | None":
        """The session on disk; ``None`` without a checkpoint.

        Raises Damaged, once, if the file is not a checkpoint, and CheckpointError if the system
        refuses to read it.
        """
        try:
            return self._read()
        except _Unreadable:
            with self._alone():
                return self._read_or_move()

    def write(self, running: "Running") -> None:
        """Save a session durably.

        Raises TakenOver if another token is on disk, or if ours was and the file is gone. Raises
        CheckpointError if the system refuses; then the previous file is still there.
        """
        token = running.owner.token
        with self._alone():
            try:
                there = self._read()
            except _Unreadable as found:
                self._quarantine(found)
            else:
                if there is None and token in self._written:
                    raise TakenOver("this session was ended in another terminal")
                self._only(token, there)
            self._put(running)

    def claim(
        self, id: str, owner: "Owner", where: str, now: datetime, *, take_over: bool = False
    ) -> "Running":
        """Become the owner of the session with this id and return it as it is on disk.

        Raises Living if its owner is alive and ``take_over`` is not set, TakenOver if that session
        is no longer on disk.
        """
        with self._alone():
            there = self._read_or_move()
            if there is None or there.id != id:
                raise TakenOver("that session was continued in another terminal")
            if not take_over and is_living(there, owner, now):
                raise Living(f"this session is running in {there.where}")
            mine = replace(there, owner=owner, where=where, saved=now)
            self._put(mine)
            return mine

    def owns(self, token: str) -> bool:
        """Whether the owner of this token can continue; fast enough for every sample.

        True if the file cannot be read.
        """
        try:
            there = self._read()
        except (CheckpointError, _Unreadable):
            return True
        return token not in self._written if there is None else there.owner.token == token

    def clear(self, token: str) -> None:
        """Remove the running session durably, if there is one.

        Raises TakenOver if it belongs to another process, CheckpointError if the system refuses.
        """
        with self._alone():
            try:
                self._only(token, self._read())
            except _Unreadable as found:
                self._quarantine(found)
            with self._in_words("removed"):
                disk.remove(self.path)
                disk.sync_folder(self.path.parent)
            self._written.discard(token)

    def _only(self, token: str, there: "Running | None") -> None:
        if there is not None and there.owner.token != token:
            raise TakenOver(f"this session continues in {there.where}")

    def _read(self) -> "Running | None":
        try:
            blob = disk.read(self.path, LARGEST + 1)
        except OSError as error:
            raise CheckpointError(f"{self.path} cannot be read: {error.strerror}") from error
        return None if blob is None else _decoded(blob)

    def _read_or_move(self) -> "Running | None":
        """Read under the lock; rename a file that cannot be read and raise Damaged."""
        try:
            return self._read()
        except _Unreadable as found:
            aside = self._quarantine(found)
            raise Damaged(
                f"the unfinished session in {self.path} cannot be read ({found}); "
                f"it was renamed and kept as {aside.name}"
            ) from found

    def _quarantine(self, found: "_Unreadable") -> Path:
        with self._in_words(f"read ({found}) or renamed"):
            return disk.quarantine(self.path, found.kind)

    def _put(self, running: "Running") -> None:
        with self._in_words("written"):
            disk.replace(self.path, _encoded(running))
        self._written.add(running.owner.token)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        with self._in_words("locked"):
            disk.make_folder(self._lock.parent)
            with disk.lock(self._lock, _TRIES):
                yield

    @contextmanager
    def _in_words(self, done: str) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise CheckpointError(
                f"{self.path} cannot be {done}: {error.strerror}; "
                "it is tried again while the session goes on"
            ) from error


class _Unreadable(Exception):  # noqa: N818 - it is named for what happened
    """The content is not a checkpoint that this version can read."""

    def __init__(self, why: str, kind: str = "damaged") -> None:
        super().__init__(why)
        self.kind = kind


def _encoded(running: "Running") -> bytes:
    import msgspec  # needed only if there is a session

    document = msgspec.to_builtins(replace(running, session=running.session.stored))
    return msgspec.json.format(msgspec.json.encode({"schema": SCHEMA, **document})) + b"\n"


def _decoded(blob: bytes) -> "Running":
    import msgspec

    from tracker.core.session.running import Running

    if len(blob) > LARGEST:
        raise _Unreadable(f"more than {LARGEST} bytes")
    try:
        document = msgspec.json.decode(blob, type=dict[str, object])
        schema = document.pop("schema", None)
        if isinstance(schema, int) and schema > SCHEMA:
            words = f"a newer tsubo wrote it: schema {schema}, this one knows {SCHEMA}"
            raise _Unreadable(words, "newer")
        if schema != SCHEMA:
            raise _Unreadable(f"schema “{schema}” is unknown; this tsubo reads {SCHEMA}")
        return msgspec.convert(document, Running)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        raise _Unreadable(str(error)) from error
