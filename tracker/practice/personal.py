"""What is the person's own beside the library: points, routines, favourites, answers, choices.

Read from the journal when it has changed, and handed to screens as values.
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
    """A person's own, as the journal holds it."""

    def __init__(self, journal: "Records", library: "Callable[[], Library]") -> None:
        """Nothing is read yet; ``library`` gives the shared one."""
        self._journal = journal
        self._shared = library
        self._now: Library | None = None
        self._joined: tuple[object, ...] = ((), ())
        self._revision: int | None = None

    @cached_property
    def _plain(self) -> "Library":
        return self._shared()

    @property
    def library(self) -> "Library":
        """The library with the person's own points and routines; the same one until they change."""
        if self._revision != self._journal.revision:
            self._revision = self._journal.revision
            from tracker.core.facts.points import Point
            from tracker.core.facts.routines import Routine

            points = tuple(self._journal.facts(Point))
            routines = tuple(self._journal.facts(Routine))
            if (points, routines) != self._joined:
                self._joined = (points, routines)
                self._now = self._plain.joined(points, routines)
        return self._now or self._plain

    @property
    def answers(self) -> "Answers":
        """What was said last to each question of the guard."""
        from tracker.core.points.guard import FlagAnswer, answers_of

        return answers_of(self._journal.facts(FlagAnswer))

    @property
    def overrides(self) -> "list[Override]":
        """What was deliberately taken in."""
        from tracker.core.points.guard import Override

        return self._journal.facts(Override)

    @property
    def favourites(self) -> "list[Favourite]":
        """The points that are wanted at hand."""
        from tracker.core.facts.sessions import Favourite

        return self._journal.facts(Favourite)
