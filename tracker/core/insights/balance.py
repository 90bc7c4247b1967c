"""Balance of points, sides and meridians: how often and how long each was pressed."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from tracker.core.facts.sessions import Session, Side


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Total practice of one point, side or meridian."""

    name: str
    seconds: float
    count: int
    """Number of holds."""
    last: date
    """The latest practice day."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Balance:
    """Totals by point, side and meridian, the longest pressed first."""

    points: tuple[Share, ...]
    sides: tuple[Share, ...]
    meridians: tuple[Share, ...]
    """Only of points whose meridian is known."""

    @property
    def left_share(self) -> float | None:
        """Left share of the time, 0 to 1; ``None`` without any. Both at once count on each side."""
        seconds = {share.name: share.seconds for share in self.sides}
        both = seconds.get(Side.BOTH, 0.0)
        left, right = seconds.get(Side.LEFT, 0.0) + both, seconds.get(Side.RIGHT, 0.0) + both
        return left / (left + right) if left + right else None


@dataclass(frozen=True, slots=True)
class Neglected:
    """A point that was not pressed lately; ``last`` is ``None`` if it never was."""

    point: str
    last: date | None


class _Totals:
    """Seconds, number of holds and latest day, by name."""

    def __init__(self) -> None:
        self._by_name: dict[str, tuple[float, int, date]] = {}

    def add(self, name: str, seconds: float, day: date) -> None:
        held, count, last = self._by_name.get(name, (0.0, 0, day))
        self._by_name[name] = (held + seconds, count + 1, max(last, day))

    @property
    def shares(self) -> tuple[Share, ...]:
        ordered = sorted(self._by_name.items(), key=lambda item: (-item[1][0], item[0]))
        return tuple(
            Share(name=name, seconds=seconds, count=count, last=last)
            for name, (seconds, count, last) in ordered
        )


def balance(sessions: Iterable[Session], meridian_of: Callable[[str], str | None]) -> Balance:
    """The balance of these sessions, without holds that were skipped.

    ``meridian_of`` returns the meridian of a point, given its code; ``None`` if unknown.
    """
    points, sides, meridians = _Totals(), _Totals(), _Totals()
    for session in sorted(sessions, key=lambda session: session.id):
        for hold in session.holds:
            if hold.held <= 0:
                continue
            points.add(hold.point, hold.held, session.day)
            sides.add(hold.side.value, hold.held, session.day)
            meridian = meridian_of(hold.point)
            if meridian is not None:
                meridians.add(meridian, hold.held, session.day)
    return Balance(points=points.shares, sides=sides.shares, meridians=meridians.shares)


def neglected(
    pressed: Balance, among: Iterable[str], today: date, days: int = 28
) -> tuple[Neglected, ...]:
    """The points not pressed in the last ``days`` days, longest ago first.

    Points that were never pressed come before, in the order of their codes.
    """
    last_pressed = {share.name: share.last for share in pressed.points}
    found = [
        Neglected(point, last_pressed.get(point))
        for point in sorted(set(among))
        if point not in last_pressed or (today - last_pressed[point]).days >= days
    ]
    return tuple(sorted(found, key=lambda each: (each.last or date.min, each.point)))
