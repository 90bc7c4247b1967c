"""The question about an unfinished session: continue, keep, discard, or take it over."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar, cast

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tracker.checkpoint import CheckpointError, Living
from tracker.core.session.running import Running
from tracker.journal.journal import JournalError
from tracker.practice import sessions
from tracker.ui.screens.kinds import SessionScreen
from tracker.ui.screens.question import QuestionDialog, Way
from tracker.ui.screens.tracker import Tracker
from tracker.ui.widgets.key_line import KeyLine
from tracker.ui.widgets.rows import Column, Rows


def offered(app: App[Any], wanted: Callable[[], Screen[Any]] | None = None) -> bool:
    """Ask what to do with an unfinished session. Returns whether there is one.

    After it is kept or discarded, the app goes to the screen that `wanted` makes. When it cannot be
    read, the person is told and nothing is asked.
    """
    try:
        session = sessions.unfinished(cast("Tracker", app))
    except CheckpointError as wrong:
        app.notify(str(wrong), severity="warning", markup=False, timeout=8)
        return False
    if session is not None:
        app.push_screen(InterruptedScreen(session, wanted))
    return session is not None


class InterruptedScreen(SessionScreen):
    """A question with three answers, or two when the session runs in another terminal."""

    HELP = "A session outlives its terminal: nothing of it is lost until you say so."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "later", id="interrupted.leave", tooltip="Decide later"),
    ]

    def __init__(
        self, session: sessions.Unfinished, wanted: Callable[[], Screen[Any]] | None = None
    ) -> None:
        """`wanted` makes the screen to go to after the answer."""
        super().__init__()
        self._unfinished = session
        self._wanted = wanted
        self._kept = False
        """Whether the screen that records it is open above this one."""

    def compose(self) -> ComposeResult:
        """Lay out the session, the answers and a line for problems."""
        with Vertical(id="sheet"):
            yield Static(id="question", classes="title")
            yield Static(id="what")
            yield Static(id="where", classes="quiet")
            columns = (Column(34), Column(quiet=True))
            yield Rows[Way](columns, lambda choice: (choice.words, choice.more), id="choices")
            yield Static(id="problem", classes="problem")
        yield KeyLine()

    def on_mount(self) -> None:
        """Fill in the session."""
        self._redraw()

    def _redraw(self) -> None:
        lines = sessions.unfinished_lines(self.tracker, self._unfinished)
        for name, words in zip(("question", "what", "where"), lines, strict=True):
            self.query_one(f"#{name}", Static).update(Content(words))
        rows = self.query_one("#choices", Rows)
        choices = self._choices()
        rows.show(choices, cursor=0)
        rows.styles.height = len(choices)

    def _choices(self) -> tuple[Way, ...]:
        unfinished = self._unfinished
        if unfinished.runs_elsewhere:
            return (
                Way("leave", "Leave it", "it goes on there"),
                Way("take", "Take it over", "it stops there and goes on here"),
            )
        keep = Way("keep", "Keep what was done", unfinished.held)
        discard = Way("discard", "Discard", "asks again")
        later = Way("leave", "Later", "it stays unfinished")
        if unfinished.running.session.done:
            return (keep, discard, later)
        return (Way("go", f"Go on at {unfinished.stands_at}"), keep, discard, later)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Act on the answer."""
        match event.item:
            case Way(name="go"):
                self._go_on(finish=False)
            case Way(name="take"):
                self._go_on(finish=False)
            case Way(name="keep"):
                self._go_on(finish=True)
            case Way(name="discard"):
                self._ask()
            case _:
                self.action_leave()

    def _claimed(self, *, discards: bool = False) -> Running | None:
        """The session, owned by this process; `None` after showing why it cannot be."""
        claim = sessions.claim if discards else sessions.resume
        try:
            return claim(self.tracker, self._unfinished)
        except (CheckpointError, JournalError) as refused:
            self._say_problem(str(refused))
            if isinstance(refused, Living):
                self._look_again()
            return None

    def _say_problem(self, words: str) -> None:
        self.query_one("#problem", Static).update(Content(words))

    def _go_on(self, *, finish: bool) -> None:
        claimed = self._claimed()
        if claimed is None:
            return
        if finish or claimed.session.done:
            from tracker.ui.session.after import AfterScreen

            now = self.tracker.monotonic()
            ended = replace(claimed, session=claimed.session.finish(now))
            after = AfterScreen(sessions.new_autosave(self.tracker, ended))
            if self._wanted is None:
                self.app.switch_screen(after)
            else:
                self._kept = True
                self.app.push_screen(after)
        else:
            from tracker.ui.session.live import LiveScreen

            self.app.switch_screen(LiveScreen(claimed))

    def _ask(self) -> None:
        choices = (Way("keep", "No, leave it"), Way("discard", "Discard"))
        words = f"{self._unfinished.held} would be gone."
        self.app.push_screen(
            QuestionDialog("Discard this session?", words, choices), self._discarded
        )

    def _discarded(self, answer: str | None) -> None:
        if answer != "discard" or (claimed := self._claimed(discards=True)) is None:
            return
        try:
            sessions.discard(sessions.new_autosave(self.tracker, claimed))
        except CheckpointError as refused:
            self._say_problem(str(refused))
        else:
            self._decided()

    def on_screen_resume(self) -> None:
        """After the screen that records it closes: go on if it is recorded."""
        if self._kept:
            self._kept = False
            self._look_again()

    def _look_again(self) -> None:
        """Read the checkpoint again; without the session, go on to the wanted screen."""
        try:
            session = sessions.unfinished(self.tracker)
        except CheckpointError as wrong:
            self._say_problem(str(wrong))
            return
        if session is None or session.running.id != self._unfinished.running.id:
            self._decided()
        else:
            self._unfinished = session
            self._redraw()

    def _decided(self) -> None:
        self.dismiss(None)
        if self._wanted is not None:
            self.app.push_screen(self._wanted())
