"""This week as named squares, a day each; today's can fill in steps."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from math import ceil
from typing import ClassVar, Final, NamedTuple

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from tracker.core.calendar.heatmap import DONE, Heatmap
from tracker.core.days.dated_goals import week_start
from tracker.core.days.practice_days import Days
from tracker.core.days.states import State
from tracker.core.facts.goals_and_rests import Kind
from tracker.level_colours import Cell, Look, Symbol
from tracker.ui.terminal.capabilities import style_of

WEEKDAYS: Final = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
STEPS: Final = 3
"""Steps in which the square of today fills."""
_SYMBOLS: Final = "~○o"
"""Characters that stand once in a square."""
Draw = Callable[[int, Symbol | None], Cell]


def days_of_week(days: Days) -> Iterator[date]:
    """The seven days of the running week."""
    start = date.fromordinal(week_start(days.today.toordinal(), days.week_starts))
    return (start + timedelta(days=at) for at in range(7))


def weeks_before(weeks: Heatmap, look: Look, count: int) -> Iterator[tuple[str, list[Cell]]]:
    """The drawn days of up to so many weeks before the last, the oldest first.

    Every second one has the date of its first day, ``26 Oct``; the others have an empty label.
    """
    last = weeks.grid.columns - 1
    for place, column in enumerate(range(max(0, last - count), last)):
        cells = [cell for cell in weeks.cells if cell.place.column == column]
        label = f"{cells[0].day.day} {cells[0].day:%b}" if place % 2 == 0 else ""
        yield label, [look.day(cell.marks) for cell in cells]


def is_ahead(days: Days, day: date) -> bool:
    """Whether a day has no square: it is still to come, or before everything."""
    return day > days.today or days.state(day) is State.BEFORE


def square(days: Days, day: date, look: Look, done: Cell) -> Cell:
    """The square of a day: `done` if it is, else rest, still open, or nothing."""
    if days.done_on(day):
        return done
    if look.only_done:
        return Cell(" ")
    draw = drawn_with(look, days.kind)
    if days.state(day) is State.PROTECTED:
        return draw(0, Symbol.REST)
    return draw(0, Symbol.OPEN if day == days.today else None)


def drawn_with(look: Look, kind: Kind) -> Draw:
    """The function that draws a day of this kind."""
    return look.points if kind is Kind.POINTS else look.mat


def widened(cell: Cell, width: int) -> str:
    """A square so many cells wide: its level all over, or a symbol and blanks."""
    return cell.glyph.ljust(width) if cell.glyph in _SYMBOLS else cell.glyph * width


def day_names(days: Days, width: int, gap: int, quiet: Style, strong: Style) -> Iterator[Segment]:
    """The names of the days of this week, each as wide as its square; today's is strong."""
    for day in days_of_week(days):
        name = WEEKDAYS[day.weekday()][: 2 if gap else 1]
        yield Segment(name.ljust(width + gap), strong if day == days.today else quiet)


def day_squares(
    days: Days,
    look: Look,
    width: int,
    gap: int,
    plain: Style,
    symbol: Style,
    *,
    filled: int = STEPS,
    below: bool = False,
) -> Iterator[Segment]:
    """A row of the squares of this week; ``below`` the first, symbols are left out.

    The square of today is ``filled`` by so many steps.
    """
    draw = drawn_with(look, days.kind)
    nothing = draw(0, None)
    for day in days_of_week(days):
        if is_ahead(days, day):
            dot = "" if below or look.only_done else "·"
            yield Segment(dot.ljust(width + gap), symbol)
            continue
        cell = square(days, day, look, draw(DONE, None))
        cell = nothing if below and cell.glyph in _SYMBOLS else cell
        text = widened(cell, width)
        if day == days.today and days.done_on(day) and filled < STEPS:
            full = ceil(width * filled / STEPS)
            yield Segment(text[:full], plain + style_of(cell))
            text, cell = widened(nothing, width)[full:], nothing
        yield Segment(text, plain + style_of(cell))
        yield Segment(" " * gap, plain)


class _Shape(NamedTuple):
    """The squares: cells of one, cells between two, rows."""

    width: int
    gap: int
    rows: int


def _shape(size: Size) -> _Shape:
    if size.width < 40:
        return _Shape(2, 0, 1)
    if size.width < 72:
        return _Shape(2 if size.height < 18 else 4, 1, 1)
    return _Shape(7, 1, 2) if size.width >= 110 and size.height >= 24 else _Shape(5, 1, 1)


class ThisWeek(Widget):
    """The names of the days above their squares.

    Component classes: ``this-week--quiet``, ``-strong`` and ``-symbol``.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "this-week--quiet",
        "this-week--strong",
        "this-week--symbol",
    }

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._days: Days | None = None
        self._look = Look()
        self._filled = STEPS

    def show(self, days: Days, look: Look) -> None:
        """Show the week of these days."""
        self._days, self._look = days, look
        self.refresh(layout=True)

    @property
    def filled(self) -> int:
        """Steps that the square of today is filled by, up to `STEPS`."""
        return self._filled

    @filled.setter
    def filled(self, steps: int) -> None:
        if steps != self._filled:
            self._filled = steps
            self.refresh()

    def get_content_width(self, container: Size, viewport: Size) -> int:  # noqa: ARG002
        """Seven squares with their gaps."""
        shape = _shape(viewport)
        return 7 * (shape.width + shape.gap) - shape.gap

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """The names, and the rows of a square."""
        return 1 + _shape(viewport).rows

    def render_line(self, y: int) -> Strip:
        """The names, or a row of the squares."""
        days = self._days
        if days is None:
            return Strip.blank(self.size.width, self.rich_style)
        shape = _shape(self.app.size)
        quiet, strong, symbol = (
            self.get_component_rich_style(f"this-week--{tone}")
            for tone in ("quiet", "strong", "symbol")
        )
        width, gap = shape.width, shape.gap
        if y:
            row = day_squares(
                days,
                self._look,
                width,
                gap,
                self.rich_style,
                symbol,
                filled=self._filled,
                below=y > 1,
            )
        else:
            row = day_names(days, width, gap, quiet, strong)
        return Strip(list(row)).adjust_cell_length(self.size.width, self.rich_style)
