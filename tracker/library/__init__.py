"""The library: points, routines, names, sources, the guard and helplines, from ``data/``.

Each file is read when it is first needed, never at import. A broken file or entry is reported in
``problems`` and the rest still loads. Personal points and routines are passed in as values; the
journal keeps them. Nothing is written. Uses only `core`.
"""

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.core.facts.points import Channel, Point, StandardPoint, folded
from tracker.core.facts.routines import Routine
from tracker.core.text.refusals import OneOf, refusal
from tracker.core.text.spelling import plain
from tracker.core.text.visible import visible
from tracker.library.built_in import DATA, BuiltIn, built_in_of
from tracker.library.entries import Shared, check_steps
from tracker.library.toml import LibraryError

if TYPE_CHECKING:
    from tracker.core.facts.checks import CheckTexts
    from tracker.core.points.guard import Guard
    from tracker.core.points.helplines import Helplines
    from tracker.core.points.reading import Page, TriedUse
    from tracker.core.points.search import Feeling, Index
    from tracker.core.points.signposts import Signposts
    from tracker.library.texts import About

__all__ = ["DATA", "Library", "LibraryError"]


class Library:
    """Points, routines and texts, including the person's own points and routines."""

    def __init__(
        self,
        folder: Path = DATA,
        *,
        own_points: Iterable[Point] = (),
        own_routines: Iterable[Routine] = (),
        built_in: BuiltIn | None = None,
    ) -> None:
        """Read nothing yet; ``built_in`` shares what another library has read of the files."""
        self._built_in = built_in or built_in_of(folder)
        self._files = self._built_in.files
        self._own_points = tuple(own_points)
        self._own_routines = tuple(own_routines)

    def joined(self, own_points: Iterable[Point], own_routines: Iterable[Routine]) -> "Library":
        """The same library with these personal points and routines."""
        return Library(own_points=own_points, own_routines=own_routines, built_in=self._built_in)

    @property
    def problems(self) -> tuple[str, ...]:
        """One line for each file or entry that could not be used, of those read so far."""
        return (*self._files.problems, *self._own_problems)

    def check(self) -> tuple[str, ...]:
        """Read everything and return every problem."""
        self.points()
        self.routines()
        self.names361()
        self.helplines()
        self.index()
        return (*self.problems, *self._built_in.texts.problems())

    @property
    def channels(self) -> Mapping[str, Channel]:
        """The meridians, and the two groups of points outside them, by code."""
        return self._files.channels

    def points(self) -> tuple[Point, ...]:
        """All points: those of the article, then channel by channel, then the person's own."""
        return (*self._files.all_points, *self._own)

    def find(self, name: str) -> Point | None:
        """The point with this code or alias, in any case and spacing; ``None`` if unknown."""
        asked = folded(name)
        letters = asked.rstrip("0123456789+")
        channel = self._letters.get(letters, "")
        canonical = f"{channel.casefold()}{asked[len(letters) :]}" if channel else asked
        for point in (*self._own, *(self._files.points(channel) if channel else ())):
            if asked in point.names or canonical == folded(point.code):
                return point
        return self._named.get(asked) or self._ids.get(name)

    def point(self, name: str) -> Point:
        """The point with this code, alias, or id of a personal point.

        Raises LibraryError, with similar codes, if no point has it.
        """
        if (point := self.find(name)) is not None:
            return point
        shown = visible(name, lines=False)[:40]
        if (standard := self.name361(name)) is not None:
            raise LibraryError(
                f"{standard.code} {standard.pinyin}: known by name only; it can be added to your"
                " own points"
            )
        from difflib import get_close_matches

        close = get_close_matches(folded(name), self._named, 3, 0.6)
        codes = dict.fromkeys(self._named[name].code for name in close)
        meant = f"; did you mean {', '.join(codes)}?" if codes else ";"
        raise LibraryError(f"{shown}: no such point{meant} `tsubo points WORDS` searches")

    def routines(self) -> tuple[Routine, ...]:
        """The built-in routines, then the person's own."""
        return (*self._built_in_routines, *self._own_routines)

    def find_routine(self, name: str) -> Routine | None:
        """The routine with this id or name, in any case; ``None`` if no routine has it."""
        asked = plain(name)
        for routine in self.routines():
            if name in {routine.id, routine.name}:
                return routine
            if asked and asked in {plain(routine.id), plain(routine.name)}:
                return routine
        return None

    def routine_name(self, key: str) -> str | None:
        """The name of the routine with this id, as records keep it; ``None`` if it is gone."""
        return self._routine_names.get(key)

    def routine(self, name: str) -> Routine:
        """The routine with this id or name, in any case.

        Raises LibraryError, which lists the routines, if none has it.
        """
        if (routine := self.find_routine(name)) is not None:
            return routine
        known = tuple(
            routine.id if routine.built_in else routine.name for routine in self.routines()
        )
        raise LibraryError(refusal("", name, OneOf(known, "a routine")))

    @property
    def first_routine(self) -> Routine:
        """The routine offered to a person without a habit: three calm minutes, if it is there."""
        return self.find_routine("calm") or self.routines()[0]

    def names361(self) -> tuple[StandardPoint, ...]:
        """The 361 standard points, by name only."""
        return tuple(self._files.standard.values())

    def name361(self, name: str) -> StandardPoint | None:
        """The standard point with this code, by any of the channel's abbreviations in books."""
        asked = folded(name)
        letters = asked.rstrip("0123456789")
        channel = self._letters.get(letters, letters).upper()
        return self._files.standard.get(f"{channel}{asked[len(letters) :].lstrip('0')}")

    def helplines(self) -> "Helplines":
        """Helplines; with a broken file the directory alone. Never raises."""
        return self._built_in.texts.helplines

    @property
    def sources(self) -> Mapping[str, str]:
        """Sources by their short names."""
        return self._files.sources

    @property
    def guard(self) -> "Guard":
        """The rules of the guard.

        Raises LibraryError if any part of its file is wrong: half a guard would mislead.
        """
        return self._built_in.texts.guard

    @property
    def about(self) -> "About":
        """The standing texts. Raises LibraryError if any part of their file is wrong."""
        return self._built_in.texts.about

    @property
    def checks(self) -> "CheckTexts":
        """The texts of the weekly checks.

        Raises LibraryError if any part of their file is wrong.
        """
        return self._built_in.texts.checks

    @property
    def signposts(self) -> "Signposts":
        """The signposts; without rules if their file is wrong. Never raises."""
        return self._built_in.texts.signposts

    @property
    def feelings(self) -> "tuple[Feeling, ...]":
        """Words for feelings, with their traditional points. Never raises."""
        return self._built_in.texts.feelings

    @property
    def pages(self) -> "tuple[Page, ...]":
        """Pages to read, the most useful first."""
        return self._built_in.texts.pages

    def tried_uses(self, code: str) -> "tuple[TriedUse, ...]":
        """The uses that trials tried a point for."""
        return tuple(each for each in self._built_in.texts.tried_uses if each.point == code)

    def index(self) -> "Index":
        """The search over all points of the library, then the 361 names."""
        return self._index

    def check_routine(self, routine: Routine) -> None:
        """Check the points, sides and holds of a routine.

        Raises LibraryError naming the step and its field.
        """
        check_steps(routine, self.find)

    @property
    def shared(self) -> Shared:
        """The short names that entries of shared files can use."""
        return self._files.shared

    @property
    def general_cautions(self) -> tuple[str, ...]:
        """Cautions that many points share; last the one on skin, which every built-in point has."""
        shared = self.shared.cautions
        others = (text for name, text in shared.items() if name != "skin")
        return (*others, *filter(None, [shared.get("skin")]))

    @cached_property
    def _built_in_routines(self) -> tuple[Routine, ...]:
        kept = []
        for routine in self._files.routines:
            try:
                self.check_routine(routine)
            except LibraryError as error:
                self._files.problems.append(f"routines.toml, {error}")
            else:
                kept.append(routine)
        return tuple(kept)

    @cached_property
    def _routine_names(self) -> Mapping[str, str]:
        return {routine.id: routine.name for routine in self.routines()}

    @cached_property
    def _own(self) -> tuple[Point, ...]:
        taken = (
            {folded(code) for code in _codes(self._files.all_points)} if self._own_points else set()
        )
        return tuple(point for point in self._own_points if folded(point.code) not in taken)

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
            folded(letters): code
            for code, channel in self.channels.items()
            for letters in (*channel.aliases, code)
        }

    @cached_property
    def _named(self) -> Mapping[str, Point]:
        return {name: point for point in reversed(self.points()) for name in point.names}

    @cached_property
    def _ids(self) -> Mapping[str, Point]:
        return {point.id: point for point in self.points()}

    @cached_property
    def _index(self) -> "Index":
        return self._built_in.index_with(self._own) if self._own else self._built_in.index


def _codes(points: Iterable[Point]) -> tuple[str, ...]:
    return tuple(point.code for point in points)
