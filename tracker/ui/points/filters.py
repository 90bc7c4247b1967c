"""Filters of the list of points: part of the body, meridian, evidence, favourites, safe."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, TypeVar

from textual.content import Content

from tracker.core.facts.points import Evidence, Point, StandardPoint
from tracker.core.points.body_parts import part_of
from tracker.core.points.search import Filter
from tracker.library import Library

Found = Point | StandardPoint
One = TypeVar("One")

TAGS: Final = (Evidence.SMALL_TRIALS, Evidence.TRADITION)


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
        library: Library,
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

    def words(self, library: Library) -> Content:
        """The filters with their keys; one that is set is bold, with its value."""
        meridian = library.channels[self.channel].name if self.channel else "meridians"
        words = (
            ("r", self.part or "regions", self.part),
            ("c", meridian, self.channel),
            ("t", self.evidence or "evidence", self.evidence),
            ("F", "favourites", self.favourites),
            ("o", "safe for me", self.safe),
        )
        return Content("  ").join(
            Content.assemble((key, "$primary"), " ", (word, "bold" if on else "$quiet"))
            for key, word, on in words
        )


EVERYTHING: Final = Filters()


def next_of(among: Sequence[One], now: One | None) -> One | None:
    """The choice after ``now``; the first after ``None``, ``None`` after the last."""
    if now is None:
        return among[0]
    place = among.index(now) + 1
    return among[place] if place < len(among) else None
