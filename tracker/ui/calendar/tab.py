"""The calendar tab: a year as a heatmap with a cursor, the streaks, the day's records."""

from datetime import date
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from tracker.core.calendar.grid import Grid
from tracker.core.calendar.heatmap import Heatmap, Measure, heatmap
from tracker.core.calendar.heatmap_words import MEASURE_WORDS, cell_words
from tracker.core.days.done_words import day_done, in_all
from tracker.core.days.practice_days import Days
from tracker.core.days.streaks import streaks, unit_words
from tracker.core.days.strength import strength
from tracker.core.facts.sessions import Kind
from tracker.core.text.dates import day_words
from tracker.ui.calendar.why import show_why
from tracker.ui.records.record_rows import OF_A_DAY, RecordRows
from tracker.ui.screens.kinds import TabScreen
from tracker.ui.screens.rest import Rest
from tracker.ui.terminal.capabilities import look_of
from tracker.ui.widgets.heatmap import HeatmapGrid
from tracker.ui.widgets.legend import Legend

_SHOWN: Final = ((Kind.POINTS,), (Kind.MAT,), (Kind.POINTS, Kind.MAT))
_NAMES: Final = {Kind.POINTS: "Points", Kind.MAT: "Mat"}
_FIRST_YEAR, _LAST_YEAR = 1970, 9998


