"""A running session as a value: progress through a plan, moved on by readings of a clock.

Readings are monotonic seconds, always handed in. Each is rounded to the millisecond once, and all
further arithmetic is in whole numbers: the sums do not depend on how often it is sampled.

Only time in a hold is practice. Gaps to settle in and pauses are not; skipping keeps what was held
so far. More than `GAP` seconds between two readings (a laptop slept, a connection froze) pause it
at the earlier reading and credit nothing. A clock that goes back credits nothing until it has
passed the latest reading again.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final, Self

from tracker.core.facts.sessions import LONGEST_HOLD, Kind
from tracker.core.session.plan import in_ms
from tracker.core.session.progress import LONGEST_MS, Progress

GAP: Final = 10.0
"""The longest time between two readings that still counts, in seconds."""

STRETCH: Final = 15.0
"""Seconds that one press of a key adds to a hold or takes from it."""

SHORTEST: Final = 5.0
"""The shortest that a key can make a hold, in seconds."""

_GAP_MS = in_ms(GAP)


class Phase(StrEnum):
    """The stage of a session."""

    READY = "ready"
    SETTLE = "settle"
    HOLD = "hold"
    OVER = "over"
    """Beyond the length of the hold, because the person chose to stay."""
    PAUSED = "paused"
    DONE = "done"


class Pause(StrEnum):
    """Why no time is counted."""

    READY = "ready"
    """It has not started."""
    ASKED = "asked"
    """The person paused it."""
    GAP = "gap"
    """The readings were too far apart, or the clock fell far back."""
    LIMIT = "limit"
    """The hold is as long as one can be recorded, `LONGEST_MAT`."""
    STORED = "stored"
    """It was read from a checkpoint and has not been resumed."""
    FINISHED = "finished"
    """The person ended it; resuming it treats that as a pause."""


@dataclass(frozen=True, slots=True)
class LiveSession(Progress):
    """Progress through a plan, and whether time counts.

    Every method that takes a reading counts the time up to it first. Where its change does not
    apply, that is all it does.
    """

    why: Pause | None = Pause.READY
    """Why no time is counted; `None` while it runs."""
    clock_ms: int | None = None
    """Clock reading of the last counted time; valid on one machine until it restarts."""

    @property
    def phase(self) -> Phase:
        """The stage as of the last reading."""
        if self.ended or self.why is Pause.FINISHED:
            return Phase.DONE
        if self.why is not None:
            return Phase.READY if self.why is Pause.READY else Phase.PAUSED
        if self.settling:
            return Phase.SETTLE
        return Phase.OVER if self.left == 0 else Phase.HOLD

    @property
    def running(self) -> bool:
        """Whether time counts, for a hold or for a gap."""
        return self.why is None and not self.ended

    @property
    def done(self) -> bool:
        """Whether the plan is over or the person finished it."""
        return self.phase is Phase.DONE

    @property
    def stopped_early(self) -> bool:
        """Whether it was done before the last hold had its length; never when it counts up."""
        return self.done and self.held_ms[-1] < (self.plan.steps[-1].ms or 0)

    def start(self, now: float) -> Self:
        """Start with the gap before the first hold."""
        return self.resume(now) if self.why is Pause.READY else self.at(now)

    def at(self, now: float) -> Self:
        """Count the time up to this reading; a hold that is over moves on to the next."""
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

    def leaving_out(self, seconds: float) -> Self:
        """Leave out these seconds after the latest reading: they do not belong to the session."""
        if self.clock_ms is None or not self.running or seconds <= 0:
            return self
        return replace(self, clock_ms=self.clock_ms + in_ms(seconds))

    def leaving_out_until(self, now: float) -> Self:
        """Leave out all the time between the latest reading and this one."""
        return self if self.clock_ms is None else self.leaving_out(now - self.clock_ms / 1000)

    def pause(self, now: float) -> Self:
        """Stop counting until it is resumed."""
        here = self.at(now)
        return replace(here, why=Pause.ASKED) if here.running else here

    def resume(self, now: float, *, settle: bool = False) -> Self:
        """Go on from a pause; with `settle`, after the gap, to find the point again."""
        if self.running or self.ended:
            return self.at(now)
        gap = 0 if settle else self.gap_ms
        clock = _counting_from(self.clock_ms, now)
        return replace(self, why=None, gap_ms=gap, clock_ms=clock).after(0)[0]

    def skip(self, now: float) -> Self:
        """Go to the next hold and keep what was held of this one; a pause stays a pause."""
        here = self.at(now)
        return here if here.done else here.at_hold(here.index + 1)

    def previous(self, now: float) -> Self:
        """Start the previous hold again and add to its time; at the first hold, the first.

        After the end of the plan that is the last hold, and the session runs again.
        """
        here = self.at(now)
        if here.ended:
            here = replace(here, why=None, clock_ms=_counting_from(here.clock_ms, now))
        elif here.done:
            return here
        return here.at_hold(max(here.index - 1, 0))

    def longer(self, now: float) -> Self:
        """Make this hold `STRETCH` longer, up to the longest hold allowed."""
        here = self.at(now)
        if here.planned_ms is None or here.done:
            return here
        most = LONGEST_MS if here.plan.kind is Kind.MAT else in_ms(LONGEST_HOLD)
        return here.lasting(min(here.planned_ms + in_ms(STRETCH), most))

    def shorter(self, now: float) -> Self:
        """Make this hold `STRETCH` shorter; with less than that left, it is over and done.

        Not below `SHORTEST`: a shorter hold stays as it is. During a pause a hold that is over
        moves on only when the session is resumed.
        """
        here = self.at(now)
        if here.planned_ms is None or here.done:
            return here
        least = max(here.planned_ms - in_ms(STRETCH), in_ms(SHORTEST), here.run_ms)
        there = here.lasting(min(here.planned_ms, least))
        return there.after(0)[0] if there.running else there

    def stay(self, now: float) -> Self:
        """Stay in this hold until the person moves on; time beyond its length counts."""
        here = self.at(now)
        return here if here.done else replace(here, staying=True)

    def finish(self, now: float) -> Self:
        """End here and keep what was done; `resume` undoes this."""
        here = self.at(now)
        return here if here.done else replace(here, why=Pause.FINISHED)

    @property
    def stored(self) -> Self:
        """The same as a checkpoint saves it: paused, without a reading of this machine's clock."""
        lasting = self.ended or self.why in {Pause.READY, Pause.FINISHED}
        return replace(self, why=self.why if lasting else Pause.STORED, clock_ms=None)


def _counting_from(counted: int | None, now: float) -> int:
    """The reading to count from: a little later than `now` if that time is counted already."""
    reading = in_ms(now)
    if counted is not None and reading < counted <= reading + _GAP_MS:
        return counted
    return reading
