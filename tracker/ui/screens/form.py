"""Forms as data: a list of fields in, their answers out.

An untouched field answers exactly the value it was given, so a form loses nothing that it cannot
show.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.events import DescendantFocus
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static

from tracker.core.text.visible import visible
from tracker.ui.widgets.choice import Choice, ScaleLine
from tracker.ui.widgets.scale import Scale

_BREAK = "↵"


class FieldError(ValueError):
    """The text of a field cannot be read, or its value is out of range."""

    def __init__(self, field: str, words: str) -> None:
        super().__init__(words)
        self.field = field
        """The name of the field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A line of text. ``read`` makes its value; it raises ValueError with words for the person."""

    name: str
    label: str
    hint: str = ""
    read: Callable[[str], object] = str.strip
    written: Callable[[object], str] = str

    def widget(self, value: object) -> Widget:
        """An input that shows the value."""
        line = Input(self._shown(value), placeholder=self.hint, id=self.name, select_on_focus=False)
        line.cursor_blink = False
        return line

    def answer(self, widget: Widget, value: object) -> object:
        """The value that was typed; the given value if the text is unchanged.

        Raises FieldError if the text cannot be read.
        """
        typed = widget.value if isinstance(widget, Input) else ""
        if typed == self._shown(value):
            return value
        try:
            return self.read(re.sub(rf" ?{_BREAK} ?", "\n", visible(typed)))
        except ValueError as wrong:
            raise FieldError(self.name, f"{self.label}: {wrong}") from wrong

    def _shown(self, value: object) -> str:
        text = "" if value is None else self.written(value)
        return re.sub(r"\r?\n", f" {_BREAK} ", visible(text))


@dataclass(frozen=True, slots=True, kw_only=True)
class Graded:
    """A number from 0 to 10, or `None`."""

    name: str
    label: str
    low: str
    high: str

    def widget(self, value: object) -> Widget:
        """A scale in one line."""
        number = value if isinstance(value, int) else None
        return ScaleLine(self.low, self.high, value=number, id=self.name)

    def answer(self, widget: Widget, value: object) -> object:
        """The number that was picked."""
        return widget.value if isinstance(widget, Scale) else value


@dataclass(frozen=True, slots=True, kw_only=True)
class One:
    """One member of a closed set, or `None`."""

    name: str
    label: str
    of: type[StrEnum]

    def widget(self, value: object) -> Widget:
        """The members in one line."""
        return Choice([*self.of], [str(value)] if value else (), id=self.name)

    def answer(self, widget: Widget, value: object) -> object:
        """The chosen member, or `None`."""
        if not isinstance(widget, Choice):
            return value
        return self.of(widget.chosen[0]) if widget.chosen else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Several:
    """Any members of a closed set."""

    name: str
    label: str
    of: type[StrEnum]

    def widget(self, value: object) -> Widget:
        """The members in one line; each can be chosen."""
        chosen = [str(each) for each in value] if isinstance(value, tuple) else []
        return Choice([*self.of], chosen, several=True, id=self.name)

    def answer(self, widget: Widget, value: object) -> object:
        """The chosen members in the order of the set; the given value if they are the same."""
        if not isinstance(widget, Choice):
            return value
        chosen = tuple(self.of(word) for word in widget.chosen)
        return value if isinstance(value, tuple) and set(chosen) == set(value) else chosen


@dataclass(frozen=True, slots=True, kw_only=True)
class YesNo:
    """`True` or `False`."""

    name: str
    label: str

    def widget(self, value: object) -> Widget:
        """The words "no" and "yes"."""
        return Choice(["no", "yes"], ["yes" if value else "no"], id=self.name)

    def answer(self, widget: Widget, value: object) -> object:
        """Whether yes was chosen."""
        return widget.chosen == ("yes",) if isinstance(widget, Choice) else value


Field = Words | Graded | One | Several | YesNo


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
            widget = field.widget(self._values.get(field.name))
            if isinstance(widget, Scale):
                widget.leads_on = self._leads_on and field is not self._fields[-1]
            with Horizontal(classes="field"):
                yield Static(field.label, classes="label", markup=False)
                yield widget

    @property
    def answers(self) -> dict[str, object]:
        """The answer of every field by its name.

        Raises FieldError for the first field whose answer cannot be read.
        """
        return {
            field.name: field.answer(self.query_one(f"#{field.name}"), self._values.get(field.name))
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
