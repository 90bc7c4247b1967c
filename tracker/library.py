"""The library: points, routines, names, sources, the guard and helplines, from ``data/``.

Files are read when something in them is asked for, never at import. What is broken is named in
``problems`` and the rest still loads. The person's own points and routines are handed in as
values; the journal keeps them. Nothing is written.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cached_property
from pathlib import Path
from typing import Final

from tracker.core.help_now import Helplines
from tracker.core.points import Channel, Point, StandardPoint
from tracker.core.routines import Routine
from tracker.core.safety import Guard
from tracker.core.search import Index
from tracker.core.spelling import plain
from tracker.core.text import visible
from tracker.library_entries import Shared, check_steps
from tracker.library_shelf import About, Shelf
from tracker.library_toml import LibraryError

__all__ = ["DATA", "About", "Library", "LibraryError"]

DATA: Final = Path(__file__).parent / "data"


class Library:
    """What is known of points, with the person's own among it."""

    def __init__(
        self,
        folder: Path = DATA,
        *,
        own_points: Iterable[Point] = (),
        own_routines: Iterable[Routine] = (),
        shelf: Shelf | None = None,
    ) -> None:
        """Reads nothing yet; ``shelf`` shares the files that another library has read."""
        self._shelf = shelf or Shelf(folder)
        self._own_points = tuple(own_points)
        self._own_routines = tuple(own_routines)

    def joined(self, own_points: Iterable[Point], own_routines: Iterable[Routine]) -> "Library":
        """The same library with these points and routines of the person's own."""
        return Library(own_points=own_points, own_routines=own_routines, shelf=self._shelf)

    @property
    def problems(self) -> tuple[str, ...]:
        """What could not be used of what has been read so far, a line each."""
        return (*self._shelf.problems, *self._own_problems)

    def check(self) -> tuple[str, ...]:
        """Every problem of the whole library, everything read."""
        self.points()
        self.routines()
        self.names361()
        self.helplines()
        self.index()
        for part in (lambda: self.guard, lambda: self.about):
            try:
                part()
            except LibraryError as error:
                return (*self.problems, str(error))
        known = self._shelf.misled_rules(lambda code: self.find(code) is not None)
        return (*self.problems, *known)

    @property
    def channels(self) -> Mapping[str, Channel]:
        """The meridians and the two shelves beside them, by code."""
        return self._shelf.channels

    def points(self) -> tuple[Point, ...]:
        """All points: the article's first, then channel by channel, then the person's own."""
        return (*self._built_in, *self._own)

    def find(self, name: str) -> Point | None:
        """The point of that code or alias, in any case and spacing; none when there is none."""
        asked = _folded(name)
        for point in self._own:
            if asked in _names(point):
                return point
        letters = asked.rstrip("0123456789+")
        if channel := self._letters.get(letters):
            canonical = f"{channel.casefold()}{asked[len(letters) :]}"
            for point in self._shelf.points(channel):
                if asked in _names(point) or canonical == _folded(point.code):
                    return point
        return self._named.get(asked) or self._ids.get(name)

    def point(self, name: str) -> Point:
        """The point of that code or alias, or that own point's id.

        Raises LibraryError when there is none, saying what comes close.
        """
        if (point := self.find(name)) is not None:
            return point
        shown = visible(name, lines=False)[:40]
        if (standard := self.name361(name)) is not None:
            raise LibraryError(
                f"{standard.code} {standard.pinyin}: known by name only; it can be added to your"
                " own points"
            )
        close = get_close_matches(_folded(name), self._named, 3, 0.6)
        codes = dict.fromkeys(self._named[name].code for name in close)
        meant = f"; did you mean {', '.join(codes)}?" if codes else ""
        raise LibraryError(f"{shown}: no such point{meant} `tsubo points WORDS` searches")

    def routines(self) -> tuple[Routine, ...]:
        """The built-in routines, then the person's own."""
        return (*self._built_in_routines, *self._own_routines)

    def routine(self, name: str) -> Routine:
        """The routine of that id or name, in any case.

        Raises LibraryError when there is none, naming those there are.
        """
        asked = plain(name)
        for routine in self.routines():
            if name == routine.id or asked in {plain(routine.id), plain(routine.name)}:
                return routine
        shown = visible(name, lines=False)[:40]
        known = ", ".join(
            routine.id if routine.built_in else routine.name for routine in self.routines()
        )
        raise LibraryError(f"{shown}: no such routine; there are {known}")

    def names361(self) -> tuple[StandardPoint, ...]:
        """The 361 standard points, by name only."""
        return tuple(self._shelf.standard.values())

    def name361(self, name: str) -> StandardPoint | None:
        """The standard point of that code, with any letters that books put before its number."""
        asked = _folded(name)
        letters = asked.rstrip("0123456789")
        channel = self._letters.get(letters, letters).upper()
        return self._shelf.standard.get(f"{channel}{asked[len(letters) :].lstrip('0')}")

    def helplines(self) -> Helplines:
        """Whom to call; never fails."""
        return self._shelf.helplines

    @property
    def sources(self) -> Mapping[str, str]:
        """What each source's short name stands for."""
        return self._shelf.sources

    @property
    def guard(self) -> Guard:
        """The rules of the guard.

        Raises LibraryError when its file is wrong: half a guard would be none.
        """
        return self._shelf.guard

    @property
    def about(self) -> About:
        """The standing texts.

        Raises LibraryError when their file is wrong.
        """
        return self._shelf.about

    def index(self) -> Index:
        """The search over all points, the 361 names after the library's own."""
        return self._index

    def check_routine(self, routine: Routine) -> None:
        """Refuse a routine with an unknown point, a side it does not have, a hold out of range.

        Raises LibraryError with the step, what was found and what is allowed.
        """
        check_steps(routine, self.find)

    @property
    def shared(self) -> Shared:
        """What entries of shared files may refer to by a short name."""
        return self._shelf.shared

    @cached_property
    def _built_in(self) -> tuple[Point, ...]:
        seen: dict[str, Point] = {}
        for code in self.channels:
            for point in self._shelf.points(code):
                for name in _names(point):
                    other = seen.setdefault(name, point)
                    if other.code != point.code:
                        said = f"{point.code}: alias {name} is {other.code}'s too, one allowed"
                        self._shelf.problems.append(said)
        first = self._shelf.first
        found = {point.code: point for point in seen.values()}
        return tuple(sorted(found.values(), key=lambda point: _rank(first, point.code)))

    @cached_property
    def _built_in_routines(self) -> tuple[Routine, ...]:
        kept = []
        for routine in self._shelf.routines:
            try:
                self.check_routine(routine)
            except LibraryError as error:
                self._shelf.problems.append(f"routines.toml, {error}")
            else:
                kept.append(routine)
        return tuple(kept)

    @cached_property
    def _own(self) -> tuple[Point, ...]:
        taken = {_folded(code) for code in _codes(self._built_in)} if self._own_points else set()
        return tuple(point for point in self._own_points if _folded(point.code) not in taken)

    @cached_property
    def _own_problems(self) -> tuple[str, ...]:
        kept = set(_codes(self._own))
        return tuple(
            f"your point {point.code}: the library has one of that code; rename yours"
            for point in self._own_points
            if point.code not in kept
        )

    @cached_property
    def _letters(self) -> Mapping[str, str]:
        return {
            _folded(letters): code
            for code, channel in self.channels.items()
            for letters in (*channel.aliases, code)
        }

    @cached_property
    def _named(self) -> Mapping[str, Point]:
        return {name: point for point in reversed(self.points()) for name in _names(point)}

    @cached_property
    def _ids(self) -> Mapping[str, Point]:
        return {point.id: point for point in self.points()}

    @cached_property
    def _index(self) -> Index:
        feelings, signposts = self._shelf.feelings
        kept = []
        for feeling in feelings:
            uses = ((code, self.find(code)) for code in feeling.points)
            wrong = [
                code
                for code, point in uses
                if point is None
                or not any(word in point.traditional_use.casefold() for word in feeling.rests_on)
            ]
            if wrong:
                rests = ", ".join(feeling.rests_on)
                said = f"{', '.join(wrong)} found, points traditionally used for {rests} allowed"
                self._shelf.problems.append(f"feelings.toml, {feeling.words[0]}: points: {said}")
            else:
                kept.append(feeling)
        return Index(
            self.points(),
            self.names361(),
            feelings=kept,
            signposts=signposts,
            channels=self.channels,
        )


def _folded(name: str) -> str:
    return re.sub(r"[\s_-]", "", name).casefold()


def _names(point: Point) -> frozenset[str]:
    return frozenset(_folded(name) for name in (point.code, *point.aliases))


def _codes(points: Iterable[Point]) -> tuple[str, ...]:
    return tuple(point.code for point in points)


def _rank(first: Sequence[str], code: str) -> int:
    return first.index(code) if code in first else len(first)
