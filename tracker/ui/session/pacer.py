"""Breath pacing during a hold: a word and a bar of whole cells, painted only when they change."""

import math
from typing import ClassVar, Final

from rich.segment import Segment
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from tracker.core.session.breath import NONE, Breath, Part, Pattern

_WORDS: Final = {
    Part.IN: "breathe in",
    Part.HOLD: "hold",
    Part.OUT: "breathe out",
    Part.REST: "rest",
}


_WORD: Final = 13
"""Columns for the word and the gap after it, enough for the longest."""
_AIR: Final = 10
_WIDE_AIR: Final = 14
"""Cells of the bar."""
_WIDE: Final = 50
_NARROW: Final = 40


class Pacer(Widget):
    """A word such as `breathe in`, a bar that is as full as the lungs, and what is left of it.

    With much room the lengths of a breath's parts stand at the end, with little the seconds left.
    Component classes: `pacer--word`, `pacer--air` for the full part, `pacer--room` for the rest,
    `pacer--count` for the end.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "pacer--word",
        "pacer--air",
        "pacer--room",
        "pacer--count",
    }

    def __init__(self, *, id: str | None = None, ascii_only: bool = False) -> None:
        super().__init__(id=id)
        self._breath: Breath | None = None
        self._pattern = NONE
        self._symbols = ("#", "-") if ascii_only else ("●", "○")
        self._drawn: list[str] = []

    @property
    def breath(self) -> Breath | None:
        """The moment of the breath that is shown; `None` shows an empty line."""
        return self._breath

    def show(self, breath: Breath | None, pattern: Pattern) -> None:
        """Show this moment of a breath of this pattern."""
        self._breath, self._pattern = breath, pattern
        before, now = self._drawn, self._pieces()
        if not self.size.width or before == now:
            return
        was, words = "".join(before), "".join(now)
        if len(before) != len(now) or len(was) != len(words):
            self.refresh()
            return
        places = [
            place for place, (one, other) in enumerate(zip(was, words, strict=True)) if one != other
        ]
        for first, last in _runs(places):
            self.refresh(Region(first, 0, last - first + 1, 1))

    def _pieces(self) -> list[str]:
        """The word, the full part, the rest, the end."""
        breath, width = self._breath, self.size.width
        if breath is None:
            return []
        short, long = width < _NARROW, width >= _WIDE
        word = breath.part.value if short else _WORDS[breath.part]
        parts = [part.value for part, seconds in self._pattern.parts if seconds]
        wide = max(map(len, parts)) + 1 if short else _WORD
        room = min(_WIDE_AIR if long else _AIR, max(0, width - wide))
        full = round(breath.fullness * room)
        air, rest = self._symbols
        end = f" {math.ceil(breath.left)} s" if short else f"  {self._pattern.counts}"
        return [
            word.ljust(wide),
            air * full,
            rest * (room - full),
            end if short or long else "",
        ]

    def render_line(self, y: int) -> Strip:
        """The row."""
        width = self.size.width
        self._drawn = self._pieces()
        if y or not self._drawn:
            return Strip.blank(width, self.rich_style)
        names = ("word", "air", "room", "count")
        styles = (self.get_component_rich_style(f"pacer--{name}") for name in names)
        pieces = [Segment(text, style) for text, style in zip(self._drawn, styles, strict=True)]
        return Strip(pieces).adjust_cell_length(width, self.rich_style)


def _runs(places: list[int]) -> list[tuple[int, int]]:
    """The first and last of each run of neighbouring places."""
    runs: list[tuple[int, int]] = []
    for place in places:
        if runs and place <= runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return runs
