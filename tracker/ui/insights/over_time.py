"""The section on change over time: one line each for practice, ratings and nights."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from tracker.core.facts.nights import Night
from tracker.core.insights.nights import week_rows
from tracker.core.insights.over_time import Trend
from tracker.level_colours import ASCII
from tracker.practice.hard_moments import IN_APP
from tracker.practice.past.insights import over_time
from tracker.ui.insights.section import Section, View
from tracker.ui.screens.tracker import Tracker
from tracker.ui.widgets.rows import Column, Rows

_LABEL: Final = 15
_BARS: Final = "▁▂▃▄▅▆▇█"
_DIGITS: Final = "0123456789x"
"""Symbols for terminals without block characters; x is 10."""
_NONE: Final = "·"


class OverTimeSection(Section):
    """A line for each measure that was recorded; nights once one was rated."""

    NAME = "Over time"

    def first(self, tracker: Tracker) -> date | None:
        """The day of the earliest night."""
        return min((night.day for night in tracker.journal.facts(Night)), default=None)

    def compose(self) -> ComposeResult:
        """The lines, a note on their scales, then the rating of every night."""
        yield Static(classes="head", markup=False)
        yield Static(classes="lines", markup=False)
        yield Static(classes="note quiet", markup=False)
        columns = (Column(16), Column(20), Column(6, quiet=True, least=44))
        yield Rows[tuple[str, str, str]](columns, lambda row: row, id="nights", chooses=False)

    async def draw(self, view: View) -> None:
        """Draw the period, a column for each week, or for each day if averages are not wanted."""
        averages = not view.tracker.settings.hides_streaks
        room = max(1, self.app.size.width - _LABEL - 4)
        seen = over_time(view.tracker, view.period, view.records, room, IN_APP)
        columns, found = seen.columns, seen.found
        weeks = columns[0].days // 7
        each = "a day" if not weeks else "a week" if weeks == 1 else f"{weeks} weeks"
        self.head("Over time", f"a column is {each}" if found else "")
        self.query_one(".lines", Static).update(
            _drawing(found, ascii_only=view.look.glyphs is ASCII)
        )
        self.say("note", seen.note)
        rows = week_rows(seen.nights, view.week_starts, averages=averages)
        shown = [(view.written(first), each, mean) for first, each, mean in rows]
        table = self.query_one("#nights", Rows)
        table.display = bool(shown)
        table.show(shown)
        self.lines = seen.lines


def _drawing(found: Sequence[Trend], *, ascii_only: bool) -> Content:
    symbols, none = (_DIGITS, ".") if ascii_only else (_BARS, _NONE)
    return Content("\n").join(
        Content.assemble(
            (f"{trend.name:<{_LABEL}}", "$quiet"),
            "".join(
                none if value is None else symbols[_level(value / trend.most, len(symbols))]
                for value in trend.values
            ),
        )
        for trend in found
    )


def _level(part: float, count: int) -> int:
    """The index of the symbol for a part of the whole, among ``count`` symbols."""
    return min(count - 1, max(0, round(part * (count - 1))))
