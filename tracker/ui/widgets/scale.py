"""A 0-10 scale: a number picks, x is ten, the arrows move, backspace clears the answer.

Every digit but 1 answers at once. After a 1 the next key decides, because 0 makes it ten. No time
is measured, so a slow connection changes nothing.
"""

from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

_TOP: Final = 10


class Scale(Widget, can_focus=True):
    """A question from 0 to 10, with words for both ends; it can stay unanswered."""

    @dataclass
    class Picked(Message):
        """A value was picked or cleared."""

        scale: "Scale"
        value: int | None

        @property
        def control(self) -> "Scale":
            """The scale that sent it."""
            return self.scale

    @dataclass
    class Answered(Message):
        """A number was typed, so the next question can follow."""

        scale: "Scale"
        typed_on: int | None = None
        """A digit typed after a 1 that is not a 0, and so belongs to the next question."""

        @property
        def control(self) -> "Scale":
            """The scale that sent it."""
            return self.scale

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(key, f"pick({number})", f"pick {number}", id=f"scale.{number}", show=False)
            for number, key in enumerate([*"0123456789", "x"])
        ),
        Binding("left,h", "move(-1)", "less", id="scale.less", show=False),
        Binding("right,l", "move(1)", "more", id="scale.more", show=False),
        Binding("backspace,delete", "clear", "clear", id="scale.clear", show=False),
    ]

    value: reactive[int | None] = reactive(None)

    def __init__(
        self, question: str, low: str, high: str, *, value: int | None = None, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._question, self._low, self._high = question, low, high
        self.leads_on = False
        """Whether the next question follows by itself; a digit after a 1 is then meant for it."""
        self._one = False
        """Whether a 1 was typed last, which a 0 would make ten."""
        self.set_reactive(Scale.value, value)

    @property
    def cursor_offset(self) -> Offset:
        """The place of the picked number; without one, of the question."""
        if self.value is None:
            return Offset()
        return Offset(len(self._low) + 2 + 3 * self.value, 1)

    def step_at(self, x: int, y: int) -> int | None:
        """The step at this cell, or `None`."""
        place = x - len(self._low) - 1
        on_steps = y == 1 and 0 <= place < 3 * _TOP + 4
        return min(place // 3, _TOP) if on_steps else None

    def on_click(self, event: events.Click) -> None:
        """Pick the clicked step."""
        if (step := self.step_at(event.x, event.y)) is not None:
            self._answer(step)

    def on_blur(self) -> None:
        """Forget a typed 1: the next digit belongs to another question."""
        self._one = False

    def action_pick(self, value: int) -> None:
        """Pick this value; a 0 after a 1 makes it ten."""
        if self._one and self.leads_on and value != 0:
            self._one = False
            self.post_message(self.Answered(self, value))
        elif value == 1:
            self.value, self._one = value, True
            self.refresh()
        else:
            self._answer(_TOP if self._one and value == 0 else value)

    def _answer(self, value: int) -> None:
        self.value, self._one = value, False
        self.post_message(self.Answered(self))

    def action_move(self, by: int) -> None:
        """Go one step up or down; from no answer to the middle."""
        self._one = False
        self.value = _TOP // 2 if self.value is None else min(_TOP, max(0, self.value + by))

    def action_clear(self) -> None:
        """Clear the answer."""
        self._one = False
        self.value = None

    def watch_value(self, value: int | None) -> None:
        """Send the picked value."""
        self.post_message(self.Picked(self, value))

    @property
    def next_words(self) -> str:
        """A hint about the next key, if it is not obvious; else empty."""
        return "0 makes it 10" if self._one and self.has_focus else ""

    def render(self) -> Content:
        """The question, the ends, the eleven steps, the picked one."""
        here = "$block-cursor-foreground on $primary"
        steps = [
            (f" {step} ", here if step == self.value else "$quiet") for step in range(_TOP + 1)
        ]
        said = "not answered" if self.value is None else self.next_words
        return Content.assemble(
            (f"{self._question}\n", "bold" if self.has_focus else ""),
            (f"{self._low} ", "$quiet"),
            *steps,
            (f" {self._high}", "$quiet"),
            (f"  {said}" if said else "", "$quiet italic"),
        )
