"""The running session: the screen people spend their time on, with their eyes mostly closed.

The session is a value; this screen samples it, shows it, makes it heard and keeps it on disk. It
goes on being sampled while something lies above it, so that looking elsewhere loses nothing.
"""

from typing import ClassVar, Final

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.events import Resize
from textual.timer import Timer

from tracker.core.bells import bells, events
from tracker.core.breath import NONE, PATTERNS, Pattern, next_pattern
from tracker.core.durations import duration_words
from tracker.core.live import LiveSession, Pause
from tracker.core.running import Running
from tracker.ui.base import SessionScreen
from tracker.ui.bell import Bell, notice, ring
from tracker.ui.keeping import Keeping
from tracker.ui.question import QuestionDialog, Way, WordsDialog
from tracker.ui.running import mat_words, title_of
from tracker.ui.widgets.key_line import KeyLine
from tracker.ui.widgets.live_face import LiveFace

_SLOW: Final = 1.0
_BREATHING: Final = 0.5
"""Seconds between two samples without and with a breath to follow."""
_ROWS_FOR_ALL: Final = 8
_COLUMNS_FOR_ALL: Final = 30
"""Smaller than this there is one line."""
_ROWS_FOR_BIG: Final = 16
_ROWS_TO_SPARE: Final = 24

_ASK: Final = (
    Way("go", "Go on"),
    Way("keep", "Finish here", "and keep what was done"),
    Way("later", "Leave it for later", "it waits, also for another terminal"),
    Way("discard", "Discard", "asks again"),
)


