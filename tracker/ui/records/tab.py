"""The records tab: all records, newest first, to search, open and correct."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from heapq import merge
from itertools import islice
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.widgets import Input, Static

from tracker.core.calendar.heatmap_words import MONTHS
from tracker.core.days.lazy_history import LazyHistory
from tracker.core.facts.sessions import Kind, Practice
from tracker.practice.past.search import has_words, wanted_words
from tracker.ui.records.edit import edit, remove
from tracker.ui.records.record_card import RecordCard
from tracker.ui.records.record_page import RecordScreen
from tracker.ui.records.record_rows import OF_ALL_DAYS, OF_ALL_DAYS_NARROW, RecordRows
from tracker.ui.screens.kinds import TabScreen
from tracker.ui.screens.rest import Rest
from tracker.ui.widgets.rows import Rows
from tracker.ui.widgets.signpost_line import SignpostLine

_SHOWN: Final = (tuple(Kind), (Kind.MAT,), (Kind.POINTS,))
_NEXT: Final = ("only mat", "only points", "both")
"""What the key does, by the index in ``_SHOWN``."""
_NARROW, _CARD, _BROAD, _MEDIUM = 72, 118, 188, 24
_MOST_FOUND: Final = 300
_AT_A_TIME: Final = 250
"""Records searched before keys are handled again."""
_PAUSE: Final = 0.01
"""Seconds."""
_NOTHING_YET: Final = (
    "Nothing yet. Enter begins three calm minutes; a adds what you pressed without the app.",
    "Nothing on the mat yet. m adds time, s on the tab Mat lies down with the timer.",
    "No points yet. s chooses what to press; a adds what you pressed without the app.",
)
_NOTHING_FOUND: Final = (
    "Nothing that was recorded has these words. esc lists everything.",
    "No mat session has these words. esc lists all of them.",
    "No session of points has these words. esc lists all of them.",
)
"""Both by the index in ``_SHOWN``."""


class SessionsScreen(TabScreen):
    """Records of both kinds."""

    TAB = "sessions"
    HELP = "Every session and mat session. / finds words in names, points and notes."
    KEYS = (
        *("rows.open", "sessions.edit", "sessions.remove", "sessions.kinds"),
        *("sessions.search", "sessions.go", "sessions.report"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("e", "edit", "change", id="sessions.edit"),
        Binding("D", "remove", "remove", id="sessions.remove", tooltip="Remove (asks)"),
        Binding("o", "kinds", "only", id="sessions.kinds", tooltip="Both, mat, points"),
        Binding("g", "go", "date", id="sessions.go", tooltip="Go to a date"),
        Binding("slash", "search", "search", id="sessions.search"),
        Binding(
            "x",
            "report",
            "report",
            id="sessions.report",
            tooltip="Write the last 90 days as a page to print",
        ),
        Binding("escape", "all", "all", id="sessions.all", show=False),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._kinds = 0
        self._found: list[Practice] = []
        self._counted = ""
        self._left: Iterator[Practice | None] | None = None
        """Records still to be searched."""
        self._rest = Rest(self, self._show_card)

    def compose_body(self) -> ComposeResult:
        """A line on what is listed, the search, the list."""
        with Vertical(id="records"):
            with Vertical(id="listed-records"):
                yield Static(id="about", markup=False)
                search = Input(
                    placeholder="words in names, points and notes, then enter", id="search"
                )
                search.cursor_blink = False
                search.display = False
                yield search
                yield SignpostLine()
                yield RecordRows(
                    OF_ALL_DAYS, OF_ALL_DAYS_NARROW, id="history", empty=_NOTHING_YET[0], once=True
                )
            yield RecordCard(id="record-card")

    def on_mount(self) -> None:
        """Focus the list."""
        super().on_mount()
        self.query_one("#history").focus()

    def redraw(self) -> None:
        """List all records, or those that have the words of the search."""
        words = self.query_one("#search", Input).value
        self.query_one(SignpostLine).answer(self.tracker, words)
        self._found, self._left = [], None
        rows = self.query_one("#history", RecordRows)
        rows.empty = (_NOTHING_FOUND if words.strip() else _NOTHING_YET)[self._kinds]
        if words.strip():
            self._left = self._matching(wanted_words(words))
            self._search_on()
            return
        pages = self._pages(_SHOWN[self._kinds])
        self._about(f"{pages.records} {'session' if pages.records == 1 else 'sessions'}")
        rows.show(pages)
        self._rest.end()
        self.refresh_bindings()

    def _about(self, words: str) -> None:
        """The number of records; the kinds, or on a narrow screen the month at the cursor."""
        self._counted = words
        more = f"{' and '.join(kind.value for kind in _SHOWN[self._kinds])}, newest first"
        if self.app.size.width < _NARROW:
            day = self._current.started.date() if self._current else None
            more = "" if day is None else MONTHS[day.month - 1]
            if day is not None and day.year != self.tracker.today.year:
                more += f" {day.year}"
        self.query_one("#about", Static).update(Content.assemble((words, "bold"), f"  {more}"))

    @property
    def key_words(self) -> Mapping[str, str]:
        """The key for the kinds says which it shows next."""
        if self.app.size.width < _NARROW:
            return {}
        return {"sessions.kinds": _NEXT[self._kinds]}

    @property
    def is_unsettled(self) -> bool:
        """Whether the card is painted again soon."""
        return self._rest.is_awaited

    def on_resize(self, event: Resize) -> None:
        """Show a card where there is room, and a blank row between days."""
        wide = event.size.width >= _CARD and event.size.height >= _MEDIUM
        self.set_class(wide, "-card")
        self.set_class(wide and event.size.width >= _BROAD, "-broad")
        self.redraw()

    @on(Rows.Highlighted, "#history")
    def _moved(self) -> None:
        if self.app.size.width < _NARROW:
            self._about(self._counted)
        if self.has_class("-card") and self._current != self.query_one(RecordCard).record:
            self._rest.wait()

    def _show_card(self) -> None:
        if self.has_class("-card"):
            card = self.query_one(RecordCard)
            card.show(self.tracker, self._current, broad=self.has_class("-broad"))

    def _search_on(self) -> None:
        """Search some more records, then handle keys: ten years take a while."""
        if self._left is None:
            return
        before = len(self._found)
        looked = list(islice(self._left, _AT_A_TIME))
        self._found += [record for record in looked if record is not None]
        over = len(looked) < _AT_A_TIME or len(self._found) >= _MOST_FOUND
        if over or before == 0 or len(self._found) > before:
            rows = self.query_one("#history", RecordRows)
            rows.show(_apart(self._found) if rows.has_gaps else tuple(self._found))
        if over:
            self._left = None
        more = "" if over else ", looking further back"
        self._about(f"{len(self._found)} found{more}")
        if not over:
            self.set_timer(_PAUSE, self._search_on)

    def _pages(self, kinds: Sequence[Kind]) -> LazyHistory:
        journal = self.tracker.journal
        counts: dict[date, int] = {}
        for kind in kinds:
            columns = journal.summaries(kind).columns
            for day, times in zip(map(date.fromordinal, columns.day), columns.times, strict=True):
                counts[day] = counts.get(day, 0) + times
        return LazyHistory(
            counts.items(),
            lambda day: [each for kind in kinds for each in journal.between(kind, day, day)],
            apart=self.query_one("#history", RecordRows).has_gaps,
        )

    def _matching(self, wanted: list[str]) -> Iterator[Practice | None]:
        """Each record, newest first; ``None`` for one that lacks any of these words."""
        journal = self.tracker.journal
        kinds = _SHOWN[self._kinds]
        records = merge(*map(journal.newest, kinds), key=lambda each: each.started, reverse=True)
        for record in records:
            yield record if has_words(self.tracker, record, wanted) else None

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer editing only with a record."""
        if action in {"edit", "remove"} and self.is_mounted:
            return self._current is not None
        return True

    @property
    def _current(self) -> Practice | None:
        return self.query_one("#history", RecordRows).current

    @on(Rows.Chosen, "#history")
    def _open(self, chosen: Rows.Chosen) -> None:
        if isinstance(chosen.item, Practice):
            self.app.push_screen(RecordScreen(chosen.item))

    def action_edit(self) -> None:
        """Correct the record under the cursor."""
        if (current := self._current) is not None:
            edit(self, current, self.tracker)

    def action_remove(self) -> None:
        """Ask, then remove the record under the cursor."""
        if (current := self._current) is not None:
            remove(self, current, self.tracker)

    def action_go(self) -> None:
        """Ask for a date and go there."""
        from tracker.ui.screens.date_dialog import GoToScreen

        self.app.push_screen(GoToScreen(), self._gone)

    def _gone(self, day: date | None) -> None:
        rows = self.query_one("#history", RecordRows)
        if day is not None and isinstance(rows.items, LazyHistory) and rows.items:
            rows.cursor = rows.items.place(day)

    def action_kinds(self) -> None:
        """Show the next of both kinds, points, mat."""
        self._kinds = (self._kinds + 1) % len(_SHOWN)
        self.redraw()

    def action_report(self) -> None:
        """Write the report, as the palette does."""
        from tracker.ui.records.report import report

        report(self.app)

    def action_search(self) -> None:
        """Open the search."""
        search = self.query_one("#search", Input)
        search.display = True
        search.focus()

    def action_all(self) -> None:
        """Close the search and list all records."""
        search = self.query_one("#search", Input)
        search.value, search.display = "", False
        self.query_one("#history").focus()
        self.redraw()

    @on(Input.Submitted, "#search")
    def _search(self) -> None:
        self.query_one("#history").focus()
        self.redraw()


def _apart(records: Sequence[Practice]) -> list[Practice | None]:
    """The records with `None` between two days."""
    found: list[Practice | None] = []
    for at, record in enumerate(records):
        if at and record.day != records[at - 1].day:
            found.append(None)
        found.append(record)
    return found
