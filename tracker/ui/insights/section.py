"""The base of the insights' sections, and the view that each draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tracker.core.facts.sessions import Practice
from tracker.core.insights.periods import Period
from tracker.core.text.dates import day_words
from tracker.level_colours import Look
from tracker.ui.screens.tracker import Tracker


@dataclass(frozen=True, slots=True)
class View:
    """A period, with its records for sections that read them."""

    tracker: Tracker
    period: Period
    records: Sequence[Practice]
    look: Look

    @property
    def week_starts(self) -> int:
        """The first weekday; Monday is 0."""
        return self.tracker.settings.first_weekday

    def written(self, day: date) -> str:
        """A date in the person's order of day and month."""
        return day_words(day, self.tracker.settings.date_order)


class Section(Vertical):
    """A section: draws a view, and has the same content as text in ``lines``."""

    NAME: ClassVar[str] = ""
    READS: ClassVar[bool] = True
    """Whether it reads records; otherwise day summaries are enough."""
    GROUPS: ClassVar[int] = 1
    """Number of ways to group the records."""
    MEASURES: ClassVar[int] = 1
    """Number of measures to choose from."""

    def __init__(self) -> None:
        super().__init__(id=self.NAME.casefold().replace(" ", "-"))
        self.group = 0
        self.measure = 0
        self.lines: Sequence[str] = ()
        """The drawing in sentences."""

    def offered(self, tracker: Tracker) -> bool:  # noqa: ARG002
        """Whether the section is offered now."""
        return True

    def first(self, tracker: Tracker) -> date | None:  # noqa: ARG002
        """The first day of its records other than practice; ``None`` without any."""
        return None

    async def draw(self, view: View) -> None:
        """Draw the view, and put its sentences into ``lines``."""

    def weeks(self) -> int:
        """Weeks in one step to an earlier or later period; 0 for the length of the period."""
        return 0

    def head(self, title: str, more: str = "") -> None:
        """Set the heading."""
        words = Content.assemble((title, "bold"), (f"   {more}" if more else "", "$quiet"))
        self.query_one(".head", Static).update(words)

    def say(self, name: str, words: str) -> None:
        """Set the text of a line; hide it when empty."""
        line = self.query_one(f".{name}", Static)
        line.display = bool(words)
        line.update(Content(words))
