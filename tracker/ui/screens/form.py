"""Forms made from a list of fields; they give the fields' answers.

A field that was not changed answers exactly the value it was given, even if it cannot show it all.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.events import DescendantFocus
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from tracker.core.entry.fields import (
    ChoiceField,
    ChoicesField,
    Field,
    ScaleField,
    SwitchField,
    TextField,
)
from tracker.core.text.refusals import FieldError
from tracker.core.text.visible import visible
from tracker.ui.screens.tracker import Tracker
from tracker.ui.widgets.choice import Choice, ScaleLine
from tracker.ui.widgets.scale import Scale
from tracker.ui.widgets.signpost_line import SignpostLine

_BREAK = "↵"
_NOTE = "note"
"""The field that is checked for words of crisis."""


def _widget(field: Field, value: object) -> Widget:
    """The widget that shows a value of this field and lets a person change it."""
    match field:
        case TextField():
            text = _shown(field, value)
            line = Input(text, placeholder=field.hint, id=field.name, select_on_focus=False)
            line.cursor_blink = False
            return line
        case ScaleField():
            number = value if isinstance(value, int) else None
            return ScaleLine(field.low, field.high, value=number, id=field.name)
        case ChoiceField():
            return Choice([*field.of], [str(value)] if value else (), id=field.name)
        case ChoicesField():
            chosen = [str(each) for each in value] if isinstance(value, tuple) else []
            return Choice([*field.of], chosen, several=True, id=field.name)
        case SwitchField():
            return Choice(["no", "yes"], ["yes" if value else "no"], id=field.name)


def _answer(field: Field, widget: Widget, value: object) -> object:
    """The widget's value; the one it was given if it was not changed. Raises FieldError."""
    if isinstance(widget, Input) and isinstance(field, TextField):
        if widget.value == _shown(field, value):
            return value
        return field.value(re.sub(rf" ?{_BREAK} ?", "\n", widget.value))
    if isinstance(widget, Scale):
        return widget.value
    if not isinstance(widget, Choice):
        return value
    chosen = field.value(", ".join(widget.chosen))
    # The same words in another order are the same answer.
    same = isinstance(chosen, tuple) and isinstance(value, tuple) and set(chosen) == set(value)
    return value if same else chosen


def _shown(field: TextField, value: object) -> str:
    text = "" if value is None else field.written(value)
    return re.sub(r"\r?\n", f" {_BREAK} ", visible(text))


class Form(VerticalScroll, can_focus=False):
    """Fields one below another; tab and the arrows go from one to the next."""

    @dataclass
    class Changed(Message):
        """An answer changed."""

        form: "Form"

        @property
        def control(self) -> "Form":
            """The form that sent it."""
            return self.form

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", "field before", id="form.up", show=False),
        Binding("down", "app.focus_next", "next field", id="form.down", show=False),
    ]

    def __init__(
        self,
        fields: Iterable[Field],
        values: Mapping[str, object] | None = None,
        *,
        leads_on: bool = False,
        id: str | None = None,
    ) -> None:
        """With ``leads_on``, answering a scale moves the focus to the next field."""
        super().__init__(id=id)
        self._leads_on = leads_on
        self._fields: Sequence[Field] = tuple(fields)
        self._values = dict(values or {})
        self._first: dict[str, object] = {}

    def compose(self) -> ComposeResult:
        """A row for each field."""
        for field in self._fields:
            widget = _widget(field, self._values.get(field.name))
            if isinstance(widget, Scale):
                widget.leads_on = self._leads_on and field is not self._fields[-1]
            with Horizontal(classes="field"):
                yield Static(field.label, classes="label", markup=False)
                yield widget
            if field.name == _NOTE:
                yield SignpostLine()

    @property
    def answers(self) -> dict[str, object]:
        """The answer of every field by its name.

        Raises FieldError for the first field whose answer cannot be read.
        """
        return {
            field.name: _answer(
                field, self.query_one(f"#{field.name}"), self._values.get(field.name)
            )
            for field in self._fields
        }

    @property
    def given(self) -> dict[str, object]:
        """The answers without those that are `None`."""
        return {name: answer for name, answer in self.answers.items() if answer is not None}

    @property
    def touched(self) -> bool:
        """Whether any answer differs from the first ones, or cannot be read."""
        try:
            return self.answers != self._first
        except FieldError:
            return True

    def go_to(self, name: str | None) -> bool:
        """Focus the field of this name. Returns whether there is one."""
        found = name in {field.name for field in self._fields}
        if found:
            self.screen.set_focus(self.query_one(f"#{name}"))
        return found

    def on_mount(self) -> None:
        """Remember the untouched answers."""
        self._first = self.answers

    def on_input_changed(self, event: Input.Changed) -> None:
        """Tell that an answer changed."""
        event.stop()
        if event.input.id == _NOTE:
            self.query_one(SignpostLine).answer(cast("Tracker", self.app), event.value)
        self.post_message(self.Changed(self))

    def on_scale_picked(self, event: Scale.Picked) -> None:
        """Tell that an answer changed."""
        event.stop()
        self.post_message(self.Changed(self))

    def on_scale_answered(self, event: Scale.Answered) -> None:
        """Focus the next field and pass on a digit that was meant for it."""
        event.stop()
        if event.scale.leads_on:
            names = [field.name for field in self._fields]
            following = self.query_one(f"#{names[names.index(event.scale.id or '') + 1]}")
            self.screen.set_focus(following)
            if isinstance(following, Scale) and event.typed_on is not None:
                following.action_pick(event.typed_on)

    def on_choice_chosen(self, event: Choice.Chosen) -> None:
        """Tell that an answer changed."""
        event.stop()
        self.post_message(self.Changed(self))

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Scroll the focused field into view."""
        event.widget.scroll_visible(animate=False)
