"""A month of days as squares with their numbers, at any width."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip

from tracker.core.calendar.grid import Grid, Place
from tracker.core.calendar.heatmap import Cell
from tracker.level_colours import Cell as Drawn
from tracker.level_colours import Look, text_on
from tracker.ui.terminal.capabilities import style_of
from tracker.ui.widgets.days.day_grid import DayGrid

WEEKDAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")


def month_of(day: date, week_starts: int = 0) -> Grid:
    """The month of a day, whole."""
    first = day.replace(day=1)
    after = (first + timedelta(days=31)).replace(day=1)
    return Grid(first, after - timedelta(days=1), week_starts)


class MonthGrid(DayGrid):
    """Weeks as rows, a square a day: its number on the colour of its level, or beside its glyph.

    Component classes: ``month-grid--label``, ``month-grid--cursor``, ``month-grid--ahead``.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "month-grid--label",
        "month-grid--cursor",
        "month-grid--ahead",
    }
    STEPS: ClassVar[Mapping[str, int]] = {"up": -7, "down": 7, "left": -1, "right": 1}

    def __init__(
        self, pitch: int = 5, *, apart: int = 1, named: bool = True, id: str | None = None
    ) -> None:
        """Squares every `pitch` columns and every `apart` rows; ``named`` adds the weekdays."""
        super().__init__(id=id)
        self.pitch, self.apart, self.named = pitch, apart, named

    def set_pitch(self, pitch: int, *, apart: int = 1, named: bool = True) -> None:
        """Draw the squares at another distance."""
        if (pitch, apart, named) != (self.pitch, self.apart, self.named):
            self.pitch, self.apart, self.named = pitch, apart, named
            self.refresh(layout=True)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """Seven squares; the last has no gap after it."""
        return min(container.width, 7 * self.pitch - 1)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """The weekdays and each week of the month."""
        weeks = 0 if self._heatmap is None else self._heatmap.grid.columns
        return self.named + (weeks - 1) * self.apart + 1

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked day."""
        if self._heatmap is not None and event.y >= self.named:
            place = Place((event.y - self.named) // self.apart, event.x // self.pitch)
            self.choose(self._heatmap.grid.day(place))

    def cell_region(self, day: date) -> Region:
        """The square of a day."""
        if self._heatmap is None:
            return Region()
        week, weekday = self._heatmap.grid.place(day)
        y = self.named + week * self.apart
        return Region(weekday * self.pitch, y, self.pitch - 1, 1)

    def render_line(self, y: int) -> Strip:
        """The weekdays, or one week."""
        plain, width = self.rich_style, self.size.width
        if self._heatmap is None:
            return Strip.blank(width, plain)
        if self.named and y == 0:
            return self._weekdays(self._heatmap.grid).adjust_cell_length(width, plain)
        week, between = divmod(y - self.named, self.apart)
        if between or week >= self._heatmap.grid.columns:
            return Strip.blank(width, plain)
        pieces: list[Segment] = []
        for weekday in range(7):
            found = self._heatmap.at(Place(week, weekday))
            if found is None:
                pieces.append(Segment(" " * self.pitch, plain))
            else:
                pieces += [self._square(found), Segment(" ", plain)]
        return Strip(pieces).adjust_cell_length(width, plain)

    def _weekdays(self, grid: Grid) -> Strip:
        before = self._number_ends - 2
        names = (f"{'':{before}}{WEEKDAYS[day]}".ljust(self.pitch) for day in grid.weekdays)
        return Strip([Segment("".join(names), self.get_component_rich_style("month-grid--label"))])

    @property
    def _number_ends(self) -> int:
        """Columns of a square up to the end of its number."""
        return min((self.pitch - 1) // 2 + 1, 3)

    def _square(self, cell: Cell) -> Segment:
        """The number of the day, then the glyph of its level where there is no colour."""
        drawn, look = self._look.day(cell.marks), self._look
        glyph = drawn.glyph if drawn.background is None or drawn.glyph in "~○o" else " "
        if len(cell.marks) > 1 and drawn.glyph in look.glyphs.halves:
            glyph = drawn.glyph  # the number is on the points' half; the mat's is beside it
        text = f"{cell.day.day:>{self._number_ends}}{glyph}".ljust(self.pitch - 1)
        if cell.day == self.cursor:
            return Segment(text, self.get_component_rich_style("month-grid--cursor"))
        return Segment(text, self._style(cell, look))

    def _style(self, cell: Cell, look: Look) -> Style:
        ahead = self.get_component_rich_style("month-grid--ahead")
        drawn = look.day(cell.marks)
        if drawn.background is None:
            practised = any(mark.level for mark in cell.marks)
            return self.rich_style if practised or cell.is_today else ahead
        ground: int | None = drawn.background
        if len(cell.marks) > 1 and drawn.glyph in look.glyphs.halves and cell.marks[0].level:
            ground = drawn.foreground
        return ahead if ground is None else style_of(Drawn(drawn.glyph, text_on(ground), ground))
