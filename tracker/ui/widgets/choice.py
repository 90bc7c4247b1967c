"""A choice of one or several words in one line; it can stay empty."""

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

from tracker.ui.widgets.scale import Scale

_GAP = 2
_STEPS = 34
"""Cells that the eleven steps of a scale take."""


def _taken(widget: Widget) -> str:
    """The style of a chosen word; brighter with the focus."""
    if widget.has_focus:
        return "$block-cursor-foreground on $primary"
    return "bold $block-cursor-blurred-foreground on $block-cursor-blurred-background"


class Choice(Widget, can_focus=True):
    """Words in a row: the arrows choose, space chooses the next one, backspace clears the answer.

    With ``several`` the arrows move, and space adds or removes a word. Words that do not fit
    scroll into view.
    """

    @dataclass
    class Chosen(Message):
        """The answer changed."""

        choice: "Choice"

        @property
        def control(self) -> "Choice":
            """The choice that sent it."""
            return self.choice

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "one back", id="words.back", show=False),
        Binding("right,l", "move(1)", "one on", id="words.on", show=False),
        Binding("home", "go(0)", "first", id="words.first", show=False),
        Binding("end", "go(-1)", "last", id="words.last", show=False),
        Binding("space", "take", "choose", id="words.take", show=False),
        Binding("backspace,delete", "clear", "clear", id="words.clear", show=False),
    ]

    place: reactive[int | None] = reactive(None)
    """The index of the word that the arrows are at."""

    def __init__(
        self,
        words: Sequence[str],
        chosen: Sequence[str] = (),
        *,
        several: bool = False,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self._words = tuple(words)
        self._several = several
        self._chosen = {word for word in chosen if word in self._words}
        first = next((at for at, word in enumerate(words) if word in self._chosen), None)
        self.set_reactive(Choice.place, first)

    @property
    def chosen(self) -> tuple[str, ...]:
        """The chosen words, in the order they are shown."""
        return tuple(word for word in self._words if word in self._chosen)

    @property
    def cursor_offset(self) -> Offset:
        """The place of the word that the arrows are at; without an answer, of the first."""
        first, _ = self._window()
        passed = self._words[first : self.place or 0]
        return Offset((first > 0) + sum(len(word) + _GAP for word in passed) + 1, 0)

    def action_move(self, by: int) -> None:
        """Go to the next word or the one before; from no answer to the first."""
        if self.place is None and not self._several:
            self.action_go(0)
        else:
            self.action_go(min(len(self._words) - 1, max(0, (self.place or 0) + by)))

    def action_go(self, place: int) -> None:
        """Go to the word at this index; -1 is the last."""
        self.place = place % len(self._words)
        if not self._several:
            self._choose({self._words[self.place]})

    def action_take(self) -> None:
        """Toggle the word; with one answer, choose the next word, after the last the first."""
        if self._several:
            self._choose(self._chosen ^ {self._words[self.place or 0]})
        else:
            self.action_go(0 if self.place is None else (self.place + 1) % len(self._words))

    def action_clear(self) -> None:
        """Clear the answer."""
        self.place = None
        self._choose(set())

    def show(self, chosen: Sequence[str]) -> None:
        """Set the answer without sending a message."""
        self._chosen = {word for word in chosen if word in self._words}
        self.place = next((at for at, word in enumerate(self._words) if word in self._chosen), None)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose the clicked word; the arrows at the ends lead to more words."""
        first, last = self._window()
        end = int(first > 0)
        if event.x < end:
            self.action_move(-1)
        for at in range(first, last):
            start, end = end, end + len(self._words[at]) + _GAP
            if start <= event.x < end:
                self.place = at
                self._choose(
                    self._chosen ^ {self._words[at]} if self._several else {self._words[at]}
                )
                return
        if event.x == end and last < len(self._words):
            self.action_move(1)

    def _choose(self, chosen: set[str]) -> None:
        if chosen != self._chosen:
            self._chosen = chosen
            self.refresh()
            self.post_message(self.Chosen(self))

    def render(self) -> Content:
        """The words that fit, with the one that the arrows are at among them."""
        first, last = self._window()
        words = [(f" {self._words[at]} ", self._style(at)) for at in range(first, last)]
        return Content.assemble(
            ("‹" if first else "", "$quiet"),
            *words,
            ("›" if last < len(self._words) else "", "$quiet"),
            ("   space chooses" if self._several and self.has_focus else "", "$quiet italic"),
        )

    def _style(self, at: int) -> str:
        chosen = self._words[at] in self._chosen
        here = self._several and self.has_focus and at == (self.place or 0)
        style = _taken(self) if chosen else "$quiet"
        return f"{style} underline" if here else style

    def _window(self) -> tuple[int, int]:
        """Indices of the first word that fits and of the one after the last."""
        widths = [len(word) + _GAP for word in self._words]
        place, count = self.place or 0, len(widths)
        for first in range(place + 1):
            left = self.size.width - (first > 0)
            last = first
            while last < count and sum(widths[first : last + 1]) <= left - (last + 1 < count):
                last += 1
            if last > place:
                return first, last
        return place, place + 1


class ScaleLine(Scale):
    """A 0-10 scale in one line, with its question left of it."""

    def __init__(
        self, low: str, high: str, *, value: int | None = None, id: str | None = None
    ) -> None:
        super().__init__("", low, high, value=value, id=id)
        self._ends = (low, high)

    @property
    def cursor_offset(self) -> Offset:
        """The place of the picked number; without one, the first cell."""
        if self.value is None:
            return Offset()
        return Offset(1 if self.size.width < _STEPS else 3 * self.value + 1, 0)

    def step_at(self, x: int, y: int) -> int | None:  # noqa: ARG002
        """The step at this cell, or `None`."""
        step = min(x // 3, 10)
        return step if self.size.width >= _STEPS and 0 <= x < _STEPS else None

    def render(self) -> Content:
        """The steps, the picked one and the words for both ends; if narrow, the answer alone."""
        here = _taken(self)
        if self.size.width < _STEPS:
            if self.value is None:
                return Content.styled("–", "$quiet")
            return Content.assemble((f" {self.value} ", here), (" of 10", "$quiet"))
        steps = [(f" {step} ", here if step == self.value else "$quiet") for step in range(11)]
        low, high = self._ends
        ends = f"  {self.next_words or f'0 {low}, 10 {high}'}"
        room = self.size.width - _STEPS
        return Content.assemble(*steps, (ends if len(ends) <= room else "", "$quiet"))
