"""A live session as a value: where a person stands in a plan at a reading of the clock.

Readings are monotonic seconds and are always handed in. Each one is taken to the millisecond once,
and everything after that is whole numbers: however often it is sampled, the sums are the same.

Only time in a hold is practice. Gaps to settle in and pauses are not, and a skip keeps what was
held and no more. More than ``GAP`` seconds between two readings (a laptop slept, a line froze)
pause it at the earlier one and credit nothing. A clock that goes back credits nothing, nor does
the time it then goes through again.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Self

from tracker.core.facts.sessions import LONGEST_HOLD, Kind
from tracker.core.session.plan import in_ms
from tracker.core.session.progress import LONGEST_MS, Standing

GAP: Final = 10.0
"""The longest time between two readings that still counts, in seconds."""

STRETCH: Final = 15.0
"""What one press makes a hold longer or shorter, in seconds."""

SHORTEST: Final = 5.0
"""No press makes a hold shorter than this, in seconds."""

_GAP_MS = in_ms(GAP)


class Phase(StrEnum):
    """What a person is doing."""

    READY = "ready"
    SETTLE = "settle"
    HOLD = "hold"
    OVER = "over"
    """Beyond the plan, because they chose to stay."""
    PAUSED = "paused"
    DONE = "done"


class Pause(StrEnum):
    """Why nothing is being counted."""

    READY = "ready"
    """It has not begun."""
    ASKED = "asked"
    GAP = "gap"
    """The readings were too far apart, or the clock fell far back."""
    LIMIT = "limit"
    """The hold has all that one can be recorded with (``model.LONGEST_MAT``)."""
    STORED = "stored"
    """It comes from a checkpoint and has not been taken up again."""
    FINISHED = "finished"
    """Ended by the person; taken up again it goes on as if it had been a pause."""


@dataclass(frozen=True, slots=True)
class LiveSession(Standing):
    """A plan, what has been done of it, and whether time counts.

    Every method that takes a reading samples first, then does what it is called for; one that has
    nothing to do does nothing else.
    """

    why: Pause | None = Pause.READY
    """Why nothing is counted; none while it runs."""
    clock_ms: int | None = None
    """The reading up to which all is counted; means something on one machine, until it restarts."""

    @property
    def phase(self) -> Phase:
        """What the person is doing, as of the last reading."""
        if self.ended or self.why is Pause.FINISHED:
            return Phase.DONE
        if self.why is not None:
            return Phase.READY if self.why is Pause.READY else Phase.PAUSED
        if self.settling:
            return Phase.SETTLE
        return Phase.OVER if self.left == 0 else Phase.HOLD

    @property
    def running(self) -> bool:
        """Time counts, for a hold or for a gap."""
        return self.why is None and not self.ended

    @property
    def done(self) -> bool:
        """There is nothing more to do: it ended, or the person finished it."""
        return self.phase is Phase.DONE

    @property
    def stopped_early(self) -> bool:
        """Done before the last hold had its length; counting up has no early."""
        return self.done and self.held_ms[-1] < (self.plan.steps[-1].ms or 0)

    def start(self, now: float) -> Self:
        """Begin, with the gap before the first hold."""
        return self.resume(now) if self.why is Pause.READY else self.at(now)

    def at(self, now: float) -> Self:
        """The same session at this reading: holds that are over have moved on by themselves."""
        reading = in_ms(now)
        if not self.running or self.clock_ms is None:
            return self
        passed = reading - self.clock_ms
        if passed > _GAP_MS:
            return replace(self, why=Pause.GAP)
        if passed < -_GAP_MS:
            return replace(self, why=Pause.GAP, clock_ms=reading)
        if passed <= 0:
            return self
        there, unspent = self.after(passed)
        full = unspent > 0 and not there.ended
        return replace(there, clock_ms=reading - unspent, why=Pause.LIMIT if full else None)

    def pause(self, now: float) -> Self:
        """Count nothing until it is resumed."""
        here = self.at(now)
        return replace(here, why=Pause.ASKED) if here.running else here

    def resume(self, now: float, *, settle: bool = False) -> Self:
        """Go on from a pause; ``settle`` gives the gap again, to find back to the point."""
        if self.running or self.ended:
            return self.at(now)
        gap = 0 if settle else self.gap_ms
        clock = _counting_from(self.clock_ms, now)
        return replace(self, why=None, gap_ms=gap, clock_ms=clock).after(0)[0]

    def skip(self, now: float) -> Self:
        """On to the next hold, with what this one got; a pause stays a pause."""
        here = self.at(now)
        return here if here.done else here.at_hold(here.index + 1)

    def previous(self, now: float) -> Self:
        """Begin the previous hold again, adding to what it has; at the first, the first.

        After the end of the plan that is the last hold, and the session runs again.
        """
        here = self.at(now)
        if here.ended:
            here = replace(here, why=None, clock_ms=_counting_from(here.clock_ms, now))
        elif here.done:
            return here
        return here.at_hold(max(here.index - 1, 0))

    def longer(self, now: float) -> Self:
        """Fifteen seconds more for this hold, up to the longest there is."""
        here = self.at(now)
        if here.planned_ms is None or here.done:
            return here
        most = LONGEST_MS if here.plan.kind is Kind.MAT else in_ms(LONGEST_HOLD)
        return here.lasting(min(here.planned_ms + in_ms(STRETCH), most))

    def shorter(self, now: float) -> Self:
        """Fifteen seconds less; a hold with no more than that to go is over, and done.

        Never less than ``SHORTEST`` in all: a hold already as short stays as it is. In a pause
        nothing moves: a hold that is over then moves on when it is resumed.
        """
        here = self.at(now)
        if here.planned_ms is None or here.done:
            return here
        least = max(here.planned_ms - in_ms(STRETCH), in_ms(SHORTEST), here.run_ms)
        there = here.lasting(min(here.planned_ms, least))
        return there.after(0)[0] if there.running else there

    def stay(self, now: float) -> Self:
        """Stay in this hold until the person moves on; what goes beyond the plan counts."""
        here = self.at(now)
        return here if here.done else replace(here, staying=True)

    def finish(self, now: float) -> Self:
        """End here and keep what was done; ``resume`` takes it back."""
        here = self.at(now)
        return here if here.done else replace(here, why=Pause.FINISHED)

    @property
    def stored(self) -> Self:
        """The same as a checkpoint keeps it: paused, and free of this machine's clock."""
        lasting = self.ended or self.why in {Pause.READY, Pause.FINISHED}
        return replace(self, why=self.why if lasting else Pause.STORED, clock_ms=None)


def _counting_from(counted: int | None, now: float) -> int:
    """Where to go on from at this reading: a little later, if that is counted already."""
    reading = in_ms(now)
    if counted is not None and reading < counted <= reading + _GAP_MS:
        return counted
    return reading
