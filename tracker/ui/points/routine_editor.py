"""The editor of personal routines: name, notes and steps, each with a side and a time."""

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from tracker.core.entry.fields import TextField
from tracker.core.entry.new_records import EntryError
from tracker.core.entry.points_in_line import ChosenPoint
from tracker.core.facts.points import Point
from tracker.core.facts.routines import GONE, Routine, RoutineStep
from tracker.core.text.durations import clock_words, duration_words, seconds
from tracker.core.text.examples import STEPS
from tracker.core.text.refusals import FieldError
from tracker.library import LibraryError
from tracker.practice.own.routines import USUAL_SETTLE, routine_of_fields
from tracker.practice.points_line import steps_to_add
from tracker.ui.screens.confirm import ask_to_leave
from tracker.ui.screens.form import Form
from tracker.ui.screens.kinds import Dialog
from tracker.ui.widgets.key_line import key_words
from tracker.ui.widgets.rows import Column, Rows
from tracker.ui.widgets.signpost_line import SignpostLine

_STEP: Final = 15.0
_LONGEST_LINE: Final = 200


def _settle(text: str) -> float:
    return seconds(text, "s") if text.strip() not in {"", "0", "0 s"} else 0.0


def _written_settle(found: object) -> str:
    return duration_words(found) if isinstance(found, float) else ""


_FIELDS: Final = (
    TextField(name="name", label="Name"),
    TextField(
        name="settle", label="Between holds", hint="5 s", read=_settle, written=_written_settle
    ),
    TextField(name="notes", label="Notes"),
)


