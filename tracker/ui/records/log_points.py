"""Page that logs points: as last time, what is usual, or a line: ``PC6 HT7 60s yesterday``."""

from textwrap import wrap
from typing import Any, ClassVar, Final

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import Click
from textual.widgets import Static

from tracker.core.entry.record_fields import MOOD, NOTE, PRESSED
from tracker.core.text.durations import length_words
from tracker.core.text.examples import POINTS_EARLIER
from tracker.practice import entries
from tracker.practice.entries import Entry
from tracker.practice.past.last_time import Again, points_again
from tracker.ui.records.log import NORMAL, LogScreen
from tracker.ui.screens.form import Form
from tracker.ui.widgets.key_line import KeyLine
from tracker.ui.widgets.signpost_line import SignpostLine

_ROOM: Final = 34
"""Columns of the names that can be chosen, where there is room."""
_LENGTH: Final = 12
_HINT: Final = (
    "A routine, or codes with a length; then when: PC6 left 90s, HT7 · yesterday 21:30 · 2h ago"
)
_SHORT_HINT: Final = "or write: PC6 left 90s, HT7 · yesterday 21:30"
_BEFORE, _AFTER = (tuple(each for each in MOOD if end in each.name) for end in ("before", "after"))


class LogPointsScreen(LogScreen):
    """Log a routine, or points by their codes."""

    HEADING = "What did you press?"
    invitation = "Write it, or choose with the arrows; then Enter"
    FIELDS = (*_AFTER, *_BEFORE, *PRESSED, NOTE)
    HELP = (
        "Enter keeps the last time again, the arrows choose something else. Or a line: a routine, "
        f"or the codes of points, how long each hold was, when. {POINTS_EARLIER}. "
        "Points on both sides count both; PC6 left is one. "
        "Without a length a routine has its own, and so has a point unless you set a hold."
    )
    KEYS = ("log.save", "log.down", "log-points.felt", "dialog.leave")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "more", "how it felt", id="log-points.felt"),
    ]

    def __init__(self, line: str = "") -> None:
        super().__init__(line)
        self._choices: list[Again] = []
        self._chosen: int | None = None
        """The row that the arrows are at; `None` while a line is typed, or nothing is chosen."""

    def compose(self) -> ComposeResult:
        """The line, what Enter keeps, what else can be chosen, how it felt."""
        with Vertical(id="sheet", classes="log"):
            yield Static(self.HEADING, classes="title", markup=False)
            yield self.line_input()
            yield SignpostLine()
            yield Static(id="understood", markup=False)
            yield Static(id="effect", markup=False)
            yield Static(id="caution", markup=False)
            yield Static("Or choose", id="or", classes="quiet", markup=False)
            yield Static(id="choices", markup=False)
            yield Static(id="hint", classes="quiet", markup=False)
            yield Static("How it felt, if you like", id="felt", classes="quiet", markup=False)
            yield Form(self.FIELDS, id="more")
            with Horizontal(classes="row"):
                yield Static(" Enter ", id="keep", markup=False)
                yield Static("keep it", id="keep-words", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        """Offer the last time and what is usual."""
        self._choices = points_again(self.tracker)
        self._chosen = self._first
        super().on_mount()

    @property
    def untyped(self) -> str:
        """The line of the row that was chosen, for the day that this was opened for."""
        if self._chosen is None or not self._choices:
            return ""
        return f"{self._choices[self._chosen].line} {self._begun_with}"

    @property
    def is_typed(self) -> bool:
        """Whether what is written counts; a row that was chosen after it counts more."""
        return self.is_written and self._chosen is None

    def entry(self) -> Entry:
        """The session of the line and the fields."""
        given: dict[str, Any] = self.query_one(Form).given
        return entries.points(self.tracker, self.line, **given)

    def line_changed(self) -> None:
        """What is typed counts, not the row that was chosen."""
        self._chosen = None if self.is_written else self._chosen or self._first

    @property
    def _first(self) -> int | None:
        """The row of the last time; `None` before it."""
        return 0 if self._choices and self._choices[0].is_last else None

    def entry_words(self, entry: Entry) -> Content:
        """``Evening wind-down     6 min 30   yesterday, Thu 19 Nov, 22:00``."""
        name = entry.words.partition(":" if ": " in entry.words else ";")[0]
        length, room = length_words(entry.record.seconds), self.size.width - 4
        said = Content.styled(f"{name:<17}", "bold $primary")
        when = f"{length:>13}   {entry.near}"
        if cell_len(f"{name:<17}{when}") <= room:
            return said + Content(when)
        return said + Content(f"\n{length}   {entry.near}")

    def show_effect(self, words: str) -> None:
        """In quiet words, under what is kept."""
        self.query_one("#effect", Static).update(Content.styled(words, "$quiet"))

    def show(self, *, refused: bool = False) -> None:
        """Show what Enter keeps now, and the rows to choose from."""
        super().show(refused=refused)
        width = max(1, self.size.width)
        room = min(_ROOM, width - 8 - _LENGTH)
        rows = [self._row(at, each, room) for at, each in enumerate(self._choices)]
        self.query_one("#choices", Static).update(Content("\n").join(rows))
        hint = _HINT if width >= NORMAL else _SHORT_HINT
        self.query_one("#hint", Static).update("\n".join(wrap(hint, min(76, width - 4))))

    def _row(self, at: int, again: Again, room: int) -> Content:
        words = again.words if cell_len(again.words) <= room else f"{again.words[: room - 1]}…"
        name, length = f" {words:<{room}}", f"{length_words(again.seconds):>{_LENGTH - 2}} "
        if at == self._chosen:
            here = "$block-cursor-foreground on $block-cursor-background"
            return Content.styled(name + length, here)
        return Content.assemble(name, (length, "$quiet"))

    def action_choose(self, by: int) -> None:
        """Go to a row of the list; what was typed waits in the field."""
        last = len(self._choices) - 1
        at = -1 if self._chosen is None else self._chosen
        self._chosen = min(max(0, at + by), last)
        self.show()

    def on_click(self, event: Click) -> None:
        """A tap on a row goes there, another one keeps it; one on the cautions opens them."""
        if event.widget is not None and event.widget.id == "caution":
            event.prevent_default()
            self.action_cautions()
        choices = self.query_one("#choices").region
        if not choices.contains_point(event.screen_offset):
            return
        event.prevent_default()
        at = event.screen_y - choices.y
        if at == self._chosen:
            self.action_save()
        elif at < len(self._choices):
            self._chosen = at
            self.show()
