"""A screen that runs a session: it samples it, keeps it on disk, makes it heard and shows it.

It goes on sampling while something lies above it, so that looking elsewhere loses nothing. What a
person can do to the session is the business of ``live.py``.
"""

from dataclasses import replace
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
from tracker.ui.screens.kinds import SessionScreen
from tracker.ui.session.live_view import LiveView
from tracker.ui.terminal.app import TerminalApp
from tracker.ui.terminal.bell import Bell, notice, ring
from tracker.ui.widgets.key_line import KeyLine

_SLOW: Final = 1.0
_BREATHING: Final = 0.5
"""Seconds between two samples without and with a breath to follow."""
_SAID: Final = 3.0
"""Seconds for which a word about a key stands."""
_ROWS_FOR_ALL: Final = 8
_COLUMNS_FOR_ALL: Final = 30
"""Smaller than this there is one line."""
_ROWS_FOR_BIG: Final = 16
_ROWS_TO_SPARE: Final = 24


class RunningScreen(SessionScreen):
    """A running session, its clock, its checkpoint and its face."""

    def __init__(self, running: Running) -> None:
        super().__init__()
        self._begun = running
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
        """The breath that is shown."""
        return self._pattern

    @property
    def bell(self) -> Bell:
        """How it makes itself heard."""
        return self._bell

    def compose(self) -> ComposeResult:
        """The face of the session above the keys."""
        library, settings = self.tracker.library, self.tracker.settings
        yield LiveView(
            session_title(library, self._begun),
            library.find,
            mat_words=mat_words(self._begun),
            picture=settings.drawn_as,
            skin=settings.skin,
        )
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin, or go on, at once."""
        settings = self.tracker.settings
        self._bell = Bell(settings.bell)
        self._pattern = PATTERNS[settings.breath]
        self._autosave = sessions.new_autosave(self.tracker, self._begun)
        self.set_class(self._session.plan.kind == "mat", "-mat")
        self._beat()
        self._take(self._session.resume(self.tracker.monotonic(), settle=True))

    def on_unmount(self) -> None:
        """However it ended: the last sample is on disk."""
        self.save_now()

    def on_resize(self, event: Resize) -> None:
        """Less where there is less room, down to one line."""
        tiny = event.size.height < _ROWS_FOR_ALL or event.size.width < _COLUMNS_FOR_ALL
        self.set_class(tiny, "-one-line")
        self.set_class(event.size.height < _ROWS_FOR_BIG, "-short")
        self.set_class(event.size.height >= _ROWS_TO_SPARE, "-roomy")

    def on_screen_suspend(self) -> None:
        """Draw nothing while something lies above; sampling goes on."""
        self._seen = False
        self._beat()

    def on_screen_resume(self) -> None:
        """Show where it stands now."""
        self._seen = True
        if self._autosave is not None:
            self._beat()
            self.sample()

    def _beat(self) -> None:
        """Sample from now on in even steps, so that each shows the next second."""
        if self._timer is not None:
            self._timer.stop()
        sparing = self.tracker.settings.low_bandwidth
        paced = self._pattern.length and self._seen and not sparing
        self._timer = self.set_interval(_BREATHING if paced else _SLOW, self.sample)

    def sample(self) -> None:
        """Take the clock's reading: holds that are over move on."""
        if self.app.is_running:  # a timer may tick once more while the app takes its screens down
            self._take(self._session.at(self.tracker.monotonic()))

    def _take(self, session: LiveSession) -> None:
        """This is how it stands: keep it, make it heard, show it, and end if it is over."""
        autosave = self._autosave
        if self._over or autosave is None:
            return
        before, self._session = self._session, session
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
        face = self.query_one(LiveView)
        face.show(self._session, self._pattern)
        autosave = self._autosave
        if autosave is None:
            return
        if autosave.taken_over is not None:
            face.say_state("Stopped here. q closes this.")
            face.say_problem(autosave.taken_over)
            return
        refused = autosave.problem
        words = f"not saved yet, trying again: {_reason(refused)}" if refused else self._said
        face.say_problem(words)

    def say(self, words: str) -> None:
        """Say something for a moment: a toast would paint the screen twice."""
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
        """Save the last sample, from whatever thread."""
        if self._autosave is not None:
            self._autosave.save_now()


def _reason(refused: str) -> str:
    return refused.rpartition(": ")[2].partition("; ")[0] or refused
