"""Help for hard moments, one key away from every screen; never recorded, counted or blocked."""

from typing import Any, ClassVar, cast

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tracker.core.points.helplines import Helplines, help_lines
from tracker.ui.screens.kinds import Dialog, SessionScreen
from tracker.ui.screens.tracker import Tracker


def show_help_now(app: App[Any]) -> None:
    """Open the help above every other screen, once; a running session pauses."""
    if isinstance(app.screen, HelpNowScreen):
        return
    for screen in app.screen_stack:
        if isinstance(screen, SessionScreen):
            screen.stand_still()
    tracker = cast("Tracker", app)
    app.push_screen(HelpNowScreen(tracker.library.helplines(), tracker.country))


class HelpNowScreen(Dialog[None]):
    """Helplines: the person's country first, the others below; the arrows change the country."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("q,enter", "leave", "close", id="help-now.leave", show=False),
        Binding("right,l", "country(1)", "other country", id="help-now.next"),
        Binding("left,h", "country(-1)", "country before", id="help-now.previous", show=False),
        Binding("exclamation_mark,f1", "leave", "close", id="help-now.close", show=False),
    ]

    def __init__(self, helplines: Helplines, country: str | None) -> None:
        super().__init__()
        self._helplines = helplines
        self._countries = (None, *helplines.countries)
        self._country = country if country in self._countries else None

    def compose(self) -> ComposeResult:
        """The text, which scrolls, and the key to close, always visible."""
        with Vertical(classes="dialog -tall"):
            with VerticalScroll(id="help-now"):
                yield Static(id="lines", markup=False)
            yield Static("← → country   ↑ ↓ more   esc closes", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Show the lines, and focus them, so that the arrows scroll."""
        self._show()
        self.query_one("#help-now").focus()

    def action_country(self, by: int) -> None:
        """Put another country's lines first."""
        place = self._countries.index(self._country) + by
        self._country = self._countries[place % len(self._countries)]
        self._show()

    def _show(self) -> None:
        lines = help_lines(self._helplines, self._country)
        self.query_one("#lines", Static).update(Content("\n".join(lines)))
        self.query_one("#help-now").scroll_home(animate=False)
