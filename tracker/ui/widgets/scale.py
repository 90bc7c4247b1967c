"""A 0-10 scale: a digit picks, x is ten, the arrows move, backspace takes the answer back."""

from dataclasses import dataclass
from typing import ClassVar, Final

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

_TOP: Final = 10


class Scale(Widget, can_focus=True):
    """One question from 0 to 10, both ends in words; nothing picked is an answer too."""

    @dataclass
    class Picked(Message):
        """A value was picked, or cleared."""

        scale: "Scale"
        value: int | None

        @property
        def control(self) -> "Scale":
            """The scale it came from."""
            return self.scale

    @dataclass
    class Answered(Message):
        """A digit answered it: the next question may follow."""

        scale: "Scale"

        @property
        def control(self) -> "Scale":
            """The scale it came from."""
            return self.scale

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(sign, f"pick({number})", f"pick {number}", id=f"scale.{number}", show=False)
            for number, sign in enumerate([*"0123456789", "x"])
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
        self.set_reactive(Scale.value, value)

    def step_at(self, x: int, y: int) -> int | None:
        """The step under the pointer."""
        place = x - len(self._low) - 1
        on_steps = y == 1 and 0 <= place < 3 * _TOP + 4
        return min(place // 3, _TOP) if on_steps else None

    def on_click(self, event: events.Click) -> None:
        """Take the step under the pointer."""
        if (step := self.step_at(event.x, event.y)) is not None:
            self.action_pick(step)

    def action_pick(self, value: int) -> None:
        """Take this value."""
        self.value = value
        self.post_message(self.Answered(self))

    def action_move(self, by: int) -> None:
        """One more or less; from nothing to the middle."""
        self.value = _TOP // 2 if self.value is None else min(_TOP, max(0, self.value + by))

    def action_clear(self) -> None:
        """No answer."""
        self.value = None

    def watch_value(self, value: int | None) -> None:
        """Say what was picked."""
        self.post_message(self.Picked(self, value))

    def render(self) -> Content:
        """The question, the ends, the eleven steps, the one picked."""
        here = "$block-cursor-foreground on $primary"
        steps = [
            (f" {step} ", here if step == self.value else "$quiet") for step in range(_TOP + 1)
        ]
        skipped = "" if self.value is not None else "  not answered"
        return Content.assemble(
            (f"{self._question}\n", "bold" if self.has_focus else ""),
            (f"{self._low} ", "$quiet"),
            *steps,
            (f" {self._high}", "$quiet"),
            (skipped, "$quiet italic"),
        )
