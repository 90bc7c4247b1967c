"""The line of keys: what can be pressed here and now, as many as fit."""

import re
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

_SIGNS = {
    "question_mark": "?",
    "exclamation_mark": "!",
    "slash": "/",
    "comma": ",",
    "space": "space",
    "escape": "esc",
    "full_stop": ".",
    "plus": "+",
    "minus": "-",
    "equals_sign": "=",
    "left_square_bracket": "[",
    "right_square_bracket": "]",
    "ctrl+r": "^r",
    "ctrl+p": "^p",
}


_WRITTEN = {sign: key for key, sign in _SIGNS.items()} | {
    "↑": "up",
    "↓": "down",
    "←": "left",
    "→": "right",
}
_NAMED = {"enter", "tab", "space", "backspace"}
_SAID = re.compile(r"(?:· )?([^\s·]+) [^\s·].*?(?= {3,}| · |\n|$)")


def key_symbol(key: str) -> str:
    """How a key is written on the screen: ``question_mark`` is ``?``."""
    return _SIGNS.get(key, key)


def key_at(words: str, place: int) -> str | None:
    """The key of what stands at a place of a line such as ``enter save    esc back``."""
    for said in _SAID.finditer(words):
        if said.start() <= place < said.end():
            sign = said[1]
            if len(sign) == 2 and sign[0] == "^":
                return f"ctrl+{sign[1]}"
            return _WRITTEN.get(sign, sign if len(sign) == 1 or sign in _NAMED else None)
    return None


@dataclass(frozen=True, slots=True)
class Shown:
    """A key of the line."""

    key: str
    sign: str
    word: str

    @property
    def width(self) -> int:
        """Cells it takes."""
        return len(self.sign) + len(self.word) + 3


class KeyLine(Widget):
    """The keys of what has focus, then the app's; one that would do nothing is not shown.

    Below a dialog it is empty: the dialog says its own keys, and those of the screen do nothing.
    """

    LAST: ClassVar[frozenset[str]] = frozenset(
        {"app.help", "app.help-now", "app.quit", "session.help", "session.help-now"}
    )
    """Ids that keep their place at the right end."""

    def on_mount(self) -> None:
        """Follow the focus, and what is laid over the screen."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)
        self.watch(self.screen, "stack_updates", self._stack_changed, init=False)

    def _bindings_changed(self, _: Screen[object]) -> None:
        self.refresh()

    def _stack_changed(self) -> None:
        self.refresh()

    def render(self) -> RenderResult:
        """The keys in one line, cut at a whole word."""
        first, last, room = self._placed()
        line = Content("").join(_key(shown.sign, shown.word) for shown in first)
        line += Content(" " * max(room, 0))
        return line + Content("").join(_key(shown.sign, shown.word) for shown in last)

    def on_click(self, event: events.Click) -> None:
        """Press the key under the pointer."""
        first, last, room = self._placed()
        end = 0
        for shown in (*first, None, *last):
            end += max(room, 0) if shown is None else shown.width
            if event.x < end:
                if shown is not None:
                    self.app.call_later(self.app.simulate_key, shown.key)
                return

    @property
    def _above(self) -> bool:
        """Whether this screen lies above a tab: what quits at the top leads back from here."""
        return len(self.app.screen_stack) > 1

    def _placed(self) -> tuple[list[Shown], list[Shown], int]:
        """The keys at the left end, those at the right end, the cells between."""
        if self.app.screen is not self.screen:
            return [], [], 0
        found: dict[str, Shown] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled:
                sign = binding.key_display or key_symbol(binding.key)
                name = binding.id or binding.action
                word = "back" if name == "app.quit" and self._above else binding.description
                found.setdefault(name, Shown(binding.key, sign, word))
        last = [found.pop(name) for name in sorted(self.LAST) if name in found]
        room = self.size.width - sum(shown.width for shown in last)
        first = []
        for shown in found.values():
            if shown.width > room:
                break
            room -= shown.width
            first.append(shown)
        return first, last, room


def _key(sign: str, word: str) -> Content:
    return Content.assemble(" ", (sign, "$primary"), " ", (word, "$quiet"), " ")


def key_words(*keys: tuple[str, str]) -> Content:
    """Keys and what they do, in one line."""
    return Content("    ").join(
        Content.assemble((key, "$primary"), (f" {word}", "$quiet")) for key, word in keys
    )
