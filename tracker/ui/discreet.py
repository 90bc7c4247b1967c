"""An app that ends badly without showing the values at hand: notes are nobody's to print."""

from tracker.ui.crop import SparingApp


class DiscreetApp(SparingApp):
    """Says what went wrong and where, never with what."""

    def _fatal_error(self) -> None:
        from rich.segment import Segments
        from rich.traceback import Traceback

        self.bell()
        trace = Traceback(show_locals=False, width=None, suppress=["textual", "rich"])
        self._exit_renderables.append(Segments(self.console.render(trace, self.console.options)))
        self._close_messages_no_wait()
