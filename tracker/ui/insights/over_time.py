"""The section on ratings over time: mood, tension, or the nights."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from rich.cells import set_cell_size
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from tracker.core.facts.nights import Night
from tracker.core.insights.nights import night_lines, week_rows
from tracker.core.insights.over_time import Pairs, Rating, is_low, rated_columns, rated_weeks
from tracker.core.insights.periods import LEAST, Length
from tracker.core.insights.words import shown_from
from tracker.level_colours import ASCII
from tracker.practice.hard_moments import IN_APP
from tracker.ui.insights.rating_chart import RatingChart
from tracker.ui.insights.section import Section, View
from tracker.ui.screens.tracker import Tracker
from tracker.ui.widgets.rows import Column, Rows

_YOURS: Final = "These are your own answers, no more."
_LOW: Final = f"Ups and downs are usual. If it stays low: {IN_APP} whom to talk to."
_SCALES: Final[tuple[Rating, Rating]] = ("mood", "tension")
_ENDS: Final = {"mood": "0 worst, 10 best", "tension": "0 none, 10 worst"}
_NIGHTS: Final = 2
"""The measure that lists nights."""
_WEEKS: Final = 3
"""Weeks whose averages are listed where there is room."""
_BAR: Final = 40
_SHOWS_WEEKS: Final = 30
"""Rows of a screen with room for the averages of weeks."""


class OverTimeSection(Section):
    """Mood, or tension, day by day, before and after sessions; the nights once one was rated."""

    NAME = "Over time"
    MEASURES = 3
    LENGTHS = (Length.TWELVE, Length.YEAR, Length.MONTH)

    def first(self, tracker: Tracker) -> date | None:
        """The day of the earliest night."""
        return min((night.day for night in tracker.journal.facts(Night)), default=None)

    @property
    def key_words(self) -> dict[str, str]:
        """With the measure that comes next."""
        return {**super().key_words, "insights.measure": self._measures[self._next]}

    @property
    def _next(self) -> int:
        return (self.measure + 1) % len(self._measures)

    @property
    def _measures(self) -> Sequence[str]:
        return (*_SCALES, "nights") if self._has_nights else _SCALES

    def __init__(self) -> None:
        super().__init__()
        self._has_nights = False

    def take_next(self, what: str) -> None:
        """Go on; the nights come only once one was rated."""
        if what == "measure":
            self.measure = self._next
        else:
            super().take_next(what)

    def compose(self) -> ComposeResult:
        """The chart, its words, the averages of weeks; or the rating of every night."""
        yield Static(classes="head", markup=False)
        yield RatingChart()
        yield Static(classes="said quiet", markup=False)
        yield Static(classes="lines", markup=False)
        yield Static(classes="note quiet", markup=False)
        columns = (Column(16), Column(20), Column(6, quiet=True, least=44))
        yield Rows[tuple[str, str, str]](columns, lambda row: row, id="nights", chooses=False)

    async def draw(self, view: View) -> None:
        """Draw the chosen ratings."""
        nights = [
            night
            for night in view.tracker.journal.facts(Night)
            if view.period.first <= night.day <= view.period.last
        ]
        self._has_nights = bool(view.tracker.journal.facts(Night))
        shows_nights = self.measure == _NIGHTS
        self.query_one(RatingChart).display = not shows_nights
        self.query_one("#nights").display = shows_nights
        if shows_nights:
            self._draw_nights(view, nights)
        else:
            self._draw_ratings(view, _SCALES[self.measure])

    def _draw_nights(self, view: View, nights: Sequence[Night]) -> None:
        averages = not view.tracker.settings.hides_streaks
        self.head("Nights", f"0 worst, 10 best, {view.covers}")
        rows = week_rows(nights, view.week_starts, averages=averages)
        shown = [(view.written(first), each, mean) for first, each, mean in rows]
        self.query_one("#nights", Rows).show(shown)
        self.say("said", "" if shown else "No night is rated in this period.")
        self.say("lines", "")
        self.say("note", _YOURS)
        self.lines = [*night_lines(nights, view.written, averages=averages), "", _YOURS]

    def _draw_ratings(self, view: View, scale: Rating) -> None:
        chart, period = self.query_one(RatingChart), view.period
        averages = not view.tracker.settings.hides_streaks
        self.head(f"{scale.title()}, day by day", f"before and after sessions, {view.covers}")
        weeks = rated_weeks(view.records, period, scale, view.week_starts)
        answers = sum(each.answers for each in weeks)
        chart.display = answers >= LEAST
        if answers < LEAST:
            self.lines = [shown_from(LEAST, "answered sessions", answers)]
            self.say("said", self.lines[0])
            for name in ("lines", "note"):
                self.say(name, "")
            return
        room = chart.room(self.size.width)
        columns = rated_columns(view.records, period, scale, room)
        chart.show(columns, _labels(columns, view), ascii_only=view.look.glyphs is ASCII)
        each = "a day's average" if len(columns) == period.days else "an average of its days"
        if period.days < 2 * len(columns):
            each = "a day's average"
        gap = "a gap is a day without an answer"
        self.query_one(".said", Static).display = True
        self.query_one(".said", Static).update(
            Content.assemble(
                ("○", "$quiet"),
                (" before  ", "$foreground"),
                ("●", "$primary"),
                (f" after, {each}; {gap}.", "$foreground"),
            )
        )
        tall = averages and self.app.size.height >= _SHOWS_WEEKS
        lines = self.query_one(".lines", Static)
        lines.display = tall
        if tall:
            lines.update(_average_lines(weeks[:_WEEKS], view))
        low = _LOW if is_low(view.records, period.last) else ""
        self.say("note", low or _YOURS)
        self.lines = [
            f"{scale.title()}, {_ENDS[scale]}.",
            *(_week_words(week, scale, view, averages=averages) for week in weeks),
            "",
            _YOURS,
            *([low] if low else []),
        ]


def _labels(columns: Sequence[Pairs], view: View) -> list[tuple[int, str]]:
    """The first day of a week at the left end and in the middle, and the last day."""
    last, week = len(columns) - 1, timedelta(days=7)
    first = columns[0].first
    ahead = (view.week_starts - first.weekday()) % 7
    middle = columns[last // 2].first
    begun = middle - timedelta(days=(middle.weekday() - view.week_starts) % 7)
    found = [
        (at, f"{day.day} {day:%b}")
        for day in (first + timedelta(days=ahead), begun + week)
        for at, column in enumerate(columns)
        if column.first <= day <= column.last
    ]
    end = columns[last].last
    words = "today" if end >= view.tracker.today else f"{end.day} {end:%b}"
    return [*found, (max(0, last - 2), words)]


def _average_lines(weeks: Sequence[Pairs], view: View) -> Content:
    """The averages after sessions of the last weeks, oldest first."""
    lines = [Content.styled("Weeks, average after", "bold")]
    for week in reversed(weeks):
        if week.after is None:
            continue
        here = week.first <= view.tracker.today <= week.last
        name = "this week" if here else f"{week.first.day} {week.first:%b}"
        bar = "─" * round(week.after / 10 * _BAR) + "●"
        shown = Content.assemble((bar[:-1], "$symbol"), ("●", "$primary"))
        gap = " " * (_BAR + 4 - len(bar))
        lines.append(
            Content.styled(set_cell_size(name, 12), "$quiet")
            + shown
            + Content(f"{gap}{week.after:.1f}")
        )
    return Content("\n").join(lines)


def _week_words(week: Pairs, scale: Rating, view: View, *, averages: bool) -> str:
    if averages:
        return week.words(view.written, scale)
    count = "1 answer" if week.answers == 1 else f"{week.answers} answers"
    return f"Week of {view.written(week.first)}: {count}."
