"""The pane beside the list: a point's name, facts, text and picture."""

from collections.abc import Iterable

from textual.app import ComposeResult
from textual.containers import Container, Vertical
from textual.events import Resize
from textual.geometry import Size

from tracker.core.facts.sessions import Side
from tracker.ui.widgets.figure import Figure
from tracker.ui.widgets.flow import Flow, Paragraph
from tracker.ui.widgets.line import Line

_WIDEST = 44


class PointPane(Vertical):
    """Text that flows round a picture; the point's page has what does not fit."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._said: tuple[Paragraph, ...] = ()
        self._room = Size(0, 0)

    def compose(self) -> ComposeResult:
        """Two lines above, the text, the picture in the upper right corner."""
        yield Line(id="named")
        yield Line(id="facts")
        with Container(id="page"):
            yield Flow(id="said")
            yield Figure(id="figure")

    def on_resize(self, event: Resize) -> None:
        """Give the picture half the width and at most four sevenths of the height."""
        width = min(event.size.width // 2, _WIDEST)
        height = min(width // 2, max(0, event.size.height - 2) * 4 // 7)
        figure = self.query_one(Figure)
        figure.styles.width, figure.styles.height = width, height
        self._room = Size(width, height)
        self._flow()

    def show(
        self,
        title: str,
        facts: str,
        paragraphs: Iterable[Paragraph],
        *,
        picture: str,
        side: Side | None,
        drawn_as: str = "auto",
        skin: str = "stone",
    ) -> None:
        """Show a point; without a ``picture`` the text takes all the room."""
        self.query_one("#named", Line).say(title)
        self.query_one("#facts", Line).say(facts)
        figure = self.query_one(Figure)
        figure.point, figure.side = picture, side
        figure.mode, figure.skin = drawn_as, skin
        figure.display = bool(picture) and drawn_as != "none"
        self._said = tuple(paragraphs)
        self._flow()

    def toggle_zoom(self) -> None:
        """Zoom in on the point, or out."""
        self.query_one(Figure).toggle_zoom()

    def _flow(self) -> None:
        figure = self.query_one(Figure)
        hole = self._room if figure.display else Size(0, 0)
        self.query_one("#said", Flow).show(self._said, hole)
