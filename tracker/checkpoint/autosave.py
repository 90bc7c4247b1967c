"""Keeps the checkpoint of a running session up to date, and says when that does not work.

What the disk refuses is tried again; the session goes on meanwhile. Nothing here knows a screen,
so that the last save can come from the thread that hears the line drop.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from tracker.checkpoint import Checkpoint, CheckpointError, TakenOver
from tracker.core.session.live import LiveSession
from tracker.core.session.running import Answer, Running, due


class Autosave:
    """One running session and its checkpoint."""

    def __init__(
        self,
        checkpoint: Checkpoint,
        running: Running,
        *,
        now: Callable[[], datetime],
        monotonic: Callable[[], float],
    ) -> None:
        self._checkpoint = checkpoint
        self._now = now
        self._monotonic = monotonic
        self._running = running
        self._saved: LiveSession | None = None
        self._saved_at = 0.0
        self._over = False
        self.problem: str | None = None
        """Why it is not saved at the moment."""
        self.taken_over: str | None = None
        """Where it went on, once it did: nothing is counted or written here any more."""

    @property
    def running(self) -> Running:
        """The session as it was last sampled."""
        return self._running

    def sample(self, session: LiveSession) -> None:
        """Take this as what is now, and save it if that is due."""
        if self._over or self.taken_over:
            return
        # Whoever saves it in a hurry, from another thread, says when this was.
        self._running = replace(self._running, session=session, saved=self._now())
        fresh = self._saved is not None and not due(
            self._saved, self._saved_at, session, self._monotonic()
        )
        # Writing is what finds out where it went on.
        if not fresh or not self._checkpoint.owns(self._running.owner.token):
            self._write()

    def answer(self, form: Mapping[str, Answer], *, later: bool = False) -> None:
        """Keep these answers beside those there are; ``later`` leaves the disk to the next save."""
        self._running = replace(self._running, form={**self._running.form, **form})
        if not later:
            self._write()

    def _write(self) -> None:
        if self._over or self.taken_over:
            return
        self._running = replace(self._running, saved=self._now())
        session, at = self._running.session, self._monotonic()
        try:
            self._checkpoint.write(self._running)
        except TakenOver as elsewhere:
            self.taken_over = str(elsewhere)
        except CheckpointError as refused:
            # Waiting as after a save that worked: the next try is due by the same rule.
            self.problem = str(refused)
            self._saved, self._saved_at = session, at
        else:
            self.problem = None
            self._saved, self._saved_at = session, at

    def save_now(self) -> str | None:
        """Save what was sampled last, from any thread; why that failed, if it did."""
        if self._over or self.taken_over:
            return None
        try:
            self._checkpoint.write(self._running)
        except CheckpointError as refused:
            return str(refused)
        return None

    def end(self) -> None:
        """The session is recorded or discarded: there is nothing to keep any more."""
        self._over = True
        try:
            self._checkpoint.clear(self._running.owner.token)
        except TakenOver:
            return
        except CheckpointError as refused:
            self.problem = str(refused)
        else:
            self.problem = None
