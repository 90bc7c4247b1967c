"""The section on balance: shares of points, meridians and sides, and those not pressed lately."""

from dataclasses import replace
from typing import Final

from textual.app import ComposeResult
from textual.widgets import Static

from tracker.core.facts.sessions import Favourite, Session
from tracker.core.insights.balance import Balance, Share, balance, neglected
from tracker.core.insights.words import neglected_words, share_words, side_words
from tracker.core.text.durations import duration_words
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
        names = _Names(view)
        found = balance(view.of(Session), names.meridian)
        shares = {"points": found.points, "meridians": found.meridians, "sides": found.sides}[what]
        total = sum(share.seconds for share in shares)
        self.head("Held time", f"by {what.removesuffix('s')}, {duration_words(total)} in all")
        plot = self.query_one(PlotRows)
        plot.display = bool(shares)
        if not shares:
            self.lines = ["No point was pressed in this period."]
            self.say("said", self.lines[0])
            self.say("note", "")
            return
        sides = side_words(found)
        self.say("said", sides)
        plot.show(
            _COLUMNS,
            _HEADS,
            [_bar(share, names.shown(share.name), view) for share in shares],
            Axis(0, shares[0].seconds),
        )
        self.say("note", self._left_alone(what, found, view, names, most=_MOST_NAMED))
        self.lines = [
            *([sides] if sides else []),
            *(f"{share_words(one, names.shown(one.name), total, view.written)}." for one in shares),
            "",
            self._left_alone(what, found, view, names),
        ]

    def _left_alone(
        self, what: str, found: Balance, view: View, names: "_Names", most: int | None = None
    ) -> str:
        """Sentences on favourites, meridians and points that were not pressed lately."""
        last = min(view.period.last, view.tracker.today)
        if what == "sides":
            return ""
        among = names.meridians()
        pressed = replace(found, points=found.meridians)
        if what == "points":
            favourites = (one.point for one in view.tracker.journal.facts(Favourite))
            among, pressed = {*favourites, *(share.name for share in found.points)}, found
        rest = neglected(pressed, among, last)
        return neglected_words(rest, last, view.written, most)


def _bar(share: Share, name: str, view: View) -> PlotRow:
    cells = (name, f"{share.count}", duration_words(share.seconds), view.written(share.last))
    return PlotRow(cells, (Stroke(0, share.seconds, "▄", "mark"),))


class _Names:
    """Looks up names of points and meridians, each once."""

    def __init__(self, view: View) -> None:
        self._library = view.tracker.library
        self._meridians: dict[str, str | None] = {}

    def meridian(self, code: str) -> str | None:
        """The meridian of a point; ``None`` if the point is unknown."""
        if code not in self._meridians:
            point = self._library.find(code) or self._library.name361(code)
            self._meridians[code] = point.meridian if point else None
        return self._meridians[code]

    def meridians(self) -> set[str]:
        """The fourteen meridians."""
        return {channel.name for channel in self._library.channels.values() if channel.count}

    def shown(self, name: str) -> str:
        """A point's code and pinyin; any other name as it is."""
        point = self._library.find(name)
        return f"{point.code} {point.pinyin}".strip() if point else name
