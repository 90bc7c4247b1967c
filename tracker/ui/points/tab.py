"""The points tab: search by code, name, place or feeling; a picture and a card of each point."""

from dataclasses import replace
from datetime import date, timedelta
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widgets import Input, Static

from tracker.core.facts.points import Point, StandardPoint
from tracker.core.facts.sessions import Kind, Session
from tracker.core.insights.point_history import PointHistory, point_history
from tracker.core.points.body_parts import PARTS
from tracker.core.points.point_lines import facts, title
from tracker.core.text.dates import day_words
from tracker.library import LibraryError
from tracker.practice.own.filters import (
    EVERYTHING,
    Filters,
    Found,
    favourite_codes,
    held_back_codes,
)
from tracker.ui.points.filters import TAGS, filter_words, next_of
from tracker.ui.points.point_actions import PointKeys
from tracker.ui.points.point_pane import PointPane
from tracker.ui.points.point_text import card, history_lines
from tracker.ui.screens.rest import Rest
from tracker.ui.widgets.line import Line
from tracker.ui.widgets.rows import Column, Rows
from tracker.ui.widgets.search_line import SearchLine
from tracker.ui.widgets.signpost_line import SignpostLine

_YEAR: Final = timedelta(days=364)
_LONGEST_QUERY: Final = 80
_SPOT: Final = 11
"""Columns of the longest spot."""


