"""RunningScreen: samples a session, saves it, rings and shows it.

It goes on sampling while another screen is above it, so that no time is lost there. The keys are
in `live`.
"""

from dataclasses import replace
from functools import partial
from typing import Final, cast

from textual.app import ComposeResult
from textual.events import Resize
from textual.timer import Timer

from tracker.checkpoint.autosave import Autosave
from tracker.core.session.breath import NONE, PATTERNS, Pattern
from tracker.core.session.events import bells, events
from tracker.core.session.live import LiveSession, Pause
from tracker.core.session.running import Running
from tracker.core.session.spoken import mat_words
from tracker.practice import sessions
from tracker.practice.names import session_title
from tracker.practice.pressing import find_pressed, why_lightly
from tracker.ui.screens.kinds import SessionScreen
from tracker.ui.session.hold_places import is_one_line
from tracker.ui.session.live_view import LiveView
from tracker.ui.terminal.app import TerminalApp
from tracker.ui.terminal.bell import Bell, notice, ring
from tracker.ui.widgets.key_line import KeyLine

_SLOW: Final = 1.0
_BREATHING: Final = 0.5
"""Seconds between two samples, without and with breath pacing."""
_SAID: Final = 3.0
"""Seconds to show the words about a key."""


class RunningScreen(SessionScreen):
    """A running session with its clock, its checkpoint and its view."""

    CURSOR_AT = ("#one-line", "#state")

    def __init__(self, running: Running) -> None:
        super().__init__()
        self._at_start = running
        self._session = running.session
        self._autosave: Autosave | None = None
        self._pattern = NONE
        self._bell = Bell.ON
        self._timer: Timer | None = None
        self._seen = True
        self._over = False
        self._said = ""
        self._hush: Timer | None = None

    @property
    def session(self) -> LiveSession:
        """The session as of the last sample."""
        return self._session

    @property
    def pattern(self) -> Pattern:
        """The breath pattern that is shown."""
        return self._pattern

    @property
    def bell(self) -> Bell:
        """Bell, flash or neither."""
        return self._bell

    def compose(self) -> ComposeResult:
        """The view above the keys."""
        library, settings = self.tracker.library, self.tracker.settings
        yield LiveView(
            session_title(library, self._at_start),
            partial(find_pressed, self.tracker),
            why_lightly=partial(why_lightly, self.tracker),
            mat_words=mat_words(self._at_start),
            picture=settings.drawn_as,
            skin=settings.skin,
            breathing=settings.ring_breathes and self.app.animation_level != "none",
        )
        yield KeyLine()

    def on_mount(self) -> None:
        """Start or resume the session at once."""
        settings = self.tracker.settings
        self._bell = Bell(settings.bell)
        self._pattern = PATTERNS[settings.breath]
        self._autosave = sessions.new_autosave(self.tracker, self._at_start)
        cast("TerminalApp", self.app).came_back.subscribe(self, self._leave_out, immediate=True)
        self._beat()
        self._take(self._session.resume(self.tracker.monotonic(), settle=True))

    def on_unmount(self) -> None:
        """Save the last sample, however it ended."""
        self.save_now()

    def on_resize(self, event: Resize) -> None:
        """Leave out the keys where there is one line for everything."""
        self.set_class(is_one_line(*event.size), "-one-line")

    def on_screen_suspend(self) -> None:
        """Paint nothing while another screen is above; sampling goes on."""
        self._seen = False
        self._beat()

    def on_screen_resume(self) -> None:
        """Show the current sample."""
        self._seen = True
        if self._autosave is not None:
            self._beat()
            self.sample()

    def _beat(self) -> None:
        """Restart the timer from now, so that each sample shows the next second."""
        if self._timer is not None:
            self._timer.stop()
        sparing = self.tracker.settings.low_bandwidth
        paced = self._pattern.length and self._seen and not sparing
        self._timer = self.set_interval(_BREATHING if paced else _SLOW, self.sample)

    def sample(self) -> None:
        """Count the time up to the clock's reading; holds that are over move on."""
        if self.app.is_running:  # a timer can tick once more while the app closes its screens
            self._take(self._session.at(self.tracker.monotonic()))

    def _leave_out(self, seconds: float | None) -> None:
        """Do not count the seconds that the app was suspended: nothing was pressed.

        With `None`, no time since the latest sample counts.
        """
        session = self._session
        if seconds is None:
            self._session = session.leaving_out_until(self.tracker.monotonic())
        else:
            self._session = session.leaving_out(seconds)

    def _take(self, session: LiveSession) -> None:
        """Save this sample, ring for its events and show it; end when the session is over."""
        autosave = self._autosave
        if self._over or autosave is None:
            return
        before, self._session = self._session, session
        if (before.running, before.staying) != (session.running, session.staying):
            self.refresh_bindings()
        autosave.sample(session)
        if autosave.taken_over is None:
            ring(self.query_one(LiveView), bells(events(before, session)), self._bell)
            if session.done and self.app.screen is self:
                self._end()
                return
        else:
            self._stop_counting(before)
        if self._seen:
            self._show()

    def _show(self) -> None:
        view = self.query_one(LiveView)
        view.show(self._session, self._pattern)
        autosave = self._autosave
        if autosave is None:
            return
        if autosave.taken_over is not None:
            view.ask("Stopped here. q closes this.")
            view.say_problem(autosave.taken_over)
            return
        refused = autosave.problem
        words = f"not saved yet, trying again: {_reason(refused)}" if refused else self._said
        view.say_problem(words)

    def say(self, words: str) -> None:
        """Show words for a moment; a toast would paint the screen twice."""
        self._said = words
        if self._hush is not None:
            self._hush.stop()
        self._hush = self.set_timer(_SAID, self._say_no_more)
        self._show()

    def _say_no_more(self) -> None:
        self._said = ""
        if self._seen:
            self._show()

    def _stop_counting(self, last: LiveSession) -> None:
        self._session = replace(last, why=Pause.ASKED)
        self._over = True
        if self._timer is not None:
            self._timer.stop()
        self.refresh_bindings()

    def _end(self) -> None:
        from tracker.ui.session.after import AfterScreen

        if self._autosave is None:
            return
        self._over = True
        if self._session.why is not Pause.FINISHED:
            self._notice()
        self.app.switch_screen(AfterScreen(self._autosave))

    def _notice(self) -> None:
        escape = notice(self.tracker.settings.notice, "The session is over.")
        if escape:
            cast("TerminalApp", self.app).write_escape(escape)

    def save_now(self) -> None:
        """Save the last sample; safe to call from any thread."""
        if self._autosave is not None:
            self._autosave.save_now()


def _reason(refused: str) -> str:
    return refused.rpartition(": ")[2].partition("; ")[0] or refused
