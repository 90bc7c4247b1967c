"""Filters of the list of points: part of the body, meridian, evidence, favourites, safe."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from tracker.core.facts.points import Evidence, Point, StandardPoint
from tracker.core.points.body_parts import part_of
from tracker.core.points.search import Filter

if TYPE_CHECKING:
    from tracker.library import Library
    from tracker.practice.context import Context

Found = Point | StandardPoint


@dataclass(frozen=True, slots=True)
class Filters:
    """The filters; one with ``None`` or ``False`` is off."""

    part: str | None = None
    channel: str | None = None
    evidence: Evidence | None = None
    favourites: bool = False
    safe: bool = False

    def found(
        self,
        query: str,
        library: "Library",
        favourites: frozenset[str],
        held_back: frozenset[str],
    ) -> Sequence[Found]:
        """The points that match the query and pass the filters, the best first.

        ``favourites`` and ``held_back`` are codes.
        """
        points = library.points()
        if not query.strip() and self == EVERYTHING:
            return points
        safe = frozenset(point.code for point in points) - held_back if self.safe else None
        wanted = Filter(
            meridian=self.channel,
            evidence=self.evidence,
            favourites=favourites if self.favourites else None,
            safe=safe,
        )
        found = [hit.found for hit in library.index().search(query, wanted)]
        if self.part is None:
            return found
        return [each for each in found if isinstance(each, Point) and self.has_part(each)]

    def has_part(self, point: Point) -> bool:
        """Whether the point is on the part of the body that is set."""
        return part_of(point.region) == self.part


EVERYTHING: Final = Filters()


def favourite_codes(context: "Context") -> frozenset[str]:
    """The codes of the person's favourites."""
    return frozenset(each.point for each in context.personal.favourites)


def held_back_codes(context: "Context") -> frozenset[str]:
    """The codes of the points that the person's answers hold back.

    Raises LibraryError if the rules cannot be read.
    """
    library = context.library
    points = library.points()
    safe = library.guard.safe(points, context.personal.answers)
    return frozenset(point.code for point in points) - safe
