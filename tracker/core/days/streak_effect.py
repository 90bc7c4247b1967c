"""What a change would do to a streak, said before it is made."""

from dataclasses import dataclass

from tracker.core.days.practice_days import Days
from tracker.core.days.streaks import Streak, streaks, unit_words
from tracker.core.facts.sessions import Kind, Per


@dataclass(frozen=True, slots=True)
class Turned:
    """A streak as it is, and as it would be; ``None`` is no streak."""

    before: Streak | None
    after: Streak | None

    @property
    def changed(self) -> bool:
        """Whether it would count something else."""
        return _count(self.before) != _count(self.after)

    @property
    def words(self) -> str:
        """``12 -> 31 days``, ``12 days -> 2 weeks``, ``stays 12 days``; ``none`` stays none."""
        was, will = _count(self.before), _count(self.after)
        if was is None and will is None:
            return "none"
        unit = (will or was or (0, Per.DAY))[1]
        new = unit_words(will[0] if will else 0, unit)
        if was == will:
            return f"stays {new}"
        if was is None:
            return f"0 -> {new}"
        return f"{was[0] if was[1] is unit else unit_words(*was)} -> {new}"


@dataclass(frozen=True, slots=True)
class Preview:
    """The effect of a change on one kind."""

    kind: Kind
    current: Turned
    longest: Turned

    @property
    def changed(self) -> bool:
        """Whether any streak would count something else."""
        return self.current.changed or self.longest.changed

    @property
    def words(self) -> str:
        """``streak 12 -> 31 days``; the longest follows where it alone changes, or otherwise.

        Where none runs before and after, that is not said: ``no streak changes``.
        """
        none = self.current.before is None and self.current.after is None
        words = [] if none else [f"streak {self.current.words}"]
        if self.longest.changed and _pair(self.longest) != _pair(self.current):
            words.append(f"longest {self.longest.words}")
        return ", ".join(words) or "no streak changes"


def preview(before: Days, after: Days) -> Preview:
    """The effect of a change, from the days of a kind as they are and as they would be."""
    was, will = streaks(before), streaks(after)
    return Preview(
        before.kind, Turned(was.current, will.current), Turned(was.longest, will.longest)
    )


def _count(streak: Streak | None) -> tuple[int, Per] | None:
    return None if streak is None else (streak.done, streak.unit)


def _pair(turned: Turned) -> tuple[Streak | None, Streak | None]:
    return turned.before, turned.after
