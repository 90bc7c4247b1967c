"""The keys of a running session, and the ways to end it."""

from collections.abc import Mapping
from typing import ClassVar, Final

from textual.binding import Binding, BindingType

from tracker.checkpoint import CheckpointError
from tracker.core.session.breath import next_pattern
from tracker.core.text.durations import duration_words
from tracker.practice import sessions
from tracker.ui.screens.question import QuestionDialog, Way, WordsDialog
from tracker.ui.session.live_view import LiveView
from tracker.ui.session.running_screen import RunningScreen

_ASK: Final = (
    Way("go", "Go on"),
    Way("keep", "Finish here", "and keep what was done"),
    Way("later", "Leave it for later", "to go on here or in another terminal"),
    Way("discard", "Discard", "asks again"),
)


class LiveScreen(RunningScreen):
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
        Binding("z", "zoom", "zoom", id="live.zoom", tooltip="The whole limb, and near again"),
        Binding("escape,q", "leave", "leave", id="live.leave", tooltip="Pause, and ask what then"),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Hide keys that would do nothing."""
        mat = self._session.plan.kind == "mat"
        if self._over:
            return action == "leave"
        if action == "zoom" and self.tracker.settings.drawn_as == "none":
            return False
        if action in {"next", "previous", "zoom"}:
            return not mat
        if action in {"longer", "shorter", "stay"}:
            return self._session.planned_ms is not None
        return True

    @property
    def key_words(self) -> Mapping[str, str]:
        """Space goes on while the session is paused."""
        return {} if self._session.running else {"live.pause": "go on"}

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
        """Go to the next hold."""
        self._take(self._session.skip(self.tracker.monotonic()))

    def action_previous(self) -> None:
        """Start the previous hold again."""
        self._take(self._session.previous(self.tracker.monotonic()))

    def action_longer(self) -> None:
        """Make the hold fifteen seconds longer."""
        self._take(self._session.longer(self.tracker.monotonic()))

    def action_shorter(self) -> None:
        """Make the hold fifteen seconds shorter."""
        self._take(self._session.shorter(self.tracker.monotonic()))

    def action_stay(self) -> None:
        """Stay in this hold until the next key n."""
        self._take(self._session.stay(self.tracker.monotonic()))

    def action_zoom(self) -> None:
        """Show the whole limb, or the part around the point; on a narrow screen, at full size."""
        if self.has_class("-narrow"):
            self.toggle_class("-picture")
        self.query_one(LiveView).toggle_zoom()

    def action_breath(self) -> None:
        """Switch to the next breath pattern."""
        self._pattern = next_pattern(self._pattern)
        self._beat()
        self.sample()
        self.say(f"breath: {self._pattern.words}")

    def action_bell(self) -> None:
        """Switch between bell, flash and neither."""
        self._bell = self._bell.next
        self.say(self._bell.words)

    def stand_still(self) -> None:
        """Pause while help for hard moments is open."""
        if self._session.running:
            self._take(self._session.pause(self.tracker.monotonic()))

    def action_finish(self) -> None:
        """Finish here and keep what was done; ask why, optionally."""
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
        if why is None or self._over or self._autosave is None:
            return
        if why:
            self._autosave.answer({"stopped_why": why})
        self._take(self._session.finish(self.tracker.monotonic()))

    def action_leave(self) -> None:
        """Pause and ask whether to go on, keep, leave or discard it."""
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
                self._leave_for_later()
            case "discard":
                self._ask_again()
            case _:
                pass

    def _leave_for_later(self) -> None:
        refused = self._autosave.save_now() if self._autosave else None
        if refused:
            self.say(f"It stays here: {refused}")
            return
        self._over = True
        self.dismiss(None)

    def _ask_again(self) -> None:
        held = duration_words(self._session.practised)
        choices = (Way("keep", "No, keep it"), Way("discard", "Discard"))
        words = f"{held} would be gone."
        self.app.push_screen(
            QuestionDialog("Discard this session?", words, choices), self._discarded
        )

    def _discarded(self, answer: str | None) -> None:
        if answer != "discard" or self._autosave is None:
            return
        self._over = True
        try:
            sessions.discard(self._autosave)
        except CheckpointError as refused:
            self.app.notify(str(refused), severity="warning", markup=False, timeout=8)
        self.dismiss(None)

    def _pause_for_question(self) -> None:
        self._take(self._session.pause(self.tracker.monotonic()))
