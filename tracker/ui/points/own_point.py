"""The personal points: add one, also from a standard point's names, change and remove one."""

import re
from typing import Any, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from tracker.core.entry.fields import ChoiceField, Field, TextField
from tracker.core.facts.points import Laterality, Point, StandardPoint
from tracker.core.text.durations import duration_words, seconds
from tracker.core.text.refusals import FieldError
from tracker.library import LibraryError
from tracker.library.sharing import entry_of
from tracker.practice.own.points import (
    STAYS,
    edit_changes,
    held_words,
    new_point_label,
    point_of_fields,
    removal,
)
from tracker.ui.screens.confirm import ConfirmScreen, ask_to_leave
from tracker.ui.screens.form import Form
from tracker.ui.screens.kinds import Dialog, TabScreen
from tracker.ui.widgets.key_line import key_words

_NEXT: Final = " / "
"""Separates the steps where they are typed."""
_MISSING: Final = {
    "code": "Code: please give it a short name of its own",
    "english": "Name: please give it a name",
    "location": "Where: please say where it is",
}


def _steps(text: str) -> tuple[str, ...]:
    return tuple(line.strip() for line in re.split(r"\n|\s/\s", text) if line.strip())


def _written_steps(steps: object) -> str:
    if not isinstance(steps, tuple):
        return ""
    return ("\n" if any(_NEXT in step for step in steps) else _NEXT).join(steps)


def _hold(text: str) -> float:
    return seconds(text, "s")


def _written_hold(found: object) -> str:
    return duration_words(found) if isinstance(found, float) else ""


_FIELDS: Final[tuple[Field, ...]] = (
    TextField(name="code", label="Code", hint="a short name of its own: ST25, my-neck"),
    TextField(name="english", label="Name"),
    TextField(name="pinyin", label="Pinyin"),
    ChoiceField(name="laterality", label="Sides", of=Laterality, what="a choice of sides"),
    TextField(name="region", label="Part of the body", hint="inner wrist"),
    TextField(name="location", label="Where", hint="where it is, in your words"),
    TextField(
        name="find_steps",
        label="Find it",
        hint="one step / the next step",
        read=_steps,
        written=_written_steps,
    ),
    TextField(name="hold", label="Hold a side", hint="60 s", read=_hold, written=_written_hold),
    TextField(name="notes", label="Notes"),
)


class OwnPointScreen(Dialog[Point]):
    """The fields of a personal point; enter answers the point, escape ``None``."""

    HELP = (
        "Only the code, the name and where it is are needed. Nothing is known of it here but "
        "what you write; it is marked as yours."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "save", id="own.save", priority=True),
    ]

    def __init__(self, before: Point | None = None, standard: StandardPoint | None = None) -> None:
        """``before`` is the point to change; ``standard`` gives a new one its names."""
        super().__init__()
        self._before = before
        self._start: dict[str, Any] = entry_of(standard) if standard else {}

    def compose(self) -> ComposeResult:
        """The fields, a line for what is wrong, the keys."""
        before = self._before
        if before is None:
            values = dict(self._start)
            values["laterality"] = Laterality(self._start.get("laterality", Laterality.BOTH))
            title = f"{values['code']} as a point of yours" if self._start else "A point of yours"
        else:
            values = {field.name: getattr(before, field.name) for field in _FIELDS}
            values["hold"] = before.hold.default
            title = f"Your point {before.code}"
        with Vertical(classes="dialog edit"):
            yield Static(Content(title), classes="title")
            yield Form(_FIELDS, values, id="fields")
            yield Static(id="understood", classes="problem", markup=False)
            keys = key_words(("enter", "save"), ("tab", "next field"), ("esc", "back"))
            yield Static(keys, classes="answers")

    def on_mount(self) -> None:
        """Focus the first empty field."""
        self.query_one("#location" if self._start else "#code").focus()

    @on(Form.Changed)
    def changed(self) -> None:
        """Clear the message, because it can be out of date now."""
        self.query_one("#understood", Static).update(Content(""))

    def action_save(self) -> None:
        """Answer the point, or say what is wrong and go to the field."""
        try:
            answers = self.query_one(Form).answers
            point = point_of_fields(self.tracker, answers, self._before, self._start)
        except FieldError as wrong:
            self._refuse(str(wrong), wrong.field)
        except (LibraryError, ValueError) as wrong:
            words = str(wrong).removeprefix("your point: ")
            self._refuse(words, words.partition(":")[0])
        else:
            self.dismiss(point)

    def _refuse(self, words: str, field: str) -> None:
        if words.endswith(" is missing"):
            words = _MISSING.get(field, words)
        self.query_one("#understood", Static).update(Content(words))
        for widget in self.query(f"#{field}") if field.isidentifier() else ():
            widget.focus()

    def action_leave(self) -> None:
        """Close; ask first if something was typed."""
        if self.query_one(Form).touched:
            ask_to_leave(self)
        else:
            self.dismiss(None)


def new_point(screen: TabScreen, standard: StandardPoint | None) -> None:
    """Ask for a new point, and record it."""
    tracker = screen.tracker

    def keep(point: Point | None) -> None:
        if point is not None and tracker.change(
            tracker.journal.record, point, label=new_point_label(point)
        ):
            screen.notify(f"{point.code} is one of your points now", markup=False)

    screen.app.push_screen(OwnPointScreen(standard=standard), keep)


def edit_point(screen: TabScreen, point: Point) -> None:
    """Ask for changes, and record them; a new code is changed in routines and favourites too."""
    tracker = screen.tracker

    def keep(after: Point | None) -> None:
        if after is not None and after != point:
            changes, label = edit_changes(tracker, point, after)
            tracker.change(tracker.journal.change, *changes, label=label)

    screen.app.push_screen(OwnPointScreen(point), keep)


def remove_point(screen: TabScreen, point: Point) -> None:
    """Ask, naming the routines that have it, then remove the point."""
    tracker = screen.tracker

    def gone(yes: bool | None) -> None:
        if yes:
            facts, label = removal(tracker, point)
            tracker.change(tracker.journal.remove, *facts, label=label)

    about = (
        f"{point.code}  {point.english}",
        held_words(tracker, point),
        f"{STAYS} u brings the point back.",
    )
    question = ConfirmScreen("Remove this point?", about=about, yes="remove", no="keep")
    screen.app.push_screen(question, gone)
