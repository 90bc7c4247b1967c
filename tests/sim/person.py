"""A person at a device of the simulation: their clock, and what they log.

It imports nothing of tsubo, so that the device of 0.1.0 can use it too.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from random import Random

    from sim.world import World

TABLES = ("mat_sessions", "goals")


class Person:
    """Someone with a clock of their own, in some zone."""

    def __init__(self, world: World, name: str, skew: int) -> None:
        """`skew` is how many milliseconds their clock is ahead."""
        self.world, self.name, self.skew = world, name, skew
        self.chance: Random = world.chance
        self.zone = timezone(timedelta(hours=self.chance.choice([-8, 0, 1, 2, 13])))

    def now(self) -> int:
        """Milliseconds on their clock."""
        return max(1, self.world.time + self.skew)

    def ms(self) -> int:
        """The same after a little time has passed."""
        self.world.time += self.chance.choice([0, 0, 1, 5, 1000])
        return self.now()

    def today(self) -> date:
        """The date on their clock."""
        return datetime.fromtimestamp(self.ms() / 1000, self.zone).date()

    def logged(self) -> tuple[int, dict[str, Any]]:
        """A mat session of the last two years: when it began, in milliseconds, and its document."""
        ms = max(1, self.ms() - self.chance.randrange(600 * 86_400_000))
        begun = datetime.fromtimestamp(ms / 1000, self.zone)
        document = {
            "day": begun.date().isoformat(), "lain": 60.0, "made": begun.isoformat(),
            "started": begun.isoformat(), "zone": None, "note": f"{self.chance.random()}",
        }  # fmt: skip
        return ms, document
