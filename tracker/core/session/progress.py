"""Where a person stands in a plan: what each hold got, and what is still ahead.

It knows amounts and no clock: ``live.py`` says how much time there was, this module where it goes.
Times are whole milliseconds inside, so that sums are exact, and seconds in what it answers.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final, Self

from tracker.core.facts.sessions import LONGEST_MAT, Hold, Kind, Side
from tracker.core.session.plan import Plan, Step, in_ms, ms_of
from tracker.core.text.field_checks import Span, check_range
from tracker.core.text.refusals import refused

LONGEST_MS: Final = in_ms(LONGEST_MAT)
"""No hold is recorded longer than this."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A plan and what has been done of it; made with a plan alone, it is at its beginning."""

    plan: Plan
    index: int = 0
    """The hold a person is at; the number of holds when all are behind them."""
    held_ms: tuple[int, ...] = ()
    """What each hold of the plan has been held so far, over all its runs."""
    run_ms: int = 0
    """What of that belongs to this run; a hold begun again starts a new one."""
    gap_ms: int = 0
    """What of the gap before this run has passed."""
    settled_ms: int = 0
    """All gaps so far."""
    furthest: int = 0
    """The highest index so far."""
    staying: bool = False
    """This hold goes on until the person moves on."""

    def __post_init__(self) -> None:
        count = len(self.plan.steps)
        if not self.held_ms:
            object.__setattr__(self, "held_ms", (0,) * count)
        if len(self.held_ms) != count:
            raise refused("held_ms", len(self.held_ms), Span(count, count, "holds"))
        for field, value, most in (
            *(("held_ms", held, LONGEST_MS) for held in self.held_ms),
            ("furthest", self.furthest, count),
            ("index", self.index, self.furthest),
            ("run_ms", self.run_ms, self.held_here),
            ("gap_ms", self.gap_ms, self.plan.settle_ms),
        ):
            check_range(field, value, 0, most)
        if self.settled_ms < 0:
            raise refused("settled_ms", self.settled_ms, Span(0, None))

    @property
    def ended(self) -> bool:
        """All holds of the plan are behind."""
        return self.index == len(self.plan.steps)

    @property
    def step(self) -> Step | None:
        """The hold a person is at, or settling for; none when all are behind."""
        return None if self.ended else self.plan.steps[self.index]

    @property
    def upcoming(self) -> Step | None:
        """The hold after that."""
        ahead = self.plan.steps[self.index + 1 :]
        return ahead[0] if ahead else None

    @property
    def settling(self) -> bool:
        """In the gap before a hold."""
        return self.settle_left > 0

    @property
    def settle_left(self) -> float:
        """Seconds until the hold begins."""
        return 0.0 if self.ended else (self.plan.settle_ms - self.gap_ms) / 1000

    @property
    def held(self) -> float:
        """Seconds held in this run of this hold."""
        return self.run_ms / 1000

    @property
    def left(self) -> float | None:
        """Seconds of this hold still to go, 0 beyond its plan; none when it counts up."""
        planned = self.planned_ms
        return None if planned is None else max(planned - self.run_ms, 0) / 1000

    @property
    def extra(self) -> float:
        """Seconds this run is beyond its plan."""
        planned = self.planned_ms
        return 0.0 if planned is None else max(self.run_ms - planned, 0) / 1000

    @property
    def hold_progress(self) -> float | None:
        """How much of this hold is behind, 0 to 1; none when it counts up to no goal."""
        step = self.step
        if step is None:
            return 1.0
        whole = self.plan.goal if step.seconds is None else step.seconds
        return None if whole is None else min(self.held / whole, 1.0)

    @property
    def progress(self) -> float | None:
        """How much of the plan's holding is behind, held or skipped, 0 to 1.

        None when it counts up to no goal.
        """
        whole = self.plan.hold_ms
        if whole is None:
            return self.hold_progress
        behind = ms_of(self.plan.steps[: self.index]) or 0
        return (behind + min(self.run_ms, self.planned_ms or 0)) / whole

    @property
    def practised(self) -> float:
        """Seconds held, over all holds."""
        return sum(self.held_ms) / 1000

    @property
    def elapsed(self) -> float:
        """Seconds it has run: holds and the gaps before them, without pauses."""
        return (sum(self.held_ms) + self.settled_ms) / 1000

    @property
    def remaining(self) -> float | None:
        """Seconds to the end with the gaps, if nothing is touched; none when it counts up."""
        ahead = self.plan.steps[self.index + 1 :]
        planned, rest = self.planned_ms, ms_of(ahead)
        if planned is None or rest is None:
            return None
        gaps = 0 if self.ended else (1 + len(ahead)) * self.plan.settle_ms - self.gap_ms
        return (max(planned - self.run_ms, 0) + rest + gaps) / 1000

    def holds(self) -> tuple[Hold, ...]:
        """What was done, for the record, in the plan's order; empty on a mat.

        Every hold that was held or passed by is there, a skipped one with what it got, be it 0.
        The one a person is settling for is not there before it has begun.
        """
        if self.plan.kind is Kind.MAT:
            return ()
        return tuple(
            Hold(
                point=step.point,
                side=step.side,
                planned=step.seconds or 0.0,
                held=held / 1000,
                done=held >= (step.ms or 0),
            )
            for number, (step, held) in enumerate(zip(self.plan.steps, self.held_ms, strict=True))
            if held or number < self.furthest
        )

    @property
    def planned_ms(self) -> int | None:
        """The length of this hold; none when it counts up, 0 when all are behind."""
        return 0 if self.ended else self.plan.steps[self.index].ms

    @property
    def held_here(self) -> int:
        """Milliseconds this hold has been held over all its runs."""
        return 0 if self.ended else self.held_ms[self.index]

    def at_hold(self, index: int) -> Self:
        """At the beginning of a run of this hold, or behind the last one."""
        return replace(
            self,
            index=index,
            run_ms=0,
            gap_ms=0,
            furthest=max(index, self.furthest),
            staying=False,
        )

    def lasting(self, ms: int) -> Self:
        """With another length for this hold."""
        step = self.plan.steps[self.index].lasting(ms)
        return replace(self, plan=self.plan.with_step(self.index, step))

    def after(self, ms: int) -> tuple[Self, int]:
        """Where that much time leads, and what of it found no place.

        It goes to gaps and holds in turn; a hold that is over moves on. There is no place behind
        the last hold, nor in one that has all it can be recorded with.
        """
        here = self
        while not here.ended:
            planned = None if here.staying else here.planned_ms
            if here.settling:
                spent = min(ms, here.plan.settle_ms - here.gap_ms)
                here = replace(here, gap_ms=here.gap_ms + spent, settled_ms=here.settled_ms + spent)
            elif planned is not None and here.run_ms >= planned:
                here = here.at_hold(here.index + 1)
                continue
            else:
                room = LONGEST_MS - here.held_here
                if planned is not None:
                    room = min(room, planned - here.run_ms)
                spent = min(ms, room)
                held = list(here.held_ms)
                held[here.index] += spent
                here = replace(here, held_ms=tuple(held), run_ms=here.run_ms + spent)
            if not spent:
                break
            ms -= spent
        return here, ms


def pressed(holds: Iterable[Hold]) -> dict[tuple[str, Side], float]:
    """Seconds of each point and side that was held at all, in the order they were first held."""
    total: dict[tuple[str, Side], int] = {}
    for hold in holds:
        if hold.held:
            place = (hold.point, hold.side)
            total[place] = total.get(place, 0) + in_ms(hold.held)
    return {place: ms / 1000 for place, ms in total.items()}
