"""Actions on routines for several screens: add, change, copy, remove, add a point to one."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tracker.core.facts.points import Point
from tracker.core.facts.routines import Routine, RoutineStep
from tracker.core.text.durations import duration_words
from tracker.library import LibraryError
from tracker.practice.own.points import STAYS
from tracker.practice.own.routines import (
    copy_label,
    copy_of,
    edit_routine_label,
    new_routine_label,
    remove_routine_label,
)
from tracker.ui.points.routine_editor import RoutineEditScreen, steps_of
from tracker.ui.screens.confirm import ConfirmScreen
from tracker.ui.screens.kinds import Dialog
from tracker.ui.screens.tracker import Tracker
from tracker.ui.widgets.key_line import key_words
from tracker.ui.widgets.rows import Column, Rows


class AddScreen(Dialog[Routine | str]):
    """Asks which personal routine gets a point; answers the routine, or ``NEW`` for a new one."""

    NEW: ClassVar[str] = "a new routine"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q", "leave", "back", id="add.leave", show=False),
    ]

    def __init__(self, point: Point, routines: Sequence[Routine]) -> None:
        super().__init__()
        self._point = point
        self._offers: tuple[Routine | str, ...] = (*routines, self.NEW)

    def compose(self) -> ComposeResult:
        """The routines, the newest last, and a new one."""
        with Vertical(classes="dialog"):
            title = f"Add {self._point.code} {self._point.pinyin} to"
            yield Static(Content(title), classes="title")
            columns = (Column(), Column(10, right=True, gap=2), Column(26, quiet=True))
            rows = Rows[Routine | str](columns, self._cells, id="offers")
            rows.styles.height = min(12, len(self._offers))
            rows.styles.margin = (1, 0, 0, 0)
            yield rows
            yield Static(key_words(("enter", "add"), ("esc", "back")), classes="answers")

    def on_mount(self) -> None:
        """Focus the list."""
        rows = self.query_one("#offers", Rows)
        rows.show(self._offers)
        rows.focus()

    def _cells(self, offer: Routine | str) -> tuple[str, ...]:
        if isinstance(offer, str):
            return (offer, "", "")
        return (offer.name, duration_words(offer.total), " ".join(offer.points))

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Answer the routine."""
        if isinstance(event.item, Routine | str):
            self.dismiss(event.item)


def add_to_routine(screen: Screen[Any], tracker: Tracker, point: Point) -> None:
    """Ask for a personal routine, and add the point to its end, on all of the point's sides."""
    own = [routine for routine in tracker.library.routines() if not routine.built_in]

    def add(chosen: Routine | str | None) -> None:
        if isinstance(chosen, str):
            new_routine(screen, tracker, steps_of(point))
        elif chosen is not None:
            _append(screen, tracker, chosen, point)

    screen.app.push_screen(AddScreen(point, own), add)


def _append(screen: Screen[Any], tracker: Tracker, routine: Routine, point: Point) -> None:
    try:
        after = replace(routine, steps=(*routine.steps, *steps_of(point)))
        tracker.library.check_routine(after)
    except (LibraryError, ValueError) as wrong:
        screen.notify(str(wrong), severity="error", markup=False)
        return
    label = f"add {point.code} to {routine.name}"
    if tracker.change(tracker.journal.correct, routine, after, label=label):
        words = f"{routine.name}: {point.code} added, {duration_words(after.total)} in all"
        screen.notify(words, markup=False)


def new_routine(screen: Screen[Any], tracker: Tracker, steps: Sequence[RoutineStep] = ()) -> None:
    """Ask for a new routine, and record it."""

    def keep(routine: Routine | None) -> None:
        if routine is not None:
            label = new_routine_label(routine)
            tracker.change(tracker.journal.record, routine, label=label)

    screen.app.push_screen(RoutineEditScreen(steps=steps), keep)


def edit_routine(screen: Screen[Any], tracker: Tracker, routine: Routine) -> None:
    """Ask for changes, and record them."""

    def keep(after: Routine | None) -> None:
        if after is not None and after != routine:
            label = edit_routine_label(routine)
            tracker.change(tracker.journal.correct, routine, after, label=label)

    screen.app.push_screen(RoutineEditScreen(routine), keep)


def copy_routine(tracker: Tracker, routine: Routine) -> Routine | None:
    """Record a copy as a personal routine; ``None`` if that was refused."""
    copy, label = copy_of(tracker, routine), copy_label(routine)
    return copy if tracker.change(tracker.journal.record, copy, label=label) else None


def remove_routine(screen: Screen[Any], tracker: Tracker, routine: Routine) -> None:
    """Ask, then remove the routine."""

    def gone(yes: bool | None) -> None:
        if yes:
            label = remove_routine_label(routine)
            tracker.change(tracker.journal.remove, routine, label=label)

    about = (
        f"{routine.name}, {duration_words(routine.total)}",
        f"{STAYS} u brings the routine back.",
    )
    question = ConfirmScreen("Remove this routine?", about=about, yes="remove", no="keep")
    screen.app.push_screen(question, gone)
