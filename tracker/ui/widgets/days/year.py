"""A year of days with its months apart, in one row of months or in two halves."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import ClassVar, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip

from tracker.core.calendar.grid import Grid
from tracker.core.calendar.heatmap import Heatmap
from tracker.level_colours import Look
from tracker.ui.terminal.capabilities import style_of
from tracker.ui.widgets.days.day_grid import DayGrid
from tracker.ui.widgets.days.month import WEEKDAYS, month_of

LABELS = 3
"""Columns before the first month."""
_ROWS = 9
"""Rows of a half: the months, seven weekdays, a blank one."""


class _Month(NamedTuple):
    """A month at its place."""

    grid: Grid
    x: int
    y: int


class YearGrid(DayGrid):
    """Each month has weeks of its own, as columns; a square is one to three cells wide.

    Component classes: ``year-grid--label``, ``year-grid--now``, ``year-grid--cursor``.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "year-grid--label",
        "year-grid--now",
        "year-grid--cursor",
    }
    STEPS: ClassVar[Mapping[str, int]] = {"up": -1, "down": 1, "left": -7, "right": 7}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._cell, self._halves = 1, 1
        self._months: list[_Month] = []
        self._strips: dict[int, Strip] = {}
        self._drawn_as: Style | None = None

    def show(self, heatmap: Heatmap, look: Look, cursor: date | None) -> None:
        """Show this year, with the cursor on one of its days."""
        self._months = [*_placed(heatmap.grid, self._cell, self._halves)]
        self._strips.clear()
        super().show(heatmap, look, cursor)

    def set_squares(self, cell: int, halves: int) -> None:
        """Draw squares of so many cells, the months in one row or two; before `show`."""
        self._cell, self._halves = cell, halves

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """Up to the end of the longest row of months."""
        ends = (each.x + each.grid.columns * self._cell for each in self._months)
        return min(container.width, max(ends, default=0))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """Both halves, or one row of months."""
        return self._halves * _ROWS - 1

    def cell_region(self, day: date) -> Region:
        """The square of a day; empty outside the months that are shown."""
        for month in self._months:
            if month.grid.first <= day <= month.grid.last:
                week, weekday = month.grid.place(day)
                x = month.x + week * self._cell
                return Region(x, month.y + 1 + weekday, self._cell, 1)
        return Region()

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked day."""
        for month in self._months:
            week, weekday = (event.x - month.x) // self._cell, event.y - month.y - 1
            if 0 <= week < month.grid.columns and 0 <= weekday < 7:
                found = (day for day in month.grid.days if month.grid.place(day) == (week, weekday))
                self.choose(next(found, None))

    def render_line(self, y: int) -> Strip:
        """The months' names, or one weekday, with the cursor on top."""
        width, plain = self.size.width, self.rich_style
        if self._heatmap is None:
            return Strip.blank(width, plain)
        if self._drawn_as != plain:
            self._drawn_as = plain
            self._strips.clear()
        strip = self._strips.get(y)
        if strip is None:
            pieces = self._names(y) if y % _ROWS == 0 else self._weekday(y)
            strip = self._strips[y] = Strip(pieces).simplify().adjust_cell_length(width, plain)
        if self.cursor is None or (at := self.cell_region(self.cursor)).y != y or not at:
            return strip
        cursor = Segment("+".ljust(at.width), self.get_component_rich_style("year-grid--cursor"))
        return Strip.join([strip.crop(0, at.x), Strip([cursor], at.width), strip.crop(at.right)])

    def _names(self, y: int) -> Iterator[Segment]:
        used, plain = 0, self.rich_style
        today = self._heatmap.today if self._heatmap else None
        for month in self._months:
            if month.y != y:
                continue
            first = month.grid.first
            is_now = today is not None and first <= today <= month.grid.last
            style = self.get_component_rich_style(f"year-grid--{'now' if is_now else 'label'}")
            yield Segment(" " * (month.x - used), plain)
            yield Segment(f"{first:%b}", style)
            used = month.x + 3

    def _weekday(self, y: int) -> Iterator[Segment]:
        top, row = y // _ROWS * _ROWS, y % _ROWS - 1
        plain, cell = self.rich_style, self._cell
        if self._heatmap is None or row > 6:
            return
        label = WEEKDAYS[self._heatmap.grid.weekdays[row]]
        yield Segment(f"{label} ", self.get_component_rich_style("year-grid--label"))
        used = LABELS
        for month in self._months:
            if month.y != top:
                continue
            yield Segment(" " * (month.x - used), plain)
            used = month.x + cell * month.grid.columns
            for week in range(month.grid.columns):
                yield self._square(month.grid, week, row)

    def _square(self, grid: Grid, week: int, row: int) -> Segment:
        plain, cell = self.rich_style, self._cell
        first = grid.first - timedelta(days=grid.place(grid.first).row)
        day = first + timedelta(days=7 * week + row)
        found = self._heatmap.cell(day) if self._heatmap else None
        if found is None or not grid.first <= day <= grid.last:
            return Segment(" " * cell, plain)
        drawn = self._look.day(found.marks)
        text = drawn.glyph * cell if drawn.glyph not in "~○o" else drawn.glyph.ljust(cell)
        return Segment(text, plain + style_of(drawn))


def _placed(year: Grid, cell: int, halves: int) -> Iterator[_Month]:
    """The months of these days; the second half is below the first."""
    x, y = LABELS, 0
    month = month_of(year.first, year.week_starts)
    while month.first <= year.last:
        if halves == 2 and month.first.month == 7 and x > LABELS:
            x, y = LABELS, _ROWS
        yield _Month(month, x, y)
        x += cell * month.columns + min(cell, 2)
        month = month_of(month.last + timedelta(days=1), year.week_starts)
