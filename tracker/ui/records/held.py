"""What was held in a session, added up by point and side, and pairs of answers."""

from typing import NamedTuple

from tracker.core.facts.sessions import Session, Side


class Held(NamedTuple):
    """One side of a point."""

    point: str
    side: Side
    seconds: float

    @property
    def name(self) -> str:
        """``HT7 left``; without a side on the midline or on both."""
        one = self.side in {Side.LEFT, Side.RIGHT}
        return f"{self.point} {self.side}" if one else self.point


def holds_in_all(session: Session) -> list[Held]:
    """Each side of each point once, in the order of their first holds."""
    found: dict[tuple[str, Side], float] = {}
    for hold in session.holds:
        key = (hold.point, hold.side)
        found[key] = found.get(key, 0) + hold.held
    return [Held(*key, seconds) for key, seconds in found.items()]


def pair_words(before: int | None, after: int | None) -> str:
    """``6 → 8``, with a dash for one that is missing; empty without both."""
    if before is None and after is None:
        return ""
    first, last = ("–" if each is None else str(each) for each in (before, after))
    return f"{first} → {last}"
