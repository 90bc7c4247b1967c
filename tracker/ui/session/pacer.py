"""Breath pacing during a hold: a word and a bar of whole cells, painted only when they change."""

from typing import ClassVar, Final

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tracker.core.session.breath import Breath, Part

_WORD: Final = 12
"""Columns for the word, enough for the longest."""

_WORDS: Final = {
    Part.IN: "breathe in",
    Part.HOLD: "hold",
    Part.OUT: "breathe out",
    Part.REST: "rest",
}


class Pacer(Widget):
    """A word such as `breathe in`, and a bar that is as full as the lungs.

    Component classes: `pacer--word`, `pacer--air` for the full part, `pacer--room` for the rest.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"pacer--word", "pacer--air", "pacer--room"}

    def __init__(self, *, id: str | None = None, ascii_only: bool = False) -> None:
        super().__init__(id=id)
        self._breath: Breath | None = None
        self._symbols = ("#", "-") if ascii_only else ("█", "─")

    @property
    def breath(self) -> Breath | None:
        """The moment of the breath that is shown; `None` shows an empty line."""
        return self._breath

    @breath.setter
    def breath(self, breath: Breath | None) -> None:
        old, self._breath = self._breath, breath
        if not self.size.width or old == breath:
            return
        if old is None or breath is None:
            self.refresh()
            return
        if old.part is not breath.part:
            self.refresh(Region(0, 0, _WORD, 1))
        was, now = sorted((self._cells(old), self._cells(breath)))
        if was != now:
            self.refresh(Region(_WORD + was, 0, now - was, 1))

    def _cells(self, breath: Breath) -> int:
        return round(breath.fullness * max(0, self.size.width - _WORD))

    def render_line(self, y: int) -> Strip:
        """The word and the bar."""
        width = self.size.width
        if y or self._breath is None:
            return Strip.blank(width, self.rich_style)
        word = _WORDS[self._breath.part]
        cells = self._cells(self._breath)
        air, room = self._symbols
        pieces = [
            Segment(word[:_WORD].ljust(_WORD), self.get_component_rich_style("pacer--word")),
            Segment(air * cells, self.get_component_rich_style("pacer--air")),
            Segment(
                room * max(0, width - _WORD - cells), self.get_component_rich_style("pacer--room")
            ),
        ]
        return Strip(pieces).adjust_cell_length(width, self.rich_style)
