"""One kind of practice: how it stands, the weeks before, this week as named squares."""

from collections.abc import Iterator
from typing import ClassVar, Final, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from tracker.core.calendar.grid import Grid
from tracker.core.calendar.heatmap import DONE, Heatmap, Measure, heatmap
from tracker.core.days.practice_days import Days
from tracker.core.days.today_words import TodayWords, today_words
from tracker.core.facts.goals_and_rests import Kind
from tracker.level_colours import Look
from tracker.ui.terminal.capabilities import style_of
from tracker.ui.widgets.fitting import fit
from tracker.ui.widgets.this_week import (
    WEEKDAYS,
    days_of_week,
    drawn_with,
    is_ahead,
    square,
    weeks_before,
    widened,
)

NAMES: Final = {Kind.POINTS: "Points", Kind.MAT: "Mat"}
_WEEK: Final = 20
"""Cells of this week: seven squares of two, a cell between."""
_NARROW, _WIDE, _BROAD = 72, 110, 188
Piece = tuple[str, str | Style]
"""Text and its role or style."""


class _Place(NamedTuple):
    """Where things stand at a width: the first column of each, and the number of weeks before."""

    label: int
    this_week: int
    gap: int
    weeks: int


_ALONE: Final = _Place(10, 57, 2, 5)
"""On a screen of one kind."""


def _place_at(screen: int, width: int) -> _Place:
    """The places on a screen so wide, in so many columns of content."""
    if screen < _NARROW:
        return _Place(8, 8, 1, 0)
    if screen < _WIDE:
        return _Place(10, width - _WEEK, 2, 5)
    return _Place(8, 88, 4, 10) if screen >= _BROAD else _Place(8, 50, 4, 5)


