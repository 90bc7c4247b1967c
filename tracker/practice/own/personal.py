"""The person's own data next to the library: points, routines, favourites, answers, overrides.

It is read from the journal whenever the journal has changed, and handed out as values.
"""

from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tracker.core.facts.sessions import Favourite
    from tracker.core.points.guard import Answers, Override
    from tracker.journal.records import Records
    from tracker.library import Library


class Personal:
    """The person's own data, as the journal holds it."""

    def __init__(self, journal: "Records", library: "Callable[[], Library]") -> None:
        """``library`` opens the built-in library when it is first needed; nothing is read yet."""
        self._journal = journal
        self._open_library = library
        self._current: Library | None = None
        self._joined: tuple[object, ...] = ((), ())
        self._revision: int | None = None

    @cached_property
    def _built_in(self) -> "Library":
        return self._open_library()

    @property
    def library(self) -> "Library":
        """The library with the person's points and routines; the same object until they change."""
        if self._revision != self._journal.revision:
            self._revision = self._journal.revision
            from tracker.core.facts.points import Point
            from tracker.core.facts.routines import Routine

            points = tuple(self._journal.facts(Point))
            routines = tuple(self._journal.facts(Routine))
            if (points, routines) != self._joined:
                self._joined = (points, routines)
                self._current = self._built_in.joined(points, routines)
        return self._current or self._built_in

    @property
    def answers(self) -> "Answers":
        """The last answer to each question of the guard."""
        from tracker.core.points.given_answers import answers_of
        from tracker.core.points.guard import FlagAnswer

        return answers_of(self._journal.facts(FlagAnswer))

    @property
    def overrides(self) -> "tuple[Override, ...]":
        """The overrides that still count, in the order they were made.

        An override ends for a flag that was answered differently afterwards.
        """
        from tracker.core.points.given_answers import known_overrides
        from tracker.core.points.guard import FlagAnswer, Override

        return known_overrides(self._journal.facts(Override), self._journal.facts(FlagAnswer))

    @property
    def favourites(self) -> "list[Favourite]":
        """The favourite points."""
        from tracker.core.facts.sessions import Favourite

        return self._journal.facts(Favourite)
