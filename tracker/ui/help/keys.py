"""The list of keys for a screen, made from its bindings."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import Vertical
from textual.screen import Screen
from textual.widgets import Static

from tracker.config.settings import declared
from tracker.ui.screens.kinds import Dialog, TabScreen
from tracker.ui.widgets.key_line import key_symbol
from tracker.ui.widgets.rows import Column, Rows


@dataclass(frozen=True, slots=True)
class Key:
    """An action: its keys, words for it, and the id that remaps it in config.toml."""

    symbols: str
    words: str
    id: str


_SETTINGS: Final = "app.settings"
_OTHERS: Final = {
    "app.focus_next": "next field",
    "app.focus_previous": "field before",
    "command_palette": "every action by name",
    "quit": "back, and at the top quit, in a field too",
}
"""Words for bindings of Textual itself; they cannot be remapped."""


def keys_of(bindings: Iterable[ActiveBinding]) -> list[Key]:
    """The active keys, one entry for each id, those of the focused widget first."""
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
        symbols, _ = found.setdefault(binding.id or binding.action, ([], words))
        symbols.append(key_symbol(binding.key))
    return [
        Key(" ".join(symbols), words, "" if name in _OTHERS else name)
        for name, (symbols, words) in found.items()
    ]


class KeysHelpScreen(Dialog[None]):
    """The keys of the screen below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark,q", "leave", "close", id="keys.leave", show=False),
    ]

    def __init__(self, keys: Sequence[Key], words: str = "") -> None:
        super().__init__()
        self.keys = keys
        self._words = words

    def compose(self) -> ComposeResult:
        """The help text and the list of keys with their ids."""
        with Vertical(classes="dialog -tall"):
            yield Static("Keys", classes="title", markup=False)
            if self._words:
                yield Static(self._words, classes="words", markup=False)
            columns = (Column(14), Column(), Column(20, quiet=True, only_wide=True))
            yield Rows[Key](columns, lambda key: (key.symbols, key.words, key.id), id="keys")
            yield Static("esc closes", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Fill the list."""
        self.query_one("#keys", Rows).show(self.keys)


def keys_help(screen: Screen[Any]) -> KeysHelpScreen:
    """The dialog for a screen's keys, with the focused widget's help text, else the screen's.

    On a tab it also says which setting shows or hides streaks.
    """
    words = getattr(screen.focused, "HELP", None) or getattr(screen, "HELP", None) or ""
    keys = keys_of(screen.active_bindings.values())
    opens = next((key.symbols for key in keys if key.id == _SETTINGS), None)
    if opens and isinstance(screen, TabScreen):
        setting = declared()["streaks"]
        now = screen.tracker.settings.streaks
        keys.append(Key(opens, f"{setting.label.lower()}: {now}", setting.key))
    return KeysHelpScreen(keys, words)
