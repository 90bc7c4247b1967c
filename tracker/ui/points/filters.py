"""The line that shows the filters of the list of points, and the choices of each."""

from collections.abc import Sequence
from typing import Final, TypeVar

from textual.content import Content

from tracker.core.facts.points import Evidence
from tracker.library import Library
from tracker.practice.own.filters import Filters

One = TypeVar("One")

TAGS: Final = (Evidence.SMALL_TRIALS, Evidence.TRADITION)


def filter_words(chosen: Filters, library: Library) -> Content:
    """The filters with their keys; one that is set is bold, with its value."""
    meridian = library.channels[chosen.channel].name if chosen.channel else "meridians"
    words = (
        ("r", chosen.part or "regions", chosen.part),
        ("c", meridian, chosen.channel),
        ("t", chosen.evidence or "evidence", chosen.evidence),
        ("F", "favourites", chosen.favourites),
        ("o", "safe for me", chosen.safe),
    )
    return Content("  ").join(
        Content.assemble((key, "$primary"), " ", (word, "bold" if on else "$quiet"))
        for key, word, on in words
    )


def next_of(among: Sequence[One], now: One | None) -> One | None:
    """The choice after ``now``; the first after ``None``, ``None`` after the last."""
    if now is None:
        return among[0]
    place = among.index(now) + 1
    return among[place] if place < len(among) else None
