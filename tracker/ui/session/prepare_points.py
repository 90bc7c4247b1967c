"""The prepare page for points: the holds, the cautions, mood and tension."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from textwrap import wrap
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Static

from tracker.core.entry.record_fields import BEFORE
from tracker.core.facts.routines import Routine, RoutineStep
from tracker.core.facts.sessions import Kind
from tracker.core.session.place_words import side_word
from tracker.core.text.durations import clock_words, duration_words
from tracker.practice import sessions
from tracker.practice.cautions import BY_KEY, NO_CAUTIONS, Cautions, of_routine
from tracker.ui.screens.form import Form
from tracker.ui.screens.kinds import SessionScreen
from tracker.ui.screens.lazy import lazy_screen
from tracker.ui.widgets.caution_lines import caution_text
from tracker.ui.widgets.key_line import KeyLine

_ROWS: Final = 7
"""Maximum number of rows for the points, without their places."""
_OTHER_ROWS: Final = 16
"""Rows for everything else, of which the cautions need some."""
_CODE: Final = 9
"""Columns of a point's code."""
_INDENT: Final = "  "
_BESIDE: Final = 6
"""Columns beside the rows."""
_WIDEST: Final = 96
_SPOTS_FROM: Final = 56
"""Columns of a screen that shows spots of points too."""
_NAMES_FROM: Final = 72
"""Columns of a screen that shows names of points too."""


@dataclass(frozen=True, slots=True)
class Coming:
    """A point with the sides that are pressed one after the other."""

    point: str
    sides: tuple[str, ...]
    seconds: float


