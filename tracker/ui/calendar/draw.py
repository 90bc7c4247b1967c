"""Draws the parts of the calendar that there is room for."""

from collections.abc import Sequence
from datetime import date, timedelta
from textwrap import wrap
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tracker.core.calendar.heatmap import ENOUGH, Heatmap, Measure, heatmap
from tracker.core.calendar.heatmap_words import MONTHS
from tracker.core.days.practice_days import Days
from tracker.core.days.states import State
from tracker.core.facts.goals_and_rests import Kind
from tracker.core.text.durations import length_words
from tracker.ui.calendar.card import CalendarCard
from tracker.ui.calendar.day_lines import (
    aim_words,
    first_days,
    head,
    nothing_words,
    quiet,
    record_lines,
)
from tracker.ui.calendar.heading import heading, month_words, other_heading
from tracker.ui.calendar.views import Layout, View, first_year
from tracker.ui.screens.tracker import Tracker
from tracker.ui.terminal.capabilities import look_of
from tracker.ui.widgets.days.day_grid import DayGrid
from tracker.ui.widgets.days.legend import Legend
from tracker.ui.widgets.days.month import MonthGrid, month_of
from tracker.ui.widgets.days.year import YearGrid
from tracker.ui.widgets.fitting import fit

if TYPE_CHECKING:
    from tracker.core.calendar.heatmap import Cell
    from tracker.core.facts.sessions import Practice

_BESIDE = 39
"""Columns of the day beside a month."""
_GAP_DAYS = 7
_WEEKS_ALONE = 31
_BACK = "Good that you are here. Earlier days stay."
_PAUSED = 7


