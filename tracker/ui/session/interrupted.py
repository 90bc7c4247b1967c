"""A session that stopped, or that runs elsewhere: what to do with it."""

import os
from collections.abc import Callable
from dataclasses import replace
from typing import Any, ClassVar, cast

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from tracker.checkpoint import CheckpointError, is_living, this_place, this_process
from tracker.checkpoint.autosave import Autosave
from tracker.core.facts.sessions import Kind
from tracker.core.session.running import Running
from tracker.core.session.spoken import stands_at
from tracker.core.text.durations import duration_words
from tracker.core.text.moments import moment_words
from tracker.practice.names import session_title
from tracker.ui.screens.kinds import SessionScreen
from tracker.ui.screens.question import QuestionDialog, Way
from tracker.ui.screens.tracker import Tracker
from tracker.ui.widgets.key_line import KeyLine
from tracker.ui.widgets.rows import Column, Rows


def offered(app: App[Any], wanted: Callable[[], Screen[Any]] | None = None) -> bool:
    """Whether a session is waiting; then the person is asked what to do with it.

    Once it is kept or discarded they go on to the screen they ``wanted``. One that cannot be read
    is told of, and nobody is asked.
    """
    try:
        found = waiting(cast("Tracker", app))
    except CheckpointError as wrong:
        app.notify(str(wrong), severity="warning", markup=False, timeout=8)
        return False
    if found is not None:
        app.push_screen(InterruptedScreen(found, wanted))
    return found is not None


def waiting(tracker: Tracker) -> Running | None:
    """The session that is waiting to be decided about; one that is recorded already is none.

    Raises CheckpointError when it cannot be read.
    """
    there = tracker.checkpoint.read()
    if there is None or tracker.journal.practice(there.id) is None:
        return there
    if not elsewhere(there, tracker):
        # It ended between its record and the clearing of its checkpoint.
        owner = this_process()
        tracker.checkpoint.claim(there.id, owner, there.where, tracker.now(), take_over=True)
        tracker.checkpoint.clear(owner.token)
        return None
    return there


def elsewhere(running: Running, tracker: Tracker) -> bool:
    """Whether another process counts it."""
    here = this_process()
    own = (running.owner.host, running.owner.boot, running.owner.pid) == (
        here.host,
        here.boot,
        here.pid,
    )
    return not own and is_living(running, here, tracker.now())


class InterruptedScreen(SessionScreen):
    """Go on, keep what was done, or discard; and if someone counts it, take it over or leave it."""

    HELP = "A session outlives its terminal: nothing of it is lost until you say so."
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q", "leave", "later", id="interrupted.leave", tooltip="It waits"),
    ]

    def __init__(self, running: Running, wanted: Callable[[], Screen[Any]] | None = None) -> None:
        """``wanted`` makes the screen that was asked for and has to wait for the answer."""
        super().__init__()
        self._found = running
        self._wanted = wanted
        self._living = False
        self._kept = False
        """Whether it is being kept, above this screen."""

    def compose(self) -> ComposeResult:
        """Where it stopped, and what can be done."""
        with Vertical(id="sheet"):
            yield Static(id="question", classes="title")
            yield Static(id="what")
            yield Static(id="where", classes="quiet")
            columns = (Column(34), Column(quiet=True))
            yield Rows[Way](columns, lambda choice: (choice.words, choice.more), id="choices")
            yield Static(id="problem", classes="problem")
        yield KeyLine()

    def on_mount(self) -> None:
        """Look who has it."""
        self._redraw()

    def _redraw(self) -> None:
        tracker, running = self.tracker, self._found
        self._living = elsewhere(running, tracker)
        now = tracker.now()
        began, saved = (
            moment_words(moment, now, tracker.settings.date_order)
            for moment in (running.started, running.saved)
        )
        held = duration_words(running.session.practised)
        title = session_title(tracker.library, running)
        if self._living:
            question = "A session runs in another terminal"
            where = f"Begun {began}. Counted by {running.where}, last heard of {saved}."
        else:
            question = "A session was interrupted"
            where = f"Begun {began}, stopped {saved} at {running.where}."
        self.query_one("#question", Static).update(Content(question))
        on_mat = running.session.plan.kind is Kind.MAT  # which the title names
        stands = stands_at(running.session, place=not on_mat)
        what = f"{title}: {held} done, {stands}"
        self.query_one("#what", Static).update(Content(what))
        self.query_one("#where", Static).update(Content(where))
        rows = self.query_one("#choices", Rows)
        choices = self._choices()
        rows.show(choices, cursor=0)
        rows.styles.height = len(choices)

    def _choices(self) -> tuple[Way, ...]:
        if self._living:
            return (
                Way("leave", "Leave it", "it goes on there"),
                Way("take", "Take it over", "it stops there and goes on here"),
            )
        session = self._found.session
        keep = Way("keep", "Keep what was done", duration_words(session.practised))
        discard = Way("discard", "Discard", "asks again")
        later = Way("leave", "Later", "it goes on waiting")
        if session.done:
            return (keep, discard, later)
        return (Way("go", f"Go on at {stands_at(session)}"), keep, discard, later)

    def on_rows_chosen(self, event: Rows.Chosen) -> None:
        """Do it."""
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

    def _claimed(self) -> Running | None:
        tracker = self.tracker
        try:
            return tracker.checkpoint.claim(
                self._found.id,
                this_process(),
                this_place(os.environ),
                tracker.now(),
                take_over=True,
            )
        except CheckpointError as refused:
            self.query_one("#problem", Static).update(Content(str(refused)))
            return None

    def _go_on(self, *, finish: bool) -> None:
        claimed = self._claimed()
        if claimed is None:
            return
        if finish or claimed.session.done:
            from tracker.ui.session.after import AfterScreen

            now = self.tracker.monotonic()
            ended = replace(claimed, session=claimed.session.finish(now))
            after = AfterScreen(self._autosave(ended))
            if self._wanted is None:
                self.app.switch_screen(after)
            else:
                self._kept = True
                self.app.push_screen(after)
        else:
            from tracker.ui.session.live import LiveScreen

            self.app.switch_screen(LiveScreen(claimed))

    def _autosave(self, running: Running) -> Autosave:
        tracker = self.tracker
        return Autosave(tracker.checkpoint, running, now=tracker.now, monotonic=tracker.monotonic)

    def _ask(self) -> None:
        held = duration_words(self._found.session.practised)
        choices = (Way("keep", "No, leave it"), Way("discard", "Discard"))
        dialog = QuestionDialog("Discard this session?", f"{held} would be gone.", choices)
        self.app.push_screen(dialog, self._discarded)

    def _discarded(self, answer: str | None) -> None:
        if answer == "discard" and (claimed := self._claimed()) is not None:
            self._autosave(claimed).end()
            self._decided()

    def on_screen_resume(self) -> None:
        """It was to be kept: if it was, on to what was asked for."""
        if not self._kept:
            return
        self._kept = False
        try:
            there = self.tracker.checkpoint.read()
        except CheckpointError as wrong:
            self.query_one("#problem", Static).update(Content(str(wrong)))
            return
        if there is None or there.id != self._found.id:
            self._decided()
        else:
            self._found = there
            self._redraw()

    def _decided(self) -> None:
        self.dismiss(None)
        if self._wanted is not None:
            self.app.push_screen(self._wanted())
