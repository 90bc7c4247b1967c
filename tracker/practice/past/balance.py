"""What was pressed how long, by point, place, line or side, with what was left alone lately."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from tracker.core.facts.sessions import Favourite, Practice, Session
from tracker.core.insights.balance import Balance, Neglected, Share, balance, neglected
from tracker.core.insights.periods import Period
from tracker.core.insights.words import neglected_words, share_words, side_words
from tracker.core.points.body_parts import PARTS, part_of
from tracker.practice.past.insights import written

if TYPE_CHECKING:
    from tracker.library import Library
    from tracker.practice.context import Context

_CODE: Final = 8
"""Columns of a point's code, with those after it."""
NONE_PRESSED: Final = "No point was pressed in this period."


class BalanceNames:
    """Looks up names of points and meridians, each once."""

    def __init__(self, library: "Library") -> None:
        self._library = library
        self._meridians: dict[str, str | None] = {}

    def meridian(self, code: str) -> str | None:
        """The meridian of a point; ``None`` if the point is unknown."""
        if code not in self._meridians:
            point = self._library.find(code) or self._library.name361(code)
            self._meridians[code] = point.meridian if point else None
        return self._meridians[code]

    def place(self, code: str) -> str | None:
        """The part of the body that a point is on; ``None`` if it is not known."""
        point = self._library.find(code)
        return part_of(point.region) if point else None

    def meridians(self) -> set[str]:
        """The fourteen meridians."""
        return {channel.name for channel in self._library.channels.values() if channel.count}

    def code_and_name(self, name: str) -> tuple[str, str]:
        """A point's code and its name; any other name alone, as one or the other."""
        point = self._library.find(name)
        if point is not None:
            return point.code, point.english or point.pinyin
        return (name, "") if len(name) < _CODE else ("", name)

    def shown(self, name: str) -> str:
        """A point's code and name in one line; any other name as it is."""
        return " ".join(filter(None, self.code_and_name(name)))


@dataclass(frozen=True, slots=True)
class Balanced:
    """Held time by point, by place or meridian, or by side."""

    shares: Sequence[Share]
    whole: Balance
    left_alone: Sequence[Neglected]
    """Favourites, points or meridians that were not pressed in the last four weeks."""
    sides: str
    lines: Sequence[str]


def balanced(
    context: "Context", period: Period, records: Iterable[Practice], what: str
) -> Balanced:
    """The balance by ``points``, ``places``, ``meridians`` or ``sides``."""
    names = BalanceNames(context.library)
    group = names.place if what == "places" else names.meridian
    whole = balance((each for each in records if isinstance(each, Session)), group)
    shares = {"points": whole.points, "sides": whole.sides}.get(what, whole.meridians)
    if not shares:
        return Balanced((), whole, (), "", [NONE_PRESSED])
    total, write = sum(share.seconds for share in shares), written(context)
    last = min(period.last, context.today)
    left_alone: Sequence[Neglected] = ()
    if what in {"meridians", "places"}:
        among = {*PARTS} if what == "places" else names.meridians()
        left_alone = neglected(replace(whole, points=whole.meridians), among, last)
    elif what == "points":
        favourites = (one.point for one in context.journal.facts(Favourite))
        every = {*favourites, *(share.name for share in whole.points)}
        left_alone = neglected(whole, every, last)
    sides = side_words(whole)
    lines = [
        *([sides] if sides else []),
        *(f"{share_words(one, names.shown(one.name), total, write)}." for one in shares),
        "",
        neglected_words(left_alone, last, write),
    ]
    return Balanced(shares, whole, left_alone, sides, lines)