class PrepareScreen(SessionScreen):
    """The holds of a routine; Enter goes to the next question and from the last one begins."""

    HELP = (
        "A number answers and leads to the next question, Enter passes it by. Enter on the last "
        "one begins. Page up and page down read the cautions."
    )
    AUTO_FOCUS = "#mood_before"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "on", "go on", id="prepare.on"),
        Binding(
            "space", "begin", "begin", id="prepare.begin", tooltip="Begin, questions passed by"
        ),
        Binding(
            "o",
            "use_anyway",
            "use anyway",
            id="prepare.take-in",
            tooltip="Use what is left out anyway",
        ),
        Binding("pageup", "read(-1)", "read up", id="prepare.read-up", show=False),
        Binding("pagedown", "read(1)", "read on", id="prepare.read-on", show=False),
        Binding(
            "G",
            "answer_questions",
            "about you",
            id="prepare.flags",
            show=False,
            tooltip="Your answers, which the cautions follow",
        ),
        Binding("escape,q", "leave", "back", id="prepare.leave"),
    ]

    def __init__(self, routine: Routine, back: Callable[[], Screen[Any]] | None = None) -> None:
        """`back` makes the screen to return to; without it, leaving closes this one."""
        super().__init__()
        self._routine = routine
        self._back = back
        self._cautions: Cautions = NO_CAUTIONS

    def compose(self) -> ComposeResult:
        """Lay out the holds, the cautions and two questions."""
        with Vertical(id="sheet"):
            yield Static(Content(self._routine.name), id="name", classes="title")
            yield Static(id="length", classes="quiet")
            yield Static(id="problem", classes="problem")
            yield Static(id="holds")
            with VerticalScroll(id="care", can_focus=False):
                yield Static(id="cautions")
            if self.tracker.settings.asks_before:
                yield Form(BEFORE[Kind.POINTS], leads_on=True)
            yield Static(id="hint", classes="hint")
        yield KeyLine()

    def on_mount(self) -> None:
        """Show the routine without the points that are left out, and every caution."""
        self._redraw()
        refusal = sessions.refusal(self.tracker)
        problem = self.query_one("#problem", Static)
        problem.update(Content(refusal or ""))
        problem.display = bool(refusal)

    def _redraw(self) -> None:
        self._cautions = of_routine(self.tracker, self._routine)
        coming = self._cautions.routine
        self._show_holds()
        self.query_one("#length", Static).update(Content(self._length_words()))
        self.query_one("#cautions", Static).update(caution_text(self._cautions.lines(BY_KEY)))
        asks = self.tracker.settings.asks_before
        keys = "0 to 10 answers, x is 10, enter passes, space begins" if asks else "enter begins"
        anyway = "o uses what is left out anyway" if self._cautions.left_out else ""
        self.query_one("#hint", Static).update(Content(keys if coming else anyway))
        self.refresh_bindings()

    def on_resize(self, event: Resize) -> None:  # noqa: ARG002
        """Say the places of the points where there is room."""
        self._show_holds()

    def _show_holds(self) -> None:
        """A row for each point; below it, if there is room for all of them, its place."""
        coming = self._cautions.routine
        shown = _coming_rows(coming.steps) if coming else ()
        holds = self.query_one("#holds", Static)
        holds.display = bool(shown)
        room = max(_CODE, min(self.size.width, _WIDEST) - _BESIDE - len(_INDENT))
        places = [
            wrap(point.place, room) if (point := self.tracker.library.find(row.point)) else []
            for row in shown
        ]
        if len(shown) + sum(map(len, places)) > max(_ROWS, self.size.height - _OTHER_ROWS):
            places = [[] for _ in shown]
        rows: list[Content] = []
        for row, place in zip(shown, places, strict=True):
            rows.append(self._row(row, is_placed=any(places)))
            rows += [Content.styled(f"{_INDENT}{line}", "$quiet") for line in place]
        holds.styles.height = len(rows) if any(places) else min(len(rows), _ROWS)
        holds.update(Content("\n").join(rows))

    def _row(self, row: Coming, *, is_placed: bool) -> Content:
        """The point's sides and time; its name and, without the place, its spot if they fit."""
        point = self.tracker.library.find(row.point)
        each = " each" if len(row.sides) > 1 else ""
        words = f"{row.point:<{_CODE}}{', '.join(row.sides):<13}{clock_words(row.seconds)}{each}"
        if point is None or self.size.width < _SPOTS_FROM:
            return Content(words)
        names = [point.pinyin, point.english] if self.size.width >= _NAMES_FROM else []
        spots = [] if is_placed else [point.spot]
        name = "  ".join(filter(None, [*spots, *names]))
        return Content.assemble(f"{words:<36}", (name, "$quiet"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Offer an override only if points are left out, and to begin only if points remain."""
        if action == "use_anyway":
            return bool(self._cautions.left_out)
        return action not in {"on", "begin"} or self._cautions.routine is not None

    def action_answer_questions(self) -> None:
        """Open the questions about the person, then show the cautions that follow."""
        self.app.push_screen(lazy_screen("about you")(), lambda _: self._redraw())

    def action_read(self, by: int) -> None:
        """Scroll the cautions by a page."""
        care = self.query_one("#care", VerticalScroll)
        care.scroll_relative(y=by * max(1, care.size.height - 1), animate=False)

    def action_on(self) -> None:
        """Go to the next question; from the last one, begin."""
        last = self.query("#tension_before")
        if last and self.focused is not last.first():
            self.set_focus(last.first())  # at once: the next Enter can be queued already
            return
        self.action_begin()

    def action_begin(self) -> None:
        """Start the session with the answers that were given."""
        coming = self._cautions.routine
        if coming is None or sessions.refusal(self.tracker):
            return
        from tracker.ui.session.live import LiveScreen

        given = self.query_one(Form).given if self.query(Form) else {}
        form = {name: value for name, value in given.items() if isinstance(value, int)}
        self.app.switch_screen(LiveScreen(sessions.begin_routine(self.tracker, coming, form)))

    def action_use_anyway(self) -> None:
        """Ask whether to use the points that are left out; the choice is recorded."""
        from tracker.ui.points.caution_override import use_anyway

        use_anyway(self, self.tracker, self._cautions, self._redraw)

    def _length_words(self) -> str:
        coming = self._cautions.routine
        if self._cautions.unreadable:
            return "It does not begin: its cautions cannot be read."
        if coming is None:
            return "Every point is left out; the reasons are below."
        count = len(coming.steps)
        holds = "1 hold" if count == 1 else f"{count} holds"
        return f"{holds}, {duration_words(coming.total)} in all"

    def action_leave(self) -> None:
        """Return to where it was opened."""
        if self._back is None:
            super().action_leave()
        else:
            self.app.switch_screen(self._back())


def _coming_rows(steps: Sequence[RoutineStep]) -> tuple[Coming, ...]:
    runs = groupby(steps, key=lambda step: (step.point, step.seconds))
    return tuple(
        Coming(point, tuple(side_word(step.side) for step in run), seconds)
        for (point, seconds), run in runs
    )
