"""The base of the insights' sections, and the view that each draws."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final, TypeVar

from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tracker.core.facts.sessions import MatSession, Practice, Session
from tracker.core.insights.periods import Length, Period
from tracker.core.text.dates import day_words
from tracker.level_colours import Look
from tracker.ui.screens.tracker import Tracker

TALL: Final = 40
ROWS: Final = 6
"""Rows of a list of stretches; `x` has all."""
Record = TypeVar("Record", Session, MatSession)


@dataclass(frozen=True, slots=True)
class View:
    """A period, with its records for sections that read them."""

    tracker: Tracker
    period: Period
    records: Sequence[Practice]
    look: Look
    covers: str = ""
    """The period in words: ``last 52 weeks``."""

    def of(self, kind: type[Record]) -> list[Record]:
        """The records of one kind."""
        return [record for record in self.records if isinstance(record, kind)]

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
    LENGTHS: ClassVar[Sequence[Length]] = (Length.YEAR, Length.ALL, Length.QUARTER)
    """The periods to choose from; it opens on the first."""
    GROUP_WORDS: ClassVar[Sequence[str]] = ()
    """Words of the key that leads to each group, as many as groups."""
    MEASURE_WORDS: ClassVar[Sequence[str]] = ()
    """The same for measures."""

    def __init__(self) -> None:
        super().__init__(id=self.NAME.casefold().replace(" ", "-"))
        self.group = 0
        self.measure = 0
        self.span = 0
        """The index of the chosen length."""
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

    @property
    def length(self) -> Length:
        """The length of the period that is shown."""
        return self.LENGTHS[self.span % len(self.LENGTHS)]

    def take_next(self, what: str) -> None:
        """Go on to the next group, measure or period; `what` names the attribute."""
        count = {"group": self.GROUPS, "measure": self.MEASURES, "span": len(self.LENGTHS)}[what]
        setattr(self, what, (getattr(self, what) + 1) % count)

    @property
    def key_words(self) -> Mapping[str, str]:
        """Words of the keys, each with what comes next."""
        words = {"insights.period": self.LENGTHS[(self.span + 1) % len(self.LENGTHS)].short}
        if self.GROUP_WORDS:
            words["insights.group"] = self.GROUP_WORDS[(self.group + 1) % self.GROUPS]
        if self.MEASURE_WORDS:
            words["insights.measure"] = self.MEASURE_WORDS[(self.measure + 1) % self.MEASURES]
        return words

    @property
    def is_tall(self) -> bool:
        """Whether there are rows for a blank line between those of a list."""
        return self.app.size.height >= TALL

    def head(self, title: str, more: str = "") -> None:
        """Set the heading."""
        words = Content.assemble((title, "bold"), f"   {more}" if more else "")
        self.query_one(".head", Static).update(words)

    def say(self, name: str, words: str) -> None:
        """Set the text of a line; hide it when empty."""
        line = self.query_one(f".{name}", Static)
        line.display = bool(words)
        line.update(Content(words))
