"""A year of days as a grid with a cursor; moving it draws two cells."""

from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Final

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.strip import Strip

from tracker.core.calendar.grid import Place
from tracker.core.calendar.heatmap import Heatmap
from tracker.level_colours import Look
from tracker.ui.terminal.capabilities import style_of
from tracker.ui.widgets.days.day_grid import DayGrid

_LABELS: Final = 4
"""Columns before the first week: the name of a weekday and a space."""
_WEEKDAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_WIDE: Final = 112
"""Minimum width, in cells, for weeks two columns wide."""


class HeatmapGrid(DayGrid):
    """Weeks as columns, weekdays as rows, a cursor on one day.

    Component classes: ``heatmap-grid--label``, ``heatmap-grid--cursor``.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"heatmap-grid--label", "heatmap-grid--cursor"}
    STEPS: ClassVar[Mapping[str, int]] = {"up": -1, "down": 1, "left": -7, "right": 7}

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._drawn: dict[int, Strip] = {}
        self._drawn_as: tuple[int, int, Style, Style] | None = None
        self._first = 0
        """The index of the first visible week, where not all fit."""

    def show(self, heatmap: Heatmap, look: Look, cursor: date | None) -> None:
        """Show this year, with the cursor on one of its days."""
        self._drawn.clear()
        super().show(heatmap, look, cursor)

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """The width of its weeks."""
        columns = 0 if self._heatmap is None else self._heatmap.grid.columns
        return min(container.width, _LABELS + columns * (2 if container.width >= _WIDE else 1))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """The row of months and seven weekdays."""
        return 8

    def on_resize(self) -> None:
        """Keep the cursor visible."""
        if self.slide():
            self.refresh()

    def slide(self) -> bool:
        """Scroll until the cursor is visible. Returns whether the weeks moved."""
        heatmap, cursor = self._heatmap, self.cursor
        if heatmap is None or cursor is None or self.size.width <= _LABELS:
            return False
        seen = (self.size.width - _LABELS) // self._pitch
        at = heatmap.grid.place(cursor).column
        before, most = self._first, max(0, heatmap.grid.columns - seen)
        self._first = min(most, max(at - seen + 1, min(before, at)))
        return self._first != before

    def on_click(self, event: events.Click) -> None:
        """Go to the clicked day; a second click opens it."""
        if self._heatmap is None:
            return
        place = Place(self._first + (event.x - _LABELS) // self._pitch, event.y - 1)
        self.choose(self._heatmap.grid.day(place))

    def render_line(self, y: int) -> Strip:
        """The row of months, or one weekday of every week."""
        if self._heatmap is None:
            return Strip.blank(self.size.width)
        return self._months() if y == 0 else self._weekday(y - 1)

    def _months(self) -> Strip:
        line = [" "] * self.size.width
        for label in self._heatmap.grid.months(3 if self._pitch == 1 else 1):  # type: ignore[union-attr]
            at = _LABELS + (label.column - self._first) * self._pitch
            if at >= _LABELS:
                line[at : at + 3] = list(f"{label.month:%b}")
        words = "".join(line)[: self.size.width]
        return Strip([Segment(words, self.get_component_rich_style("heatmap-grid--label"))])

    def _weekday(self, row: int) -> Strip:
        days = self._days(row)
        if self.cursor is None or self._heatmap is None:
            return days
        place = self._heatmap.grid.place(self.cursor)
        found = self._heatmap.at(place)
        if place.row != row or found is None:
            return days
        at = self.cell_region(self.cursor).x
        glyph = self._look.day(found.marks, first=found.is_first).glyph
        cursor = Strip([Segment(self._cursor_glyph(glyph), self._cursor_style())], 1)
        return Strip.join([days.crop(0, at), cursor, days.crop(at + 1)])

    def _days(self, row: int) -> Strip:
        """The days of a weekday without the cursor, kept until something else changes."""
        heatmap, pitch, plain = self._heatmap, self._pitch, self.rich_style
        if heatmap is None or row > 6:
            return Strip.blank(self.size.width)
        label = self.get_component_rich_style("heatmap-grid--label")
        drawn = (self._first, self.size.width, plain, label)
        if self._drawn_as != drawn:
            self._drawn_as = drawn
            self._drawn.clear()
        if (known := self._drawn.get(row)) is not None:
            return known
        pieces = [Segment(f" {_WEEKDAYS[heatmap.grid.weekdays[row]]} ", label)]
        gap = [Segment(" ", plain)] * (pitch - 1)
        for column in range(self._first, heatmap.grid.columns):
            found = heatmap.at(Place(column, row))
            if found is None:
                pieces += [Segment(" ", plain), *gap]
                continue
            cell = self._look.day(found.marks, first=found.is_first)
            pieces += [Segment(cell.glyph, plain + style_of(cell)), *gap]
        strip = Strip(pieces).simplify().adjust_cell_length(self.size.width, plain)
        self._drawn[row] = strip
        return strip

    def _cursor_glyph(self, glyph: str) -> str:
        return "+" if glyph == " " else glyph

    def _cursor_style(self) -> Style:
        return self.get_component_rich_style("heatmap-grid--cursor")

    @property
    def _pitch(self) -> int:
        columns = 0 if self._heatmap is None else self._heatmap.grid.columns
        return 2 if self.size.width >= _LABELS + 2 * columns else 1

    def cell_region(self, day: date) -> Region:
        """The region of a day's cell; empty when the day is not visible."""
        if self._heatmap is None:
            return Region()
        place = self._heatmap.grid.place(day)
        return Region(_LABELS + (place.column - self._first) * self._pitch, 1 + place.row, 1, 1)
