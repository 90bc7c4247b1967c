"""An app of which nothing leaks: typed text is no command, and a bad end shows no notes."""

from tracker.ui.terminal.capabilities import speaks_unicode
from tracker.ui.terminal.control_characters import VisibleSigns
from tracker.ui.terminal.key_queue import InTurnApp


class DiscreetApp(InTurnApp):
    """Lets no sign through that a terminal obeys, and no value into the words of a bad end."""

    def __init__(self) -> None:
        super().__init__()
        self._filters.append(VisibleSigns())

    def on_load(self) -> None:
        """See what the terminal can show."""
        if not speaks_unicode(self):
            from tracker.ui.terminal.ascii_characters import PlainSigns

            self._filters.append(PlainSigns())

    def _fatal_error(self) -> None:
        from rich.segment import Segments
        from rich.traceback import Traceback

        self.bell()
        trace = Traceback(show_locals=False, width=None, suppress=["textual", "rich"])
        self._exit_renderables.append(Segments(self.console.render(trace, self.console.options)))
        self._close_messages_no_wait()