class PointsScreen(PointKeys):
    """A search, filters, the list, and the point under the cursor beside it."""

    HELP = (
        "Type / and then a code, a name, a place or what you feel: P6, neiguan, wrist, "
        "can't sleep. The 361 standard points are found too, by name. "
        "* is a favourite, ! is to be left alone or asked about first by your answers. "
        "Left and right show the other side."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "search", id="points.search"),
        Binding("escape", "back", "all", id="points.back", tooltip="Back to all points"),
        Binding("down", "move(1)", "down", id="points.down", show=False),
        Binding("up", "move(-1)", "up", id="points.up", show=False),
        Binding("r", "part", "region", id="points.region", show=False),
        Binding("c", "channel", "meridian", id="points.meridian", show=False),
        Binding("t", "evidence", "evidence", id="points.evidence", show=False),
        Binding("F", "favourites", "favourites", id="points.favourites", show=False),
        Binding("o", "safe", "safe for me", id="points.safe", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._chosen = EVERYTHING
        self._favourites: frozenset[str] = frozenset()
        self._held_back: frozenset[str] = frozenset()
        self._year: list[Session] | None = None
        """The sessions of the last 365 days; ``None`` until they are read."""
        self._histories: dict[str, PointHistory | None] = {}
        self._seen: Found | None = None
        self.resting = Rest(self, self._rest)
        self._kind: object = None

    def compose_body(self) -> ComposeResult:
        """A search, filters in words, the list, the point."""
        with Horizontal(id="asked"):
            words = "/ search: code, name, place, feeling"
            yield SearchLine(words, longest=_LONGEST_QUERY, id="search")
            yield Line(id="count")
        yield Static(id="filters", markup=False)
        yield SignpostLine()
        with Horizontal(id="body"):
            columns = (
                *(Column(1), Column(6), Column(11), Column(_SPOT, quiet=True, least=34)),
                Column(quiet=True, least=56),
            )
            yield Rows[Found](
                columns, self._cells, id="list", empty="Nothing is found.", thumb=True
            )
            yield PointPane(id="pane")

    def on_mount(self) -> None:
        """Focus the list; `/` goes to the search."""
        super().on_mount()
        self.query_one("#filters", Static).update(filter_words(EVERYTHING, self.tracker.library))
        self.query_one("#list").focus()
        # Watch the value, not Input.Changed: the character and its results then paint in one frame.
        self.watch(self.query_one("#search"), "value", self._typed, init=False)

    def on_resize(self) -> None:
        """Show more of the point on a wider screen."""
        if self._seen is not None:
            self.call_after_refresh(self._show)

    def redraw(self) -> None:
        """Show the library as it is now; the cursor stays on its point."""
        self._favourites = favourite_codes(self.tracker)
        try:
            self._held_back = held_back_codes(self.tracker)
        except LibraryError as wrong:
            self.notify(str(wrong), severity="error", markup=False)
            self._held_back = frozenset()
        self._year = None
        self._list(keep=True)
        self.call_after_refresh(self._read_year)

    @property
    def is_unsettled(self) -> bool:
        """Whether the pane is painted again soon, and can move with the list until then."""
        return self.resting.is_awaited

    @property
    def meant(self) -> Found | None:
        """The point under the cursor."""
        lists = self.query("#list").results(Rows)  # its keys are asked for before it is laid out
        found = next((each.current for each in lists), None)
        return found if isinstance(found, Point | StandardPoint) else None

    def _list(self, *, keep: bool = False, typing: bool = False) -> None:
        query = self.query_one("#search", Input).value
        library, rows = self.tracker.library, self.query_one("#list", Rows)
        found = self._chosen.found(query, library, self._favourites, self._held_back)
        if not typing or rows.cursor or list(found) != list(rows.items):
            kept = self.meant.code if keep and self.meant is not None else None
            codes = [each.code for each in found]
            rows.show(found, cursor=codes.index(kept) if kept in codes else 0)
        self.query_one(SignpostLine).answer(self.tracker, query)
        if typing:
            self.resting.wait()
        else:
            self.resting.end()
            self._show()

    def _rest(self) -> None:
        """Show how many points match, and the one under the cursor."""
        found = len(self.query_one("#list", Rows).items)
        self.query_one("#count", Line).say("", f"{found} point{'' if found == 1 else 's'}")
        if self.meant is not self._seen:
            self._show()

    def _cells(self, found: Found) -> tuple[str, ...]:
        if isinstance(found, StandardPoint):
            return ("", found.code, found.pinyin, "", found.english or "by name only")
        held, liked = found.code in self._held_back, found.code in self._favourites
        mark = "!" if held else "*" if liked else ""
        return (mark, found.code, found.pinyin or found.english, found.spot, found.english)

    def _typed(self) -> None:
        """Search at every key; the point beside the list follows after a pause."""
        self._list(typing=True)

    @on(Input.Submitted, "#search")
    def to_list(self) -> None:
        """Focus the results; words of a crisis open the help instead."""
        if self.query_one(SignpostLine).open_first():
            return
        self.resting.end()
        self.query_one("#list").focus()

    @on(Rows.Highlighted, "#list")
    def highlighted(self) -> None:
        """Show the point under the cursor once it rests, unless it is shown already."""
        if self.meant is not self._seen:
            self.resting.wait()

    def _show(self) -> None:
        meant, pane = self.meant, self.query_one(PointPane)
        self._seen = meant
        kind = (type(meant), isinstance(meant, Point) and (meant.built_in, meant.view is None))
        if kind != self._kind:
            self._kind = kind
            self.refresh_bindings()
        if meant is None:
            pane.show("", "", (), picture="", side=None)
            return
        picture, side = self.pictured(meant)
        yours = self._yours(meant)
        brief = self.size.width < 110
        text = card(
            self.pressed(meant), self.tracker.library, self.cautions(meant), yours, brief=brief
        )
        settings = self.tracker.settings
        pane.show(
            title(meant),
            facts(meant),
            text,
            picture=picture,
            side=side,
            drawn_as=settings.drawn_as,
            skin=settings.skin,
        )

    def _yours(self, found: Found) -> tuple[str, ...]:
        if self._year is None or not isinstance(found, Point):
            return ()
        if found.code not in self._histories:
            self._histories[found.code] = point_history(self._year, found.names)
        since = "in the last 365 days"
        return history_lines(self._histories[found.code], since, self._written)

    def _written(self, day: date) -> str:
        return day_words(day, self.tracker.settings.date_order)

    def _read_year(self) -> None:
        today = self.tracker.today
        between = self.tracker.journal.between(Kind.POINTS, today - _YEAR, today)
        self._year = [each for each in between if isinstance(each, Session)]
        self._histories.clear()
        self._show()

    def turned(self) -> None:
        """Show the other side."""
        self._show()

    def zoomed(self) -> None:
        """Zoom the picture in or out."""
        self.resting.end()
        self.query_one(PointPane).toggle_zoom()

    @on(Rows.Chosen, "#list")
    def opened(self, event: Rows.Chosen) -> None:
        """Open the page of a point."""
        if isinstance(event.item, Point | StandardPoint):
            from tracker.ui.points.point_page import PointScreen

            self.app.push_screen(PointScreen(event.item.code, self.side))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer back only from a search or a filter."""
        if action == "back":
            typed = bool(self.query_one("#search", Input).value)
            return typed or isinstance(self.focused, Input) or self._chosen != EVERYTHING
        return super().check_action(action, parameters)

    def action_search(self) -> None:
        """Focus the search."""
        self.query_one("#search").focus()

    def action_back(self) -> None:
        """Go from the search to the list; from results to all points."""
        if isinstance(self.focused, Input):
            self.query_one("#list").focus()
            return
        self.query_one("#search", Input).value = ""
        self._narrow(EVERYTHING)

    def action_move(self, by: int) -> None:
        """Move in the list while the search has the focus."""
        self.query_one("#list", Rows).action_move(by)

    def action_part(self) -> None:
        """Filter by the next part of the body; after the last, switch this filter off."""
        self._narrow(replace(self._chosen, part=next_of(PARTS, self._chosen.part)))

    def action_channel(self) -> None:
        """Filter by the next meridian; after the last, switch this filter off."""
        channels = tuple(self.tracker.library.channels)
        self._narrow(replace(self._chosen, channel=next_of(channels, self._chosen.channel)))

    def action_evidence(self) -> None:
        """Filter by evidence: in small trials, traditional use only, both."""
        self._narrow(replace(self._chosen, evidence=next_of(TAGS, self._chosen.evidence)))

    def action_favourites(self) -> None:
        """Show only favourites, or all points."""
        self._narrow(replace(self._chosen, favourites=not self._chosen.favourites))

    def action_safe(self) -> None:
        """Show only points that no caution holds back, or all."""
        self._narrow(replace(self._chosen, safe=not self._chosen.safe))

    def _narrow(self, chosen: Filters) -> None:
        self._chosen = chosen
        self.query_one("#filters", Static).update(
            filter_words(chosen, self.tracker.library), layout=False
        )
        self._list()
        self.refresh_bindings()
