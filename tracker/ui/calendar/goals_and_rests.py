"""The lists of goals and of rest days, with the effect of each change on streaks."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from tracker.core.days.dated_goals import goal_words
from tracker.core.facts.sessions import Goal, Kind, Rest
from tracker.core.text.examples import GOAL, REST
from tracker.journal.journal import Change
from tracker.practice import goals
from tracker.ui.screens.entry_list import EntryList


class GoalsScreen(EntryList[Goal]):
    """Goals for points or for the mat."""

    HELP = (
        "A goal holds from its day on; the past keeps the goal it had. The first covers all before."
    )
    EXAMPLE = GOAL
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("o", "kind", "points, mat", id="aims.kind"),
    ]
    MORE_KEYS: ClassVar[Sequence[tuple[str, str]]] = (("o", "points, mat"),)
    EMPTY_LIST_HAS_KEYS = True

    def __init__(self, kind: Kind = Kind.POINTS) -> None:
        super().__init__()
        self._kind = kind

    @property
    def heading(self) -> str:
        """The title with the kind."""
        return f"Goals for {'points' if self._kind is Kind.POINTS else 'the mat'}"

    def entries(self) -> Sequence[Goal]:
        """The goals of this kind, the latest first."""
        return goals.goals(self.tracker, self._kind)

    def cells(self, entry: Goal) -> tuple[str, str]:
        """``from Sun 22 Nov 2026``, ``once a day``."""
        return f"from {self.written(entry.since)}", goal_words(entry)

    def label(self, entry: Goal) -> str:
        """``goal points``."""
        return goals.goal_label(entry)

    def effects(self, change: Change) -> str:
        """The effect on the streak of this kind."""
        return "   ".join(goals.effects(self.tracker, [change]))

    def entry_of(self, text: str) -> Goal:
        """The goal of the line."""
        return goals.goal(self.tracker, self._kind, text)

    def change(self, entry: Goal) -> Change:
        """Set the goal; one from the same day on is replaced."""
        return goals.set_goal(self.tracker, entry)

    def action_kind(self) -> None:
        """Show the other kind."""
        self._kind = Kind.MAT if self._kind is Kind.POINTS else Kind.POINTS
        self.follow()


class RestsScreen(EntryList[Rest]):
    """Rest days, in the past too; they never shorten a streak."""

    HELP = "Rest days bridge a streak and never add to it. Reasons: rest, ill, away."
    EXAMPLE = REST

    @property
    def heading(self) -> str:
        """The title."""
        return "Rest days"

    def entries(self) -> Sequence[Rest]:
        """All rests, the latest first."""
        return goals.rests(self.tracker)

    def cells(self, entry: Rest) -> tuple[str, str]:
        """The first day and the last, and why."""
        return goals.rest_words(self.tracker, entry)

    def label(self, entry: Rest) -> str:
        """``rest Sun 22 Nov 2026``."""
        return goals.rest_label(self.tracker, entry)

    def effects(self, change: Change) -> str:
        """The effect on each streak that has a goal."""
        return "   ".join(goals.effects(self.tracker, [change]))

    def entry_of(self, text: str) -> Rest:
        """The rest of the line."""
        return goals.rest(self.tracker, text)
