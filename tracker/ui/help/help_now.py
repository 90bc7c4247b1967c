"""Help for hard moments, one key away from every screen; never recorded, counted or blocked."""

from typing import Any, ClassVar, Final, cast

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.widgets import Static

from tracker.core.points.helplines import Helplines
from tracker.practice.help_page import own_people, page_lines
from tracker.ui.help.number_lines import NumberLines
from tracker.ui.screens.kinds import Dialog, SessionScreen
from tracker.ui.screens.tracker import Tracker

_KEYS: Final = "← → country   e your people   ↑ ↓ more   esc closes"


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
        Binding("e", "edit", "your people", id="help-now.edit"),
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
                yield NumberLines(id="lines")
            yield Static(_KEYS, classes="hint", markup=False)

    def on_mount(self) -> None:
        """Show the lines, and focus them, so that the arrows scroll."""
        self._show()
        self.query_one("#help-now").focus()

    def action_country(self, by: int) -> None:
        """Put another country's lines first."""
        place = self._countries.index(self._country) + by
        self._country = self._countries[place % len(self._countries)]
        self._show()

    def action_edit(self) -> None:
        """Write down the person's own people, and a sentence to themselves."""
        from tracker.ui.help.own_people import OwnPeopleScreen

        self.app.push_screen(OwnPeopleScreen(), lambda _: self._show())

    def _show(self) -> None:
        own = own_people(self.tracker.config, self.tracker.checkpoint.path.parent)
        lines = page_lines(self._helplines, self._country, own)
        self.query_one(NumberLines).show(lines)
        self.query_one("#help-now").scroll_home(animate=False)
