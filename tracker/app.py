"""TrackerApp: connects journal, clocks, settings, themes and tabs.

Only this module and the commands read a clock.
"""

import gc
import os
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.notifications import SeverityLevel
from textual.reactive import reactive
from textual.screen import Screen

from tracker.checkpoint import Checkpoint, this_place
from tracker.config.config import Config
from tracker.config.settings import Settings
from tracker.config.zone import Zone
from tracker.core.days.practice_days import Days, Stamp, practice_day
from tracker.core.facts.goals_and_rests import Kind
from tracker.journal.journal import Journal, JournalError
from tracker.practice.own.personal import Personal
from tracker.store import StoreError
from tracker.ui.help.first_run import ask_once, say_problems
from tracker.ui.palette.actions import named_actions, named_things
from tracker.ui.screens.kinds import SessionScreen, TabScreen
from tracker.ui.screens.lazy import lazy_screen
from tracker.ui.settings.apply import apply_settings, keep_theme
from tracker.ui.terminal.app import TerminalApp
from tracker.ui.terminal.stylesheets import FIRST_SHEETS
from tracker.ui.terminal.themes import THEMES, readable
from tracker.ui.today.reminder_watch import ReminderWatch
from tracker.ui.widgets.tab_line import TABS

if TYPE_CHECKING:
    from tracker.core.days.due import Due
    from tracker.core.facts.routines import Routine
    from tracker.library import Library


