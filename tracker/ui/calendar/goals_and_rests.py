"""The lists of goals and of rest days, with the effect of each change on streaks."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from tracker.core.days.dated_goals import goal_words
from tracker.core.entry.goal_line import goal_entry, rest_entry
from tracker.core.facts.sessions import Goal, Kind, Rest
from tracker.core.facts.ulid import ulid
from tracker.journal.journal import Change
from tracker.practice.effects import effect
from tracker.ui.screens.entry_list import EntryList


class GoalsScreen(EntryList[Goal]):
    """Goals for points or for the mat."""

    HELP = (
        "A goal holds from its day on; the past keeps the goal it had. The first covers all before."
    )
    EXAMPLE = "twice a day mon-fri, least 5m, from 1 dec"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "kind", "points, mat", id="aims.kind"),
    ]
    MORE_KEYS: ClassVar[Sequence[tuple[str, str]]] = (("o", "points, mat"),)

    def __init__(self, kind: Kind = Kind.POINTS) -> None:
        super().__init__()
        self._kind = kind

    @property
    def heading(self) -> str:
        """The title with the kind."""
        return f"Goals for {'points' if self._kind is Kind.POINTS else 'the mat'}"

    def entries(self) -> Sequence[Goal]:
        """The goals of this kind, the latest first."""
        goals = [goal for goal in self.tracker.journal.facts(Goal) if goal.kind is self._kind]
        return sorted(goals, key=lambda goal: (goal.since, goal.made), reverse=True)

    def cells(self, entry: Goal) -> tuple[str, str]:
        """``from Sun 22 Nov 2026``, ``once a day``."""
        return f"from {self.written(entry.since)}", goal_words(entry)

    def label(self, entry: Goal) -> str:
        """``goal from Sun 22 Nov 2026``."""
        return f"goal {self.cells(entry)[0]}"

    def effects(self, change: Change) -> str:
        """The effect on the streak of this kind."""
        return f"{self._kind}: {effect(self.tracker, self._kind, change)}"

    def entry_of(self, text: str) -> Goal:
        """The goal of the line."""
        tracker = self.tracker
        line = goal_entry(text, tracker.today, tracker.settings.date_order)
        now = tracker.now()
        return Goal(
            id=ulid(now),
            made=now,
            kind=self._kind,
            since=line.since,
            per=line.per,
            times=line.times,
            weekdays=line.weekdays,
            least_seconds=line.least_seconds,
        )

    def action_kind(self) -> None:
        """Show the other kind."""
        self._kind = Kind.MAT if self._kind is Kind.POINTS else Kind.POINTS
        self.follow()


class RestsScreen(EntryList[Rest]):
    """Rest days, in the past too; they never shorten a streak."""

    HELP = "Rest days bridge a streak and never add to it. Reasons: rest, ill, away."
    EXAMPLE = "3 nov to 9 nov ill"

    @property
    def heading(self) -> str:
        """The title."""
        return "Rest days"

    def entries(self) -> Sequence[Rest]:
        """All rests, the latest first."""
        rests = self.tracker.journal.facts(Rest)
        return sorted(rests, key=lambda rest: (rest.start, rest.made), reverse=True)

    def cells(self, entry: Rest) -> tuple[str, str]:
        """The first day and the last, and why."""
        count = (entry.end - entry.start).days + 1
        span = self.written(entry.start)
        if count > 1:
            span += f" to {self.written(entry.end)}"
        return span, f"{entry.why}, {count} {'day' if count == 1 else 'days'}"

    def label(self, entry: Rest) -> str:
        """``rest Sun 22 Nov 2026``."""
        return f"rest {self.cells(entry)[0]}"

    def effects(self, change: Change) -> str:
        """The effect on both streaks."""
        return "   ".join(f"{kind}: {effect(self.tracker, kind, change)}" for kind in Kind)

    def entry_of(self, text: str) -> Rest:
        """The rest of the line."""
        tracker = self.tracker
        line = rest_entry(text, tracker.today, tracker.settings.date_order)
        now = tracker.now()
        return Rest(id=ulid(now), made=now, start=line.start, end=line.end, why=line.why)
