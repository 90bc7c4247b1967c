"""The line of keys that work here, as many as fit."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar, Final, NamedTuple, cast

from textual import events
from textual.app import RenderResult
from textual.binding import Binding
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from tracker.config.keymap import types

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
    "ctrl+t": "^t",
    "ctrl+p": "^p",
    "ctrl+o": "^o",
    "pageup": "pgup",
    "pagedown": "pgdn",
}


_WRITTEN = {symbol: key for key, symbol in _SYMBOLS.items()} | {
    "↑": "up",
    "↓": "down",
    "←": "left",
    "→": "right",
}
SHORT_WORDS: Final = {
    "today.why": "days",
    "today.begin": "begin",
    "heatmap.open": "open",
    "calendar.earlier": "before",
    "calendar.later": "after",
    "calendar.kinds": "mat",
    "sessions.kinds": "only",
    "live.longer": "more",
    "live.shorter": "less",
    "live.end": "end",
    "live.discard": "drop",
    "mat.timer": "timer",
    "mat.why": "days",
}
"""Words of keys on a narrow screen, by the id of the binding."""
_NORMAL: Final = 72
_WIDE: Final = 110
_NAMED = {"enter", "tab", "space", "backspace"}
_SAID = re.compile(r"(?:· )?([^\s·]+) [^\s·].*?(?= {3,}| · |\n|$)")


def key_symbol(key: str) -> str:
    """A key as it is written on the screen: ``question_mark`` is ``?``."""
    return _SYMBOLS.get(key, key)


def key_of(screen: Screen[Any], action: str) -> str:
    """The key of an action of the app, such as ``undo``, as it is written; empty without one."""
    actions = {action, f"app.{action}"}
    for active in screen.active_bindings.values():
        if active.binding.action in actions:
            return active.binding.key_display or key_symbol(active.binding.key)
    return ""


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

    @classmethod
    def gap(cls, width: int) -> "Shown":
        """So many empty cells."""
        return cls("", "", " " * width)

    @property
    def width(self) -> int:
        """Cells that it takes."""
        if not self.key:
            return len(self.word)
        return len(self.symbol) + (len(self.word) + 1 if self.word else 0) + 2


class KeyLine(Widget):
    """The screen's keys in its own order, then those for help; what does not fit is counted.

    A key that would do nothing is left out. Below a dialog the line is empty: the dialog says its
    own keys, and those of the screen do nothing.
    """

    LAST: ClassVar[tuple[str, ...]] = ("help", "help_now", "quit")
    """Actions of the app whose keys are kept at the right end."""

    def on_mount(self) -> None:
        """Follow the focus, and screens put on top; messages are shown above this line."""
        self.screen.add_class("-keyed")
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)
        self.watch(self.screen, "stack_updates", self._stack_changed, init=False)

    def _bindings_changed(self, _: Screen[object]) -> None:
        self.refresh()

    def _stack_changed(self) -> None:
        self.refresh()

    def render(self) -> RenderResult:
        """The keys in one row or two, cut after a whole word."""
        return Content("\n").join(
            Content("").join(_key(shown) for shown in row) for row in self._placed()
        )

    async def on_click(self, event: events.Click) -> None:
        """Press the clicked key; with a text field focused, run its action and do not type it."""
        rows, end = self._placed(), 0
        for shown in rows[event.y] if event.y < len(rows) else ():
            end += shown.width
            if event.x < end:
                if shown.key:
                    self.app.call_later(self._press, shown.key)
                return

    async def _press(self, key: str) -> None:
        screen = cast("TerminalScreen[object]", self.screen)
        typed = isinstance(screen.focused, Input) and types(key)
        if not (typed and await screen.run_key(key)):
            self.app.simulate_key(key)

    @property
    def _above(self) -> bool:
        """Whether this screen is on top of a tab: then the key that quits goes back."""
        return len(self.app.screen_stack) > 1

    def _placed(self) -> list[list[Shown]]:
        """The keys of each row, with a gap before those at the right end of the last."""
        if self.app.screen is not self.screen:
            return []
        own, last = self._found()
        width, height = self.size.width, max(1, self.size.height)
        for left_out in range(len(own) + 1):
            # Each key that is left out makes the count at the right end longer or shorter.
            right = self._right(last, left_out)
            rows = _fill(own[: len(own) - left_out], width, height, sum(x.width for x in right))
            if rows is not None:
                room = width - sum(shown.width for shown in (*rows[-1], *right))
                rows[-1] += [Shown.gap(room), *right] if room > 0 else right
                return rows
        return [[]]

    def _found(self) -> tuple[list[Shown], dict[str, Shown]]:
        """The screen's own keys in its order, and those of the right end by their id."""
        screen = cast("TerminalScreen[object]", self.screen)
        order, now, narrow = screen.key_order, screen.key_words, self._narrow
        found: dict[str, Shown] = {}
        active = [each.binding for each in screen.active_bindings.values() if each.enabled]
        in_field = screen.field_bindings() if isinstance(screen.focused, Input) else ()
        for binding in (*active, *in_field):
            name = _last(binding) or binding.id
            if not name or name in found:  # Textual's own have no id
                continue
            if name in order or name in self.LAST or (binding.show and not order):
                symbol = binding.key_display or key_symbol(binding.key)
                word = "back" if name == "quit" and self._above else binding.description
                if narrow:
                    word = SHORT_WORDS.get(name, word)
                found[name] = Shown(binding.key, symbol, now.get(name, word))
        last = {name: found.pop(name) for name in self.LAST if name in found}
        places = {name: place for place, name in enumerate(order)}
        names = sorted(found, key=lambda name: places.get(name, len(places)))
        return [found[name] for name in names], last

    @property
    def _narrow(self) -> bool:
        return self.size.width < _NORMAL

    def _right(self, last: Mapping[str, Shown], left_out: int) -> list[Shown]:
        """The keys of the right end: all keys, help, and the way out where there is room."""
        shown: list[Shown] = []
        bare = self._narrow and self.size.height < 2
        for name, key in last.items():
            if name == "help":
                word = f"{left_out} more" if left_out else key.word
                shown.append(Shown(key.key, key.symbol, "" if bare else word))
            elif name == "help_now":
                word = key.word if self.size.width >= _WIDE else "help"
                shown.append(Shown(key.key, key.symbol, "" if bare else word))
            elif not self._narrow:
                shown.append(key)
        return shown