class TrackerApp(TerminalApp):
    """One person's practice in six tabs; screens know it as `Tracker`."""

    TITLE = "tsubo"
    CSS_PATH: ClassVar[list[str | PurePath]] = [*FIRST_SHEETS]
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        tab: lazy_screen(tab) for tab in TABS
    }
    COMMANDS = TerminalApp.COMMANDS | {named_things}
    DEFAULT_MODE = "today"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            Binding(str(number), f"tab('{tab}')", name, id=f"app.{tab}", show=False)
            for number, (tab, name) in enumerate(TABS.items(), 1)
        ),
        Binding("s", "start", "choose", id="app.start", tooltip="Start a session of points"),
        Binding("m", "log_mat", "mat", id="app.log-mat", tooltip="Log time on the mat"),
        Binding("a", "log_points", "add", id="app.log-points", tooltip="Log points after the fact"),
        Binding("u", "undo", "undo", id="app.undo"),
        Binding("ctrl+r", "redo", "redo", id="app.redo", show=False),
        Binding("question_mark", "help", "keys", id="app.help", tooltip="What can be pressed here"),
        Binding("exclamation_mark", "help_now", "help now", id="app.help-now"),
        Binding("f1", "help_now", "help now", id="app.help-now-f1", show=False, priority=True),
        Binding("comma", "settings", "settings", id="app.settings", show=False),
        Binding("q", "quit", "quit", id="app.quit", tooltip="Back, and at the top quit"),
    ]

    config: Config
    revision = reactive(0, init=False, repaint=False)

    def __init__(
        self,
        journal: Journal,
        library: "Callable[[], Library]",
        config: Config,
        zone: Zone,
        checkpoint: Checkpoint,
        *,
        now: Callable[[], datetime],
        monotonic: Callable[[], float],
        locale: str | None = None,
        first: "Routine | None" = None,
        daily: Callable[[], object] | None = None,
        asks: bool = False,
    ) -> None:
        """Open ``first`` at once, call ``daily`` once a day; ``asks`` opens the first-run pages."""
        super().__init__()
        self.journal = journal
        self.personal = Personal(journal, library)
        self.reminder_watch = ReminderWatch(self)
        self.zone, self.checkpoint, self.home = zone, checkpoint, checkpoint.path.parent
        self.now, self.monotonic, self._locale = now, monotonic, locale
        self._first, self._asks, self._daily = first, asks, daily
        self._maintained: date | None = None
        self._days: dict[Kind, tuple[tuple[int, date, Settings], Days]] = {}
        for theme in THEMES:
            self.register_theme(theme)
        self.kiosk = config.settings.kiosk
        self._problems = apply_settings(self, config)

    def get_css_variables(self) -> dict[str, str]:
        """The colours of the theme with ours added, made readable."""
        self.theme_variables = readable(self.current_theme, super().get_css_variables())
        return self.theme_variables

    def on_mount(self) -> None:
        """Start polling, and save a theme chosen in the palette."""
        self.set_interval(1.0, self.poll)
        self.theme_changed_signal.subscribe(self, lambda theme: keep_theme(self, theme))

    def on_ready(self) -> None:
        """After the first frame, draw the rest, then offer an unfinished session or first run."""
        for screen in self.screen_stack:
            if isinstance(screen, TabScreen):
                screen.fill_in()
        if self._first is not None:
            self.begin(self._first)
        asks = self._first is None and not self._offer_unfinished() and self._asks
        if not (asks and ask_once(self, self._problems)):
            say_problems(self, self._problems)
        gc.freeze()  # keep loaded modules; the collector was off since the start, see __main__
        gc.enable()

    @property
    def country(self) -> str | None:
        """The country whose helplines come first; `None` if it is not known."""
        helplines = self.library.helplines()
        return self.config.country_or(helplines.country_of(self.zone.name, self._locale))

    @property
    def library(self) -> "Library":
        """Points and routines, personal ones included."""
        return self.personal.library

    @property
    def reminders_due(self) -> "Sequence[Due]":
        """The reminders that are due today."""
        return self.reminder_watch.due

    @property
    def settings(self) -> Settings:
        """The current settings."""
        return self.config.settings

    @property
    def place(self) -> str:
        """The person's terminal as it is named in others."""
        return this_place(os.environ)

    @property
    def stamp(self) -> Stamp:
        """The moment now, with the name of the zone."""
        return Stamp(self.now(), self.zone.name)

    @property
    def today(self) -> date:
        """The current practice day."""
        return practice_day(self.now(), self.config.settings.day_starts_at)

    def days(self, kind: Kind) -> Days:
        """The days of a kind, computed again only after a change or on a new day."""
        state = (self.journal.revision, self.today, self.config.settings)
        known = self._days.get(kind)
        if known is None or known[0] != state:
            settings = self.settings
            days = self.journal.days(
                kind,
                self.stamp,
                day_starts_at=settings.day_starts_at,
                week_starts=settings.first_weekday,
            )
            known = self._days[kind] = (state, days)
        return known[1]

    def change(self, make: Callable[..., Any], *facts: Any, **words: Any) -> bool:
        """Make one change. If it is refused, tell the person why and return `False`."""
        try:
            make(*facts, **words)
        except (JournalError, StoreError) as refused:
            self.tell(str(refused), severity="error")
            return False
        self.revision = self.journal.revision
        return True

    def tell(self, words: str, *, severity: SeverityLevel = "information") -> None:
        """Show a message for a few seconds; it is never read as markup."""
        self.notify(words, severity=severity, markup=False, timeout=8)

    def poll(self) -> None:
        """Redraw what other processes changed, start a new day, notify of reminders."""
        if not self.is_running:
            return  # a timer can tick once more while the app closes, with its screens empty
        self.journal.poll()
        self.revision = self.journal.revision
        self._follow()
        self.reminder_watch.poll()
        if self._daily is not None and self._maintained != self.today:
            self._maintained = self.today
            self._daily()

    def watch_revision(self) -> None:
        """Redraw the visible screens; the others are redrawn when they are shown again."""
        self._follow()

    def _follow(self) -> None:
        for screen in reversed(self.screen_stack):
            if isinstance(screen, TabScreen):
                screen.follow()
            if isinstance(screen, SessionScreen):
                break  # it fills the terminal, so the screens below are not visible

    def action_tab(self, tab: str) -> None:
        """Open a tab."""
        self.switch_mode(tab)

    def action_start(self) -> None:
        """Choose what to press; before that, decide about an unfinished session."""
        self._go_to(lazy_screen("choose session"))

    def action_start_mat(self) -> None:
        """Prepare time on the mat; before that, decide about an unfinished session."""
        self._go_to(lazy_screen("prepare mat"))

    def begin(self, routine: "Routine") -> None:
        """Prepare a session of this routine; before that, decide about an unfinished one."""
        self._go_to(lazy_screen("prepare points", routine))

    def _go_to(self, wanted: Callable[[], Screen[Any]]) -> None:
        if not self._offer_unfinished(wanted):
            self.push_screen(wanted())

    def _offer_unfinished(self, wanted: Callable[[], Screen[Any]] | None = None) -> bool:
        """Ask what to do with an unfinished session. Returns whether there is one."""
        if not self.checkpoint.path.exists():
            return False
        from tracker.ui.session.interrupted import offered

        return offered(self, wanted)

    def save_now(self) -> None:
        """Save a running session in case the connection dropped. Called from any thread."""
        for screen in self.screen_stack:
            if isinstance(screen, SessionScreen):
                screen.save_now()

    def action_log_mat(self) -> None:
        """Log time on the mat."""
        self.push_screen(lazy_screen("log mat")())

    def action_log_points(self) -> None:
        """Log points after the fact."""
        self.push_screen(lazy_screen("log points")())

    def action_settings(self) -> None:
        """See and change the settings."""
        self.push_screen(lazy_screen("settings")())

    def action_undo(self) -> None:
        """Ask, with its effect, whether to take back the latest step; any process made it."""
        from tracker.ui.records.take_back import ask_to_take_back

        ask_to_take_back(self)

    def action_redo(self) -> None:
        """Redo the step that was taken back last."""
        from tracker.ui.records.take_back import bring_back

        bring_back(self)

    def action_help(self) -> None:
        """Show the keys that work here."""
        from tracker.ui.help.keys import keys_help

        self.push_screen(keys_help(self.screen))

    def action_help_now(self) -> None:
        """Open help for hard moments, on top of everything."""
        from tracker.ui.help.help_now import show_help_now

        show_help_now(self)

    async def action_quit(self) -> None:
        """Go back one screen; from a tab, end the app."""
        if isinstance(self.screen, SessionScreen):
            self.screen.action_leave()
        elif len(self.screen_stack) > 1:
            self.screen.dismiss(None)
        else:
            self.exit()

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every action by name, for the palette."""
        return named_actions(self, screen)
