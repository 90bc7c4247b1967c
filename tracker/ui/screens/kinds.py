"""What every screen stands on: the tracker it asks, the line of tabs, the line of keys."""

from datetime import date
from pathlib import PurePath
from typing import ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Click
from textual.screen import ModalScreen
from textual.widgets import Input

from tracker.config.keymap import types
from tracker.config.settings import Settings
from tracker.ui.screens.tracker import Tracker
from tracker.ui.terminal.screen import Answer, TerminalScreen
from tracker.ui.terminal.stylesheets import OTHER_SHEETS
from tracker.ui.widgets.key_line import KeyLine, key_at
from tracker.ui.widgets.tab_line import TabLine


class _Asks:
    """Gives a screen its tracker."""

    @property
    def tracker(self) -> Tracker:
        """The app, as far as screens may know it."""
        return cast("Tracker", self.app)  # type: ignore[attr-defined]


class TabScreen(_Asks, TerminalScreen[None]):
    """One tab. It redraws from the journal when it is seen and something has changed."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [*OTHER_SHEETS]
    TAB: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        self._shown: tuple[int, date, Settings] | None = None

    def compose(self) -> ComposeResult:
        """Tabs above, keys below, the screen's own between."""
        yield TabLine(self.TAB, self.app.sub_title)
        yield from self.compose_body()
        yield KeyLine()

    def compose_body(self) -> ComposeResult:
        """What this tab is about."""
        yield from ()

    def on_mount(self) -> None:
        """Draw for the first time."""
        self.follow()

    def on_screen_resume(self) -> None:
        """Catch up with what changed while another tab was seen."""
        self.follow()

    def follow(self) -> None:
        """Redraw if anything changed since the last time."""
        tracker = self.tracker
        state = (tracker.journal.revision, tracker.today, tracker.settings)
        if state != self._shown and self.is_mounted:
            self._shown = state
            self.redraw()

    def redraw(self) -> None:
        """Show what the journal holds now."""

    def fill_in(self) -> None:
        """The first frame has been seen: draw what it did without."""


class Dialog(_Asks, ModalScreen[Answer], TerminalScreen[Answer]):
    """A question above a screen; it answers a value, or nothing when it is left."""

    CSS_PATH: ClassVar[list[str | PurePath]] = [*OTHER_SHEETS]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "back", id="dialog.leave"),
        Binding("f1", "app.help_now", "help now", id="dialog.help-now", show=False, priority=True),
        Binding("exclamation_mark", "app.help_now", "help now", id="dialog.help", show=False),
    ]

    def on_click(self, event: Click) -> None:
        """Press the key whose words are clicked in the line that says what can be answered."""
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
    """One step of a session. It fills the screen and keeps the keys of the tabs out.

    The steps follow each other in one place: each switches to the next.
    """

    CSS_PATH: ClassVar[list[str | PurePath]] = [*OTHER_SHEETS]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "app.help", "keys", id="session.help"),
        Binding("exclamation_mark", "app.help_now", "help now", id="session.help-now"),
        Binding("f1", "app.help_now", "help now", id="session.help-f1", show=False, priority=True),
    ]

    def stand_still(self) -> None:
        """Help for hard moments was asked for: what runs pauses."""

    def action_leave(self) -> None:
        """Back to where it was begun."""
        self.dismiss(None)

    def save_now(self) -> None:
        """The line may be gone: save what is worth saving. Called from any thread."""
