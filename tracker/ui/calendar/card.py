"""The month beside the year; on a wide screen as a card with the day, its keys and what counts."""

from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import wrap
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Click
from textual.widgets import Static

from tracker.core.calendar.heatmap_words import MONTHS
from tracker.core.facts.goals_and_rests import KIND_WORDS, Kind
from tracker.core.text.durations import duration_words
from tracker.practice.goals import rests
from tracker.ui.calendar.day_lines import aims, day_name, nothing_words, quiet, record_lines
from tracker.ui.calendar.views import Layout
from tracker.ui.screens.tracker import Tracker
from tracker.ui.widgets.days.month import MonthGrid
from tracker.ui.widgets.key_sentence import KeySentence

if TYPE_CHECKING:
    from tracker.core.facts.sessions import Practice

SHADES = "Shades compare your own days only."
_LABEL = 8
_CODES = 50
"""Columns from which a record has the codes of its points."""
_OF_DAY = {"a": "add-points", "m": "add-mat", "r": "rest", "enter": "open-day"}
_OF_AIMS = {"G": "change-aims", "w": "why-counts"}
_WORDS = {
    "a": ("add points", "add points to this day"),
    "m": ("add mat", "add time on the mat"),
    "r": ("make it a rest", "make it a rest day"),
    "enter": ("", "open it"),
    "G": ("change it", "change it"),
    "w": ("why a day counts, or not", "why a day counts, or not"),
}


class MonthName(Static):
    """A tap on it shows the month alone."""

    ALLOW_SELECT = False

    async def on_click(self, event: Click) -> None:
        """Show the month."""
        event.stop()
        await self.run_action("screen.month")


class CalendarCard(Vertical):
    """Everything that is beside the year."""

    ALLOW_SELECT: ClassVar[bool] = False

    is_broad = False
    """Whether it is on a screen with large squares."""

    def compose(self) -> ComposeResult:
        """The month, the day, its keys, the aims, the totals."""
        yield MonthName(classes="month-name", markup=False)
        yield (month := MonthGrid(id="card-month"))
        month.can_focus = False
        yield Static(id="card-day", classes="in-card", markup=False)
        with Vertical(id="card-keys", classes="in-card"):
            with Horizontal(id="card-adds"):
                for key in "am":
                    yield KeySentence(key, chip=False, id=f"card-{_OF_DAY[key]}")
            for key in ("r", "enter"):
                yield KeySentence(key, chip=False, id=f"card-{_OF_DAY[key]}")
        yield Static(id="card-aims", classes="in-card", markup=False)
        for key, name in _OF_AIMS.items():
            yield KeySentence(key, chip=False, id=f"card-{name}")
        yield Static(id="card-totals", classes="in-card", markup=False)
        yield Static(id="card-shades", classes="in-card", markup=False)

    @property
    def month(self) -> MonthGrid:
        """The month."""
        return self.query_one("#card-month", MonthGrid)

    def draw(self, tracker: Tracker, where: Layout) -> None:
        """Show what does not depend on the day."""
        broad = self.is_broad = where.cell == 3
        self.month.set_pitch(
            8 if broad else 4 if where.card else 5, apart=2 if broad else 1, named=where.card
        )
        for key, name in (_OF_DAY | _OF_AIMS).items():
            words = _WORDS[key][broad] if where.card else ""
            self.query_one(f"#card-{name}", KeySentence).say(words, wide=7 if broad else 0)
        if not where.card:
            return
        found = aims(tracker)
        lines = [Content.styled("What counts", "bold")]
        for name, words in found:
            shown = f"{name:<{_LABEL}}{words}" if broad else f"{name}: {words}."
            lines += [Content(row) for row in wrap(shown, max(12, self._width))]
        self._say("card-aims", lines if found else [])
        totals = [*_totals(tracker)] if broad else []
        self._say("card-totals", totals)
        self._say("card-shades", quiet(SHADES, self._width))

    def show_month(self, day: date) -> None:
        """Name the month of a day."""
        self.query_one(MonthName).update(MONTHS[day.month - 1])

    def show_day(
        self, tracker: Tracker, day: date, state: str, records: "Sequence[Practice]"
    ) -> None:
        """Show a day with its records."""
        head = Content.assemble((day_name(tracker, day), "bold"), (f"    {state}", "$primary"))
        lines = [head]
        of = {kind: [each for each in records if each.kind is kind] for kind in Kind}
        if points := of[Kind.POINTS]:
            lines += record_lines(tracker, points, self._width, 6, codes=self._width > _CODES)
        else:
            lines.append(Content(nothing_words(tracker, day)))
        lines.append(Content(""))
        if mat := of[Kind.MAT]:
            lines += record_lines(tracker, mat, self._width, 4)
        elif day <= tracker.today:
            lines.append(Content(f"{'Mat':<{self._label}}nothing this day"))
        self._say("card-day", lines)

    @property
    def _label(self) -> int:
        return 7 if self._width > 40 else 6

    @property
    def _width(self) -> int:
        return 55 if self.is_broad else 30

    def _say(self, name: str, lines: Sequence[Content]) -> None:
        section = self.query_one(f"#{name}", Static)
        section.display = bool(lines)
        section.update(Content("\n").join(lines))


def _totals(tracker: Tracker) -> Iterator[Content]:
    yield Content.styled("In all", "bold")
    for kind in Kind:
        total = tracker.days(kind).totals(date.min, tracker.today)
        if total.count:
            many = f"{total.days} days" if kind is Kind.POINTS else f"{total.count} times"
            words = f"{many}, {duration_words(total.seconds)}"
            yield Content(f"{KIND_WORDS[kind]:<{_LABEL}}{words}")
    rested = sum((rest.end - rest.start).days + 1 for rest in rests(tracker))
    if rested:
        yield Content(f"{'Rests':<{_LABEL}}{rested} {'day' if rested == 1 else 'days'}")