class RoutineEditScreen(Dialog[Routine]):
    """Enter adds the points of the line; with an empty line it answers the routine."""

    HELP = (
        "Type codes, a side, a time, and press enter: PC6 left 90s, HT7. In the list J and K move "
        "a step, + and - change its time by fifteen seconds, o its side, D takes it out."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "save", "save", id="routine.save", priority=True),
        Binding("J", "shift(1)", "later", id="routine.later", tooltip="Move the step down"),
        Binding("K", "shift(-1)", "earlier", id="routine.earlier", tooltip="Move the step up"),
        Binding("plus,equals_sign", "longer(1)", "longer", id="routine.longer"),
        Binding("minus", "longer(-1)", "shorter", id="routine.shorter"),
        Binding("o", "side", "side", id="routine.side"),
        Binding("D,delete", "out", "take out", id="routine.out"),
    ]

    def __init__(self, routine: Routine | None = None, steps: Sequence[RoutineStep] = ()) -> None:
        """The routine to change, or the first steps of a new one."""
        super().__init__()
        self._before = routine
        self._steps: list[RoutineStep] = [*(routine.steps if routine else ()), *steps]
        self._first = tuple(self._steps)

    def compose(self) -> ComposeResult:
        """Name and notes, the steps, a line to add to them."""
        before = self._before
        values: dict[str, object] = {"name": "", "settle": USUAL_SETTLE, "notes": ""}
        if before is not None:
            values = {"name": before.name, "settle": before.settle, "notes": before.notes}
        with Vertical(classes="dialog edit routine"):
            title = f"Your routine {before.name}" if before else "A routine of yours"
            yield Static(Content(title), classes="title")
            yield Form(_FIELDS, values, id="fields")
            columns = (Column(3, right=True, quiet=True), Column(8), Column(8), Column(6), Column())
            yield Rows[RoutineStep](columns, self._cells, id="steps", empty="No step yet.")
            line = Input(placeholder=f"add: {STEPS}", max_length=_LONGEST_LINE, id="add")
            line.cursor_blink = False
            yield line
            yield SignpostLine()
            yield Static(id="understood", markup=False)
            keys = key_words(
                ("enter", "add, save"),
                ("J K", "move"),
                ("+ -", "time"),
                ("o", "side"),
                ("D", "out"),
                ("esc", "back"),
            )
            yield Static(keys, classes="answers")

    def on_mount(self) -> None:
        """Focus the name of a new routine, or the steps of an existing one."""
        self._show()
        self.query_one("#steps" if self._before else "#name").focus()

    def _cells(self, step: RoutineStep) -> tuple[str, ...]:
        place = next(at for at, each in enumerate(self._steps, 1) if each is step)
        point = self.tracker.library.find(step.point)
        name = f"{point.pinyin}  {point.english}".strip() if point else GONE
        return (str(place), step.point, step.side, clock_words(step.seconds), name)

    def _show(self, place: int | None = None) -> None:
        # _cells finds a step by identity, so two equal steps must be different objects.
        self._steps = [replace(step) for step in self._steps]
        self.query_one("#steps", Rows).show(self._steps, cursor=place)
        if self._before is None and not self._steps:
            self._say("A name, then its points: each enter adds what is typed below.")
            return
        try:
            routine = self._routine()
        except (FieldError, LibraryError, ValueError) as wrong:
            self._say(_shorter(str(wrong)))
        else:
            count = len(routine.steps)
            holds = "1 hold" if count == 1 else f"{count} holds"
            self._say(f"{holds}, {duration_words(routine.total)} in all")

    def _say(self, words: str, *, refused: bool = False) -> None:
        said = self.query_one("#understood", Static)
        said.set_class(refused, "problem")
        said.update(Content(words) if refused else Content.styled(words, "$quiet"))

    def _routine(self) -> Routine:
        """The routine as edited so far.

        Raises FieldError, LibraryError or ValueError while it is incomplete.
        """
        answers = self.query_one(Form).answers
        settle = answers["settle"]
        return routine_of_fields(
            self.tracker,
            str(answers["name"]),
            self._steps,
            settle=settle if isinstance(settle, float) else 0.0,
            notes=str(answers["notes"]),
            before=self._before,
        )

    @on(Input.Changed, "#add")
    def typed(self, changed: Input.Changed) -> None:
        """Show the signpost for the typed words, if there is one."""
        self.query_one(SignpostLine).answer(self.tracker, changed.value)

    @on(Form.Changed)
    def changed(self) -> None:
        """Show its length."""
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer the keys of a step only in the list of steps."""
        if action in {"shift", "longer", "side", "out"}:
            return self.focused is self.query_one("#steps") and bool(self._steps)
        return super().check_action(action, parameters)

    @property
    def _place(self) -> int:
        return int(self.query_one("#steps", Rows).cursor)

    def action_shift(self, by: int) -> None:
        """Move the step under the cursor up or down."""
        place, to = self._place, self._place + by
        if 0 <= to < len(self._steps):
            self._steps.insert(to, self._steps.pop(place))
            self._show(to)

    def action_longer(self, by: int) -> None:
        """Make the step 15 s longer or shorter, within the point's limits."""
        step = self._steps[self._place]
        point = self.tracker.library.find(step.point)
        low, high = (point.hold.min, point.hold.max) if point else (5.0, 600.0)
        self._change(replace(step, seconds=min(high, max(low, step.seconds + by * _STEP))))

    def action_side(self) -> None:
        """Change to the next of the point's sides."""
        step = self._steps[self._place]
        point = self.tracker.library.find(step.point)
        sides = point.allowed_sides if point else (step.side,)
        at = sides.index(step.side) + 1 if step.side in sides else 0
        self._change(replace(step, side=sides[at % len(sides)]))

    def action_out(self) -> None:
        """Remove the step."""
        del self._steps[self._place]
        self._show()

    def _change(self, step: RoutineStep) -> None:
        self._steps[self._place] = step
        self._show()

    def _add(self, text: str) -> None:
        try:
            self._steps += steps_to_add(self.tracker, text)
        except EntryError as wrong:
            self._say(_shorter(str(wrong)), refused=True)
            return
        self.query_one("#add", Input).value = ""
        self._show(len(self._steps) - 1)

    def action_save(self) -> None:
        """Add the points that were typed; with an empty line, answer the routine.

        In the fields of a routine without steps, go on to the line.
        """
        line = self.query_one("#add", Input)
        if line.value.strip():
            self._add(line.value)
            line.focus()
            return
        if not self._steps and self.focused is not line:
            line.focus()
            return
        try:
            routine = self._routine()
        except FieldError as wrong:
            self._say(_shorter(str(wrong)), refused=True)
            self.query_one(f"#{wrong.field}").focus()
        except (LibraryError, ValueError) as wrong:
            self._say(str(wrong), refused=True)
            if str(wrong).startswith("name:"):
                self.query_one("#name").focus()
        else:
            self.dismiss(routine)

    def action_leave(self) -> None:
        """Close; ask first if something was changed."""
        typed = self.query_one("#add", Input).value.strip()
        if typed or self.query_one(Form).touched or tuple(self._steps) != self._first:
            ask_to_leave(self)
        else:
            self.dismiss(None)


def _shorter(refusal: str) -> str:
    """The words about a line of codes or missing steps; all that a line can hold is too much."""
    unknown, found, _ = refusal.partition(" is not understood; ")
    if found:
        return f"I do not know {unknown}; codes look like PC6"
    if refusal.startswith("no points are named"):
        return "no point is named; codes look like PC6"
    if refusal.startswith("steps: nothing is given"):
        return "Please add at least one step"
    return refusal


def steps_of(point: Point) -> tuple[RoutineStep, ...]:
    """A step for each side of the point, as long as is usual for it."""
    return ChosenPoint(point).steps(None, None)
