"""A question of a check with its answers below: digits and arrows pick one."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Offset
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class Answers(Widget, can_focus=True):
    """A question and its answers, numbered from 0; none is picked at first."""

    @dataclass
    class Answered(Message):
        """A digit picked an answer, so the next question can follow."""

        answers: "Answers"

        @property
        def control(self) -> "Answers":
            """The question that sent it."""
            return self.answers

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(digit, f"pick({digit})", f"answer {digit}", id=f"answers.{digit}", show=False)
            for digit in "0123"
        ),
        Binding("up,k", "move(-1)", "answer before", id="answers.up", show=False),
        Binding("down,j", "move(1)", "next answer", id="answers.down", show=False),
        Binding("backspace,delete", "clear", "clear", id="answers.clear", show=False),
    ]

    value: reactive[int | None] = reactive(None)
    """The number of the picked answer."""

    def __init__(self, question: str, answers: Sequence[str], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._question = question
        self._answers = tuple(answers)

    @property
    def cursor_offset(self) -> Offset:
        """The place of the picked answer; without one, of the question."""
        if self.value is None:
            return Offset()
        return Offset(2, self.size.height - len(self._answers) + self.value)

    def action_pick(self, value: int) -> None:
        """Pick this answer."""
        self.value = value
        self.post_message(self.Answered(self))

    def action_move(self, by: int) -> None:
        """Pick the answer above or below; at first the first."""
        last = len(self._answers) - 1
        self.value = 0 if self.value is None else min(last, max(0, self.value + by))

    def action_clear(self) -> None:
        """Clear the answer."""
        self.value = None

    def on_click(self, event: events.Click) -> None:
        """Pick the answer under the pointer; rows of the question pick nothing."""
        row = event.y - (self.size.height - len(self._answers))
        if 0 <= row < len(self._answers):
            self.action_pick(row)

    def render(self) -> Content:
        """The question, then the answers with their digits, the picked one highlighted."""
        lit = "$block-cursor-foreground on $primary" if self.has_focus else "bold $primary"
        rows = [
            (f"\n› {number}  {words} ", lit)
            if number == self.value
            else (f"\n  {number}  {words} ", "$quiet")
            for number, words in enumerate(self._answers)
        ]
        return Content.assemble((self._question, "bold" if self.has_focus else ""), *rows)