class CalendarParts:
    """The parts of one screen at one size."""

    def __init__(self, screen: Screen[Any], tracker: Tracker, where: Layout) -> None:
        self._screen, self._tracker, self._where = screen, tracker, where
        self._width = screen.app.size.width

    def draw(self, grid: DayGrid, shown: Heatmap, kinds: Sequence[Days], day: date) -> None:
        """Show these days with the cursor on one, and everything but the day in words."""
        screen, where, tracker = self._screen, self._where, self._tracker
        names = ("-month", "-beside", "-card", "-large", "-first", "-halves")
        first = where.view is View.MONTH and self._is_first
        large, halves = where.cell == 3, where.halves > 1
        on = (where.view is View.MONTH, where.month and not where.card, where.card)
        for name, wanted in zip(names, (*on, large, first, halves), strict=True):
            screen.set_class(wanted, name)
        look = look_of(screen.app, tracker.settings)
        self._say("streaks", self._heading(shown, kinds))
        for each in screen.query(DayGrid):
            if each.id in {"year", "rolling", "month"}:
                each.display = each is grid
        if isinstance(grid, MonthGrid):
            large = not (where.narrow or where.low)
            pitch = (5 if self._width < 45 else 6) if not large else 8
            if self._width < 36:
                pitch = 4
            grid.set_pitch(pitch, apart=2 if large and screen.app.size.height >= 24 else 1)
        if isinstance(grid, YearGrid):
            grid.set_squares(where.cell, where.halves)
        grid.show(shown, look, day)
        legend = screen.query_one("#legend", Legend)
        legend.display = not where.low
        gap = 1 if self._width < 40 else 2 if where.narrow else 4
        legend.show(shown, look, compared=_compared(kinds), gap=gap)
        self._draw_other(kinds, shown.measure)
        self._draw_month(kinds, shown.measure, day)
        self._draw_first(kinds[0] if first else None)
        self._draw_moods(shown)

    @property
    def _is_first(self) -> bool:
        """Whether the first record is of the last weeks, or still to come."""
        days = [self._tracker.days(kind) for kind in Kind]
        firsts = [each.first_record for each in days if each.first_record]
        return not firsts or (self._tracker.today - min(firsts)).days < _WEEKS_ALONE

    def _heading(self, shown: Heatmap, kinds: Sequence[Days]) -> Content:
        view, where = self._where.view, self._where
        name = str(shown.grid.last.year)
        if view is View.MONTH:
            name = month_words(shown.grid.first)
        elif view is View.ROLLING:
            name = "Last 365 days"
        margin = 2 if where.narrow or where.low else 4
        room = min(self._width - margin, 78) if not where.narrow else self._width - margin
        return heading(
            name,
            kinds,
            shown.measure,
            room,
            hidden=self._tracker.settings.hides_streaks,
            beside=view is not View.MONTH and not where.narrow,
        )

    def _draw_other(self, kinds: Sequence[Days], measure: Measure) -> None:
        """The year of the other kind, if one is shown and there is room."""
        screen, where, tracker = self._screen, self._where, self._tracker
        on = where.other and len(kinds) == 1
        names = ("other-head", "other-year", "other-legend")
        for name in names:
            screen.query_one(f"#{name}").display = on
        if not on:
            return
        kind = next(each for each in Kind if each is not kinds[0].kind)
        days = tracker.days(kind)
        grid = first_year([days, *kinds], tracker.today.year, days.week_starts)
        year, look = heatmap(grid, measure, days), look_of(screen.app, tracker.settings)
        hidden = tracker.settings.hides_streaks
        self._say("other-head", other_heading(days, measure, 34, hidden=hidden))
        other = screen.query_one("#other-year", YearGrid)
        other.can_focus = False
        other.set_squares(3 if where.cell == 3 else 1, where.other_halves)
        other.show(year, look, None)
        legend = screen.query_one("#other-legend", Legend)
        legend.show(year, look, compared=_compared([days]))

    def _draw_month(self, kinds: Sequence[Days], measure: Measure, day: date) -> None:
        """The month of the day beside the year."""
        screen, where, tracker = self._screen, self._where, self._tracker
        card = screen.query_one(CalendarCard)
        card.display = where.month
        if not where.month:
            return
        card.draw(tracker, where)
        card.show_month(day)
        found = heatmap(month_of(day, kinds[0].week_starts), measure, *kinds)
        card.month.show(found, look_of(screen.app, tracker.settings), None)
        card.month.point_to(day)

    def _draw_first(self, days: Days | None) -> None:
        text = self._screen.query_one("#first-days", Static)
        text.display = days is not None and not (self._where.narrow or self._where.low)
        if days is None or not text.display:
            return
        title, words, more = first_days(days)
        lines = [Content.styled(title, "bold"), *(Content(row) for row in wrap(words, 17))]
        lines += [Content(""), *quiet(more, 17)] if more else []
        text.update(Content("\n").join(lines))

    def _draw_moods(self, shown: Heatmap) -> None:
        moods = self._screen.query_one("#moods", Static)
        moods.display = self._where.mood
        if not self._where.mood:
            return
        from tracker.ui.calendar.mood_band import band

        lines = band(self._tracker, shown.grid)
        moods.display = bool(lines)
        moods.update(Content("\n").join(lines))

    def say_day(
        self, day: date, cell: "Cell | None", kinds: Sequence[Kind], measure: Measure
    ) -> None:
        """Name the day under the cursor, and how it stands."""
        where = self._where
        name, state = head(self._tracker, cell, day, kinds, measure)
        card = self._screen.query_one(CalendarCard)
        if where.month:
            card.month.point_to(day)
        if where.card:
            return
        if where.low:
            return  # one row has the day and its record
        room = self._width - 2
        if self._is_first and state == State.OPEN.words:
            state = ""  # below it says that there is nothing yet
        gap = max(2, room - cell_len(name) - cell_len(state)) if where.narrow else 3
        said = Content.assemble((name, "bold"), (f"{'':{gap}}{state}", "$primary"))
        self._say("day", said)

    def show_records(self, day: date, kinds: Sequence[Kind]) -> None:
        """Show the records of the day, and its month."""
        screen, where, tracker = self._screen, self._where, self._tracker
        records = tracker.journal.practices(day)
        card = screen.query_one(CalendarCard)
        if where.month and card.month.cursor != day:
            days = [tracker.days(kind) for kind in kinds]
            self._draw_month(days, Measure.MINUTES, day)
        if where.card:
            _, state = head(tracker, None, day, kinds, Measure.MINUTES)
            card.show_day(tracker, day, state, records)
            return
        shown = [each for each in records if each.kind in kinds]
        width = _BESIDE if where.month else min(54, self._width - (2 if where.narrow else 4))
        rows = self._rows
        lines = [*record_lines(tracker, shown, width, rows)]
        if not shown:
            words = nothing_words(tracker, day)
            if self._is_first and day == tracker.today and (why := self._first_words(kinds[0])):
                words = f"{words} {why}"
            lines = [Content(row) for row in wrap(words, max(8, width))]
        if where.low:
            self._say("day", Content(""))
            self._say("records", Content("\n").join([self._low_row(day, shown), *self._hints(day)]))
            return
        if where.month and (aim := aim_words(tracker, day, kinds[0])):
            below = quiet(aim, 31)
            if len(lines) + 1 + len(below) <= rows:
                lines += [Content(""), *below]
        if self._came_back(kinds):
            lines.append(Content.styled(_BACK, "$quiet"))
        self._say("records", Content("\n").join(lines[:rows]))

    @property
    def _rows(self) -> int:
        """Rows for the records of the day."""
        if self._where.month:
            return max(1, self._screen.app.size.height - 17)
        return 3 if self._where.narrow else 2

    def _first_words(self, kind: Kind) -> str:
        from tracker.core.days.dated_goals import goal_words
        from tracker.core.text.durations import duration_words

        goal = self._tracker.days(kind).goal(self._tracker.today)
        if goal is None or self._tracker.settings.hides_streaks:
            return ""
        least = f"{duration_words(goal.least_seconds)} is enough."
        if self._where.narrow:
            return least
        asked = goal_words(goal).partition(",")[0]
        return f"{asked[:1].upper()}{asked[1:]} is your aim; {least}"

    def _came_back(self, kinds: Sequence[Kind]) -> bool:
        """Whether the last record is a week ago or more."""
        today = self._tracker.today
        for kind in kinds:
            summaries = self._tracker.days(kind).summaries
            if summaries and (today.toordinal() - summaries.columns.day[-1]) < _PAUSED:
                return False
        return any(self._tracker.days(kind).summaries for kind in kinds)

    def _low_row(self, day: date, records: "Sequence[Practice]") -> Content:
        """The day with its first record, in one row."""
        name = f"{day:%a} {day.day} {day:%b}"
        room = self._width - 2 - len(name) - 2
        words = nothing_words(self._tracker, day)
        if not records:
            return Content.assemble((name, "bold"), f"  {fit(words, room)}")
        from tracker.practice.names import record_row

        said, length = record_row(self._tracker, records[0]).name, length_words(records[0].seconds)
        if len(records) > 1:
            said = f"{len(records)} sessions"
            length = length_words(sum(each.seconds for each in records))
        shown = fit(said, room - cell_len(length) - 1)
        return Content.assemble((name, "bold"), f"  {shown} ", (length, "$quiet"))

    def _hints(self, day: date) -> list[Content]:
        before = MONTHS[(day.replace(day=1) - timedelta(days=1)).month - 1]
        left, right = f"pgup {before}", "tap a day twice: open"
        gap = max(2, self._width - 2 - len(left) - len(right))
        return [Content.styled(fit(f"{left}{'':{gap}}{right}", self._width - 2), "$quiet")]

    def _say(self, name: str, words: Content) -> None:
        self._screen.query_one(f"#{name}", Static).update(words)


def _compared(kinds: Sequence[Days]) -> bool:
    return any(len(days.summaries) >= ENOUGH for days in kinds)
