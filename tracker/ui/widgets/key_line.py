"""The line of keys that work here, as many as fit."""

import re
from typing import TYPE_CHECKING, ClassVar, NamedTuple, cast

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

if TYPE_CHECKING:
    from tracker.ui.terminal.screen import TerminalScreen

_SYMBOLS = {
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
    "less_than_sign": "<",
    "greater_than_sign": ">",
    "ctrl+r": "^r",
    "ctrl+p": "^p",
}


_WRITTEN = {symbol: key for key, symbol in _SYMBOLS.items()} | {
    "↑": "up",
    "↓": "down",
    "←": "left",
    "→": "right",
}
_NAMED = {"enter", "tab", "space", "backspace"}
_SAID = re.compile(r"(?:· )?([^\s·]+) [^\s·].*?(?= {3,}| · |\n|$)")


def key_symbol(key: str) -> str:
    """A key as it is written on the screen: ``question_mark`` is ``?``."""
    return _SYMBOLS.get(key, key)


def key_at(words: str, place: int) -> str | None:
    """The key whose words are at column ``x`` of a line such as ``enter save    esc back``."""
    for said in _SAID.finditer(words):
        if said.start() <= place < said.end():
            symbol = said[1]
            if len(symbol) == 2 and symbol[0] == "^":
                return f"ctrl+{symbol[1]}"
            return _WRITTEN.get(symbol, symbol if len(symbol) == 1 or symbol in _NAMED else None)
    return None


class Shown(NamedTuple):
    """A key and its words."""

    key: str
    symbol: str
    word: str

    @property
    def width(self) -> int:
        """Cells that it takes."""
        return len(self.symbol) + len(self.word) + 3


class KeyLine(Widget):
    """The keys of the focused widget, then the app's; a key that would do nothing is left out.

    Below a dialog it is empty: the dialog says its own keys, and those of the screen do nothing.
    """

    LAST: ClassVar[frozenset[str]] = frozenset(
        {"app.help", "app.help-now", "app.quit", "session.help", "session.help-now"}
    )
    """Ids of the bindings that are kept at the right end."""

    def on_mount(self) -> None:
        """Follow the focus, and screens put on top."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)
        self.watch(self.screen, "stack_updates", self._stack_changed, init=False)

    def _bindings_changed(self, _: Screen[object]) -> None:
        self.refresh()

    def _stack_changed(self) -> None:
        self.refresh()

    def render(self) -> RenderResult:
        """The keys in one line, cut after a whole word."""
        first, last, room = self._placed()
        line = Content("").join(_key(shown.symbol, shown.word) for shown in first)
        line += Content(" " * max(room, 0))
        return line + Content("").join(_key(shown.symbol, shown.word) for shown in last)

    def on_click(self, event: events.Click) -> None:
        """Press the clicked key."""
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
        """Whether this screen is on top of a tab: then the key that quits goes back."""
        return len(self.app.screen_stack) > 1

    def _placed(self) -> tuple[list[Shown], list[Shown], int]:
        """The keys at the left end, those at the right end, the cells between them."""
        if self.app.screen is not self.screen:
            return [], [], 0
        found: dict[str, Shown] = {}
        now = cast("TerminalScreen[object]", self.screen).key_words
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if binding.show and active.enabled:
                symbol = binding.key_display or key_symbol(binding.key)
                name = binding.id or binding.action
                word = "back" if name == "app.quit" and self._above else binding.description
                word = now.get(name, word)
                found.setdefault(name, Shown(binding.key, symbol, word))
        last = [found.pop(name) for name in sorted(self.LAST) if name in found]
        room = self.size.width - sum(shown.width for shown in last)
        first = []
        for shown in found.values():
            if shown.width > room:
                break
            room -= shown.width
            first.append(shown)
        return first, last, room


def _key(symbol: str, word: str) -> Content:
    return Content.assemble(" ", (symbol, "$primary"), " ", (word, "$quiet"), " ")


def key_words(*keys: tuple[str, str]) -> Content:
    """Keys with the words for their actions, as one line of text."""
    return Content("    ").join(
        Content.assemble((key, "$primary"), (f" {word}", "$quiet")) for key, word in keys
    )
