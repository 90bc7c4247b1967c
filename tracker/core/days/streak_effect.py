"""The effect of a change on the streaks, before the change is made."""

from dataclasses import dataclass

from tracker.core.days.practice_days import Days
from tracker.core.days.streaks import Streak, streaks, unit_words
from tracker.core.facts.sessions import Kind, Per


@dataclass(frozen=True, slots=True)
class StreakChange:
    """A streak before and after a change; ``None`` without a streak."""

    before: Streak | None
    after: Streak | None

    @property
    def changed(self) -> bool:
        """Whether the count or its unit differs."""
        return _count(self.before) != _count(self.after)

    @property
    def words(self) -> str:
        """``12 -> 31 days``, ``12 days -> 2 weeks``, ``stays 12 days``; ``none`` without any."""
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
    current: StreakChange
    longest: StreakChange

    @property
    def changed(self) -> bool:
        """Whether the current or the longest streak differs."""
        return self.current.changed or self.longest.changed

    @property
    def words(self) -> str:
        """``streak 12 -> 31 days``; the longest follows if it changes differently.

        Without a current streak before or after, only the longest; else ``no streak changes``.
        """
        none = self.current.before is None and self.current.after is None
        words = [] if none else [f"streak {self.current.words}"]
        if self.longest.changed and _pair(self.longest) != _pair(self.current):
            words.append(f"longest {self.longest.words}")
        return ", ".join(words) or "no streak changes"


def preview(before: Days, after: Days) -> Preview:
    """The effect of a change, given the days of a kind before and after it."""
    was, will = streaks(before), streaks(after)
    return Preview(
        before.kind,
        StreakChange(was.current, will.current),
        StreakChange(was.longest, will.longest),
    )


def _count(streak: Streak | None) -> tuple[int, Per] | None:
    return None if streak is None else (streak.done, streak.unit)


def _pair(change: StreakChange) -> tuple[Streak | None, Streak | None]:
    return change.before, change.after