class LiveScreen(SessionScreen):
    """Leads through a plan, hold by hold."""

    HELP = "A hold that is over moves on by itself. Whatever way this ends, what was done is kept."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "pause", "pause", id="live.pause", tooltip="Pause, and go on"),
        Binding("n", "next", "next", id="live.next", tooltip="On to the next hold"),
        Binding("p", "previous", "previous", id="live.previous", tooltip="The hold before, again"),
        Binding("full_stop", "finish", "finish", id="live.finish", tooltip="Finish now and keep"),
        Binding("plus", "longer", "longer", id="live.longer", tooltip="Fifteen seconds more"),
        Binding("minus", "shorter", "shorter", id="live.shorter", tooltip="Fifteen seconds less"),
        Binding("equals_sign", "stay", "stay", id="live.stay", tooltip="Stay here until n"),
        Binding("b", "breath", "breath", id="live.breath", tooltip="Another breath to follow"),
        Binding("v", "bell", "bell", id="live.bell", tooltip="Bell, flash, or neither"),
        Binding("z", "zoom", "zoom", id="live.zoom", tooltip="The picture nearer"),
        Binding("escape,q", "leave", "leave", id="live.leave", tooltip="Pause, and ask what then"),
    ]

    def __init__(self, running: Running) -> None:
        super().__init__()
        self._begun = running
        self._session = running.session
        self._keeping: Keeping | None = None
        self._pattern = NONE
        self._bell = Bell.ON
        self._timer: Timer | None = None
        self._seen = True
        self._over = False

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
        library = self.tracker.library
        yield LiveFace(
            title_of(self._begun, library),
            library.find,
            mat_words=mat_words(self._begun),
            picture=self.tracker.config.settings.picture,
        )
        yield KeyLine()

    def on_mount(self) -> None:
        """Begin, or go on, at once."""
        settings = self.tracker.config.settings
        self._bell = Bell(settings.bell)
        named = (each for name, each in PATTERNS.items() if name.split("-")[0] == settings.breath)
        self._pattern = next(named, NONE)
        self._keeping = Keeping(
            self.tracker.checkpoint,
            self._begun,
            now=self.tracker.now,
            monotonic=self.tracker.monotonic,
        )
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
        if self._keeping is not None:
            self._beat()
            self.sample()

    # -- time --------------------------------------------------------------------------------

    def _beat(self) -> None:
        """Sample from now on in even steps, so that each shows the next second."""
        if self._timer is not None:
            self._timer.stop()
        paced = self._pattern.length and self._seen
        self._timer = self.set_interval(_BREATHING if paced else _SLOW, self.sample)

    def sample(self) -> None:
        """Take the clock's reading: holds that are over move on."""
        self._take(self._session.at(self.tracker.monotonic()))

    def _take(self, session: LiveSession) -> None:
        """This is how it stands: keep it, make it heard, show it, and end if it is over."""
        keeping = self._keeping
        if self._over or keeping is None:
            return
        before, self._session = self._session, session
        keeping.sample(session)
        if keeping.taken_over is None:
            ring(self.query_one(LiveFace), bells(events(before, session)), self._bell)
            if session.done and self.app.screen is self:
                self._end()
                return
        else:
            self._stop_counting(before)
        if self._seen:
            self._show()

    def _show(self) -> None:
        face = self.query_one(LiveFace)
        face.show(self._session, self._pattern)
        keeping = self._keeping
        if keeping is None:
            return
        if keeping.taken_over is not None:
            face.say_state(f"It went on elsewhere: {keeping.taken_over}. q closes this.")
        refused = keeping.problem
        face.say_problem(f"not saved yet, trying again: {_reason(refused)}" if refused else "")

    def _stop_counting(self, last: LiveSession) -> None:
        self._session = last.pause(self.tracker.monotonic())
        self._over = True
        if self._timer is not None:
            self._timer.stop()
        self.refresh_bindings()

    # -- keys --------------------------------------------------------------------------------

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """A key that would do nothing is not shown."""
        mat = self._session.plan.kind == "mat"
        if self._over:
            return action in {"leave", "app.help", "app.help_now"}
        if action in {"next", "previous", "zoom"}:
            return not mat
        if action in {"longer", "shorter", "stay"}:
            return self._session.planned_ms is not None
        return True

    def action_pause(self) -> None:
        """Pause, or go on."""
        now = self.tracker.monotonic()
        if self._session.running:
            self._take(self._session.pause(now))
        else:
            self._go_on()

    def _go_on(self) -> None:
        self._beat()
        self._take(self._session.resume(self.tracker.monotonic()))

    def action_next(self) -> None:
        """The next hold."""
        self._take(self._session.skip(self.tracker.monotonic()))

    def action_previous(self) -> None:
        """The previous hold once more."""
        self._take(self._session.previous(self.tracker.monotonic()))

    def action_longer(self) -> None:
        """Fifteen seconds more."""
        self._take(self._session.longer(self.tracker.monotonic()))

    def action_shorter(self) -> None:
        """Fifteen seconds less."""
        self._take(self._session.shorter(self.tracker.monotonic()))

    def action_stay(self) -> None:
        """Stay until n."""
        self._take(self._session.stay(self.tracker.monotonic()))

    def action_zoom(self) -> None:
        """The picture nearer, or whole."""
        self.query_one(LiveFace).toggle_zoom()

    def action_breath(self) -> None:
        """The next breath pattern."""
        self._pattern = next_pattern(self._pattern)
        self._beat()
        self.sample()
        self.notify(self._pattern.words, markup=False, timeout=2)

    def action_bell(self) -> None:
        """Bell, flash, neither."""
        self._bell = self._bell.next
        self.notify(self._bell.words, markup=False, timeout=2)

    def stand_still(self) -> None:
        """Pause while help is looked at."""
        if self._session.running:
            self._take(self._session.pause(self.tracker.monotonic()))

    # -- ways out ----------------------------------------------------------------------------

    def action_finish(self) -> None:
        """Finish here and keep, perhaps saying why."""
        self._pause_for_question()
        held = duration_words(self._session.practised)
        self.app.push_screen(
            WordsDialog(
                f"Finish here and keep {held}",
                "Why, if you like:",
                "enter finishes · esc goes back, paused",
            ),
            self._finished,
        )

    def _finished(self, why: str | None) -> None:
        if why is None or self._over or self._keeping is None:
            return
        if why:
            self._keeping.answer({"stopped_why": why})
        self._take(self._session.finish(self.tracker.monotonic()))

    def action_leave(self) -> None:
        """Pause, and ask what is to become of it."""
        if self._over:
            self.dismiss(None)
            return
        self._pause_for_question()
        words = f"{duration_words(self._session.practised)} so far. It is paused."
        self.app.push_screen(QuestionDialog("Leave this session?", words, _ASK), self._left)

    def _left(self, answer: str | None) -> None:
        match answer:
            case "go":
                self._go_on()
            case "keep":
                self._finished("")
            case "later":
                self.save_now()
                self._over = True
                self.dismiss(None)
            case "discard":
                self._ask_again()
            case _:
                pass

    def _ask_again(self) -> None:
        held = duration_words(self._session.practised)
        choices = (Way("keep", "No, keep it"), Way("discard", "Discard"))
        words = f"{held} would be gone, from the record and from the checkpoint."
        self.app.push_screen(
            QuestionDialog("Discard this session?", words, choices), self._discarded
        )

    def _discarded(self, answer: str | None) -> None:
        if answer == "discard" and self._keeping is not None:
            self._over = True
            self._keeping.end()
            self.dismiss(None)

    def _pause_for_question(self) -> None:
        self._take(self._session.pause(self.tracker.monotonic()))

    def _end(self) -> None:
        from tracker.ui.after import AfterScreen

        if self._keeping is None:
            return
        self._over = True
        if self._session.why is not Pause.FINISHED:
            self._notice()
        self.app.switch_screen(AfterScreen(self._keeping))

    def _notice(self) -> None:
        escape = notice(self.tracker.config.settings.notice, "The session is over.")
        driver = self.app._driver  # noqa: SLF001 - the one way to write an escape of one's own
        if escape and driver is not None:
            driver.write(escape)

    def save_now(self) -> None:
        """Save the last sample, from whatever thread."""
        if self._keeping is not None:
            self._keeping.save_now()


def _reason(refused: str) -> str:
    return refused.rpartition(": ")[2] or refused
