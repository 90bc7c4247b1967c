"""The section on balance: shares of points, meridians and sides, and those not pressed lately."""

from typing import Final

from textual.app import ComposeResult
from textual.widgets import Static

from tracker.core.insights.balance import Share
from tracker.core.insights.words import neglected_words
from tracker.core.text.durations import duration_words
from tracker.practice.past.insights import BalanceNames, balanced
from tracker.ui.insights.plot_rows import Axis, PlotRow, PlotRows, Stroke
from tracker.ui.insights.section import Section, View
from tracker.ui.widgets.rows import Column

_SHOWN: Final = ("points", "meridians", "sides")
_COLUMNS: Final = (
    Column(20),
    Column(5, right=True),
    Column(10, right=True, gap=2),
    Column(15, only_wide=True),
)
_HEADS: Final = ("", "holds", "held", "last")
_MOST_NAMED: Final = 7


class BalanceSection(Section):
    """Time held by point, by meridian or by side."""

    NAME = "Balance"
    GROUPS = len(_SHOWN)

    def compose(self) -> ComposeResult:
        """Shares as bars, the sides in a sentence, and points not pressed lately."""
        yield Static(classes="head", markup=False)
        yield Static(classes="said", markup=False)
        yield PlotRows()
        yield Static(classes="note quiet", markup=False)

    async def draw(self, view: View) -> None:
        """Draw the shares of the chosen group."""
        what = _SHOWN[self.group]
        names = BalanceNames(view.tracker.library)
        found = balanced(view.tracker, view.period, view.records, what)
        shares, self.lines = found.shares, found.lines
        total = sum(share.seconds for share in shares)
        self.head("Held time", f"by {what.removesuffix('s')}, {duration_words(total)} in all")
        plot = self.query_one(PlotRows)
        plot.display = bool(shares)
        if not shares:
            self.say("said", self.lines[0])
            self.say("note", "")
            return
        self.say("said", found.sides)
        plot.show(
            _COLUMNS,
            _HEADS,
            [_bar(share, names.shown(share.name), view) for share in shares],
            Axis(0, shares[0].seconds),
        )
        last = min(view.period.last, view.tracker.today)
        self.say("note", neglected_words(found.left_alone, last, view.written, _MOST_NAMED))


def _bar(share: Share, name: str, view: View) -> PlotRow:
    cells = (name, f"{share.count}", duration_words(share.seconds), view.written(share.last))
    return PlotRow(cells, (Stroke(0, share.seconds, "▄", "mark"),))
