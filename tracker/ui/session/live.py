"""The keys of a running session, and the ways to end it."""

from collections.abc import Mapping, Sequence
from typing import ClassVar, Final

from textual.binding import Binding, BindingType
from textual.events import Click

from tracker.checkpoint import CheckpointError
from tracker.core.session.breath import next_pattern
from tracker.core.session.running import Running
from tracker.core.text.durations import duration_words
from tracker.practice import sessions
from tracker.ui.session.live_view import LiveView
from tracker.ui.session.running_screen import RunningScreen
from tracker.ui.widgets.bar import Bar
from tracker.ui.widgets.figure import Figure

_ASKING: Final = frozenset({"end", "go_on", "later", "discard"})
"""Actions that work while it is asked how to leave."""
_HOLDING: Final = frozenset(
    {"next", "previous", "finish", "longer", "shorter", "stay", "zoom", "breath", "bell", "leave"}
)
"""Actions that wait meanwhile."""
_ANSWERS: Final = ("live.end", "live.go-on", "live.later", "live.discard")
"""The keys that are shown meanwhile."""


class LiveScreen(RunningScreen):
    """Leads through a plan, hold by hold."""

    HELP = "A hold that is over moves on by itself. Whatever way this ends, what was done is kept."
    KEYS = (
        *("live.pause", "live.next", "live.previous", "live.finish", "live.zoom", "live.longer"),
        *("live.shorter", "live.stay", "live.breath", "live.bell"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "pause", "pause", id="live.pause", tooltip="Pause, and go on"),
        Binding("n", "next", "next", id="live.next", tooltip="On to the next hold"),
        Binding("p", "previous", "back", id="live.previous", tooltip="The hold before, again"),
        Binding(
            "full_stop", "finish", "end", id="live.finish", tooltip="Pause, and ask if it ends"
        ),
        Binding("plus", "longer", "15 s more", id="live.longer", tooltip="Fifteen seconds more"),
        Binding("minus", "shorter", "15 s less", id="live.shorter", tooltip="Fifteen seconds less"),
        Binding("equals_sign", "stay", "stay", id="live.stay", tooltip="Stay here until n"),
        Binding("b", "breath", "breath", id="live.breath", tooltip="Another breath to follow"),
        Binding("v", "bell", "bell", id="live.bell", tooltip="Bell, flash, or neither"),
        Binding("z", "zoom", "larger", id="live.zoom", tooltip="The picture alone, and back"),
        Binding("escape,q", "leave", "leave", id="live.leave", tooltip="Pause, and ask what then"),
        Binding("enter", "end", "end and keep", id="live.end", tooltip="End it and keep it"),
        Binding("escape,q", "go_on", "go on", id="live.go-on", tooltip="Go on with it"),
        Binding("l", "later", "later", id="live.later", tooltip="Leave it for later"),
        Binding("d", "discard", "discard", id="live.discard", tooltip="Discard it; asks again"),
    ]

    def __init__(self, running: Running) -> None:
        super().__init__(running)
        self._question = ""
        self._ran = False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002
        """Hide keys that would do nothing."""
        mat = self._session.plan.kind == "mat"
        if self._over:
            return action == "leave"
        if action in _ASKING:
            return bool(self._question) and (action in {"go_on", "discard"} or not self._sure)
        if self._question and action in _HOLDING:
            return False
        if action == "zoom" and self.tracker.settings.drawn_as == "none":
            return False
        if action in {"next", "previous", "zoom"}:
            return not mat
        if action == "stay" and self._session.staying:
            return False
        if action in {"longer", "shorter", "stay"}:
            return self._session.planned_ms is not None
        return True

    @property
    def key_order(self) -> Sequence[str]:
        """Only the answers while it is asked how to leave."""
        return _ANSWERS if self._question else self.KEYS

    @property
    def key_words(self) -> Mapping[str, str]:
        """Words of keys that do another thing now."""
        words = {} if self._session.running else {"live.pause": "go on"}
        if self._sure:
            words["live.go-on"] = "keep it"
        elif self._question and not self._ran:
            words["live.go-on"] = "back"
        if self.is_mounted and self.query_one(LiveView).is_larger:
            words["live.zoom"] = "smaller"
        return words

    def on_click(self, event: Click) -> None:
        """A tap on the picture shows it larger, one on a bar pauses or goes on."""
        if isinstance(event.widget, Figure):
            self.action_zoom()
        elif isinstance(event.widget, Bar) and not (self._question or self._over):
            self.action_pause()

    def action_pause(self) -> None:
        """Pause, or go on; while it is asked how to leave, as the key that goes on."""
        if self._question:
            self.action_go_on()
            return
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
        """Let the picture fill the screen, or stand beside the words again."""
        self.query_one(LiveView).toggle_larger()
        self.refresh_bindings()

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
        """Pause, and ask whether to end here and keep what was done."""
        self._ran = self._session.running
        self._take(self._session.pause(self.tracker.monotonic()))
        if not self._over:
            self._ask_whether_to_end()

    def _ask_whether_to_end(self) -> None:
        held = duration_words(self._session.practised)
        self._ask("end", f"End and keep {held}?", f"Keep {held}? enter esc")

    def action_leave(self) -> None:
        """Pause and ask, as for the end; after another terminal took it over, close."""
        if self._over:
            self.dismiss(None)
        else:
            self.action_finish()

    def _ask(self, question: str, *forms: str) -> None:
        self._question = question
        self.query_one(LiveView).ask(*forms)
        self.refresh_bindings()

    @property
    def _sure(self) -> bool:
        """Whether it is asked if the session is to be discarded."""
        return self._question == "discard"

    def action_go_on(self) -> None:
        """Go on as before the question; from the second question back to the first."""
        if self._sure:
            self._ask_whether_to_end()
            return
        self._ask("")
        if self._ran:
            self._go_on()

    def action_end(self) -> None:
        """End here and keep what was done."""
        self._ask("")
        self._take(self._session.finish(self.tracker.monotonic()))

    def action_later(self) -> None:
        """Leave it as it is, to go on here or in another terminal."""
        self._ask("")
        refused = self._autosave.save_now() if self._autosave else None
        if refused:
            self.say(f"It stays here: {refused}")
            return
        self._over = True
        self.dismiss(None)

    def action_discard(self) -> None:
        """Ask whether to discard it; the second time, discard it."""
        if not self._sure:
            held = duration_words(self._session.practised)
            self._ask("discard", f"Discard it? {held} would be gone.", f"Discard {held}? d esc")
            return
        if self._autosave is None:
            return
        self._over = True
        try:
            sessions.discard(self._autosave)
        except CheckpointError as refused:
            self.app.notify(str(refused), severity="warning", markup=False, timeout=8)
        self.dismiss(None)
