"""The line of keys: what can be pressed here and now, as many as fit."""

from typing import ClassVar

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


def key_sign(key: str) -> str:
    """How a key is written on the screen: ``question_mark`` is ``?``."""
    return _SIGNS.get(key, key)


class KeyLine(Widget):
    """The keys of what has focus, then the app's; one that would do nothing is not shown."""

    LAST: ClassVar[frozenset[str]] = frozenset(
        {"app.help", "app.help-now", "app.quit", "session.help", "session.help-now"}
    )
    """Ids that keep their place at the right end."""

    def on_mount(self) -> None:
        """Follow the focus."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, _: Screen[object]) -> None:
        self.refresh()

    def render(self) -> RenderResult:
        """The keys in one line, cut at a whole word."""
        shown: dict[str, tuple[str, str]] = {}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if not (binding.show and active.enabled):
                continue
            sign = binding.key_display or key_sign(binding.key)
            name = binding.id or binding.action
            if name in shown:
                continue
            shown[name] = (sign, binding.description)
        last = [shown.pop(name) for name in sorted(self.LAST) if name in shown]
        room = self.size.width - sum(len(sign) + len(word) + 3 for sign, word in last)
        line = Content("")
        for sign, word in shown.values():
            width = len(sign) + len(word) + 3
            if width > room:
                break
            room -= width
            line += _key(sign, word)
        line += Content(" " * max(room, 0))
        for sign, word in last:
            line += _key(sign, word)
        return line


def _key(sign: str, word: str) -> Content:
    return Content.assemble(" ", (sign, "$primary"), " ", (word, "$quiet"), " ")
