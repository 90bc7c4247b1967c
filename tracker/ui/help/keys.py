"""What can be pressed here: made from the bindings themselves, so it cannot be wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from tracker.ui.screens.kinds import Dialog
from tracker.ui.widgets.key_line import key_symbol
from tracker.ui.widgets.rows import Column, Rows


@dataclass(frozen=True, slots=True)
class Key:
    """One thing that can be done, the keys for it, and the id by which config.toml remaps it."""

    signs: str
    words: str
    id: str


_OTHERS: Final = {
    "app.focus_next": "next field",
    "app.focus_previous": "field before",
    "command_palette": "every action by name",
    "quit": "back, and at the top quit, in a field too",
}
"""What came with Textual and is of use here, in our words; none of it can be remapped."""


def keys_of(bindings: Iterable[ActiveBinding]) -> list[Key]:
    """The keys that do something now, those of one id together, in the order of their nearness."""
    found: dict[str, tuple[list[str], str]] = {}
    for active in bindings:
        binding = active.binding
        if not active.enabled or not binding.description:
            continue
        words = binding.tooltip or binding.description
        if binding.id is None:
            words = _OTHERS.get(binding.action, "")
        if not words:
            continue
        signs, _ = found.setdefault(binding.id or binding.action, ([], words))
        signs.append(key_symbol(binding.key))
    return [
        Key(" ".join(signs), words, "" if name in _OTHERS else name)
        for name, (signs, words) in found.items()
    ]


class KeysHelpScreen(Dialog[None]):
    """All keys of the screen below, nearest first."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,q", "leave", "close", id="keys.leave", show=False),
    ]

    def __init__(self, keys: Sequence[Key], words: str = "") -> None:
        super().__init__()
        self.keys = keys
        self._words = words

    def compose(self) -> ComposeResult:
        """A list that scrolls; the ids are what config.toml calls them."""
        with Vertical(classes="dialog -tall"):
            yield Static("Keys", classes="title", markup=False)
            if self._words:
                yield Static(self._words, classes="words", markup=False)
            columns = (Column(14), Column(), Column(20, quiet=True, only_wide=True))
            yield Rows[Key](columns, lambda key: (key.signs, key.words, key.id), id="keys")
            yield Static("esc closes", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one("#keys", Rows).show(self.keys)


def keys_help(screen: Screen[Any]) -> KeysHelpScreen:
    """What can be pressed on this screen, with the words of what has the focus, else its own."""
    words = getattr(screen.focused, "HELP", None) or getattr(screen, "HELP", None) or ""
    return KeysHelpScreen(keys_of(screen.active_bindings.values()), words)
