"""The settings screen, made from their declarations; a change is saved in config.toml at once."""

from typing import Any, ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import DescendantFocus
from textual.widget import Widget
from textual.widgets import Input, Static

from tracker.config.setting import Setting, Value
from tracker.config.settings import GROUPS, LATER, declared
from tracker.config.toml_text import ConfigError
from tracker.ui.screens.confirm import ask_to_leave
from tracker.ui.screens.kinds import Dialog
from tracker.ui.screens.rest import Rest
from tracker.ui.settings.apply import apply_settings
from tracker.ui.terminal.themes import THEMES
from tracker.ui.widgets.choice import Choice
from tracker.ui.widgets.key_line import key_words

_SWITCH: Final = ("off", "on")


class SettingRows(VerticalScroll, can_focus=False):
    """Rows that the arrows move through; a plain VerticalScroll would scroll instead."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "screen.step(-1)", "setting before", id="settings.up", show=False),
        Binding("down,j", "screen.step(1)", "next setting", id="settings.down", show=False),
        Binding("pageup", "screen.group(-1)", "group before", id="settings.group-up", show=False),
        Binding("pagedown", "screen.group(1)", "next group", id="settings.group-down", show=False),
    ]


class SettingsScreen(Dialog[None]):
    """A row for each setting, in groups; the focused one is explained below."""

    HELP = (
        "A change counts at once and is kept in config.toml; the comments there stay. Backspace "
        "on words, or an empty field, puts a setting back to its default. "
        "'tsubo config set' does the same from a shell."
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "app.help", "keys", id="settings.help", show=False),
        Binding("q", "leave", "back", id="settings.leave", show=False),
    ]

    def __init__(self, at: str = "") -> None:
        """`at` is the key of the setting to focus; without it, the first."""
        super().__init__()
        self._at = at
        self._wrong: dict[str, str] = {}
        self.resting = Rest(self, self._explain)

    def scroll_to_center(self, widget: Widget, *_: Any, **__: Any) -> None:
        """Bring what is focused now into view by the least, where Textual would centre it."""
        widget.scroll_visible(animate=False)

    def compose(self) -> ComposeResult:
        """The groups of settings, and the explanation of the focused one."""
        self._wrong = dict(self.tracker.config.by_key)
        with Vertical(classes="dialog settings"):
            yield Static("Settings", classes="title", markup=False)
            with SettingRows(id="rows"):
                for group, keys in GROUPS.items():
                    yield Static(group, classes="group", markup=False)
                    for key in keys:
                        if key == "kiosk" and self.tracker.settings.kiosk:
                            continue  # kiosk mode cannot be switched off from inside
                        with Horizontal(id=f"row-{key}", classes="field"):
                            yield Static(declared()[key].label, classes="label", markup=False)
                            yield self._widget(declared()[key])
            yield Static(id="about", markup=False)
            keys_shown = (
                ("↑ ↓", "move"),
                ("← →", "choose"),
                ("backspace", "default"),
                ("esc", "back"),
            )
            yield Static(key_words(*keys_shown), classes="answers")

    def on_mount(self) -> None:
        """Mark the wrong settings and focus one."""
        for key, words in [*self._wrong.items()]:
            self._mark(key, words)
        self.query_one(f"#{next(iter(declared()))}").focus()
        self._explain()
        if self._at:  # the rows further down are there a moment later
            self.call_after_refresh(lambda: self.query_one(f"#{self._at}").focus())

    def _widget(self, setting: Setting) -> Widget:
        value = self._value(setting)
        if words := self._words(setting):
            return Choice(words, (_written(setting, value),), id=setting.key)
        zone = self.tracker.zone
        hint = {"zone": f"{zone.name or 'offset only'}, {zone.source}", "country": "from your zone"}
        field = Input(
            _written(setting, value),
            placeholder=hint.get(setting.key, setting.unset),
            id=setting.key,
            select_on_focus=False,
            max_length=80,
        )
        field.cursor_blink = False
        return field

    def _words(self, setting: Setting) -> tuple[str, ...]:
        if setting.key == "theme":
            ours = [theme.name for theme in THEMES]
            return (*ours, *sorted(set(self.app.available_themes) - set(ours)))
        return _SWITCH if setting.kind == "switch" else setting.choices

    def _value(self, setting: Setting) -> Value:
        if setting.unset and setting.key not in self.tracker.config.chosen:
            return None
        value: Value = getattr(self.tracker.settings, setting.key)
        return value

    def on_choice_chosen(self, event: Choice.Chosen) -> None:
        """Save the chosen word; without one, go back to the default."""
        event.stop()
        key, chosen = event.choice.id or "", event.choice.chosen
        self._save(key, chosen[0] if chosen else "")
        if not chosen:
            setting = declared()[key]
            event.choice.show((_written(setting, self._value(setting)),))

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Save the typed value and focus the next setting."""
        event.stop()
        if self._save_field(event.input):
            self.focus_next()

    def on_input_blurred(self, event: Input.Blurred) -> None:
        """Save the typed value when the field loses the focus."""
        event.stop()
        if event.input.is_attached:
            self._save_field(event.input)

    def _save_field(self, field: Input) -> bool:
        """Save the value of a field. Returns whether it is saved."""
        setting = declared()[field.id or ""]
        typed = field.value.strip()
        if typed == _written(setting, self._value(setting)) and setting.key not in self._wrong:
            return True
        if not self._save(setting.key, typed):
            return False
        field.value = _written(setting, self._value(setting))
        return True

    def _save(self, key: str, text: str) -> bool:
        """Save a value, or the default if the text is empty. Returns whether it was accepted."""
        config = self.tracker.config
        try:
            changed = config.set(key, text) if text else config.unset(key)
        except ConfigError as refused:
            self._mark(key, str(refused))
            return False
        apply_settings(self.app, changed)
        self._mark(key, changed.by_key.get(key))
        return True

    def _mark(self, key: str, words: str | None) -> None:
        """Mark a setting as wrong and say why; `None` removes the mark."""
        self._wrong.pop(key, None)
        if words:
            self._wrong[key] = words
        self.query_one(f"#row-{key}").set_class(bool(words), "-wrong")
        self._explain()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Scroll the focused setting into view, and explain it once the cursor rests."""
        row = event.widget.parent
        if isinstance(row, Widget):
            first = row.id == f"row-{next(iter(declared()))}"
            self.query_one(SettingRows).scroll_to_widget(
                self.query(".group").first() if first else row, animate=False
            )
        self.resting.wait()

    def _explain(self) -> None:
        setting = declared().get((self.focused.id if self.focused else None) or "")
        if setting is None:
            return
        said: list[Any] = [f"{setting.help}.\n"]
        if setting.key in self._wrong:
            said.append((self._wrong[setting.key], "$error"))
        else:
            said.append((_bounds(setting), "$quiet"))
        self.query_one("#about", Static).update(Content.assemble(*said), layout=False)

    def action_step(self, by: int) -> None:
        """Focus the next setting, or the one before; not from the last to the first."""
        keys = [each.id for each in self.query("SettingRows .field > *") if each.can_focus]
        here = self.focused.id if self.focused else None
        if here in keys and 0 <= keys.index(here) + by < len(keys):
            self.query_one(f"#{keys[keys.index(here) + by]}").focus()

    def action_group(self, by: int) -> None:
        """Focus the first setting of the next group, or of the one before."""
        firsts = [keys[0] for keys in GROUPS.values()]
        here = self.focused.id if self.focused else None
        at = next((i for i, keys in enumerate(GROUPS.values()) if here in keys), 0)
        there = min(len(firsts) - 1, max(0, at + by))
        self.query_one(f"#{firsts[there]}").focus()
        heading = self.query(".group")[there]
        self.query_one(SettingRows).scroll_to_widget(heading, animate=False, top=True)

    def action_leave(self) -> None:
        """Close; ask first if a typed value cannot be saved."""
        if isinstance(self.focused, Input) and not self._save_field(self.focused):
            ask_to_leave(self)
        else:
            self.dismiss(None)


def _written(setting: Setting, value: Value) -> str:
    """A value as a person types it."""
    if isinstance(value, bool):
        return _SWITCH[value]
    if value is None:
        return ""
    return f"{value} {setting.unit}" if setting.unit else str(value)


def _bounds(setting: Setting) -> str:
    """The allowed values unless they are visible, the default, and when a change takes effect."""
    said = []
    if setting.kind == "zone":
        said.append("A name such as Europe/Berlin.")
    elif setting.kind in {"number", "text"} and setting.key != "theme":
        said.append(f"{setting.allowed[:1].upper()}{setting.allowed[1:]}.")
    if default := setting.unset or _written(setting, setting.default):
        said.append(f"Default: {default}.")
    if setting.key in LATER:
        said.append("Counts from the next start on.")
    return " ".join(said)