def _last(binding: Binding) -> str:
    """The action of a key of the right end; empty for every other key, such as F1."""
    action = binding.action.removeprefix("app.")
    if action not in KeyLine.LAST:
        return ""
    if action == "quit":  # Textual has one of its own
        return action if binding.id == "app.quit" else ""
    return action if binding.show or action == "help" or types(binding.key) else ""


def _fill(keys: Sequence[Shown], width: int, height: int, right: int) -> list[list[Shown]] | None:
    """The keys in rows, the last with room for the right end; `None` if they do not fit."""
    rows: list[list[Shown]] = [[]]
    used = 0
    for shown in keys:
        while used + shown.width > width - (right if len(rows) == height else 0):
            if len(rows) == height:
                return None
            rows.append([])
            used = 0
        rows[-1].append(shown)
        used += shown.width
    if len(rows) < height:
        rows += [[] for _ in range(height - len(rows))]
    return rows


def _key(shown: Shown) -> Content:
    if not shown.key:
        return Content(shown.word)
    word = f" {shown.word}" if shown.word else ""
    return Content.assemble(" ", (shown.symbol, "$primary"), (word, "$quiet"), " ")


def key_words(*keys: tuple[str, str]) -> Content:
    """Keys with the words for their actions, as one line of text."""
    return Content("    ").join(
        Content.assemble((key, "$primary"), (f" {word}", "$quiet")) for key, word in keys
    )
