"""The calendar tab: a year or a month with a cursor, and the day under it in words."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.events import Resize
from textual.widgets import Static

from tracker.core.calendar.grid import Grid
from tracker.core.calendar.heatmap import Heatmap, Measure, heatmap
from tracker.core.days.practice_days import Days
from tracker.core.facts.goals_and_rests import Kind
from tracker.ui.calendar.acts import DayActs
from tracker.ui.calendar.card import CalendarCard
from tracker.ui.calendar.draw import CalendarParts
from tracker.ui.calendar.views import Layout, View, after, first_year, layout, moved, opens_on
from tracker.ui.calendar.why import show_reading, show_why
from tracker.ui.screens.kinds import TabScreen
from tracker.ui.screens.rest import Rest
from tracker.ui.widgets.days.day_grid import DayGrid
from tracker.ui.widgets.days.heatmap import HeatmapGrid
from tracker.ui.widgets.days.legend import Legend
from tracker.ui.widgets.days.month import MonthGrid, month_of
from tracker.ui.widgets.days.year import YearGrid

_SHOWN = ((Kind.POINTS,), (Kind.MAT,), (Kind.POINTS, Kind.MAT))
_FIRST_YEAR, _LAST_YEAR = 1970, 9998


class CalendarScreen(DayActs, TabScreen):
    """A month, a calendar year or the last 365 days, for points, the mat or both."""

    TAB = "calendar"
    KEYS = (
        "heatmap.open",
        *(f"calendar.{name}" for name in ("earlier", "later", "today", "rests", "kinds")),
        *(f"calendar.{name}" for name in ("rolling", "measure", "go")),
    )
    HELP = (
        "A square is a day. Colours are fifths of your own practised days: "
        "the middle one is an ordinary day for you."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "left_square_bracket,less_than_sign,pageup",
            "earlier(-1)",
            "earlier",
            key_display="pgup",
            id="calendar.earlier",
        ),
        Binding(
            "right_square_bracket,greater_than_sign,pagedown",
            "earlier(1)",
            "later",
            key_display="pgdn",
            id="calendar.later",
        ),
        Binding("t", "today", "today", id="calendar.today"),
        Binding("g", "go", "date", id="calendar.go", tooltip="Go to a date"),
        Binding("o", "kinds", "mat", id="calendar.kinds", tooltip="Points, mat, or both"),
        Binding("v", "measure", "shows", id="calendar.measure", tooltip="Minutes, times, mood"),
        Binding("y", "view", "year", id="calendar.rolling", tooltip="Month, year, or 365 days"),
        Binding("r", "rest", "rest", id="calendar.rests", tooltip="Make the day a rest day"),
        Binding("R", "rests", "rest days", id="calendar.rest-days", show=False),
        Binding("a", "log_points", "add points", id="calendar.log-points", show=False),
        Binding("m", "log_mat", "add mat", id="calendar.log-mat", show=False),
        Binding("G", "goals", "goals", id="calendar.goals", tooltip="What your days are asked for"),
        Binding("w", "why", "why", id="calendar.why", tooltip="Why this day and this streak"),
        Binding("x", "read", "as text", id="calendar.read", show=False, tooltip="Read the year"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._year: int | None = None
        """The year shown; ``None``: the year of today."""
        self._view: View | None = None
        """What was chosen; `None` until then."""
        self._kinds = 0
        self._measure = Measure.MINUTES
        self._day: date | None = None
        self._done_today = 0
        self.resting = Rest(self, self._show_records)
        self._shown_days: Heatmap | None = None

    def compose_body(self) -> ComposeResult:
        """The heading, the days, the legend, the day under the cursor."""
        with Vertical(id="calendar"):
            yield Static(id="streaks", markup=False)
            yield YearGrid(id="year")
            yield HeatmapGrid(id="rolling")
            yield MonthGrid(id="month")
            yield Legend(id="legend")
            yield Static(id="other-head", markup=False)
            yield YearGrid(id="other-year")
            yield Legend(id="other-legend")
            yield Static(id="moods", markup=False)
            yield Static(id="day", markup=False)
            yield Static(id="records", markup=False)
            yield Static(id="first-days", markup=False)
            yield CalendarCard(id="card")

    @property
    def layout_now(self) -> Layout:
        """The parts that there is room for, in the view that was chosen."""
        size = self.app.size
        view = self._view or opens_on([self.tracker.days(kind) for kind in Kind])
        return layout(size.width, size.height, view)

    @property
    def key_order(self) -> Sequence[str]:
        """Without the keys of other months and years where there are none yet."""
        where = self.layout_now
        left_out: set[str] = set()
        if where.low:
            left_out = {"calendar.earlier", "calendar.later"}
        elif where.view is View.MONTH and self._is_first_month:
            left_out = {"calendar.earlier", "calendar.later", "calendar.rolling"}
            left_out.add("calendar.measure")
        return [name for name in self.KEYS if name not in left_out]

    @property
    def _is_first_month(self) -> bool:
        """Whether everything is of this month."""
        firsts = [self.tracker.days(kind).first_record for kind in Kind]
        first = min(filter(None, firsts), default=self.tracker.today)
        return first >= self.tracker.today.replace(day=1)

    @property
    def grid(self) -> DayGrid:
        """The days that the cursor is on."""
        where = self.layout_now
        name = {View.MONTH: "month", View.ROLLING: "rolling"}.get(where.view, "year")
        if name == "year" and not where.is_apart:
            name = "rolling"
        return self.query_one(f"#{name}", DayGrid)

    @property
    def day(self) -> date:
        """The day under the cursor."""
        return self._day or self.tracker.today

    @property
    def kinds(self) -> Sequence[Kind]:
        """The kinds that are shown."""
        return _SHOWN[self._kinds]

    @property
    def _parts(self) -> CalendarParts:
        return CalendarParts(self, self.tracker, self.layout_now)

    def redraw(self) -> None:
        """Show the days as they are now; a session that was just kept is under the cursor."""
        tracker = self.tracker
        done = sum(tracker.days(kind).done_on(tracker.today) for kind in Kind)
        if done > self._done_today and self._day is not None:
            self._day = None
        self._done_today = done
        days = [tracker.days(kind) for kind in self.kinds]
        shown = heatmap(self._span(days), self._measure, *days)
        self._shown_days = shown
        self._parts.draw(self.grid, shown, days, self.day)
        if self.is_current:
            self.grid.focus()
        self._say_day(self.day)
        self._show_records()
        self.refresh_bindings()

    def on_resize(self, event: Resize) -> None:
        """Show as much as now fits."""
        if event.size and self._shown_days is not None:
            self.redraw()

    def _span(self, kinds: Sequence[Days]) -> Grid:
        week_starts, view = self.tracker.settings.first_weekday, self.layout_now.view
        if view is View.ROLLING:
            return Grid.rolling(self.tracker.today, week_starts)
        if view is View.MONTH:
            return month_of(self.day, week_starts)
        return first_year(kinds, self._year or self.tracker.today.year, week_starts)

    @on(DayGrid.Moved)
    def _show_day(self, event: DayGrid.Moved) -> None:
        if event.grid is not self.grid:
            self.grid.point_to(event.day)
        self._day = event.day
        self.call_after_refresh(self._say_day, event.day)  # draw the cursor first
        self.resting.wait()

    def _say_day(self, day: date) -> None:
        cell = None if self._shown_days is None else self._shown_days.cell(day)
        self._parts.say_day(day, cell, self.kinds, self._measure)

    def _show_records(self) -> None:
        self._parts.show_records(self.day, self.kinds)

    @on(DayGrid.Left)
    def _leave(self, left: DayGrid.Left) -> None:
        if self.layout_now.view is View.ROLLING and left.day > self.tracker.today:
            return
        self._go(left.day)

    @on(DayGrid.Opened)
    def _open(self, opened: DayGrid.Opened) -> None:
        if opened.grid is not self.grid and opened.day != self.day:
            self._go(opened.day)
            return
        from tracker.ui.calendar.day import DayScreen

        self.app.push_screen(DayScreen(opened.day))

    def _go(self, day: date) -> None:
        if not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            return
        self._day = day
        shown = self._shown_days
        if shown is not None and shown.cell(day) is None:
            if self.layout_now.view is View.ROLLING:
                self._view = View.YEAR
            self._year = day.year
        self.redraw()

    def action_earlier(self, by: int) -> None:
        """Go a year or a month earlier or later, to the same date; or to the month's last day."""
        view = self.layout_now.view
        if _FIRST_YEAR < self.day.year < _LAST_YEAR or (self.day.year == _FIRST_YEAR) is (by > 0):
            self._day = moved(self.day, view, by)
            self._year = self._day.year
            if self._view is View.ROLLING:
                self._view = View.YEAR
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

    def action_view(self) -> None:
        """Show the year, then the last 365 days, then the month."""
        view = self._view = after(self.layout_now.view, *self.app.size)
        if view is View.ROLLING:
            self._day = self.tracker.today
        self._year = None if view is View.ROLLING else self.day.year
        self.redraw()

    def action_month(self) -> None:
        """Show the month of the day alone."""
        self._view = View.MONTH
        self.redraw()

    def action_why(self) -> None:
        """Explain the day's state and the current streak."""
        show_why(self, self.tracker, self.day, self.kinds)

    def action_goals(self) -> None:
        """See and set goals."""
        from tracker.ui.calendar.goals_and_rests import GoalsScreen

        self.app.push_screen(GoalsScreen(self.kinds[0]))

    def action_rests(self) -> None:
        """See and set rest days."""
        from tracker.ui.calendar.goals_and_rests import RestsScreen

        self.app.push_screen(RestsScreen())

    def action_read(self) -> None:
        """Show the year as sentences, for screen readers."""
        days = [self.tracker.days(kind) for kind in self.kinds]
        show_reading(self, self.tracker, heatmap(self._span(days), self._measure, *days), days)
