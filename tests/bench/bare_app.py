"""The yardsticks: a Textual app of one label, and one that moves one cell.

python tests/bench/bare_app.py [cell]
"""

import sys

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import App, ComposeResult
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Label


class BareApp(App[None]):
    """One label and nothing else."""

    def compose(self) -> ComposeResult:
        yield Label("bare label")


class Cell(Widget, can_focus=True):
    """One cell that goes to the right."""

    at = 0

    def on_key(self, event: events.Key) -> None:
        if event.key == "right":
            self.at += 1
            self.refresh(Region(self.at - 1, 0, 2, 1))

    def render_line(self, y: int) -> Strip:
        room = self.size.width - 1
        if y:
            return Strip.blank(room + 1)
        pieces = [
            Segment("bare cell".ljust(room)[: self.at]),
            Segment("X", Style(reverse=True)),
            Segment("bare cell".ljust(room)[self.at :]),
        ]
        return Strip(pieces)


class CellApp(App[None]):
    """One cell that moves by the arrow."""

    def compose(self) -> ComposeResult:
        yield Cell()


if __name__ == "__main__":
    (CellApp if "cell" in sys.argv else BareApp)().run()
