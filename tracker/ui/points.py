"""Points: found by code, name, place or feeling; each with its picture and what is known of it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import ClassVar, Final, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Input, Static

from tracker.core.body_parts import PARTS, part_of
from tracker.core.dates import day_words
from tracker.core.model import Kind, Session
from tracker.core.points import Evidence, Point, StandardPoint
from tracker.core.pressed import pressed
from tracker.core.search import Filter
from tracker.library import LibraryError
from tracker.ui.point_keys import PointKeys
from tracker.ui.point_text import card, facts, pressed_lines, title
from tracker.ui.widgets.point_pane import PointPane
from tracker.ui.widgets.rows import Column, Rows

Found = Point | StandardPoint
One = TypeVar("One")

_TAGS: Final = (Evidence.SMALL_TRIALS, Evidence.TRADITION)
_YEAR: Final = timedelta(days=364)
_LONGEST_QUERY: Final = 80


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the list is narrowed to; none is everything."""

    part: str | None = None
    channel: str | None = None
    evidence: Evidence | None = None
    favourites: bool = False
    safe: bool = False


class PointsScreen(PointKeys):
    """The second tab."""

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
        self._chosen = Chosen()
        self._favourites: frozenset[str] = frozenset()
        self._held_back: frozenset[str] = frozenset()
        self._year: list[Session] | None = None
        """The sessions of the last 365 days; none until they were read."""

    def compose_body(self) -> ComposeResult:
        """A search, filters in words, the list, the point."""
        with Horizontal(id="asked"):
            search = Input(
                placeholder="/ search: code, name, place, feeling",
                max_length=_LONGEST_QUERY,
                id="search",
            )
            search.cursor_blink = False
            yield search
            yield Static(id="count", markup=False)
        yield Static(id="filters", markup=False)
        yield Static(id="signpost", markup=False)
        with Horizontal(id="body"):
            columns = (Column(1), Column(6), Column(11), Column(quiet=True, least=40))
            yield Rows[Found](columns, self._cells, id="list", empty="Nothing is found.")
            yield PointPane(id="pane")

    def on_mount(self) -> None:
        """The keys are for the list until the search is asked for."""
        super().on_mount()
        self.query_one("#list").focus()

    def redraw(self) -> None:
        """Show what the library and the journal hold now; the cursor stays on its point."""
        own, library = self.tracker.own, self.tracker.library
        self._favourites = frozenset(each.point for each in own.favourites)
        points = library.points()
        try:
            safe = library.guard.safe(points, own.answers)
        except LibraryError as wrong:
            self.notify(str(wrong), severity="error", markup=False)
            safe = frozenset(point.code for point in points)
        self._held_back = frozenset(point.code for point in points) - safe
        self._year = None
        self._list(keep=True)
        self.call_after_refresh(self._read_year)

    # -- what is found -----------------------------------------------------------------------

    @property
    def meant(self) -> Found | None:
        """The point under the cursor."""
        found = self.query_one("#list", Rows).current
        return found if isinstance(found, Point | StandardPoint) else None

    def _list(self, *, keep: bool = False) -> None:
        query = self.query_one("#search", Input).value
        kept = self.meant
        found = self._found(query)
        place = 0
        if keep and kept is not None:
            codes = [each.code for each in found]
            place = codes.index(kept.code) if kept.code in codes else 0
        self.query_one("#list", Rows).show(found, cursor=place)
        count = f"{len(found)} point{'' if len(found) == 1 else 's'}"
        self.query_one("#count", Static).update(Content(count), layout=False)
        self.query_one("#filters", Static).update(self._filter_words(), layout=False)
        said = self.tracker.library.index().signpost(query) if query else None
        signpost = self.query_one("#signpost", Static)
        if said or signpost.has_class("-said"):
            signpost.update(Content(said or ""))
            signpost.set_class(bool(said), "-said")

    def _found(self, query: str) -> Sequence[Found]:
        library, chosen = self.tracker.library, self._chosen
        if not query.strip() and chosen == Chosen():
            return library.points()
        codes = {point.code for point in library.points()}
        wanted = Filter(
            meridian=chosen.channel,
            evidence=chosen.evidence,
            favourites=self._favourites if chosen.favourites else None,
            safe=frozenset(codes - self._held_back) if chosen.safe else None,
        )
        found = [hit.found for hit in library.index().search(query, wanted)]
        if chosen.part is None:
            return found
        return [
            each
            for each in found
            if isinstance(each, Point) and part_of(each.region) == chosen.part
        ]

    def _cells(self, found: Found) -> tuple[str, ...]:
        if isinstance(found, StandardPoint):
            return ("", found.code, found.pinyin, found.english or "by name only")
        held, liked = found.code in self._held_back, found.code in self._favourites
        mark = "!" if held else "*" if liked else ""
        return (mark, found.code, found.pinyin or found.english, found.english)

    def _filter_words(self) -> Content:
        chosen = self._chosen
        channels = self.tracker.library.channels
        meridian = channels[chosen.channel].name if chosen.channel else "meridians"
        words = (
            ("r", chosen.part or "regions", chosen.part),
            ("c", meridian, chosen.channel),
            ("t", chosen.evidence or "evidence", chosen.evidence),
            ("F", "favourites", chosen.favourites),
            ("o", "safe for me", chosen.safe),
        )
        return Content("  ").join(
            Content.assemble((key, "$primary"), " ", (word, "bold" if on else "$quiet"))
            for key, word, on in words
        )

    @on(Input.Changed, "#search")
    def typed(self) -> None:
        """Search at every key."""
        self._list()

    @on(Input.Submitted, "#search")
    def to_list(self) -> None:
        """From the search to what it found."""
        self.query_one("#list").focus()

    # -- the point under the cursor ------------------------------------------------------------

    @on(Rows.Highlighted, "#list")
    def highlighted(self) -> None:
        """Show the point the cursor came to."""
        self._show()
        self.refresh_bindings()

    def _show(self) -> None:
        meant, pane = self.meant, self.query_one(PointPane)
        if meant is None:
            pane.show("", "", (), picture="", side=None)
            return
        picture, side = self.pictured(meant)
        yours = self._yours(meant)
        brief = not self.has_class("-wide")
        text = card(meant, self.tracker.library, self.cautions(meant), yours, brief=brief)
        pane.show(title(meant), facts(meant), text, picture=picture, side=side)

    def _yours(self, found: Found) -> tuple[str, ...]:
        if self._year is None or not isinstance(found, Point):
            return ()
        return pressed_lines(
            pressed(self._year, found.names), "in the last 365 days", self._written
        )

    def _written(self, day: date) -> str:
        return day_words(day, self.tracker.config.settings.date_order)

    def _read_year(self) -> None:
        today = self.tracker.today
        between = self.tracker.journal.between(Kind.POINTS, today - _YEAR, today)
        self._year = [each for each in between if isinstance(each, Session)]
        self._show()

    def turned(self) -> None:
        """Show the other side."""
        self._show()

    def zoomed(self) -> None:
        """The picture nearer, or whole."""
        self.query_one(PointPane).toggle_zoom()

    @on(Rows.Chosen, "#list")
    def opened(self, event: Rows.Chosen) -> None:
        """Everything about a point, on a page of its own."""
        if isinstance(event.item, Point | StandardPoint):
            from tracker.ui.point import PointScreen

            self.app.push_screen(PointScreen(event.item.code, self.side))

    # -- keys --------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Back leads somewhere only from a search or a filter."""
        if action == "back":
            typed = bool(self.query_one("#search", Input).value)
            return typed or isinstance(self.focused, Input) or self._chosen != Chosen()
        return super().check_action(action, parameters)

    def action_search(self) -> None:
        """To the search."""
        self.query_one("#search").focus()

    def action_back(self) -> None:
        """From the search to the list; from what it found to all points."""
        if isinstance(self.focused, Input):
            self.query_one("#list").focus()
            return
        self._chosen = Chosen()
        self.query_one("#search", Input).value = ""
        self._list(keep=True)

    def action_move(self, by: int) -> None:
        """Move in the list while the search has the focus."""
        self.query_one("#list", Rows).action_move(by)

    def action_part(self) -> None:
        """The next part of the body, and after the last all of it."""
        self._narrow(replace(self._chosen, part=_next(PARTS, self._chosen.part)))

    def action_channel(self) -> None:
        """The next meridian."""
        channels = tuple(self.tracker.library.channels)
        self._narrow(replace(self._chosen, channel=_next(channels, self._chosen.channel)))

    def action_evidence(self) -> None:
        """In small trials, traditional use only, both."""
        self._narrow(replace(self._chosen, evidence=_next(_TAGS, self._chosen.evidence)))

    def action_favourites(self) -> None:
        """Only the favourites, or all."""
        self._narrow(replace(self._chosen, favourites=not self._chosen.favourites))

    def action_safe(self) -> None:
        """Only what nothing holds back, or all."""
        self._narrow(replace(self._chosen, safe=not self._chosen.safe))

    def _narrow(self, chosen: Chosen) -> None:
        self._chosen = chosen
        self._list()
        self.refresh_bindings()


def _next(among: Sequence[One], now: One | None) -> One | None:
    """The one after, beginning with the first; none after the last."""
    if now is None:
        return among[0]
    place = among.index(now) + 1
    return among[place] if place < len(among) else None
