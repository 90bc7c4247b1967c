"""A grid of days with a cursor: the base of the year and of the month."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.geometry import Offset, Region
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from tracker.core.calendar.heatmap import Heatmap
from tracker.level_colours import Look


class DayGrid(Widget, can_focus=True):
    """A cursor on one day; a click selects a day, and a click on the selected day opens it."""

    @dataclass
    class OnDay(Message):
        """A message of this grid, about a day."""

        grid: "DayGrid"
        day: date

        @property
        def control(self) -> "DayGrid":
            """The grid that sent it."""
            return self.grid

    class Moved(OnDay):
        """The cursor moved to another day."""

    class Opened(OnDay):
        """Enter was pressed on a day."""

    class Left(OnDay):
        """The cursor was moved to a day outside this grid."""

    STEPS: ClassVar[Mapping[str, int]] = {}
    """Days that the cursor moves by, for each direction."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move('up')", "day before", id="heatmap.up", show=False),
        Binding("down,j", "move('down')", "day after", id="heatmap.down", show=False),
        Binding("left,h", "move('left')", "week before", id="heatmap.left", show=False),
        Binding("right,l", "move('right')", "week after", id="heatmap.right", show=False),
        Binding("home", "edge(0)", "first day", id="heatmap.home", show=False),
        Binding("end", "edge(1)", "last day", id="heatmap.end", show=False),
        Binding("enter", "open", "open day", id="heatmap.open"),
    ]

    cursor: reactive[date | None] = reactive(None, repaint=False)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._heatmap: Heatmap | None = None
        self._look = Look()

    def show(self, heatmap: Heatmap, look: Look, cursor: date | None) -> None:
        """Show these days, with the cursor on one of them; `None` shows no cursor."""
        self._heatmap, self._look = heatmap, look
        if cursor is not None:
            cursor = self._within(cursor)
        self.set_reactive(DayGrid.cursor, cursor)
        self.slide()
        self.refresh(layout=True)
        if cursor is not None:
            self.post_message(self.Moved(self, cursor))

    @property
    def cursor_offset(self) -> Offset:
        """The place of the day under the cursor."""
        return Offset() if self.cursor is None else self.cell_region(self.cursor).offset

    def point_to(self, day: date | None) -> None:
        """Move the cursor without telling of it; outside these days there is no cursor."""
        if day is not None and self._within(day) != day:
            day = None
        old = self.cursor
        if day != old:
            self.set_reactive(DayGrid.cursor, day)
            for each in (old, day):
                if each is not None:
                    self.refresh(self.cell_region(each))

    def watch_cursor(self, old: date | None, new: date | None) -> None:
        """Draw the two days that changed, and tell where the cursor is."""
        if self.slide():
            self.refresh()
        else:
            for day in (old, new):
                if day is not None:
                    self.refresh(self.cell_region(day))
        if new is not None:
            self.post_message(self.Moved(self, new))

    def slide(self) -> bool:
        """Scroll until the cursor is visible. Returns whether the days moved."""
        return False

    def on_focus(self) -> None:
        """Draw the cursor brighter."""
        self._refresh_cursor()

    def on_blur(self) -> None:
        """Draw the cursor fainter."""
        self._refresh_cursor()

    def action_move(self, direction: str) -> None:
        """Move by days; beyond the edge, ask for other days."""
        if self.cursor is not None and self._heatmap is not None:
            day = self.cursor + timedelta(days=self.STEPS[direction])
            if self._within(day) == day:
                self.cursor = day
            else:
                self.post_message(self.Left(self, day))

    def action_edge(self, last: int) -> None:
        """Go to the first day, or the last."""
        if self._heatmap is not None:
            grid = self._heatmap.grid
            self.cursor = grid.last if last else grid.first

    def action_open(self) -> None:
        """Open the day under the cursor."""
        if self.cursor is not None:
            self.post_message(self.Opened(self, self.cursor))

    def choose(self, day: date | None) -> None:
        """Go to a clicked day, or open it if the cursor is there."""
        if day is None:
            return
        if day == self.cursor or self.cursor is None:
            self.post_message(self.Opened(self, day))
        if self.cursor is not None:
            self.cursor = day

    def cell_region(self, day: date) -> Region:
        """The region of a day's cell; empty when the day is not visible."""
        raise NotImplementedError

    def _refresh_cursor(self) -> None:
        if self.cursor is not None:
            self.refresh(self.cell_region(self.cursor))

    def _within(self, day: date) -> date:
        grid = self._heatmap.grid if self._heatmap else None
        return day if grid is None else min(max(day, grid.first), grid.last)
