"""The unfinished session, in a line on Today: stopped, or running in another terminal."""

from typing import TYPE_CHECKING

from textual.content import Content
from textual.widgets import Static

from tracker.ui.screens.tracker import Tracker

if TYPE_CHECKING:
    from tracker.practice.sessions import Unfinished


class UnfinishedLine(Static):
    """A line with its key; hidden without an unfinished session."""

    def __init__(self) -> None:
        super().__init__(id="waiting", markup=False)
        self.display = False
        self._session: Unfinished | None = None
        self._shown: tuple[int | None, bool] = (None, False)
        """When the checkpoint was written, in nanoseconds, and whether another process runs it."""

    def follow(self, tracker: Tracker) -> None:
        """Redraw if the checkpoint or the life of its owner changed; cheap to call often."""
        written = _written(tracker)
        if (written, self._runs_elsewhere(tracker)) == self._shown:
            return
        words = self._words(tracker)
        self._shown = (written, self._session is not None and self._session.runs_elsewhere)
        self.update(words)
        self.display = bool(words)

    def _runs_elsewhere(self, tracker: Tracker) -> bool:
        if self._session is None:
            return False
        from tracker.practice.sessions import runs_elsewhere

        return runs_elsewhere(tracker, self._session.running)

    def _words(self, tracker: Tracker) -> Content:
        self._session = None
        if not tracker.checkpoint.path.exists():
            return Content("")
        from tracker.checkpoint import CheckpointError
        from tracker.practice.sessions import unfinished

        try:
            session = self._session = unfinished(tracker)
        except CheckpointError as wrong:
            return Content(str(wrong))
        if session is None:
            return Content("")
        runs = "A session runs in another terminal"
        heading = runs if session.runs_elsewhere else "Unfinished session"
        return Content.assemble(
            (" s ", "$block-cursor-foreground on $secondary"),
            f"  {heading}: {session.stands_at}",
            (f"  {session.held} done", "$quiet"),
        )


def _written(tracker: Tracker) -> int | None:
    try:
        return tracker.checkpoint.path.stat().st_mtime_ns
    except OSError:
        return None
