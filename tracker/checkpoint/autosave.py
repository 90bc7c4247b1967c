"""Autosave: keeps the checkpoint of a running session up to date.

A save that the disk refuses is tried again while the session continues. Nothing here uses a screen,
so the hangup handler can save from its own thread.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from tracker.checkpoint import Checkpoint, CheckpointError, TakenOver
from tracker.core.session.live import LiveSession
from tracker.core.session.running import Answer, Running, due


class Autosave:
    """A running session and its checkpoint."""

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
        """Why the session is not saved at the moment, or ``None``."""
        self.taken_over: str | None = None
        """Where the session was continued, and no longer saved here; ``None`` otherwise."""

    @property
    def running(self) -> Running:
        """The session as it was last sampled."""
        return self._running

    def sample(self, session: LiveSession) -> None:
        """Update the session, and save it if that is due."""
        if self._over or self.taken_over:
            return
        # save_now() runs on another thread and must not read the clock, so stamp it here.
        self._running = replace(self._running, session=session, saved=self._now())
        fresh = self._saved is not None and not due(
            self._saved, self._saved_at, session, self._monotonic()
        )
        # Writing raises TakenOver, which tells where it was continued.
        if not fresh or not self._checkpoint.owns(self._running.owner.token):
            self._write()

    def answer(self, form: Mapping[str, Answer], *, later: bool = False) -> None:
        """Add these answers; with ``later`` they are saved with the next save."""
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
            # Try again when the next save is due.
            self.problem = str(refused)
            self._saved, self._saved_at = session, at
        else:
            self.problem = None
            self._saved, self._saved_at = session, at

    def save_now(self) -> str | None:
        """Save the last sample, from any thread; return why that failed, or ``None``."""
        if self._over or self.taken_over:
            return None
        try:
            self._checkpoint.write(self._running)
        except CheckpointError as refused:
            return str(refused)
        return None

    def end(self) -> None:
        """Clear the checkpoint: the session is recorded or discarded."""
        self._over = True
        try:
            self._checkpoint.clear(self._running.owner.token)
        except TakenOver:
            return
        except CheckpointError as refused:
            self.problem = str(refused)
        else:
            self.problem = None