class KindWeeks(Widget):
    """A few rows; of several of these, only the first names what the squares are.

    Component classes: ``kind-weeks--strong``, ``-quiet``, ``-accent`` and ``-symbol``.
    """

    ROLES: ClassVar[tuple[str, ...]] = ("strong", "quiet", "accent", "symbol")
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"kind-weeks--{role}" for role in ROLES}

    def __init__(self, kind: Kind, *, alone: bool = False, id: str | None = None) -> None:
        """`alone` on a screen of this kind, from 72 columns on."""
        super().__init__(id=id)
        self.kind = kind
        self._alone = alone
        self._days: Days | None = None
        self._words = TodayWords()
        self._weeks: Heatmap | None = None
        self._look = Look()
        self._drawn: tuple[Size, list[list[Piece]]] | None = None
        """The rows, and the size of the screen that they were made for."""

    @property
    def words(self) -> str:
        """The head in one line."""
        said = (NAMES[self.kind], self._words.run, self._words.state)
        return "  ".join(filter(None, said))

    def show(self, days: Days, look: Look, *, hidden: bool) -> None:
        """Show these days; if `hidden`, no number that can fall."""
        self._days, self._look = days, look
        self._words = today_words(days, hidden=hidden)
        before = self._weeks is not None
        self._drawn = None
        weeks = self._place.weeks + 1
        grid = Grid.of_weeks(days.today, weeks, days.week_starts)
        self._weeks = heatmap(grid, Measure.MINUTES, days)
        self.refresh(layout=not before)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002
        """A row for the head; with days to show two more, and on a low screen one in all."""
        if viewport.height < 18:
            return 2 if self.kind is Kind.POINTS else 1
        return 3 if self._has_days else 1

    @property
    def _place(self) -> _Place:
        return _ALONE if self._alone else _place_at(self.app.size.width, self.size.width)

    @property
    def _has_days(self) -> bool:
        """Whether there is a week to show: something was done, or is asked."""
        days = self._days
        return days is not None and (bool(days.summaries) or days.goal(days.today) is not None)

    def render_line(self, y: int) -> Strip:
        """One row."""
        width = self.size.width
        rows = self._made()
        pieces = rows[y] if y < len(rows) else []
        segments, used = [], 0
        if pieces:
            pieces = [*pieces[:-1], (pieces[-1][0].rstrip(), pieces[-1][1])]
        for text, role in pieces:
            fits = text if used + cell_len(text) <= width else fit(text, max(0, width - used))
            segments.append(Segment(fits, self._style(role)))
            used += cell_len(fits)
        return Strip(segments).adjust_cell_length(width, self.rich_style)

    def _made(self) -> list[list[Piece]]:
        """The rows at this size, made once for all of them."""
        if self._days is None or self._weeks is None:
            return []
        size = self.app.size
        if self._drawn is None or self._drawn[0] != size:
            low = size.height < 18
            rows = self._low_rows(self._days) if low else self._rows(self._days, self._weeks)
            self._drawn = (size, rows)
        return self._drawn[1]

    def _style(self, role: str | Style) -> Style:
        if isinstance(role, Style):
            return self.rich_style + role
        return self.get_component_rich_style(f"kind-weeks--{role}") if role else self.rich_style

    def _rows(self, days: Days, weeks: Heatmap) -> list[list[Piece]]:
        at = self._place
        narrow = not at.weeks
        before = [] if narrow else [*self._before(days, weeks, at.weeks)]
        this_week = at.this_week if before else at.label
        run, state, short = self._words
        head: list[Piece] = [(NAMES[self.kind].ljust(at.label), "strong")]
        if run:
            head.append((run, "accent"))
        if narrow and run and short:
            head.append((f" · {short}", ""))
        elif state and (before or not self._has_days or days.summaries):
            head.append((" " * at.gap * bool(run) + state, "" if self._has_days else "quiet"))
        if not self._has_days:
            return [head]
        if not narrow and (self._alone or self.kind is Kind.POINTS):
            head = _padded(head, this_week) if before else head
            head.append(("this week", "quiet"))
        blank: list[Piece] = [(" " * at.label, "")]
        labels = _padded(blank + [piece for label, _ in before for piece in label], this_week)
        squares = _padded(blank + [piece for _, row in before for piece in row], this_week)
        return [
            head,
            [*labels, *self._names(days)],
            [*squares, *self._squares(days)],
        ]

    def _low_rows(self, days: Days) -> list[list[Piece]]:
        row: list[Piece] = [(f"{NAMES[self.kind]:<9}", "strong"), *self._squares(days)]
        run = self._words.run.removesuffix(" in a row")
        row.append((f"  {run or self._words.short}", "accent" if run else ""))
        if self.kind is Kind.MAT:
            return [row]
        return [[(" " * 9, ""), *self._names(days)], row]

    def _before(
        self, days: Days, weeks: Heatmap, count: int
    ) -> Iterator[tuple[list[Piece], list[Piece]]]:
        """The label and the squares of each week before this one, the oldest first."""
        if not days.summaries:
            return
        for label, drawn in weeks_before(weeks, self._look, count):
            row: list[Piece] = [(cell.glyph, style_of(cell)) for cell in drawn]
            yield [(f"{label:<8}", "quiet")], [*row, (" ", "")]

    def _names(self, days: Days) -> Iterator[Piece]:
        for day in days_of_week(days):
            # The space has the style of its word: every change of style costs bytes.
            yield f"{WEEKDAYS[day.weekday()]} ", "strong" if day == days.today else "quiet"

    def _squares(self, days: Days) -> Iterator[Piece]:
        done = drawn_with(self._look, days.kind)(DONE, None)
        for day in days_of_week(days):
            if is_ahead(days, day):
                yield "   " if self._look.only_done else "·  ", "symbol"
            else:
                cell = square(days, day, self._look, done)
                yield widened(cell, 2), style_of(cell)
                yield " ", ""


def _padded(row: list[Piece], column: int) -> list[Piece]:
    used = sum(cell_len(text) for text, _ in row)
    return [*row, (" " * max(1, column - used), "")] if column > used else row
