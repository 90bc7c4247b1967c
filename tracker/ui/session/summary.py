"""The summary after a session: holds, moods, the streak."""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.widgets import Static

from tracker.practice.hard_moments import IN_APP, quiet_line
from tracker.practice.summary import Pressed, Summary
from tracker.ui.screens.kinds import SessionScreen
from tracker.ui.widgets.key_line import KeyLine
from tracker.ui.widgets.rows import Column, Rows

_MOST_ROWS: Final = 12
_OTHER_ROWS: Final = 12


class SummaryScreen(SessionScreen):
    """The summary of a record that was just made; any key that leaves closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,escape,q", "leave", "close", id="summary.close"),
    ]

    def __init__(self, summary: Summary) -> None:
        super().__init__()
        self._summary = summary

    def compose(self) -> ComposeResult:
        """The lines of the summary, the holds in columns."""
        summary = self._summary
        with Vertical(id="sheet"):
            yield Static(Content(summary.title), classes="title")
            yield Static(Content(summary.kept), id="kept")
            if line := quiet_line(self.tracker, summary.record, IN_APP):
                yield Static(Content(line), id="hard", classes="quiet")
            columns = (
                *(Column(7), Column(6), Column(11, quiet=True, least=50)),
                *(Column(12, right=True, gap=2), Column(quiet=True)),
            )
            yield Rows[Pressed](columns, lambda row: row.words, id="pressed", chooses=False)
            places = Content("\n".join(summary.places))
            yield Static(places, id="places", classes="quiet")
            yield Static(Content(summary.moods), id="mood", classes="quiet")
            yield Static(self._streak(), id="streak")
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill the list of holds."""
        rows = self.query_one(Rows)
        pressed = self._summary.pressed
        rows.show(pressed)
        rows.display = bool(pressed)
        rows.styles.height = min(len(pressed), _MOST_ROWS)
        self._show_places(self.size.height)

    def on_resize(self, event: Resize) -> None:
        """Show the places if there is room for them."""
        self._show_places(event.size.height)

    def _show_places(self, height: int) -> None:
        pressed, lines = self._summary.pressed, len(self._summary.places)
        room = height - _OTHER_ROWS - min(len(pressed), _MOST_ROWS)
        self.query_one("#places").display = 0 < 2 * lines <= room

    def _streak(self) -> Content:
        summary = self._summary
        change = f", {summary.streak_change}" if summary.streak_change else ""
        words = Content.assemble((summary.streak, "$primary"), (change, "$quiet"))
        short = Content.styled(summary.too_short, "$quiet")
        return Content("\n").join(filter(None, (words, short)))