class CalendarScreen(TabScreen):
    """A calendar year or the last 365 days, for points, the mat or both."""

    TAB = "calendar"
    HELP = (
        "A column is a week, a cell a day. Colours are fifths of your own practised days: "
        "the middle one is an ordinary day for you."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left_square_bracket,less_than_sign,pageup",
            "year(-1)",
            "earlier",
            id="calendar.earlier",
        ),
        Binding(
            "right_square_bracket,greater_than_sign,pagedown",
            "year(1)",
            "later",
            id="calendar.later",
        ),
        Binding("t", "today", "today", id="calendar.today"),
        Binding("g", "go", "go to", id="calendar.go", tooltip="Go to a date"),
        Binding("o", "kinds", "points, mat", id="calendar.kinds", tooltip="Points, mat, or both"),
        Binding("v", "measure", "measure", id="calendar.measure", tooltip="Count, minutes, mood"),
        Binding("y", "rolling", "365 days", id="calendar.rolling", tooltip="Last 365 days"),
        Binding("r", "rests", "rest days", id="calendar.rests", tooltip="Rest days, past ones too"),
        Binding("G", "goals", "goals", id="calendar.goals", tooltip="What your days are asked for"),
        Binding("w", "why", "why", id="calendar.why", tooltip="Why this day and this streak"),
        Binding("x", "read", "as text", id="calendar.read", show=False, tooltip="Read the year"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._year: int | None = None
        """The year shown; ``None``: the year of today."""
        self._rolling = False
        self._kinds = 0
        self._measure = Measure.MINUTES
        self._day: date | None = None
        self.resting = Rest(self, self._show_records)
        self._year_shown: Heatmap | None = None

    def compose_body(self) -> ComposeResult:
        """Streaks, the year, its legend, the day."""
        yield Static(id="streaks", markup=False)
        yield HeatmapGrid(id="year")
        yield Legend(id="legend")
        yield Static(id="day", markup=False)
        yield RecordRows(OF_A_DAY, id="records", chooses=False)

    def redraw(self) -> None:
        """Show the year as it is now."""
        tracker = self.tracker
        days = [tracker.days(kind) for kind in _SHOWN[self._kinds]]
        year = heatmap(self._grid(), self._measure, *days)
        self._year_shown = year
        look = look_of(self.app, tracker.settings)
        self.query_one("#streaks", Static).update(self._title(days))
        self.query_one("#year", HeatmapGrid).show(year, look, self._day or tracker.today)
        self.query_one("#legend", Legend).show(year, look)
        self._show_records()

    def _grid(self) -> Grid:
        week_starts = self.tracker.settings.first_weekday
        if self._rolling:
            return Grid.rolling(self.tracker.today, week_starts)
        return Grid.of_year(self._year or self.tracker.today.year, week_starts)

    def _title(self, days: list[Days]) -> Content:
        name = "Last 365 days" if self._rolling else str(self._year or self.tracker.today.year)
        words = [(f"{name}  ", "bold"), (MEASURE_WORDS[self._measure], "$quiet")]
        for each in days:
            if self.tracker.settings.hides_streaks:
                words += [(f"   {_NAMES[each.kind]} ", ""), (in_all(each), "$quiet")]
                continue
            found = streaks(each)
            run = found.current.words if found.current else "no streak"
            words += [(f"   {_NAMES[each.kind]} ", ""), (run, "$primary" if found.current else "")]
            if found.longest and len(days) == 1:
                longest = unit_words(found.longest.done, found.longest.unit)
                words.append((f"   longest {longest}", "$quiet"))
            firm = strength(each) if len(days) == 1 else None
            if firm is not None and firm.value >= 1:  # hide a strength below 1
                words.append((f"   strength {firm.value:.0f} of 100", "$quiet"))
        return Content.assemble(*words)

    @on(HeatmapGrid.Moved)
    def _show_day(self, moved: HeatmapGrid.Moved) -> None:
        self._day = moved.day
        self.call_after_refresh(self._say_day, moved.day)  # draw the cursor first
        self.resting.wait()

    def _say_day(self, day: date) -> None:
        cell = None if self._year_shown is None else self._year_shown.cell(day)
        if cell is not None:
            words = "   ".join(cell_words(cell, self._measure, self._written))
            if self.tracker.settings.hides_streaks:
                kinds = _SHOWN[self._kinds]
                words = "   ".join(
                    day_done(self.tracker.days(kind), day, self._written) for kind in kinds
                )
            self.query_one("#day", Static).update(Content(words), layout=False)

    def _show_records(self) -> None:
        tracker = self.tracker
        day, shown = self._day or tracker.today, _SHOWN[self._kinds]
        records = [each for each in tracker.journal.practices(day) if each.kind in shown]
        self.query_one("#records", RecordRows).show(records)

    @on(HeatmapGrid.Left)
    def _leave_year(self, left: HeatmapGrid.Left) -> None:
        if self._rolling and left.day > self.tracker.today:
            return
        self._go(left.day)

    @on(HeatmapGrid.Opened)
    def _open(self, opened: HeatmapGrid.Opened) -> None:
        from tracker.ui.calendar.day import DayScreen

        self.app.push_screen(DayScreen(opened.day))

    def _go(self, day: date) -> None:
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            return
        self._day = day
        grid = self._grid()
        if not grid.first <= day <= grid.last:
            self._rolling, self._year = False, day.year
        self.redraw()

    def action_year(self, by: int) -> None:
        """Go a year earlier or later, to the same date; from 29 February to the 28th."""
        day = self._day or self.tracker.today
        year = day.year + by
        if _FIRST_YEAR <= year <= _LAST_YEAR:
            leap_day = (day.month, day.day) == (2, 29)
            self._rolling, self._year = False, year
            self._day = day.replace(year=year, day=28) if leap_day else day.replace(year=year)
            self.redraw()

    def action_today(self) -> None:
        """Go to today."""
        self._year, self._day = None, self.tracker.today
        self.redraw()

    def action_go(self) -> None:
        """Ask for a date and go there."""
        from tracker.ui.screens.date_dialog import GoToScreen

        self.app.push_screen(GoToScreen(), self._gone)

    def _gone(self, day: date | None) -> None:
        if day is not None:
            self._go(day)

    def action_kinds(self) -> None:
        """Show the next of points, the mat, both."""
        self._kinds = (self._kinds + 1) % len(_SHOWN)
        self.redraw()

    def action_measure(self) -> None:
        """Show the next measure: sessions, minutes, change of mood."""
        measures = list(Measure)
        self._measure = measures[(measures.index(self._measure) + 1) % len(measures)]
        self.redraw()

    def action_rolling(self) -> None:
        """Switch between the last 365 days and a calendar year."""
        self._rolling, self._year = not self._rolling, None
        self._day = self.tracker.today
        self.redraw()

    def action_why(self) -> None:
        """Explain the day's state and the current streak."""
        day = self._day or self.tracker.today
        show_why(self, self.tracker, day, _SHOWN[self._kinds])

    def action_goals(self) -> None:
        """See and set goals."""
        from tracker.ui.calendar.goals_and_rests import GoalsScreen

        self.app.push_screen(GoalsScreen(_SHOWN[self._kinds][0]))

    def action_rests(self) -> None:
        """See and set rest days."""
        from tracker.ui.calendar.goals_and_rests import RestsScreen

        self.app.push_screen(RestsScreen())

    def action_read(self) -> None:
        """Show the year as sentences, for screen readers."""
        from tracker.core.calendar.heatmap_words import reading
        from tracker.ui.screens.text_page import ReadingScreen

        days = [self.tracker.days(kind) for kind in _SHOWN[self._kinds]]
        year = heatmap(self._grid(), self._measure, *days)
        hidden = self.tracker.settings.hides_streaks
        lines = [in_all(each) for each in days] if hidden else reading(year, self._written)
        self.app.push_screen(ReadingScreen("The year in words", lines))

    def _written(self, day: date) -> str:
        return day_words(day, self.tracker.settings.date_order)
