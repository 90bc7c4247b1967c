"""The kinds of screen: a tab, a dialog, a step of a session. Each can ask the app, its tracker."""

from datetime import date
from pathlib import PurePath
from typing import ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input

from tracker.config.keymap import types
from tracker.config.settings import Settings
from tracker.ui.screens.tracker import Tracker
from tracker.ui.terminal.screen import Answer, TerminalScreen
from tracker.ui.terminal.stylesheets import OTHER_SHEETS
from tracker.ui.widgets.key_line import KeyLine, key_at
from tracker.ui.widgets.rows import Rows
from tracker.ui.widgets.tab_line import TabLine


class _Asks:
    """Gives a screen the app as its tracker."""

    @property
    def tracker(self) -> Tracker:
        """The app, as far as screens know it."""
        return cast("Tracker", self.app)  # type: ignore[attr-defined]


class TabScreen(_Asks, TerminalScreen[None]):
    """A tab. It is redrawn from the journal when it is shown and something has changed."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [*OTHER_SHEETS]
    TAB: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[int, date, Settings] | None = None

    def compose(self) -> ComposeResult:
        """The line of tabs, the body, the line of keys."""
        yield TabLine(self.TAB, self.app.sub_title)
        yield from self.compose_body()
        yield KeyLine()

    def compose_body(self) -> ComposeResult:
        """The widgets between the tabs and the keys."""
        yield from ()

    def on_mount(self) -> None:
        """Draw the first time."""
        self.follow()

    def on_screen_resume(self) -> None:
        """Redraw what changed while another screen was on top."""
        self.follow()

    def follow(self) -> None:
        """Redraw if the journal, the day or the settings have changed since the last time."""
        tracker = self.tracker
        state = (tracker.journal.revision, tracker.today, tracker.settings)
        if state != self._shown and self.is_mounted:
            self._shown = state
            self.redraw()

    def redraw(self) -> None:
        """Show the current records."""

    def fill_in(self) -> None:
        """After the first frame: draw what was deferred."""


class Dialog(_Asks, ModalScreen[Answer], TerminalScreen[Answer]):
    """A dialog on top of a screen; it answers a value, or `None` when it is left."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [*OTHER_SHEETS]
    EMPTY_LIST_HAS_KEYS: ClassVar[bool] = False
    """Whether letters do something while an empty list has the focus."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "back", id="dialog.leave"),
        Binding("f1", "app.help_now", "help now", id="dialog.help-now", show=False, priority=True),
        Binding("exclamation_mark", "app.help_now", "help now", id="dialog.help", show=False),
    ]

    @property
    def focus_chain(self) -> list[Widget]:
        """Tab goes past an empty list, where what is typed would vanish."""
        chain = super().focus_chain
        if self.EMPTY_LIST_HAS_KEYS:
            return chain
        return [each for each in chain if not isinstance(each, Rows) or each.items] or chain

    @on(Rows.Highlighted)
    def leave_empty_list(self, moved: Rows.Highlighted) -> None:
        """Go on to what comes next if the focused list has become empty."""
        if moved.item is None and moved.rows.has_focus and not self.EMPTY_LIST_HAS_KEYS:
            every, stays = super().focus_chain, set(self.focus_chain)
            at = every.index(moved.rows)
            for widget in every[at + 1 :] + every[:at]:
                if widget in stays:
                    self.set_focus(widget)
                    return

    def on_click(self, event: Click) -> None:
        """Press the key whose words are clicked in the line of possible answers."""
        line = event.widget
        if line is None or not {"answers", "hint"} & line.classes:
            return
        if key := key_at(str(line.render()), event.x):
            self.app.call_later(self._press, key)

    async def _press(self, key: str) -> None:
        """Run the clicked key's action; with a text field focused, do not type it."""
        typed = isinstance(self.focused, Input) and types(key)
        if not (typed and await self.run_key(key)):
            self.app.simulate_key(key)

    def action_leave(self) -> None:
        """Close without an answer."""
        self.dismiss(None)


class SessionScreen(_Asks, ModalScreen[None], TerminalScreen[None]):
    """A step of a session. It fills the screen, and the keys of the tabs do not work on it.

    The steps follow each other in one place: each switches to the next.
    """

    CSS_PATH: ClassVar[list[str | PurePath]] = [*OTHER_SHEETS]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "app.help", "keys", id="session.help"),
        Binding("exclamation_mark", "app.help_now", "help now", id="session.help-now"),
        Binding("f1", "app.help_now", "help now", id="session.help-f1", show=False, priority=True),
    ]

    def stand_still(self) -> None:
        """Pause the session, because help for hard moments was opened."""

    def action_leave(self) -> None:
        """Go back to the screen it was opened from."""
        self.dismiss(None)

    def save_now(self) -> None:
        """Save a running session in case the connection dropped. Called from any thread."""
