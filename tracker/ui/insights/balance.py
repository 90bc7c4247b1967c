"""The section on balance: shares of points, meridians and sides, and those not pressed lately."""

from datetime import date
from typing import Final

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.widgets import Static

from tracker.core.insights.balance import Share
from tracker.core.text.dates import near_day
from tracker.core.text.durations import duration_words
from tracker.practice.past.balance import BalanceNames, balanced
from tracker.ui.insights.plot_rows import Axis, PlotRow, PlotRows, Stroke
from tracker.ui.insights.section import TALL, Section, View
from tracker.ui.widgets.rows import Column

_SHOWN: Final = ("points", "places", "meridians")
_BY: Final = ("by point", "by place on the body", "by line on the body")
_COLUMNS: Final = (Column(8, gap=0), Column(20, gap=0))
_LENGTH: Final = 6
"""Columns of a length at least."""
_TONES: Final = ("mark", "", "")
_CODE: Final = 8
_ROWS: Final = 9
_MOST: Final = 49
"""Columns of the longest bar."""
_LAST: Final = 15
"""Columns for the last day, right of the bar."""


class BalanceSection(Section):
    """Time held by point, by place or by line on the body."""

    NAME = "Points"
    GROUPS = len(_SHOWN)
    GROUP_WORDS = ("by point", "by place", "by line")
    MEASURES = 2
    MEASURE_WORDS = ("minutes", "times")

    def compose(self) -> ComposeResult:
        """The sides in a sentence, shares as bars, and the other ways to look at them."""
        yield Static(classes="head", markup=False)
        yield Static(classes="said", markup=False)
        yield PlotRows()
        yield Static(classes="note quiet", markup=False)

    async def draw(self, view: View) -> None:
        """Draw the shares of the chosen group."""
        what, times = _SHOWN[self.group], bool(self.measure)
        names = BalanceNames(view.tracker.library)
        seen = balanced(view.tracker, view.period, view.records, what)
        shares, self.lines = seen.shares, seen.lines
        total = sum(share.seconds for share in shares)
        self.head("What you press", f"{duration_words(total)} in all, {view.covers}")
        plot = self.query_one(PlotRows)
        plot.display = bool(shares)
        if not shares:
            self.head("What you press", view.covers)
            self.say("said", self.lines[0])
            self.say("note", "")
            return
        self.say("said", seen.sides)
        if times:
            shares = tuple(sorted(shares, key=lambda share: (-share.count, share.name)))
        today = view.tracker.today
        rows = [_bar(share, names, times=times, today=today) for share in shares]
        most = shares[0].count if times else shares[0].seconds
        room = max(4, self.app.size.height - 11) if self.app.size.height < TALL else _ROWS
        shown = rows[: min(room, _ROWS)]
        longest = max(cell_len(row.cells[-1]) for row in shown)
        columns = (*_COLUMNS, Column(max(_LENGTH, longest), gap=3))
        plot.show(columns, (), shown, Axis(0, most), _MOST)
        left = len(rows) - len(shown)
        more = f"   and {left} more" if left else ""
        by = _BY[(self.group + 1) % self.GROUPS]
        self.say("note", f"o: {by}   x: with counts{more}")


def _bar(share: Share, names: BalanceNames, *, times: bool, today: date) -> PlotRow:
    code, name = names.code_and_name(share.name)
    value = share.count if times else share.seconds
    said = f"{share.count}" if times else duration_words(share.seconds)
    last = f"{near_day(share.last, today):>{_LAST}}"
    return PlotRow((code, name, said), (Stroke(0, value, "▄", "mark"),), _TONES, last)
