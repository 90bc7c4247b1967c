"""The page of a point: everything that is known of it, beside a larger picture."""

from asyncio import sleep
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical

from tracker.core.facts.points import Point, StandardPoint, folded
from tracker.core.facts.sessions import Kind, Practice, Session, Side
from tracker.core.insights.point_history import point_history
from tracker.core.points.point_lines import facts, title
from tracker.core.text.dates import day_words
from tracker.ui.points.point_actions import PointKeys
from tracker.ui.points.point_text import history_lines, page
from tracker.ui.widgets.figure import Figure
from tracker.ui.widgets.flow import Flow
from tracker.ui.widgets.line import Line

_SLICE = 200
"""Records read at a time; keys are handled in between."""


class PointScreen(PointKeys):
    """Opened from the list with enter; the arrows scroll."""

    CURSOR_AT = ("#named",)
    HELP = "Up and down scroll the text, left and right show the other side, z comes nearer."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "back", id="point.leave"),
    ]

    def __init__(self, code: str, side: Side = Side.LEFT) -> None:
        super().__init__()
        self.code = code
        self.side = side
        self._sessions: list[Session] | None = None

    def compose_body(self) -> ComposeResult:
        """Name and facts above, text left, picture right."""
        yield Line(id="named")
        yield Line(id="facts")
        with Horizontal(id="body"):
            yield Flow(id="said", scrolls=True)
            with Vertical(id="seen"):
                yield Figure(id="figure")

    def on_mount(self) -> None:
        """Focus the text, so that the arrows scroll."""
        super().on_mount()
        self.query_one("#said").focus()

    @property
    def meant(self) -> Point | StandardPoint | None:
        """The point of this page, as the library has it now."""
        library = self.tracker.library
        return library.find(self.code) or library.name361(self.code)

    def redraw(self) -> None:
        """Show the point, then add its history, which takes longer to read."""
        if self.meant is None:
            self.dismiss(None)
            return
        self._show()
        self._read()

    def _show(self) -> None:
        meant = self.meant
        if meant is None:
            return
        named, said = self.query_one("#named", Line), self.query_one("#facts", Line)
        named.say(title(meant))
        said.say(facts(meant))
        figure = self.query_one(Figure)
        figure.point, side = self.pictured(meant)
        figure.side = side
        settings = self.tracker.settings
        figure.mode, figure.skin = settings.drawn_as, settings.skin
        self.query_one("#seen").display = bool(figure.point) and figure.mode != "none"
        point, yours = self.pressed(meant), self._yours(meant)
        text = page(point, self.tracker.library, self.cautions(meant), yours)
        self.query_one("#said", Flow).show(text)

    def _yours(self, meant: Point | StandardPoint) -> tuple[str, ...]:
        if self._sessions is None or not isinstance(meant, Point):
            return ()
        return history_lines(point_history(self._sessions, meant.names), "in all", self._written)

    def _written(self, day: date) -> str:
        return day_words(day, self.tracker.settings.date_order)

    @work(exclusive=True)
    async def _read(self) -> None:
        """Find the sessions with this point, some records at a time."""
        meant = self.meant
        if not isinstance(meant, Point):
            return
        names, found = meant.names, list[Session]()
        records = self.tracker.journal.newest(Kind.POINTS)
        while some := list(islice(records, _SLICE)):
            found += _with(some, names)
            await sleep(0)
        self._sessions = found
        self._show()

    def turned(self) -> None:
        """Show the other side."""
        self._show()

    def zoomed(self) -> None:
        """Zoom the picture in or out."""
        self.query_one(Figure).toggle_zoom()

    def action_leave(self) -> None:
        """Back to the list."""
        self.dismiss(None)


def _with(records: list[Practice], names: frozenset[str]) -> Iterator[Session]:
    for record in records:
        if isinstance(record, Session) and any(
            hold.held > 0 and folded(hold.point) in names for hold in record.holds
        ):
            yield record
