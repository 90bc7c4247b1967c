"""The choice of a routine or points to press."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tracker.core.entry.new_records import EntryError
from tracker.core.facts.points import Point
from tracker.core.facts.routines import Routine
from tracker.core.facts.sessions import LONGEST_HOLD
from tracker.core.session.routine_plan import holding
from tracker.core.text.durations import duration_words, seconds
from tracker.core.text.field_checks import check_range
from tracker.core.text.spelling import plain
from tracker.practice.points_line import read_to_press, routine_of_line, routine_of_point
from tracker.ui.screens.kinds import SessionScreen
from tracker.ui.screens.rest import Rest
from tracker.ui.widgets.key_line import KeyLine
from tracker.ui.widgets.rows import Column, Rows
from tracker.ui.widgets.signpost_line import SignpostLine

_POINTS_SHOWN: Final = 40


@dataclass(frozen=True, slots=True)
class Offer:
    """A row of the list."""

    routine: Routine
    kind: str
    """`routine`, `yours`, `point` or `points`."""


class StartScreen(SessionScreen):
    """Routines and points; Enter on one goes to its prepare page."""

    HELP = (
        "Type a routine or codes, such as PC6 HT7 left 90s, or words to search for. "
        "A hold of your own, such as 90s, replaces every hold."
    )
    AUTO_FOCUS = "#offers"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "search", "search", id="start.search", tooltip="Search, or type codes"),
        Binding("tab", "hold", "hold", id="start.hold", tooltip="How long each hold is"),
        Binding("down", "move(1)", "down", id="start.down", show=False),
        Binding("up", "move(-1)", "up", id="start.up", show=False),
        Binding("escape,q", "leave", "back", id="start.leave"),
    ]

    def __init__(self, search: str = "", hold: str = "", cursor: int = 0) -> None:
        """The screen opens with these texts in its fields and the cursor on this row."""
        super().__init__()
        self._texts = (search, hold)
        self._cursor = cursor
        self._hold: float | None = None
        self._seen: object = None
        self.resting = Rest(self, self._tell_more)

    def compose(self) -> ComposeResult:
        """Two fields above the list; below it, more about the row under the cursor."""
        with Vertical(id="sheet"):
            yield Static("Start a session", classes="title", markup=False)
            with Horizontal(id="fields"):
                yield _field("search", "search, or codes: PC6 HT7 left", self._texts[0])
                yield Static("hold", classes="label", markup=False)
                yield _field("hold", "as usual", self._texts[1])
            yield SignpostLine()
            yield Static(id="problem", classes="problem")
            columns = (
                Column(),
                Column(8, right=True, only_wide=True),
                Column(11, right=True, gap=2),
                Column(quiet=True, only_wide=True),
            )
            yield Rows[Offer](columns, self._cells, id="offers", empty="Nothing found.")
            yield Static(id="about", classes="quiet")
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill the list."""
        self._redraw(self._cursor)

    def _redraw(self, cursor: int = 0) -> None:
        self.query_one(SignpostLine).answer(self.tracker, self._texts[0])
        problem = self.query_one("#problem", Static)
        try:
            self._hold = _hold(self._texts[1])
        except ValueError as wrong:
            self._hold = None
            problem.update(Content(str(wrong)))
        else:
            problem.update(Content(""))
        self.query_one("#offers", Rows).show(self._offers(), cursor=cursor)
        self.resting.end()

    def _in_fields(self) -> tuple[str, str]:
        return self.query_one("#search", Input).value, self.query_one("#hold", Input).value

    def _offers(self) -> Sequence[Offer]:
        library = self.tracker.library
        text, _ = self._texts
        asked = plain(text)
        typed = self._typed(text)
        if typed is not None and typed.kind in {"point", "points"}:
            return [typed]
        routines = [
            Offer(holding(routine, self._hold), "routine" if routine.built_in else "yours")
            for routine in library.routines()
            if (asked or not text.strip())
            and asked in plain(f"{routine.name} {routine.id} {' '.join(routine.points)}")
        ]
        if not asked:
            return routines
        if typed is not None:
            others = (each for each in routines if each.routine.id != typed.routine.id)
            routines = [typed, *others]
        hits = library.index().search(text, limit=_POINTS_SHOWN)
        points = [hit.found for hit in hits if isinstance(hit.found, Point)]
        return [*routines, *(self._point(point) for point in points)]

    def _typed(self, text: str) -> Offer | None:
        """The routine or the points that the text names, with their lengths.

        `None` if the text is words to search for.
        """
        try:
            line = read_to_press(self.tracker, text, hold=self._hold)
            routine = routine_of_line(self.tracker, line)
        except ValueError as wrong:
            if not isinstance(wrong, EntryError) or wrong.field is not None:
                self.query_one("#problem", Static).update(Content(str(wrong)))
            return None
        if line.routine is not None:
            return Offer(routine, "routine" if routine.built_in else "yours")
        return Offer(routine, "point" if len(routine.points) == 1 else "points")

    def _point(self, point: Point) -> Offer:
        return Offer(holding(routine_of_point(self.tracker, point), self._hold), "point")

    def _cells(self, offer: Offer) -> tuple[str, ...]:
        routine = offer.routine
        holds = f"{len(routine.steps)} hold" + ("s" if len(routine.steps) > 1 else "")
        if offer.kind == "point":
            point = self.tracker.library.find(routine.steps[0].point)
            named = f"{point.code}  {point.pinyin}" if point else routine.name
            return (named, holds, duration_words(routine.total), point.english if point else "")
        pressed = _sides(routine) if offer.kind == "points" else " ".join(routine.points)
        return (routine.name, holds, duration_words(routine.total), pressed)

    def on_rows_highlighted(self, event: Rows.Highlighted) -> None:
        """Show more about the row under the cursor once it rests, unless it is shown already."""
        if event.item is not self._seen:
            self.resting.wait()

    def _tell_more(self) -> None:
        """Show the source of the routine, or the use of the point."""
        about = self.query_one("#about", Static)
        offer = self._seen = self.query_one("#offers", Rows).current
        if not isinstance(offer, Offer):
            about.update(Content(""))
            return
        about.update(Content(offer.routine.source or self._uses(offer.routine)))

    def _uses(self, routine: Routine) -> str:
        points = [self.tracker.library.find(code) for code in routine.points]
        uses = [f"{point.traditional_use} ({point.evidence})" for point in points if point]
        return uses[0] if len(uses) == 1 else ""

    def on_input_changed(self) -> None:
        """Search at every key, with the hold as soon as it is a valid length."""
        texts = self._in_fields()
        if texts != self._texts:  # a field also reports the text that it opens with
            self._texts = texts
            self._redraw()

    def on_input_submitted(self) -> None:
        """Enter in a field chooses the row under the cursor; words of a crisis open the help."""
        if self.query_one(SignpostLine).open_first():
            return
        self._go_on(self.query_one("#offers", Rows).current)

    def action_search(self) -> None:
        """Focus the search field."""
        self.set_focus(self.query_one("#search"))  # at once: the next key belongs there

    def action_hold(self) -> None:
        """Focus the hold, from it the signpost if one is shown, then the list."""
        hold, post = self.query_one("#hold", Input), self.query_one(SignpostLine)
        if self.focused is hold:
            self.set_focus(post if post.display else self.query_one("#offers"))
        else:
            self.set_focus(self.query_one("#offers") if self.focused is post else hold)

    def action_move(self, by: int) -> None:
        """Move the cursor of the list while a field has the focus."""
        self.query_one("#offers", Rows).action_move(by)

    def action_leave(self) -> None:
        """Leave a field with its text; in the list, close."""
        if isinstance(self.focused, Input):
            self.set_focus(self.query_one("#offers"))
        else:
            self.dismiss(None)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Go to the prepare page."""
        self._go_on(event.item)

    def _go_on(self, offer: object) -> None:
        if not isinstance(offer, Offer) or self.app.screen is not self:
            return
        from tracker.ui.session.prepare_points import PrepareScreen

        back = partial(StartScreen, *self._in_fields(), self.query_one("#offers", Rows).cursor)
        self.app.switch_screen(PrepareScreen(offer.routine, back))


def _sides(routine: Routine) -> str:
    runs = groupby(routine.steps, key=lambda step: step.point)
    return ", ".join(f"{code} {' '.join(step.side for step in run)}" for code, run in runs)


def _field(name: str, hint: str, text: str) -> Input:
    field = Input(text, placeholder=hint, max_length=200, id=name)
    field.cursor_blink = False
    return field


def _hold(text: str) -> float | None:
    if not text.strip():
        return None
    found = seconds(text, "s")
    check_range("hold", found, 1, LONGEST_HOLD, "s")
    return found
