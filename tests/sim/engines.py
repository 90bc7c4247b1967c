"""Engines that carry files between homes, each in its own way, by ``names, get, put, drop``."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import Any

Version = tuple[bytes, int] | None
"""Content and change time of a file; `None` without one."""

IGNORED = ("cache/", "backups/", ".lock", "live.json")


def ignored(name: str) -> bool:
    """The files that the ignore files of a home keep from engines that read them."""
    return name.startswith(IGNORED) or "/steps/" in f"/{name}" or name.endswith(".tmp")


class Engine:
    """Two ways at once, knowing what both had last: Syncthing, Nextcloud, unison, bisync.

    A file that was written again is another version, even with content that was there before: such
    engines know it by its change time or by a number of their own.
    """

    reads_ignores = True
    keeps_loser = True

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.last: dict[tuple[int, int], dict[str, Version]] = {}
        self.conflicts = 0

    def conflict_name(self, name: str, number: int) -> str:
        stem, _, suffix = name.rpartition(".")
        return f"{stem}.sync-conflict-20261128-{number:06d}-ABCDEFG.{suffix}"

    def names(self, one: Any, other: Any, last: dict[str, Version]) -> list[str]:
        found = sorted({*one.names(), *other.names(), *last})
        found = [
            n for n in found if not (self.reads_ignores and ignored(n)) and not n.endswith(".tmp")
        ]
        self.chance.shuffle(found)
        if self.chance.random() < 0.3:  # interrupted
            found = found[: self.chance.randrange(len(found) + 1)]
        return found

    def sync(self, one: Any, other: Any, tick: Callable[[], None] = lambda: None) -> None:
        key = (id(one), id(other)) if id(one) < id(other) else (id(other), id(one))
        last = self.last.setdefault(key, {})
        for name in self.names(one, other, last):
            tick()
            mine = one.get(name) if one.has(name) else None
            theirs = other.get(name) if other.has(name) else None
            was = last.get(name)
            self._settle(one, other, name, mine, theirs, was)
            mine = one.get(name) if one.has(name) else None
            if mine == (other.get(name) if other.has(name) else None):
                last.pop(name, None)
                if mine is not None:
                    last[name] = mine

    def _settle(
        self, one: Any, other: Any, name: str, mine: Version, theirs: Version, was: Version
    ) -> None:
        a, b = mine, theirs
        if mine is None and theirs is None:
            return
        if mine and theirs and mine[0] == theirs[0]:
            newest = max(mine, theirs)
            for home, had in ((one, mine), (other, theirs)):
                if had != newest:
                    home.put(name, *newest)
            return
        if theirs is not None and (a == was or (mine is None and was != b)):
            one.put(name, *theirs)
        elif mine is not None and (b == was or (theirs is None and was != a)):
            other.put(name, *mine)
        elif mine is None:
            other.drop(name)
        elif theirs is None:
            one.drop(name)
        else:
            self.conflicts += 1
            win, lose = (mine, theirs) if mine[1] > theirs[1] else (theirs, mine)
            for home in (one, other):
                home.put(name, *win)
                if self.keeps_loser:
                    home.put(self.conflict_name(name, self.chance.randrange(1_000_000)), *lose)


class Syncthing(Engine):
    pass


class SyncthingKeepsNone(Engine):
    """maxConflicts=0"""

    keeps_loser = False


class Dropbox(Engine):
    reads_ignores = False

    def conflict_name(self, name: str, number: int) -> str:
        stem, _, suffix = name.rpartition(".")
        return f"{stem} (anna's conflicted copy 2026-11-28 {number}).{suffix}"


class NewestWins(Engine):
    """unison -prefer newer, rclone bisync --conflict-resolve newer: the other is gone."""

    reads_ignores = False
    keeps_loser = False


class Rsync(Engine):
    """rsync -a or cp -a, there and later back: what differs is overwritten, by older files too."""

    reads_ignores = False

    def sync(self, one: Any, other: Any, tick: Callable[[], None] = lambda: None) -> None:
        names = [n for n in one.names() if not n.endswith((".tmp", ".lock"))]
        if self.chance.random() < 0.3:
            self.chance.shuffle(names)
            names = names[: self.chance.randrange(len(names) + 1)]
        for name in names:
            tick()
            if not one.has(name):
                continue
            mine = one.get(name)
            if not other.has(name) or (len(other.get(name)[0]), other.get(name)[1]) != (
                len(mine[0]),
                mine[1],
            ):
                other.put(name, *mine)


class Stale(Engine):
    """Messages: each holds a file as it once was; late, twice, out of order, or never."""

    reads_ignores = False

    def __init__(self, chance: Random) -> None:
        super().__init__(chance)
        self.post: list[tuple[Any, str, bytes, int]] = []

    def sync(self, one: Any, other: Any, tick: Callable[[], None] = lambda: None) -> None:
        for name in one.names():
            if not name.endswith((".tmp", ".lock")) and self.chance.random() < 0.7:
                self.post.append((other, name, *one.get(name)))
        self.chance.shuffle(self.post)
        for _ in range(self.chance.randrange(len(self.post) + 1)):
            tick()
            if not self.post:
                break
            home, name, data, mtime = self.post[-1]
            if self.chance.random() < 0.8:
                self.post.pop()
            home.put(name, data, mtime)
            if len(self.post) > 400:
                del self.post[: len(self.post) - 400]


class Git(Engine):
    """Three-way by lines, ``*.jsonl merge=union``; ignored names stay at home."""

    def _settle(
        self, one: Any, other: Any, name: str, mine: Version, theirs: Version, was: Version
    ) -> None:
        a, b = mine and mine[0], theirs and theirs[0]
        before = was and was[0]
        if (
            a == b
            or before in {a, b}
            or mine is None
            or theirs is None
            or not name.endswith(".jsonl")
        ):
            if a != b and not (mine and theirs and before not in {a, b}):
                super()._settle(one, other, name, mine, theirs, was)
            return
        base, ours, its = ((each or b"").split(b"\n") for each in (before, a, b))
        gone = {line for line in base if line not in ours or line not in its}
        joined = [line for line in ours if line not in gone]
        joined += [line for line in its if line not in joined and line not in gone]
        data = b"\n".join(line for line in joined if line) + b"\n"
        for home in (one, other):
            home.put(name, data, max(mine[1], theirs[1]))


ENGINES: list[type[Engine]] = [
    Syncthing,
    SyncthingKeepsNone,
    Dropbox,
    NewestWins,
    Rsync,
    Stale,
    Git,
]
