"""Progress through a plan: how long each hold was held, and how much is still ahead.

It knows amounts of time and no clock: `live` measures how much time passed, this module assigns it
to gaps and holds. Times are whole milliseconds inside, so that sums are exact; properties without
`_ms` are seconds.
"""

from dataclasses import dataclass, replace
from typing import Final, Self

from tracker.core.facts.sessions import LONGEST_MAT, Hold, Kind
from tracker.core.session.plan import Plan, Step, in_ms, ms_of
from tracker.core.text.field_checks import Span, check_range
from tracker.core.text.refusals import refused

LONGEST_MS: Final = in_ms(LONGEST_MAT)
"""The longest that a hold can be recorded, in milliseconds."""


@dataclass(frozen=True, slots=True)
class Progress:
    """A plan and what has been done of it; with a plan alone, nothing yet."""

    plan: Plan
    index: int = 0
    """The current hold, from 0; the number of holds after the last one."""
    held_ms: tuple[int, ...] = ()
    """Time held of each hold, over all its runs."""
    run_ms: int = 0
    """Time held in the current run; going back to a hold starts a new run."""
    gap_ms: int = 0
    """Time passed of the gap before this run."""
    settled_ms: int = 0
    """Time passed in all gaps."""
    furthest: int = 0
    """The highest `index` so far."""
    staying: bool = False
    """Whether this hold goes on until the person moves on."""

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
        """Whether all holds of the plan are over."""
        return self.index == len(self.plan.steps)

    @property
    def step(self) -> Step | None:
        """The current hold, or the one after the current gap; `None` after the last."""
        return None if self.ended else self.plan.steps[self.index]

    @property
    def upcoming(self) -> Step | None:
        """The hold after the current one; `None` after the last."""
        ahead = self.plan.steps[self.index + 1 :]
        return ahead[0] if ahead else None

    @property
    def settling(self) -> bool:
        """Whether it is in the gap before a hold."""
        return self.settle_left > 0

    @property
    def settle_left(self) -> float:
        """Seconds left of the gap."""
        return 0.0 if self.ended else (self.plan.settle_ms - self.gap_ms) / 1000

    @property
    def held(self) -> float:
        """Seconds held in the current run."""
        return self.run_ms / 1000

    @property
    def left(self) -> float | None:
        """Seconds left of the current hold, 0 beyond its plan; `None` when it counts up."""
        planned = self.planned_ms
        return None if planned is None else max(planned - self.run_ms, 0) / 1000

    @property
    def extra(self) -> float:
        """Seconds held beyond the plan in the current run."""
        planned = self.planned_ms
        return 0.0 if planned is None else max(self.run_ms - planned, 0) / 1000

    @property
    def hold_progress(self) -> float | None:
        """Share of the current hold, 0 to 1; `None` when it counts up without a goal."""
        step = self.step
        if step is None:
            return 1.0
        whole = self.plan.goal if step.seconds is None else step.seconds
        return None if whole is None else min(self.held / whole, 1.0)

    @property
    def progress(self) -> float | None:
        """Share of all holding time that was held or skipped, 0 to 1.

        `None` when it counts up without a goal.
        """
        whole = self.plan.hold_ms
        if whole is None:
            return self.hold_progress
        behind = ms_of(self.plan.steps[: self.index]) or 0
        return (behind + min(self.run_ms, self.planned_ms or 0)) / whole

    @property
    def practised(self) -> float:
        """Seconds held in all holds: what counts as practice."""
        return sum(self.held_ms) / 1000

    @property
    def elapsed(self) -> float:
        """Seconds in holds and gaps, without pauses."""
        return (sum(self.held_ms) + self.settled_ms) / 1000

    @property
    def remaining(self) -> float | None:
        """Seconds of holds and gaps to the end of the plan; `None` when it counts up."""
        ahead = self.plan.steps[self.index + 1 :]
        planned, rest = self.planned_ms, ms_of(ahead)
        if planned is None or rest is None:
            return None
        gaps = 0 if self.ended else (1 + len(ahead)) * self.plan.settle_ms - self.gap_ms
        return (max(planned - self.run_ms, 0) + rest + gaps) / 1000

    def holds(self) -> tuple[Hold, ...]:
        """The holds for the record, in the plan's order; empty on a mat.

        A skipped hold is in it with the time that it was held, even 0. One that is still in its
        gap is not.
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
        """Length of the current hold; `None` when it counts up, 0 after the last."""
        return 0 if self.ended else self.plan.steps[self.index].ms

    @property
    def held_here(self) -> int:
        """Milliseconds of the current hold, over all its runs."""
        return 0 if self.ended else self.held_ms[self.index]

    def at_hold(self, index: int) -> Self:
        """The same at the start of a new run of this hold; `len(steps)` is the end."""
        return replace(
            self,
            index=index,
            run_ms=0,
            gap_ms=0,
            furthest=max(index, self.furthest),
            staying=False,
        )

    def lasting(self, ms: int) -> Self:
        """The same with this length of the current hold, in milliseconds."""
        step = self.plan.steps[self.index].lasting(ms)
        return replace(self, plan=self.plan.with_step(self.index, step))

    def after(self, ms: int) -> tuple[Self, int]:
        """The same after `ms` more milliseconds, and how many of them were not used.

        They fill gaps and holds in turn; a hold that is over moves on to the next. None are used
        after the last hold, or in a hold that has reached `LONGEST_MS`.
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
